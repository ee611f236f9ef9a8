"""The regions that a comparison may hold: their names and countries, and how far each is from the hub's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import msgspec
import numpy as np

from filiera.analysis.benchmark.panel import Panel
from filiera.analysis.benchmark.structural_distance import nearest_peers
from filiera.evidence import Evidence
from filiera.services.benchmark_cells import compared_row
from filiera.services.benchmark_structures import shares_of
from filiera.services.benchmark_values import held_values
from filiera.services.benchmarks import told_benchmark
from filiera.services.figures import Text
from filiera.services.hub import hub
from filiera.services.kept_answers import kept_per_version


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the comparison."""

    code: str
    names: Text
    """Empty where nobody whom we hold names it."""
    nation: str
    distance: float | None = None
    """From the hub's region, in standard deviations of a trait on average."""
    shared: int = 0
    """Traits that the distance rests on."""


def region_names(evidence: Evidence) -> Mapping[str, Text]:
    """Names of regions, as the pack gives them."""
    return {row["code"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("territory")}


def nation_of(evidence: Evidence, code: str) -> str:
    """The country of a region: as the pack has it, else by the head of its code; empty where nothing is held of it."""
    places = _places(evidence)
    above, seen = code, set[str]()
    while above in places and above not in seen:
        seen.add(above)
        kind, parent = places[above]
        if kind == "country":
            return above
        above = parent
    return code[:2] if code[:2] in held_values(evidence).regions else ""


@kept_per_version
def _places(evidence: Evidence) -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["kind"], row["parent"]) for row in evidence.rows("territory")}


@kept_per_version
def labels_and_units(evidence: Evidence) -> dict[str, tuple[Text, str]]:
    """Indicator → its label and unit."""
    return {row["id"]: (msgspec.json.decode(row["label_json"]), row["unit"]) for row in evidence.rows("indicator")}


def industries_of(evidence: Evidence, dimension: str) -> list[tuple[str, Text]]:
    """The codes of a dimension with their names, in order."""
    row = next(row for row in evidence.rows("dimension") if row["id"] == dimension)
    return [(code["id"], code["names"]) for code in msgspec.json.decode(row["codes_json"])]


@kept_per_version
def candidate_codes(evidence: Evidence) -> tuple[str, ...]:
    """The regions of the hub's own level, and the peers that its pack names."""
    own, held = hub(evidence).territory, held_values(evidence).regions
    named = told_benchmark(evidence)[1]
    level = {code for code in held if len(code) == len(own) and code not in named}
    return tuple(sorted((level | (set(named) & held)) - {own}))


def candidates(evidence: Evidence) -> tuple[Region, ...]:
    """The regions that may be chosen as peers, by code."""
    names = region_names(evidence)
    return tuple(Region(code, names.get(code, {}), nation_of(evidence, code)) for code in candidate_codes(evidence))


@kept_per_version
def similar_regions(evidence: Evidence) -> tuple[Region, ...]:
    """The regions by their distance from the hub's, the nearest first; none where too little is held."""
    panel = traits_of(evidence)
    told, _ = told_benchmark(evidence)
    if panel is None or told.distance is None:
        return ()
    own, names = hub(evidence).territory, region_names(evidence)
    return tuple(
        Region(peer.region, names.get(peer.region, {}), nation_of(evidence, peer.region), peer.distance, peer.shared)
        for peer in nearest_peers(panel, own, told.distance.least)
        if not isnan(peer.distance)
    )


@kept_per_version
def traits_of(evidence: Evidence) -> Panel | None:
    """What makes regions alike, as a panel; what all have alike, or none has, is left out."""
    told, _ = told_benchmark(evidence)
    if told.distance is None:
        return None
    held, labels = held_values(evidence), labels_and_units(evidence)
    every = (hub(evidence).territory, *candidate_codes(evidence))
    compared = {each.id: each for each in told.compared}
    structure = next(each for each in told.structures if each.id == told.distance.structure)
    industries = industries_of(evidence, structure.dimension)
    columns: dict[str, list[float]] = {}
    for name in told.distance.indicators:
        row = compared_row(told, compared[name], held, every, labels)
        columns[name] = [np.nan if cell.value is None else cell.value for cell in row.cells]
    years = [year for region, year in held.of(structure.indicator) if region == every[0]]
    if years:
        shares = [shares_of(structure, held, region, max(years), industries) for region in every]
        columns |= {code: [row[n] for row in shares] for n, (code, _) in enumerate(industries)}
    telling = {name: cells for name, cells in columns.items() if len({c for c in cells if not isnan(c)}) > 1}
    if not telling or len(every) < 2:
        return None
    values = np.array(list(telling.values())).T
    return Panel(every, tuple(telling), values, ("1",) * len(telling), (True,) * len(telling))
