"""How old what is held of a data set is, against how often its publisher gives a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from filiera.vocabulary.durations import day, duration

State = Literal["fresh", "due", "overdue", "not held", "no date", "no cadence"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state of what is held, and its age in days; none where nothing is held, or its date is not known."""

    state: State
    days: int | None = None


def freshness(cadence: str, since: str, today: date) -> Freshness:
    """``since``: as of when it speaks, or when it was had where that is not known; empty where nothing is held.

    Due once a new one should have appeared; overdue when that was twice as long ago.
    """
    if not since:
        return Freshness("not held")
    start, span = day(since), duration(cadence)
    if start is None:
        return Freshness("no date" if span is not None else "no cadence")
    age = max(0, (today - start).days)
    if span is None:
        return Freshness("no cadence", age)
    if today <= span.after(start):
        return Freshness("fresh", age)
    return Freshness("due" if today <= span.after(start, 2) else "overdue", age)
