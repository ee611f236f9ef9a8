"""Packs that nobody sane would write: each ends in a sentence, none in a hang, a crash or a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from filiera.errors import PackError
from filiera.pack import read_pack
from filiera.pack.skeleton import write_skeleton
from filiera.pack.validate import check_pack


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A fresh pack that is sound."""
    write_skeleton(tmp_path / "mine", "XX1", ["en"])
    return tmp_path / "mine"


def refused(folder: Path) -> str:
    with pytest.raises(PackError) as caught:
        check_pack(read_pack(folder))
    return str(caught.value)


def test_a_territory_that_lies_in_itself(skeleton: Path) -> None:
    path = skeleton / "territories.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: country,", "kind: country, parent: XX1,"))
    assert "lies in itself" in refused(skeleton)


def test_concepts_that_are_broader_than_each_other(skeleton: Path) -> None:
    rows = "- {id: a, broader: b, phrases: {en: [x]}}\n- {id: b, broader: a, phrases: {en: [y]}}\n"
    (skeleton / "lexicon" / "loop.yml").write_text(rows)
    assert "broader than itself" in refused(skeleton)


def test_brackets_without_end(skeleton: Path) -> None:
    (skeleton / "lexicon" / "deep.yml").write_text("[" * 100_000 + "]" * 100_000)
    assert "nests 100000 brackets" in refused(skeleton)


def test_a_file_too_large(skeleton: Path) -> None:
    (skeleton / "lexicon" / "large.yml").write_text("# " + "x" * 6_000_000)
    assert "larger than 5 MB" in refused(skeleton)


@pytest.mark.parametrize("kind", ["folder", "loop", "pipe"])
def test_what_is_no_plain_file(skeleton: Path, kind: str) -> None:
    path = skeleton / "lexicon" / "odd.yml"
    if kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to("odd.yml")
    else:
        os.mkfifo(path)
    assert "lexicon/odd.yml" in refused(skeleton)


@pytest.mark.parametrize("value", ["1e999999", "9" * 4000, "1_240", "١٢", "NaN", "--1"])
def test_values_that_are_no_printed_number(skeleton: Path, value: str) -> None:
    path = skeleton / "claims" / "report.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('value: "12"', f'value: "{value}"'), encoding="utf-8")
    assert "is no number" in refused(skeleton)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('period: "2023"', 'period: "0000"', "is no year"),
        ('period: "2023"', 'period: "2023/2022"', "is no year"),
        ("line: 3", "line: 5000", "lies outside its section"),
        ('text: "12"', 'text: "12"\n    part_of: first-figure', "is a part of itself"),
        ('text: "12"', 'text: "13"', "is not what the text prints"),
    ],
)
def test_fields_that_cannot_be(skeleton: Path, old: str, new: str, told: str) -> None:
    path = skeleton / "claims" / "report.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert told in refused(skeleton)


def test_an_indicator_derived_from_itself(skeleton: Path) -> None:
    path = skeleton / "indicators" / "hospitals.yml"
    ratio = "derivation: {ratio: [{indicator: hospitals}, {indicator: hospitals}]}\n"
    path.write_text(path.read_text(encoding="utf-8") + ratio)
    assert "derived from itself" in refused(skeleton)


def test_a_phrase_without_a_word(skeleton: Path) -> None:
    (skeleton / "lexicon" / "odd.yml").write_text('- {id: a, phrases: {en: ["--"]}}\n')
    assert "holds no word" in refused(skeleton)
