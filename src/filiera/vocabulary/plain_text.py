"""Text that people write: letters, marks and line ends, and nothing that a reader could not see."""

from __future__ import annotations

import unicodedata

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of the text after them: an editor would read another order than was written."""


def with_plain_line_ends(text: str) -> str:
    """The text with one kind of line end, as browsers send another."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_plain(text: str) -> bool:
    """Whether a text holds no control characters but tabs and line ends."""
    hidden = any(unicodedata.category(sign) in ("Cc", "Cs", "Co") and sign not in "\n\t" for sign in text)
    return not hidden and not TURNING & set(text)
