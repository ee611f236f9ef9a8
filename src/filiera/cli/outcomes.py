"""What has become of a report, in a line for people and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filiera.cli.screen import say

if TYPE_CHECKING:
    from filiera.services.outcomes import Outcome
    from filiera.services.reports import ReportView


def told_outcome(report: ReportView, outcome: Outcome) -> str:
    """What an accepted report has led to: the note on its page, and what a build has made of the matter."""
    if report.status != "accepted":
        return ""
    if outcome.shown:
        return say("Shown on its page as under review, until a build brings other evidence.")
    since = {
        "same": say("what it is about has not changed: answer again, or close it"),
        "changed": say("what it is about has changed: see whether that settles it"),
        "gone": say("its address is no longer there"),
    }
    return f"{say('No longer shown: the evidence is another')}; {since[outcome.row]}." if outcome.row else ""


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """The same, and who did what, for programs."""
    return {
        "shown": outcome.shown,
        "since": outcome.row or None,
        "history": [{"at": step.at.isoformat(), "by": step.by, "action": step.action} for step in outcome.history],
    }
