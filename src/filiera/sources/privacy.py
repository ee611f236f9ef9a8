"""What of natural persons never enters a table: e-mail addresses and telephone numbers within free text."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
TELEPHONE = re.compile(r"(?<![\w./-])(?:\+|00)\d{1,3}[ ./-]?(?:\(?\d+\)?[ ./-]?){2,6}\d{2,}(?!\w)")
NORTH_AMERICAN = re.compile(r"(?<![\w./-])(?:1-)?(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?![\w-])")
REMOVED = "[…]"


def without_addresses(text: str, dropped: dict[str, int]) -> str:
    """The text without e-mail addresses and international telephone numbers; counts them in ``dropped``."""
    if "@" in text:
        text, emails = EMAIL.subn(REMOVED, text)
        if emails:
            dropped["e-mail in text"] = dropped.get("e-mail in text", 0) + emails
    if "+" in text or "00" in text:
        text, numbers = TELEPHONE.subn(REMOVED, text)
        if numbers:
            dropped["telephone in text"] = dropped.get("telephone in text", 0) + numbers
    if "-" in text and NORTH_AMERICAN.search(text):
        text, numbers = NORTH_AMERICAN.subn(REMOVED, text)
        dropped["telephone in text"] = dropped.get("telephone in text", 0) + numbers
    return text
