"""Words that a pdf breaks at the end of a line, made whole: only some hyphens belong to the word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HALF = 4
"""Letters from which a half that is a word elsewhere says that the whole is a compound."""


class WholeWords:
    """The words that stand unbroken in a document, and how they would have a broken one."""

    def __init__(self, lines: Iterable[tuple[str, bool]]) -> None:
        """``lines``: text, and whether it ends in a hyphen; the words at a break are not counted."""
        self._known: set[str] = set()
        after_break = False
        for text, hyphen in lines:
            words = _WORD.findall(text.lower())
            self._known.update(words[int(after_break) : len(words) - int(hyphen)])
            after_break = hyphen

    def join(self, lines: list[tuple[str, bool]]) -> str:
        """The lines as one, with each broken word whole."""
        text = lines[0][0]
        for (_, hyphen), (below, _) in pairwise(lines):
            if not hyphen:
                text += " " + below
            else:
                text = text.removesuffix("-")
                text += ("-" if self._keeps_hyphen(text, below) else "") + below
        return text

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """As in names and numbers, and in compounds that the document knows as such or by their halves."""
        last, first = _LAST_WORD.search(before[-40:]), _FIRST_WORD.match(after)
        if last is None or first is None:
            return True
        left, right = last[0].lower(), first[0].lower()
        if f"{left}-{right}" in self._known or left + right in self._known:
            return f"{left}-{right}" in self._known
        if first[0][0].isupper():
            return not (len(last[0]) > 1 and last[0].isupper() and first[0].isupper())
        return len(left) >= _HALF and len(right) >= _HALF and {left, right} <= self._known
