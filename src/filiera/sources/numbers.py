"""Numbers as files print them: decimal commas, dots between thousands, cells that are empty, missing or masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MISSING, MASKED = "missing", "masked"


@dataclass(frozen=True, slots=True)
class Notation:
    """How a file writes numbers."""

    decimal: str = "."
    thousands: str = ""
    missing: frozenset[str] = frozenset({"", ":"})
    """Cells that say that there is no value."""
    masked: frozenset[str] = frozenset()
    """Cells that hide a value, mostly a small count."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: a number, or why there is none."""

    value: float | None
    missing: str = ""


def read_number(text: str, notation: Notation) -> Cell | None:
    """The number in a cell; None where it holds something else."""
    text = text.strip()
    if text in notation.masked:
        return Cell(None, MASKED)
    if text in notation.missing:
        return Cell(None, MISSING)
    if not _pattern(notation.decimal, notation.thousands).fullmatch(text):
        return None
    plain = text.replace(notation.thousands, "") if notation.thousands else text
    return Cell(float(plain.replace(notation.decimal, ".")))


@lru_cache
def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    """Digits, in groups of three where a mark stands between thousands: '1.234' is never read as 1,234 thousandths."""
    whole = r"\d+"
    if thousands:
        whole = rf"(?:\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+)"
    return re.compile(rf"[+-]?{whole}(?:{re.escape(decimal)}\d{{1,30}})?(?:[eE][+-]?\d{{1,2}})?")
