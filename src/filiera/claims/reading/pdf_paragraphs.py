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
from filiera.claims.reading.pdf_hyphens import WholeWords

_LARGE = 1.12
"""Type of a heading against that of the text."""

_SMALL = 0.95
"""Type of a footnote against that of the text."""

_SAME = 0.08
"""Part of the type of the text by which two types may differ and still be the same."""

_LOOSE = 1.25
"""Distance of lines, against the usual one on the page, from which a new paragraph is meant."""

_WIDEST = 1.5
"""Lines further apart than this many sizes of their type, usual on the page or not, are each its own."""

_HEADING_CHARACTERS = 200
_MARGIN = 0.1
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)]*(?:<sup>[^<]*</sup>)*\Z")
_ITEM = re.compile(r"[•▪‣◦●■–*-]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*\Z")
_HARD_HYPHEN = re.compile(r"[^\W_]-\Z")
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
    """Lines that belong together, as one line of text; ``where`` is the page, or two: ``p3-4``."""

    where: str
    text: str
    kind: str
    level: int = 0


@dataclass(slots=True)
class _Group:
    """The lines of one paragraph, with the first and the last page that they stand on."""

    page: int
    last_page: int
    lines: list[Line]
    kind: str = PARAGRAPH


@dataclass(slots=True)
class _Measure:
    """What is usual in this document."""

    size: float
    words: WholeWords
    ranks: dict[float, int] = field(default_factory=dict)


def paragraphs_of(pages: list[Page]) -> Iterator[Paragraph]:
    """The paragraphs of all pages; a table row is one of its own, page numbers are left out."""
    _drop_page_numbers(pages)
    for page in pages:
        for line in page.lines:
            line.text = _RAISED.sub(lambda mark: raised(mark[1], mark.string[: mark.start()]), line.text)
            line.hyphen = line.hyphen or _HARD_HYPHEN.search(line.text) is not None
    measure = _measure(pages)
    for group in _across_pages(pages, measure):
        yield _paragraph(group, measure)


def _across_pages(pages: list[Page], measure: _Measure) -> Iterator[_Group]:
    """The groups of all pages; a sentence that a page leaves open goes on where the next one begins."""
    waiting: list[_Group] = []
    for page in pages:
        groups = list(_groups(page, measure))
        open_ended = next((group for group in reversed(waiting) if group.kind != FOOTNOTE), None)
        if open_ended and groups and _goes_on(open_ended, groups[0], measure):
            first = groups.pop(0)
            open_ended.lines += first.lines
            open_ended.last_page = page.number
        if groups:
            yield from waiting
            waiting = groups
    yield from waiting


def _goes_on(before: _Group, after: _Group, measure: _Measure) -> bool:
    last, first = before.lines[-1], after.lines[0]
    return (
        before.kind == after.kind == PARAGRAPH
        and abs(last.size - first.size) <= _SAME * measure.size
        and (last.hyphen or (first.text[:1].islower() and _SENTENCE_END.search(last.text) is None))
    )


def _groups(page: Page, measure: _Measure) -> Iterator[_Group]:
    leading = _leading(page.lines)
    lines: list[Line] = []
    for line in page.lines:
        if lines and _begins(line, lines, leading, measure):
            yield _Group(page.number, page.number, lines, _kind(lines, measure))
            lines = []
        lines.append(line)
    if lines:
        yield _Group(page.number, page.number, lines, _kind(lines, measure))


def _kind(lines: list[Line], measure: _Measure) -> str:
    first = lines[0]
    if "\t" in first.text:
        return CELL
    length = sum(len(line.text) + 1 for line in lines)
    if length <= _HEADING_CHARACTERS and all(_is_heading(line, measure) for line in lines):
        return HEADING
    marked = SUPERSCRIPT_MARK.match(first.text) or PLAIN_MARK.match(first.text)
    return FOOTNOTE if marked and first.size <= measure.size * _SMALL else PARAGRAPH


def _measure(pages: list[Page]) -> _Measure:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 1.0
    measure = _Measure(usual, WholeWords((line.text, line.hyphen) for page in pages for line in page.lines))
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
    if abs(line.size - last.size) > _SAME * measure.size:
        # A number in large type and the words beside it are one statement.
        return _is_heading(line, measure) or _is_heading(last, measure) or last.base - line.base > 2 * last.size
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


def _paragraph(group: _Group, measure: _Measure) -> Paragraph:
    text = measure.words.join([(line.text, line.hyphen) for line in group.lines])
    if group.kind == PARAGRAPH and (item := _ITEM.match(text)):
        text = text[item.end() :]
    level = measure.ranks.get(round(group.lines[0].size), 6) if group.kind == HEADING else 0
    where = f"p{group.page}" if group.page == group.last_page else f"p{group.page}-{group.last_page}"
    return Paragraph(where, text, group.kind, level)


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
