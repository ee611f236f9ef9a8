"""Changing one value of a file of a pack: that value, and not a byte beside it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from filiera.errors import PackError
from filiera.pack.table_places import is_formula, rows_of, with_cell
from filiera.pack.yaml_places import value_at, with_yaml_value, yaml_data

FLOW = """# a comment at the head
claims:
  - {id: one, value: "12", wording: {it: "È pari {value:al}.", en: plain words},   # a comment beside
     footnotes: [1]}
  - {id: two, value: "13", wording: {it: 'l''altro', en: "b"}}   # the last
"""
BLOCK = """id: x
title:
  it: Un titolo
  en: A title   # said plainly

# between
body:
  it: |
    Prima riga
    seconda riga

  en: >-
    folded
    words
tail: [a, b]
"""


def changed_lines(before: str, after: str) -> list[int]:
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [n for n, (one, other) in enumerate(zip(old, new, strict=True), start=1) if one != other]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("claims", 0, "wording", "en"), "other words", [3]),
        (("claims", 0, "wording", "en"), 'with: "marks", #1 and {braces}', [3]),
        (("claims", 0, "wording", "it"), "È pari {value:al} – «sì».", [3]),
        (("claims", 1, "wording", "it"), "dell'altro", [5]),
        (("claims", 1, "wording", "ca"), "nou", [5]),
        (("claims", 0, "note", "en"), "a note where none was", [4]),
        (("claims", 1, "wording", "en"), None, [5]),
    ],
)
def test_only_the_line_of_the_value_changes(path: tuple[str | int, ...], value: str | None, lines: list[int]) -> None:
    after = with_yaml_value(FLOW, path, value)
    assert value_at(yaml_data(after), path) == value
    assert changed_lines(FLOW, after) == lines


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title", "en"), "Another: title"),
        (("title", "en"), "yes"),
        (("title", "en"), "12.6"),
        (("title", "ca"), "Un títol"),
        (("body", "it"), "Una riga\ne un'altra\n"),
        (("body", "it"), "Una riga sola"),
        (("body", "en"), "other folded words"),
        (("body", "en"), "two\nlines"),
        (("tail",), ["a", "b", "c-d"]),
        (("more", "it"), "nuovo"),
        (("title", "it"), None),
    ],
)
def test_blocks_keep_their_comments_and_shape(path: tuple[str | int, ...], value: str | list[str] | None) -> None:
    after = with_yaml_value(BLOCK, path, value)
    assert value_at(yaml_data(after), path) == value
    for kept in ("# said plainly", "# between", "tail: [a, b"):
        assert (kept in after) or (path == ("title", "en") and kept == "# said plainly")
    assert "# said plainly" in after


def test_what_was_added_and_taken_out_again_leaves_the_file_as_it_was() -> None:
    for text, path in ((FLOW, ("claims", 0, "note", "en")), (BLOCK, ("more", "it")), (BLOCK, ("title", "ca"))):
        assert with_yaml_value(with_yaml_value(text, path, "x"), path, None) == text


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"], exclude_characters="\u2028\u2029\ufeff"), max_size=40
)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_any_words_are_read_as_they_were_written(words: str) -> None:
    for text, path in ((FLOW, ("claims", 0, "wording", "it")), (BLOCK, ("title", "it")), (BLOCK, ("body", "it"))):
        after = with_yaml_value(text, path, words)
        assert value_at(yaml_data(after), path) == words
        assert yaml.safe_load(after).keys() == yaml.safe_load(text).keys()


TABLE = 'id,name,note\r\na,"Casa, di cura","disse ""sì"""\r\nb,Ospedale,"due\nrighe"\r\nc,,\r\n'


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        (2, "name", "Nuova"),
        (2, "note", 'con "virgolette", e virgole'),
        (4, "note", "una"),
        (4, "name", "a\nb"),
        (5, "name", "x"),
    ],
)
def test_one_cell_changes_and_no_other(line: int, column: str, value: str) -> None:
    after = with_cell(TABLE, line, column, value)
    before, now = (list(csv.reader(io.StringIO(text, newline=""))) for text in (TABLE, after))
    differ = [(n, m) for n, row in enumerate(before) for m, cell in enumerate(row) if now[n][m] != cell]
    assert len(differ) == 1
    assert now[differ[0][0]][differ[0][1]] == value
    assert after.count("\r\n") == TABLE.count("\r\n")


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_any_cell_is_read_as_it_was_written(value: str) -> None:
    if is_formula(value):
        with pytest.raises(PackError, match="formula"):
            with_cell(TABLE, 2, "name", value)
        return
    rows = list(csv.reader(io.StringIO(with_cell(TABLE, 2, "name", value), newline="")))
    assert rows[1] == ["a", value, 'disse "sì"']


@pytest.mark.parametrize(
    ("value", "formula"), [("=1+1", True), ("@x", True), ("-3.5", False), ("+39", False), ("-x", True), ("a=b", False)]
)
def test_formulas_are_known(value: str, formula: bool) -> None:
    assert is_formula(value) is formula


@pytest.mark.parametrize("folder", ["packs/lombardia", "packs/italia", "tests/packs/exemple"])
def test_rows_of_real_tables_are_those_that_csv_reads(folder: str) -> None:
    root = Path(__file__).resolve().parents[2]
    for path in sorted((root / folder).rglob("*.csv")):
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""))
        read = [(len(cells), reader.line_num) for cells in reader]
        assert [(len(row.cells), row.line) for row in rows_of(text)] == read, path.name


def test_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(PackError, match="no such cell"):
        with_cell(TABLE, 3, "name", "x")
    with pytest.raises(PackError, match="no such cell"):
        with_cell(TABLE, 2, "nome", "x")
