"""The text of a document put together segment by segment, as html, pdf and docx give it."""

from __future__ import annotations

import re

from filiera.claims.reading.document import Document, Segment
from filiera.claims.reading.footnotes import mark_footnotes
from filiera.claims.reading.limits import (
    SEGMENTS,
    TEXT_CHARACTERS,
    TEXT_TOO_LARGE,
    TOO_MANY_PARAGRAPHS,
    refuse_count,
    refuse_size,
)
from filiera.errors import DocumentError

# Signs without width, which would split a word or a number in two.
_WITHOUT_WIDTH = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SMALL_RAISED = {"2": "²", "3": "³"}
_LENGTH_BEFORE = re.compile(r"(?:^|[^\w])[kcdm]?m\Z")


class Assembly:
    """Collects segments; each stands on lines of its own."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    def add(self, text: str, kind: str, where: str, level: int = 0) -> None:
        """Append one segment; without text it leaves no trace."""
        text = text.translate(_WITHOUT_WIDTH).strip("\n\r ")
        if not text or text.isspace():
            return
        start = self._length
        self._segments.append(Segment(start, start + len(text), kind, where, level))
        self._parts.append(text)
        self._length += len(text) + 1
        if self._length > TEXT_CHARACTERS:
            raise refuse_size(TEXT_CHARACTERS, TEXT_TOO_LARGE)
        if len(self._segments) > SEGMENTS:
            raise refuse_count(SEGMENTS, TOO_MANY_PARAGRAPHS)

    def document(self, name: str, form: str) -> Document:
        """The document so far; one without any text is refused."""
        if not self._segments:
            raise DocumentError("the file holds no text", remedy="check that it is the right one")
        text = "\n".join(self._parts)
        return Document(name, form, text, mark_footnotes(text, self._segments))


def raised(text: str, before: str) -> str:
    """How raised characters stand in the text: a mark with digits as ``<sup>12</sup>``, never as a number.

    After a unit of length they are a power (m²); without digits they belong to the word (7º, 1st).
    """
    text = text.strip()
    if not any(map(str.isdigit, text)):
        return text
    if text in _SMALL_RAISED and _LENGTH_BEFORE.search(before[-4:]):
        return _SMALL_RAISED[text]
    return f"<sup>{text}</sup>"
