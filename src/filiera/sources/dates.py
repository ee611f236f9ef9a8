"""Dates as files print them, made ISO 8601 as far as they are stated."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_IN_WORDS = re.compile(r"([A-Za-z]+)\s+(?:(\d{1,2}),\s*)?(\d{4})")
PATTERNS = {
    "iso": _ISO,
    "dmy": re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})"),
    "ymd": re.compile(r"(?P<y>\d{4})[/.-]?(?P<m>\d{2})[/.-]?(?P<d>\d{2})"),
    "ddmmyyyy": re.compile(r"(?P<d>\d{1,2})(?P<m>\d{2})(?P<y>\d{4})"),
    "words": _IN_WORDS,
}
"""Names of the orders in which a file may write day, month and year."""


@lru_cache(maxsize=4096)
def read_date(text: str, pattern: str = "iso") -> str | None:
    """The date as ISO 8601; empty where nothing is stated, None where it is no date.

    >>> read_date("01/01/20", "dmy"), read_date("October 12, 2020", "words"), read_date("2020-10")
    ('2020-01-01', '2020-10-12', '2020-10')
    """
    text = text.strip()
    if not text:
        return ""
    found = PATTERNS[pattern].fullmatch(text)
    if found is None:
        return None
    if pattern == "iso":
        return _stated(found[1], found[2], found[3])
    if pattern == "words":
        month = _MONTHS.get(found[1].lower())
        return None if month is None else _stated(found[3], f"{month:02}", f"{int(found[2]):02}" if found[2] else None)
    year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
    return _stated(year, f"{int(found['m']):02}", f"{int(found['d']):02}")


def iso_or_printed(text: str, pattern: str) -> str:
    """The date as ISO 8601; what is none stays as it is printed, so that who takes it in can refuse it with its place.

    >>> iso_or_printed("15/01/2023", "dmy"), iso_or_printed("soon", "dmy")
    ('2023-01-15', 'soon')
    """
    iso = read_date(text, pattern)
    return text if iso is None else iso


def _stated(year: str, month: str | None, day: str | None) -> str | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(filter(None, (year, month, day)))
