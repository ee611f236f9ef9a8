"""Paragraphs of a pdf: a page knows lines only, so place, size and wording say which belong together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from filiera.claims.reading.assembly import raised
from filiera.claims.reading.document import CELL, FOOTNOTE, HEADING, PARAGRAPH
from filiera.claims.reading.footnotes import PLAIN_MARK, SUPERSCRIPT_MARK

_LARGE = 1.12
"""Type of a heading against that of the text."""

_SMALL = 0.95
"""Type of a footnote against that of the text."""

_LOOSE = 1.25
"""Distance of lines, against the usual one on the page, from which a new paragraph is meant."""

_WIDEST = 1.5
"""Lines further apart than this many sizes of their type, usual on the page or not, are each its own."""

_HEADING_CHARACTERS = 200
_MARGIN = 0.1
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)]*(?:<sup>[^<]*</sup>)*\Z")
_ITEM = re.compile(r"[•▪‣◦●■–*-]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*\Z")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_RAISED = re.compile(r"<sup>([^<]*)</sup>")


@dataclass(slots=True)
class Line:
    """A line of a page; ``base`` grows upwards, as pages of a pdf do."""

    text: str
    left: float
    right: float
    base: float
    size: float
    hyphen: bool


@dataclass(slots=True)
class Page:
    """The lines of a page in reading order."""

    number: int
    height: float
    lines: list[Line]


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, as one line of text."""

    page: int
    text: str
    kind: str
    level: int = 0


@dataclass(slots=True)
class _Measure:
    """What is usual in this document."""

    size: float
    compounds: set[str]
    ranks: dict[float, int] = field(default_factory=dict)


def paragraphs_of(pages: list[Page]) -> Iterator[Paragraph]:
    """The paragraphs of all pages; a table row is one of its own, page numbers are left out."""
    _drop_page_numbers(pages)
    measure = _measure(pages)
    for page in pages:
        for line in page.lines:
            line.text = _RAISED.sub(lambda mark: raised(mark[1], mark.string[: mark.start()]), line.text)
        leading = _leading(page.lines)
        group: list[Line] = []
        for line in page.lines:
            if group and _begins(line, group, leading, measure):
                yield _paragraph(page.number, group, measure)
                group = []
            group.append(line)
        if group:
            yield _paragraph(page.number, group, measure)


def _measure(pages: list[Page]) -> _Measure:
    sizes: Counter[float] = Counter()
    compounds: set[str] = set()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size)] += len(line.text)
            compounds.update(word.lower() for word in _COMPOUND.findall(line.text))
    usual = sizes.most_common(1)[0][0] if sizes else 1.0
    measure = _Measure(usual, compounds)
    large = {round(line.size) for page in pages for line in page.lines if _is_heading(line, measure)}
    measure.ranks = {size: min(rank, 6) for rank, size in enumerate(sorted(large, reverse=True), start=1)}
    return measure


def _leading(lines: list[Line]) -> float:
    """The usual distance of two lines of the same type on this page."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(lines):
        step = round(above.base - below.base, 0)
        if step > 0 and abs(above.size - below.size) < 0.5:
            steps[step] += 1
    return steps.most_common(1)[0][0] if steps else 0.0


def _begins(line: Line, group: list[Line], leading: float, measure: _Measure) -> bool:
    last = group[-1]
    if "\t" in line.text or "\t" in last.text:
        return True
    if SUPERSCRIPT_MARK.match(line.text) or PLAIN_MARK.match(line.text) or _ITEM.match(line.text):
        return True
    if last.hyphen:
        return False
    if abs(line.size - last.size) > 0.08 * measure.size:
        # A number in large type and the words beside it are one statement.
        return (
            _is_heading(line, measure) or _is_heading(last, measure) or last.base - line.base > 2 * last.size
        )
    step = last.base - line.base
    sentence_ended = _SENTENCE_END.search(last.text) is not None
    if step < 0:
        # The next column: the sentence goes on there, or it has ended.
        return sentence_ended or not line.text[:1].islower()
    if step > min(max(leading, line.size), _WIDEST * line.size) * _LOOSE:
        return True
    indented = line.left - last.left > 0.8 * line.size
    width = max(each.right for each in group) - min(each.left for each in group)
    short = max(each.right for each in (*group, line)) - last.right > 0.15 * width and len(group) > 1
    return sentence_ended and (indented or short)


def _is_heading(line: Line, measure: _Measure) -> bool:
    letters = sum(map(str.isalpha, line.text))
    digits = sum(map(str.isdigit, line.text))
    return line.size >= measure.size * _LARGE and letters > 3 * digits and not line.text[:1].islower()


def _paragraph(page: int, group: list[Line], measure: _Measure) -> Paragraph:
    text = _joined(group, measure.compounds)
    first = group[0]
    if "\t" in first.text:
        return Paragraph(page, text, CELL)
    if len(text) <= _HEADING_CHARACTERS and all(_is_heading(line, measure) for line in group):
        return Paragraph(page, text, HEADING, measure.ranks.get(round(first.size), 6))
    if first.size <= measure.size * _SMALL and (SUPERSCRIPT_MARK.match(text) or PLAIN_MARK.match(text)):
        return Paragraph(page, text, FOOTNOTE)
    item = _ITEM.match(text)
    return Paragraph(page, text[item.end() :] if item else text, PARAGRAPH)


def _joined(group: list[Line], compounds: set[str]) -> str:
    """The lines as one. The hyphen at a line's end goes, unless it belongs to the word."""
    text = group[0].text
    for above, below in pairwise(group):
        if above.hyphen or (text.endswith("-") and _LAST_WORD.search(text[-40:-1]) is not None):
            text = text.removesuffix("-")
            text += ("-" if _keeps_hyphen(text, below.text, compounds) else "") + below.text
        else:
            text += " " + below.text
    return text


def _keeps_hyphen(before: str, after: str, compounds: set[str]) -> bool:
    """As in names and numbers, and in compounds that the document writes with a hyphen elsewhere."""
    if not after[:1].islower():
        return True
    last, first = _LAST_WORD.search(before[-40:]), _FIRST_WORD.match(after)
    return bool(last and first and f"{last[0]}-{first[0]}".lower() in compounds)


def _drop_page_numbers(pages: Iterable[Page]) -> None:
    """A number alone at the edge of a page is its number where it counts on with the pages."""
    found: list[tuple[Page, Line, int]] = []
    for page in pages:
        for line in page.lines[:1] + page.lines[1:][-1:]:
            at_edge = not _MARGIN * page.height < line.base < (1 - _MARGIN) * page.height
            if at_edge and (number := _PAGE_NUMBER.match(line.text)):
                found.append((page, line, int(number[1]) - page.number))
    offsets = Counter(offset for _, _, offset in found)
    for page, line, offset in found:
        if offset == 0 or offsets[offset] > 1:
            page.lines.remove(line)
