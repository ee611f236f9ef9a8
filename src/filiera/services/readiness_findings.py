"""All that a measurement of an organisation comes to: result, peers, change since the earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filiera.analysis.readiness.change import Change
from filiera.evidence import Evidence
from filiera.services.readiness import AssessmentView, changes, of_organisation
from filiera.services.readiness_peers import Compared, compared, reliability
from filiera.services.readiness_report import report_data
from filiera.services.readiness_results import DimensionView, Result, result
from filiera.services.readiness_sheets import Sheet, sheet

__all__ = ["Change", "Findings", "Since", "findings", "findings_data"]


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since an earlier measurement of the same version."""

    view: AssessmentView
    scores: Mapping[str, float]
    changes: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Findings:
    """A measurement with all that stands beside it."""

    sheet: Sheet
    result: Result
    compared: Compared
    since: tuple[Since, ...]
    """Earlier finished measurements, the latest first."""

    @property
    def weakest_first(self) -> tuple[DimensionView, ...]:
        """The dimensions by score; those without one in the end, as they are asked."""
        return tuple(sorted(self.result.dimensions, key=lambda each: (each.found.score is None, each.found.score or 0)))


def findings(home: Path, evidence: Evidence, key: str, *, by: str) -> Findings:
    """What an assessment comes to, finished or so far.

    Raises:
        AddressError: there is none.
        UsageError: its questionnaire has had another version since.
    """
    here = sheet(home, evidence, key, by=by)
    came_to = result(evidence, here.told, here.view.answers)
    known = reliability(home, here.told)
    earlier = [
        view
        for view in of_organisation(home, here.view.organisation, here.told.id)
        if view.finished and view.wave < here.view.wave and view.version == here.view.version
    ]
    since = tuple(
        Since(view, _scores(result(evidence, here.told, view.answers)), changes(home, evidence, view.key, key, known))
        for view in reversed(earlier)
    )
    peers = compared(home, evidence, here.told.id, here.view.profile, _scores(came_to))
    return Findings(here, came_to, peers, since)


def findings_data(found: Findings, organisation: str, language: str) -> dict[str, Any]:
    """The report as data: what page, print and file have in common."""
    told, view = found.sheet.told, found.sheet.view
    latest = found.since[0] if found.since else None
    return {
        "organisation": {"address": view.organisation, "name": organisation},
        "measurement": f"T{view.wave}",
        "begun": view.begun.isoformat(),
        "finished": view.finished.isoformat() if view.finished else None,
        "changed_since": f"T{latest.view.wave}" if latest else None,
        **report_data(
            told, found.result, language, compared=found.compared, changes=latest.changes if latest else None
        ),
    }


def _scores(came_to: Result) -> dict[str, float]:
    return {each.dimension.id: each.found.score for each in came_to.dimensions if each.found.score is not None}
