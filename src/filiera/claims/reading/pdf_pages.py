"""The lines of each page of a pdf, as a process of its own that prints them as JSON.

The library that reads pdf is native code, which a damaged or hostile file may bring down, or make
eat memory; apart from the program it can do neither. This file is run by path, so it imports
nothing of the program. The pdf comes on standard input; the limits are arguments.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from typing import Any

_LINE = re.compile(r"[^\r\n\ufffe\x02]+")
_HYPHENS = "\ufffe\x02"
_DIGITS = re.compile(r"\d+(?:[,;]\d+)*")
_MARK = re.compile(r"r+(?:-r+)*")
_LONGEST_MARK = 12
_SAMPLES = 7
_RAISED_BY = 0.15
"""Part of the font size by which the foot of a raised digit stands above the base line."""

_GAP = 0.8
"""Part of the font size by which columns of a table stand apart, more than words do."""


class Page:
    """The characters of one page, with their place on it."""

    def __init__(self, raw: Any, text_page: Any) -> None:
        self._raw = raw
        self._page = text_page
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()

    def lines(self) -> list[list[Any]]:
        """Each line as ``[text, left, right, base line, font size, ends with a hyphen]``."""
        text = self._text()
        return [line for found in _LINE.finditer(text) if (line := self._line(text, *found.span()))]

    def _text(self) -> str:
        count = self._raw.FPDFText_CountChars(self._page.raw)
        text = str(self._page.get_text_range()) if count > 0 else ""
        if len(text) == count:
            return text
        # The text leaves characters out that the page counts; places are by the count.
        codes = (self._raw.FPDFText_GetUnicode(self._page.raw, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else " " for code in codes)

    def _line(self, text: str, start: int, end: int) -> list[Any] | None:
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            return None
        sample = [i for i in range(start, end, max(1, (end - start) // _SAMPLES)) if not text[i].isspace()]
        base = _middle([self._base(index) for index in sample])
        size = _middle([self._size(index) for index in sample])
        level = all(self._raw.FPDFText_GetCharAngle(self._page.raw, index) < 0.01 for index in sample[:2])
        words = text[start:end]
        if level and size > 0:
            words = self._with_marks(text, start, end, base, size)
        hyphen = end < len(text) and text[end] in _HYPHENS
        left, right = self._box(start)[0], self._box(end - 1)[1]
        return [words, *(round(number, 1) for number in (left, right, base, size)), hyphen]

    def _with_marks(self, text: str, start: int, end: int, base: float, size: float) -> str:
        """The words of a line, raised digits as ``<sup>12</sup>`` and wide gaps as tabs."""
        changes: list[tuple[int, int, str]] = []
        for digits in _DIGITS.finditer(text, start, end):
            for first, stop in self._raised(digits, base, size):
                attached = first == start or not text[first - 1].isspace()
                if attached and stop - first < min(end - start, _LONGEST_MARK):
                    changes.append((first, stop, f"<sup>{text[first:stop]}</sup>"))
        for index in range(start + 1, end - 1):
            if text[index] == " " and self._raw.FPDFText_IsGenerated(self._page.raw, index) == 1:
                apart = self._box(index + 1)[0] - self._box(index - 1)[1]
                if apart > _GAP * size:
                    changes.append((index, index + 1, "\t"))
        words, done = [], start
        for first, stop, said in sorted(changes):
            words += [text[done:first], said]
            done = stop
        return "".join([*words, text[done:end]])

    def _raised(self, digits: re.Match[str], base: float, size: float) -> list[tuple[int, int]]:
        """The stretches of raised digits; a comma belongs to one where both sides are raised."""
        signs = "".join(
            "-" if not sign.isdigit() else "r" if self._box(index)[2] - base > _RAISED_BY * size else "o"
            for index, sign in enumerate(digits.group(), start=digits.start())
        )
        return [(digits.start() + a, digits.start() + b) for a, b in (m.span() for m in _MARK.finditer(signs))]

    def _base(self, index: int) -> float:
        self._raw.FPDFText_GetCharOrigin(self._page.raw, index, self._x, self._y)
        return self._y.value

    def _size(self, index: int) -> float:
        """The size of this character's font, with the scaling that the page applies to it."""
        size = float(self._raw.FPDFText_GetFontSize(self._page.raw, index))
        if self._raw.FPDFText_GetMatrix(self._page.raw, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return size

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the ink of a character."""
        self._raw.FPDFText_GetCharBox(self._page.raw, index, *self._sides)
        left, right, bottom, top = (side.value for side in self._sides)
        return left, right, bottom, top


def _middle(numbers: list[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def read(content: bytes, characters: int) -> dict[str, Any]:
    """The pages of a pdf, or ``{"error": …}`` with what hinders reading it."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        pdf = pypdfium2.PdfDocument(content)
        count = len(pdf)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        return {"error": "encrypted" if locked else "damaged"}
    pages: list[dict[str, Any]] = []
    for index in range(count):
        try:
            page = pdf[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            return {"error": "damaged page", "page": index + 1}
        lines = Page(raw, text_page).lines()
        pages.append({"height": page.get_height(), "lines": lines})
        text_page.close()
        page.close()
        characters -= sum(len(line[0]) for line in lines)
        if characters < 0:
            return {"error": "too long"}
    return {"pages": pages}


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # not every system can
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[2]))
    json.dump(read(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)
