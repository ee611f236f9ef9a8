"""Published totals against the registry's own lists: how many it lists, how many are stated, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.kept_answers import kept_per_version


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of organisation in a list, and how much of the total it brings."""

    kind: str
    names: Text
    listed: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One published total and the list behind it."""

    indicator: str
    label: Text
    figure: FigureView
    counts: str
    """What the list counts: ``rows`` (organisations), ``codes`` (their sites with a code) or ``beds``."""
    listed: int
    parts: tuple[Part, ...]
    period: str
    """The year of the list, where it is of one."""
    because: Text
    organisations: tuple[str, ...]
    """Addresses of what is listed."""

    @property
    def agrees(self) -> bool:
        """Whether the list gives the very number that is stated."""
        return self.figure.number == self.listed


@kept_per_version
def reconciliations(evidence: Evidence) -> tuple[Reconciliation, ...]:
    """Every published total that a list stands behind, in the order of the text."""
    figures = {figure.address: figure for figure in all_figures(evidence)}
    kinds = {row["id"]: msgspec.json.decode(row["plural_json"]) for row in evidence.rows("organisation_kind")}
    found = [
        Reconciliation(
            indicator=row["indicator"],
            label=figures[row["figure"]].label,
            figure=figures[row["figure"]],
            counts=row["counts"],
            listed=row["listed"],
            parts=tuple(
                Part(kind, kinds[kind], number) for kind, number in msgspec.json.decode(row["parts_json"]).items()
            ),
            period=row["period"],
            because=msgspec.json.decode(row["because_json"]),
            organisations=tuple(f"organisation/{name}" for name in msgspec.json.decode(row["rows_json"])),
        )
        for row in evidence.rows("reconciliation")
        if row["figure"] in figures
    ]
    return tuple(sorted(found, key=lambda each: (each.figure.line or 0, each.indicator)))


def reconciliation_of(evidence: Evidence, figure: FigureView) -> Reconciliation | None:
    """The list behind a figure, where there is one: behind every statement of the same total."""
    if figure.origin != "claim" or figure.breakdown:
        return None
    same = (r for r in reconciliations(evidence) if r.indicator == figure.indicator)
    return next((r for r in same if r.figure.territory == figure.territory), None)
