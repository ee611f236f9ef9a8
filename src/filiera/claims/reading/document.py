"""A document as it was read: one text, and the stretches it is made of."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

HEADING = "heading"
PARAGRAPH = "paragraph"
CELL = "cell"
FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text: a heading, a paragraph, one row of a table (``cell``) or a footnote.

    ``where`` is its place in the document as its format counts places: ``p3`` is the third page of
    a pdf (``p3-4`` where a paragraph crosses to the next), ``¶12`` the twelfth paragraph of a docx,
    ``table 1 r2`` a row there, a selector in html; empty where lines are the only place there is.
    ``level`` is the rank of a heading, 1 the highest.
    """

    start: int
    end: int
    kind: str
    where: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document with its segments, in the order of the text and without overlap."""

    name: str
    format: str
    text: str
    segments: tuple[Segment, ...]
    _breaks: array[int] = field(init=False, repr=False, compare=False)
    _starts: array[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_breaks", _offsets_of_line_breaks(self.text))
        object.__setattr__(self, "_starts", array("q", (segment.start for segment in self.segments)))

    def line_of(self, offset: int) -> int:
        """The line of the text, counted from 1, on which ``offset`` lies."""
        return bisect_left(self._breaks, offset) + 1

    def segment_of(self, offset: int) -> Segment | None:
        """The segment that holds ``offset``, or the last one before it."""
        index = bisect_right(self._starts, offset) - 1
        return self.segments[index] if index >= 0 else None

    def where_of(self, offset: int) -> str:
        """The place of ``offset``; in a table of a docx the column is named too."""
        segment = self.segment_of(offset)
        if segment is None:
            return ""
        if segment.kind == CELL and segment.where.startswith("table "):
            column = self.text.count("\t", segment.start, min(offset, segment.end)) + 1
            return f"{segment.where} c{column}"
        return segment.where


def _offsets_of_line_breaks(text: str) -> array[int]:
    breaks = array("q")
    found = text.find("\n")
    while found >= 0:
        breaks.append(found)
        found = text.find("\n", found + 1)
    return breaks
