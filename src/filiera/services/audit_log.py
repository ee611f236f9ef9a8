"""The audit log as administrators read it: filtered, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import actions, lines
from filiera.contributions.database import opened


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """Which lines: empty fields ask for all."""

    by: str = ""
    """Who did it, as the log names it, or a part of that."""
    action: str = ""
    on: str = ""
    """On what: an address, or a part of it; ``report/3`` for a report."""
    since: date | None = None
    until: date | None = None
    """The last day that counts."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the audit log."""

    id: int
    at: datetime
    by: str
    action: str
    on: str


@dataclass(frozen=True, slots=True)
class LogAnswer:
    """A page of lines, how many there are in all, and what actions the log knows."""

    lines: tuple[LogLine, ...]
    total: int
    actions: dict[str, int]


def audit_log(home: Path, question: LogQuestion, *, offset: int, limit: int) -> LogAnswer:
    """The lines that answer a question, newest first."""
    since = datetime.combine(question.since, time(), UTC) if question.since else None
    until = datetime.combine(question.until, time(), UTC) + timedelta(days=1) if question.until else None
    with opened(home):
        found = lines(by=question.by, action=question.action, on=question.on, since=since, until=until)
        page = found[offset : offset + limit]
        return LogAnswer(
            tuple(
                LogLine(
                    each.pk,
                    each.at,
                    each.by,
                    each.action,
                    each.detail or (f"report/{each.report}" if each.report else ""),
                )
                for each in page
            ),
            found.count(),
            actions(),
        )
