"""What has become of reports since they were sent: on the page, in the evidence, and in the hands of editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import reports as stored
from filiera.contributions.database import begun, opened
from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.reports import ReportView, subject
from filiera.services.store import has_evidence, open_evidence

SAME, CHANGED, GONE = "same", "changed", "gone"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the audit log."""

    at: datetime
    by: str
    action: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of one report."""

    shown: bool
    """Its page says that it is under review."""
    row: str
    """What was read is the ``same`` as then, has ``changed``, or is ``gone``; empty where there is no evidence."""
    history: tuple[Step, ...]


def outcomes(home: Path, reports: Sequence[ReportView]) -> dict[int, Outcome]:
    """What has become of reports under the evidence in use, by number."""
    if not reports or not begun(home):
        return {}
    with opened(home):
        history = stored.history([report.id for report in reports])
    steps = {number: tuple(Step(line.at, line.by, line.action) for line in lines) for number, lines in history.items()}
    if not has_evidence(home):
        return {report.id: Outcome(False, "", steps.get(report.id, ())) for report in reports}
    with open_evidence(home) as evidence:
        used = evidence.version.hash
        return {
            report.id: Outcome(report.accepted_under == used, _row_since(evidence, report), steps.get(report.id, ()))
            for report in reports
        }


def _row_since(evidence: Evidence, report: ReportView) -> str:
    try:
        return SAME if subject(evidence, report.address).version == report.version else CHANGED
    except AddressError:
        return GONE
