"""The blocks of plain text and Markdown: headings, table rows, list items, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filiera.claims.reading.document import CELL, HEADING, PARAGRAPH, Segment
from filiera.claims.reading.footnotes import PLAIN_MARK, SUPERSCRIPT_MARK
from filiera.claims.reading.limits import SEGMENTS, TOO_MANY_PARAGRAPHS, refuse_count

_WORD = re.compile(r"\S")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n|\Z)")
_STRUCTURE = re.compile(
    r"^[^\S\n]*(?:#{1,6}[ \t]|[-*•–][ \t]|\d{1,3}[.)][ \t]|[|=~`_*-]{3}|[|¹²³⁰⁴-⁹\[]|<sup>|\d{1,3} ?[-–—] )"
    r"|\S[ ]*\t|\|[^\n]*\n[ \t]*[:-]",
    re.MULTILINE,
)
"""What a block must hold somewhere to be anything but one paragraph."""

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*\Z")
_BULLET = re.compile(r"[ \t]*[-*•–][ \t]+(?=\S)")
_ORDINAL = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+(?=\S)")
_TABULATED = re.compile(r"\S[ ]*\t+[ ]*\S")


def segments_of(text: str) -> list[Segment]:
    """The segments of a text. A short line alone is not taken for a heading: it may be a statement."""
    segments: list[Segment] = []
    for start, end in _blocks(text):
        if _STRUCTURE.search(text, start, end):
            segments.extend(_structured(text, start, end))
        else:
            segments.append(_trimmed(text, start, end, PARAGRAPH))
        if len(segments) > SEGMENTS:
            raise refuse_count(SEGMENTS, TOO_MANY_PARAGRAPHS)
    return segments


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Whole lines with no blank line between them."""
    end = 0
    while word := _WORD.search(text, end):
        start = text.rfind("\n", end, word.start()) + 1 or end
        blank = _BLANK_LINE.search(text, word.start())
        end = blank.start() if blank else len(text)
        yield start, end


def _trimmed(text: str, start: int, end: int, kind: str, level: int = 0) -> Segment:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Segment(start, end, kind, "", level)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _structured(text: str, start: int, end: int) -> list[Segment]:
    block = _Block(text)
    for first, stop in _lines(text, start, end):
        block.take(first, stop)
    block.close()
    return block.segments


class _Block:
    """Lines without a blank one between them, taken one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.segments: list[Segment] = []
        self._open: tuple[int, int] | None = None
        self._lines_open = 0
        self._ordinal: int | None = None
        self._footnotes = False

    def close(self) -> None:
        """The paragraph so far is complete."""
        if self._open is not None:
            segment = _trimmed(self.text, *self._open, PARAGRAPH)
            if segment.end > segment.start:
                self.segments.append(segment)
        self._open = None
        self._lines_open = 0

    def take(self, start: int, stop: int) -> None:
        line = self.text[start:stop]
        if heading := _HEADING.match(line):
            self._add_heading(line, start, heading)
        elif _UNDERLINE.match(line) and self._lines_open == 1:
            self._underline(line)
        elif _is_table_rule(line):
            self._row_above()
        elif _is_rule(line):
            self.close()
        elif _is_row(line):
            self.close()
            self.segments.append(_trimmed(self.text, start, stop, CELL))
        else:
            self._take_prose(line, start, stop)

    def _add_heading(self, line: str, start: int, heading: re.Match[str]) -> None:
        self.close()
        title = line.rstrip()
        unclosed = title.rstrip("#")
        if unclosed[-1:] in " \t":
            title = unclosed
        stop = max(len(title), heading.end())
        segment = _trimmed(self.text, start + heading.end(), start + stop, HEADING, len(heading[1]))
        if segment.end > segment.start:
            self.segments.append(segment)

    def _underline(self, line: str) -> None:
        assert self._open is not None  # one line is open
        level = 1 if "=" in line else 2
        self.segments.append(_trimmed(self.text, *self._open, HEADING, level))
        self._open = None
        self._lines_open = 0

    def _row_above(self) -> None:
        """A table may be written without outer bars: the line above its rule is then its header."""
        if self._open is not None and self._lines_open == 1 and "|" in self.text[slice(*self._open)]:
            self.segments.append(_trimmed(self.text, *self._open, CELL))
            self._open = None
            self._lines_open = 0
        self.close()

    def _take_prose(self, line: str, start: int, stop: int) -> None:
        at_start = self._open is None
        if SUPERSCRIPT_MARK.match(line) or ((at_start or self._footnotes) and PLAIN_MARK.match(line)):
            self.close()
            self._footnotes = True
        elif bullet := _BULLET.match(line):
            # The mark of an item is left out of it: a dash there is not a minus.
            self.close()
            start += bullet.end()
        elif (ordinal := _ORDINAL.match(line)) and self._continues_list(int(ordinal[1]), at_start):
            self.close()
            self._ordinal = int(ordinal[1])
            start += ordinal.end()
        elif self.segments and self._open is None and self.segments[-1].kind == CELL and "|" in line:
            self.segments.append(_trimmed(self.text, start, stop, CELL))
            return
        self._open = (start if self._open is None else self._open[0], stop)
        self._lines_open += 1

    def _continues_list(self, ordinal: int, at_start: bool) -> bool:
        """A line of wrapped prose may begin with "40. ": only a list counts on."""
        return at_start or ordinal == 1 or (self._ordinal is not None and ordinal == self._ordinal + 1)


def _is_rule(line: str) -> bool:
    """A line across the page, or the fence of a code block."""
    signs = line.split()
    drawn = "".join(signs)
    return (len(drawn) > 2 and drawn[0] in "-_*=~`" and len(set(drawn)) == 1) or (
        len(signs) == 1 and drawn.startswith(("```", "~~~"))
    )


def _is_table_rule(line: str) -> bool:
    signs = set(line.strip())
    return signs <= set("|-: \t") and {"|", "-"} <= signs


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return (stripped.startswith("|") and stripped.count("|") > 1) or _TABULATED.search(line) is not None
