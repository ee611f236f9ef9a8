"""Two vintages of one source, compared indicator by indicator: what was revised, added, or is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from filiera.analysis.revisions import RevisionAnalysis, analyse_revisions
from filiera.errors import AddressError, EvidenceError
from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.pack.source_schema import Feed
from filiera.services.figures import Text
from filiera.sources.selecting import selected

PlaceAndPeriod = tuple[str, str]
Series = tuple[str, str]
"""Indicator and breakdown."""


@dataclass(frozen=True, slots=True)
class VintageView:
    """One vintage: of which data set, as of when, named by which bytes."""

    dataset: str
    vintage: str
    digest: str


@dataclass(frozen=True, slots=True)
class SeriesRevisions:
    """What a later vintage changed in one series, in the unit of the indicator."""

    indicator: str
    label: Text
    breakdown: str
    unit: str
    found: RevisionAnalysis[PlaceAndPeriod]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two vintages, one after the other, and their series."""

    earlier: VintageView
    later: VintageView
    series: tuple[SeriesRevisions, ...]


def compared_vintages(evidence: Evidence, dataset: str) -> list[Comparison]:
    """The vintages of ``dataset`` that the evidence holds, each compared with the one before.

    Raises:
        AddressError: no such data set.
        EvidenceError: fewer than two vintages of it are held.
    """
    known = {row["id"]: row for row in evidence.rows("dataset")}
    if dataset not in known:
        raise AddressError(
            "no such data set", where=dataset, remedy="use one of: {known}", words={"known": ", ".join(sorted(known))}
        )
    family = [dataset, *(row["id"] for row in known.values() if row["older_of"] == dataset)]
    held = [row for name in family for row in evidence.rows("snapshot", dataset=name)]
    if len(held) < 2:
        raise EvidenceError(
            "fewer than two vintages of this data set are held",
            where=dataset,
            remedy="fetch it again when its publisher has revised it, or build with a folder of snapshots",
        )
    held.sort(key=lambda row: (row["dataset"] == dataset, row["fetched"], row["vintage"], row["digest"]))
    values = [_values(evidence, row, known[row["dataset"]]) for row in held]
    labels = {row["id"]: row for row in evidence.rows("indicator")}
    return [
        Comparison(_view(held[n]), _view(held[n + 1]), tuple(_series(earlier, later, labels)))
        for n, (earlier, later) in enumerate(pairwise(values))
    ]


def _series(
    earlier: dict[Series, dict[PlaceAndPeriod, float]],
    later: dict[Series, dict[PlaceAndPeriod, float]],
    labels: dict[str, Row],
) -> Iterable[SeriesRevisions]:
    for indicator, breakdown in sorted(earlier.keys() & later.keys()):
        row = labels[indicator]
        found = analyse_revisions(earlier[indicator, breakdown], later[indicator, breakdown])
        yield SeriesRevisions(indicator, msgspec.json.decode(row["label_json"]), breakdown, row["unit"], found)


def _values(evidence: Evidence, snapshot: Row, dataset: Row) -> dict[Series, dict[PlaceAndPeriod, float]]:
    """What one vintage says of each series that its data set feeds."""
    territories = {row["code"]: row["code"] for row in evidence.rows("territory")}
    feeds = msgspec.json.decode(dataset["feeds_json"], type=list[Feed])
    path = evidence.part(snapshot["part"], "observations")
    found: dict[Series, dict[PlaceAndPeriod, float]] = {}
    if path is None:
        return found
    codes = _dimension_codes(evidence)
    for feed in feeds:
        if not feed.parts:
            found[feed.indicator, feed.scope] = {}
        for row in selected(path, dataset["id"], feed, feed.places or territories, codes):
            values = found.setdefault((feed.indicator, row.breakdown), {})
            values[row.place, row.period] = row.value * float(feed.factor)
    return found


def _dimension_codes(evidence: Evidence) -> dict[str, list[str]]:
    """The codes of each dimension."""
    return {row["id"]: [c["id"] for c in msgspec.json.decode(row["codes_json"])] for row in evidence.rows("dimension")}


def _view(row: Row) -> VintageView:
    return VintageView(row["dataset"], row["vintage"], row["digest"])
