"""Plain text and Markdown: unchanged text, recognised blocks, lines of the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.claims.reading import Document, Segment, read_document
from tests.claims.reading.written_documents import Read, shown

BROCHURE = Path(__file__).parents[4] / "shared" / "brochure" / "lombardia-life-science-hub.it.txt"


def test_text_and_lines_are_those_of_the_file(read: Read) -> None:
    text = "# Title\n\nFirst line\nsecond line with 12 beds.\n\n\n  Third 5.\n"
    document = read("draft.txt", text)
    assert document.text == text
    assert (document.name, document.format) == ("draft.txt", "txt")
    assert document.line_of(text.index("12 beds")) == 4
    assert document.line_of(text.index("Third")) == 7
    assert document.line_of(0) == 1
    assert document.where_of(text.index("Third")) == ""


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_count_alike(read: Read, end: str) -> None:
    document = read("draft.txt", f"one{end}two{end}{end}three 3")
    assert document.text == "one\ntwo\n\nthree 3"
    assert document.line_of(document.text.index("three")) == 4


def test_headings_with_either_mark_and_their_level(read: Read) -> None:
    document = read("draft.md", "## 1. Value ##\ntext 1\n\nUnder\n=====\n\nLower\n-----\nmore\n\n#hashtag\n")
    assert [(s.kind, s.level) for s in document.segments] == [
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
    ]
    assert shown(document)[0] == ("heading", "1. Value")


def test_a_short_line_alone_is_no_heading(read: Read) -> None:
    assert shown(read("draft.txt", "346,153 employees\n\nof the sector\n"))[0] == (
        "paragraph",
        "346,153 employees",
    )


def test_rows_keep_label_and_number_together(read: Read) -> None:
    piped = read("draft.md", "| Area | Beds |\n|---|--:|\n| Heart | 3 |\n\nA | B\n--|--\nc | 4\n")
    assert shown(piped) == [
        ("cell", "| Area | Beds |"),
        ("cell", "| Heart | 3 |"),
        ("cell", "A | B"),
        ("cell", "c | 4"),
    ]
    tabbed = read("draft.txt", "AREA\tNUMBER\nHEART\t3\n")
    assert shown(tabbed) == [("cell", "AREA\tNUMBER"), ("cell", "HEART\t3")]


def test_items_of_a_list_are_paragraphs_without_their_mark(read: Read) -> None:
    document = read("draft.md", "It has:\n- 30 hospitals,\n  some large\n- 2 centres\n\n1. first\n2. second\n")
    assert [words for _, words in shown(document)] == [
        "It has:",
        "30 hospitals,\n  some large",
        "2 centres",
        "first",
        "second",
    ]


def test_a_plus_before_a_number_belongs_to_it(read: Read) -> None:
    assert shown(read("draft.txt", "+ di 40\ncentres\n")) == [("paragraph", "+ di 40\ncentres")]


def test_wrapped_prose_is_no_list(read: Read) -> None:
    assert len(read("draft.txt", "in the year there were\n40. More followed.\n").segments) == 1


@pytest.mark.parametrize(
    "note",
    [
        "12 - Ministry, Yearbook, 2024.",
        "<sup>12</sup> Ministry of health",
        "¹² Ministry of health",
        "[^12]: Ministry of health",
        "[12] Ministry, 2024",
    ],
)
def test_footnotes_in_their_spellings(read: Read, note: str) -> None:
    assert shown(read("draft.txt", f"Beds are 40.\n\n{note}\n"))[-1] == ("footnote", note)


def test_a_plain_mark_needs_a_witness(read: Read) -> None:
    assert shown(read("draft.txt", "15 - universities of the region\n"))[0][0] == "paragraph"
    cited = read("draft.txt", "Many study<sup>14,15</sup>.\n\n15 - universities of the region\n")
    assert cited.segments[-1].kind == "footnote"
    neighbours = read("draft.txt", "22 - Zone, 2024.\n\n23 - University\n\n25 - Other\n")
    assert [segment.kind for segment in neighbours.segments] == ["footnote", "footnote", "paragraph"]


def test_consecutive_footnote_lines_are_one_each(read: Read) -> None:
    document = read("draft.txt", "13 - Ministry, 2022.  \n 14 - Agency,\nReport, 2023.  \n")
    assert [words for _, words in shown(document)] == ["13 - Ministry, 2022.", "14 - Agency,\nReport, 2023."]
    assert {segment.kind for segment in document.segments} == {"footnote"}


def test_all_49_footnotes_of_the_published_text_are_found() -> None:
    if not BROCHURE.exists():
        pytest.skip("the published text does not lie beside the project")
    document = read_document(BROCHURE)
    notes = [words for kind, words in shown(document) if kind == "footnote"]
    marks = [int(re.match(r"\d+", note)[0]) for note in notes]  # type: ignore[index]
    assert marks == list(range(1, 50))
    assert document.text == BROCHURE.read_text(encoding="utf-8")


@given(st.text(alphabet=st.sampled_from("ab1 \t\n#-|*.=<>²,"), max_size=80))
def test_segments_hold_all_words_in_order_and_never_overlap(text: str) -> None:
    from filiera.claims.reading.markdown import segments_of

    segments = segments_of(text)
    ends = [0, *(segment.end for segment in segments)]
    assert all(segment.start >= end for segment, end in zip(segments, ends, strict=False))
    assert all(segment.start < segment.end <= len(text) for segment in segments)
    kept = "".join(text[segment.start : segment.end] for segment in segments)
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, text))


@given(st.text(alphabet="a\n", max_size=60), st.integers(0, 60))
def test_lines_count_from_one(text: str, offset: int) -> None:
    document = Document("d", "txt", text, (Segment(0, len(text), "paragraph", ""),))
    assert document.line_of(offset) == text.count("\n", 0, offset) + 1
