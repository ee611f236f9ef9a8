"""Numbers in digits: which marks group thousands and which one opens the decimals."""

from __future__ import annotations

import re
from decimal import Decimal

_MARKS = re.compile(r"[^0-9]")


def read_digits(printed: str, decimal_mark: str) -> tuple[Decimal, int] | None:
    """Value and count of decimals of a printed number; ``None`` where it is no number.

    A single mark is read as the language has it, unless the digits allow the other reading only:
    "9.8" cannot be thousands in any language, "1,812,319" cannot have decimals.
    """
    if printed.isdigit():
        return None if len(printed) > 1 and printed[0] == "0" else (Decimal(printed), 0)
    marks = _MARKS.findall(printed)
    last = marks[-1]
    groups = _MARKS.split(printed)
    grouped = _are_thousands(groups)
    if last not in ".,":
        return (Decimal("".join(groups)), 0) if grouped and len(set(marks)) == 1 else None
    if len(set(marks)) == 1:
        if len(marks) > 1 or (grouped and last != decimal_mark):
            return (Decimal("".join(groups)), 0) if grouped else None
    elif last in marks[:-1] or len(set(marks)) > 2 or not _are_thousands(groups[:-1]):
        return None
    whole, decimals = "".join(groups[:-1]), groups[-1]
    if len(whole) > 1 and whole[0] == "0":
        return None
    return Decimal(f"{whole}.{decimals}"), len(decimals)


def _are_thousands(groups: list[str]) -> bool:
    """Whether all groups but the first have three digits and the first has one to three, no zero before."""
    first, *others = groups
    return 0 < len(first) < 4 and first[0] != "0" and all(len(group) == 3 for group in others)
