"""What a page asks beyond single figures: the evidence in use, publications, sections, operands, comparisons."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from filiera.claims.finding import ALARMS, VERDICTS
from filiera.evidence import Evidence, filiera_home
from filiera.services.continuity import like
from filiera.services.figures import FigureView, FindingView, Text, all_figures, relatives
from filiera.services.kept_answers import kept_per_version

__all__ = ["ALARMS", "VERDICTS", "CurrentEvidence", "Evidence", "filiera_home"]


class CurrentEvidence:
    """The evidence in use in a home, for many threads: a build moves it on between questions, never within one."""

    def __init__(self, home: Path) -> None:
        self._watch = Evidence.open(home)
        self._reading = Evidence.at(self._watch.version.path)
        self._lock = threading.Lock()

    def get(self) -> Evidence:
        """The evidence that the pointer names now. It stays as it is for as long as it is held."""
        with self._lock:
            if self._watch.follow() and self._watch.version.hash != self._reading.version.hash:
                self._reading = Evidence.at(self._watch.version.path)
            return self._reading


@dataclass(frozen=True, slots=True)
class PublicationView:
    """The document whose figures the claims record."""

    id: str
    title: Text
    language: str
    producer: str
    published: int | None


@kept_per_version
def publications(evidence: Evidence) -> dict[str, PublicationView]:
    """The checked documents by id."""
    names = {row["id"]: row["name"] for row in _rows(evidence, "producer")}
    return {
        row["id"]: PublicationView(
            id=row["id"],
            title=msgspec.json.decode(row["title_json"]),
            language=row["language"],
            producer=names.get(row["producer"], ""),
            published=row["published"],
        )
        for row in _rows(evidence, "publication")
    }


@kept_per_version
def section_titles(evidence: Evidence) -> dict[str, Text]:
    """Titles of the sections of all publications, in the order of the text."""
    rows = sorted(_rows(evidence, "section"), key=lambda row: (row["publication"], row["first_line"] or 0))
    return {row["id"]: msgspec.json.decode(row["title_json"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding with the figures that it rests on."""

    figure: str
    finding: FindingView
    operands: tuple[FigureView, ...]

    @property
    def others(self) -> tuple[FigureView, ...]:
        """The operands besides the figure that it was found about."""
        return tuple(operand for operand in self.operands if operand.address != self.figure)

    @property
    def sums(self) -> bool:
        """Whether parts were added up and set against a total."""
        return self.finding.rule.startswith("parts and total")

    @property
    def totals(self) -> tuple[FigureView, ...]:
        """Where parts were added up: the totals stated."""
        return _as_printed(figure for figure in self.operands if self.sums and not figure.breakdown)

    @property
    def parts(self) -> tuple[FigureView, ...]:
        """Where parts were added up: the parts; else all that the finding rests on."""
        return _as_printed(figure for figure in self.operands if not self.sums or figure.breakdown)


def _as_printed(figures: Iterable[FigureView]) -> tuple[FigureView, ...]:
    """Figures in the order in which the text prints them, those of other publications last."""
    return tuple(sorted(figures, key=lambda figure: (figure.line is None, figure.line or 0, figure.address)))


def explained(evidence: Evidence, view: FigureView) -> list[Explained]:
    """The findings of a figure, each with its operands looked up."""
    figures = {figure.address: figure for figure in all_figures(evidence)}
    return [
        Explained(view.address, finding, tuple(figures[address] for address in finding.operands if address in figures))
        for finding in view.findings
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures that may stand in one chart with a figure: over time, or side by side."""

    figures: tuple[FigureView, ...]
    over_time: bool
    undated: bool = False
    """The figure itself has no reference year, so it stands beside the series and not in it."""


def comparison(evidence: Evidence, view: FigureView) -> Comparison | None:
    """What a figure is best compared with: its own history, else its parts, else other places."""
    related = relatives(evidence, view)
    same = like(view, [f for f in related if f.territory == view.territory and f.breakdown == view.breakdown])
    dated = _one_a_period([f for f in same if f.period], view)
    own = [view] if view.period else []
    if len({f.period for f in [*dated, *own]}) > 1:
        return Comparison(tuple(sorted([*dated, *own], key=lambda f: f.period)), True, undated=not view.period)
    parts = _of_one_dimension([f for f in related if f.territory == view.territory and _beside(f, view)], view)
    places = [f for f in related if f.territory != view.territory and f.breakdown == view.breakdown]
    for others in (parts, places):
        chosen = [view, *_distinct([f for f in others if f.origin == "claim" or f.period == view.period])]
        if len(chosen) > 1:
            return Comparison(tuple(chosen), False)
    return None


def _beside(other: FigureView, view: FigureView) -> bool:
    """Whether two figures are a total and its part, or two parts, by one dimension."""
    dimensions = {part.partition("=")[0] for f in (other, view) for part in f.breakdown.split(";") if part}
    return len(dimensions) == 1 and other.breakdown != view.breakdown and other.period == view.period


def _of_one_dimension(parts: list[FigureView], view: FigureView) -> list[FigureView]:
    """The parts of one breakdown: that of the gravest finding, else the first."""
    judged = [finding.rule.partition("parts and total by ")[2] for finding in view.findings]
    dimensions = [*filter(None, judged), *sorted(_dimension(part) for part in parts if part.breakdown)]
    return [part for part in parts if not part.breakdown or _dimension(part) == dimensions[0]]


def _dimension(figure: FigureView) -> str:
    return figure.breakdown.partition("=")[0]


def _one_a_period(figures: list[FigureView], view: FigureView) -> list[FigureView]:
    """One figure a period besides the one in question; what was read at its source before what is reported."""
    chosen: dict[str, FigureView] = {}
    for figure in sorted(figures, key=lambda f: (bool(f.via), f.origin != "observation", f.address)):
        if figure.period != view.period:
            chosen.setdefault(figure.period, figure)
    return list(chosen.values())


def _distinct(figures: list[FigureView]) -> list[FigureView]:
    """One figure per place and breakdown."""
    chosen: dict[tuple[str, str], FigureView] = {}
    for figure in sorted(figures, key=lambda f: (bool(f.via), f.origin != "claim", f.line or 0)):
        chosen.setdefault((figure.territory, figure.breakdown), figure)
    return list(chosen.values())


def _rows(evidence: Evidence, table: str) -> list[dict[str, Any]]:
    return evidence.rows(table)
