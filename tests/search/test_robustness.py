"""Any text may be asked, by many at once, of whatever file there is."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiera.errors import EvidenceError
from filiera.search import Document, Holdings, Index, build_index, index_path, retire
from filiera.search.distance import slips
from filiera.search.files import claim

SYNTAX = (
    '"', '""', "'", "*", "^", "san*", "AND", "san AND", "OR OR", "NOT san", "NEAR(san matteo)", "title:san",
    "title : san", "{title}: san", "- san", "+", "(", ")", "san)", "'; DROP TABLE entry; --", "#1", "san #1",
    '" OR 1=1 --', "content MATCH", "\\", "%", "_", "&", "R&D", "\ud800", "\0san", "😀", "٣", "ﷺ", "ß", "İ",
    "a" * 10_000, "san " * 5_000, "<script>alert(1)</script>", "${x}", "{{x}}", "$found", "?", "?1", ":a", "@b",
)  # fmt: skip


@pytest.mark.parametrize("text", SYNTAX, ids=[ascii(text[:24]) for text in SYNTAX])
def test_what_means_something_to_a_program_means_nothing_here(index: Index, text: str) -> None:
    results = index.search(text, language="it")
    assert results.total == sum(results.counts.values())
    assert len(results.hits) == min(20, results.total)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.lists(st.sampled_from([*SYNTAX, "san", "ospedale", "milano"])).map(" ".join))
def test_any_text_at_all_may_be_asked(index: Index, text: str) -> None:
    results = index.search(text, language="en", limit=5)
    assert results.total == sum(results.counts.values())
    assert len(results.hits) == min(5, results.total)
    for hit in results.hits:
        assert "".join(part.text for part in hit.title_parts) == hit.title


@given(st.text(max_size=80), st.text(max_size=200))
@settings(max_examples=30)
def test_any_text_at_all_may_be_held(tmp_path_factory: pytest.TempPathFactory, title: str, text: str) -> None:
    title, text = (t.encode("utf-8", "ignore").decode() for t in (title, text))
    path = tmp_path_factory.mktemp("any") / "any.sqlite"
    build_index(path, Holdings([Document("thing", "thing/1", "", title, text)]))
    index = Index(path)
    assert index.kinds == ("thing",)
    for asked in (title, text):
        index.search(asked, language="it")


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(1, 3))
def test_slips_are_those_of_the_whole_table(one: str, other: str, most: int) -> None:
    table = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            costs = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                costs.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(costs)
    assert slips(one, other, most) == (table[-1][-1] if table[-1][-1] <= most else None)


def test_many_ask_at_once_and_each_gets_the_same_answer(index: Index) -> None:
    asked = ["hospital", "policlinco", "nursing home", "san", "qqq", "milano universita"] * 20
    alone = {text: index.search(text, language="it") for text in set(asked)}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: index.search(text, language="it"), asked))
    assert answers == [alone[text] for text in asked]


def test_an_index_of_nothing_answers(tmp_path: Path) -> None:
    build_index(tmp_path / "empty.sqlite", Holdings([]))
    empty = Index(tmp_path / "empty.sqlite")
    assert empty.kinds == ()
    assert empty.search("san").total == 0


def test_readers_cannot_write(index: Index) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index._connection().execute("DELETE FROM entry")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_index_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(content)
    with pytest.raises(EvidenceError, match="the search index cannot be read") as refused:
        Index(path)
    assert refused.value.remedy == "run 'filiera build'"
    with pytest.raises(EvidenceError):
        Index(tmp_path / "absent.sqlite")


def test_the_index_of_another_maker_is_refused(tmp_path: Path) -> None:
    build_index(tmp_path / "one.sqlite", Holdings([]), maker="one")
    with pytest.raises(EvidenceError, match="another version"):
        Index(tmp_path / "one.sqlite", maker="other")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="could not be written"):
        build_index(tmp_path / "gone" / "search.sqlite", Holdings([]))


def test_a_build_leaves_only_its_index(tmp_path: Path) -> None:
    path = index_path(tmp_path / "evidence-0123456789abcdef.duckdb", "0123456789abcdef")

    build_index(path, Holdings([Document("thing", "thing/1", "", "one")]))
    with pytest.raises(ZeroDivisionError):
        build_index(path, Holdings(Document("thing", f"thing/{1 // n}", "", "one") for n in (1, 0)))
    assert [file.name for file in tmp_path.iterdir()] == ["search-0123456789abcdef.sqlite"]
    assert Index(path).search("one").total == 1


def test_indexes_go_with_their_evidence_and_nothing_else_does(tmp_path: Path) -> None:
    kept, old = "0" * 16, "1" * 16
    written = f"search-{kept}.sqlite.half"
    stay = [f"search-{kept}.sqlite", written, f"evidence-{old}.duckdb", "search.sqlite", "notes"]
    go = [f"search-{old}.sqlite", f"search-{old}.sqlite.abc_1", f"search-{kept}.sqlite.left"]
    for name in (*stay, *go):
        (tmp_path / name).touch()
    with (tmp_path / written).open("r+b") as writer:
        assert claim(writer.fileno()), "nobody else writes it"
        retire(tmp_path, {kept})
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(stay)
