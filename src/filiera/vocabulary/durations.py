"""Spans of time as ISO 8601 writes them: ``P1Y``, ``P3M``, ``P1W``, ``P10D``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Duration:
    """So many months and days: a year is twelve months, a week seven days."""

    months: int
    days: int

    def after(self, start: date, times: int = 1) -> date:
        """The day that lies ``times`` this span after ``start``; the last of a month where it has no such day."""
        months = start.year * 12 + start.month - 1 + self.months * times
        year, month = months // 12, months % 12 + 1
        if year > date.max.year - 30:
            return date.max
        day = min(start.day, calendar.monthrange(year, month)[1])
        return date(year, month, day) + timedelta(days=self.days * times)


def duration(text: str) -> Duration | None:
    """The span that ``text`` writes; None where it writes none, or one of no length."""
    read = _WRITTEN.fullmatch(text)
    if read is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in read.groups())
    span = Duration(years * 12 + months, weeks * 7 + days)
    return span if span.months or span.days else None


def day(text: str) -> date | None:
    """The last day that a date, as far as it is stated (``2021``, ``2021-03``), may mean; None where it is none."""
    read = _DATE.fullmatch(text)
    if read is None:
        return None
    year, month = int(read[1]), int(read[2] or 12)
    try:
        return date(year, month, int(read[3]) if read[3] else calendar.monthrange(year, month)[1])
    except ValueError:
        return None
