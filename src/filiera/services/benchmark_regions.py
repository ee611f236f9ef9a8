"""The hub's region beside others: indicators, composite, structures, and who else is like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from filiera.errors import EvidenceError, Phrase, UsageError
from filiera.evidence import Evidence
from filiera.pack.benchmark_schema import Benchmark
from filiera.services.benchmark_cells import Row, compared_row
from filiera.services.benchmark_composite import CompositeView, composite_view
from filiera.services.benchmark_structures import StructureView, structure_view
from filiera.services.benchmark_values import HeldValues, held_values
from filiera.services.benchmarks import told_benchmark
from filiera.services.hub import hub
from filiera.services.similar_regions import (
    Region,
    candidate_codes,
    industries_of,
    labels_and_units,
    nation_of,
    region_names,
    similar_regions,
    traits_of,
)

MOST = 12
"""Regions beside the hub's: more make no table that a person reads."""
SIMILAR = 10
"""So many that are alike are told."""
_KEPT = 256


@dataclass(frozen=True, slots=True)
class RegionsCompared:
    """The answer: the hub's region beside others."""

    told: Benchmark
    chosen: str
    """How the peers were chosen: ``pack``, ``asked`` or ``nearest``."""
    regions: tuple[Region, ...]
    """The hub's own first."""
    rows: tuple[Row, ...]
    composite: CompositeView | None
    why_none: Phrase | None
    """Why there is no composite."""
    structures: tuple[StructureView, ...]
    similar: tuple[Region, ...]
    """The regions most like the hub's, the nearest first."""
    traits: int
    """So many make up a distance."""
    held: HeldValues

    @property
    def own(self) -> Region:
        """The hub's region."""
        return self.regions[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """The peers."""
        return tuple(region.code for region in self.regions[1:])


def compare_regions(
    evidence: Evidence,
    peers: Sequence[str] = (),
    *,
    nearest: int = 0,
    indicators: Sequence[str] = (),
) -> RegionsCompared:
    """The hub's region beside ``peers``, beside the ``nearest`` so many, or beside those that its pack names.

    Raises:
        AddressError: the hub has no comparison.
        UsageError: a region or an indicator is not known, or there is nothing to compare with.
        EvidenceError: nothing is held of the hub's own region.
    """
    asked = tuple(dict.fromkeys(code.strip().upper() for code in peers if code.strip()))
    return _compared(evidence, evidence.version.hash, asked, nearest, tuple(dict.fromkeys(indicators)))


def headline(found: RegionsCompared, name: str) -> Phrase:
    """The answer in one sentence: between which ranks the hub's region stands, or what can be said without ranks."""
    view = found.composite
    if view is None or view.placed[0].rank is None:
        told = Phrase("{region} beside other regions ({n}): {rows} indicators, and no order of them all")
        return told.filled(region=name, n=len(found.codes), rows=len(found.rows))
    placed = view.placed[0]
    if placed.low == placed.high:
        told = Phrase("{region}: rank {low} of {of} in {level}% of the ways tried to weigh and average {n} indicators")
    else:
        told = Phrase(
            "{region}: between ranks {low} and {high} of {of} in {level}% of the ways tried to weigh and average {n} "
            "indicators"
        )
    return told.filled(
        region=name,
        low=placed.low,
        high=placed.high,
        of=view.ranked,
        level=round(100 * found.told.composite.level),
        n=len(view.indicators),
    )


@lru_cache(maxsize=_KEPT)
def _compared(
    evidence: Evidence, version: str, asked: tuple[str, ...], nearest: int, indicators: tuple[str, ...]
) -> RegionsCompared:
    told, named = told_benchmark(evidence)
    held = held_values(evidence)
    own = hub(evidence).territory
    if own not in held.regions:
        raise EvidenceError(
            "nothing is held of the hub's own region for this comparison",
            where=own,
            remedy="build with a folder of snapshots: filiera build --snapshots FOLDER",
        )
    similar = similar_regions(evidence)
    codes, chosen = _chosen(evidence, own, asked, nearest, named)
    regions = (own, *codes)
    _check_indicators(told, indicators)
    rows = [each for each in told.compared if not indicators or each.id in indicators]
    labels = labels_and_units(evidence)
    table = tuple(compared_row(told, each, held, regions, labels) for each in rows)
    weighed = [row for row in table if row.compared.weight]
    every = tuple(dict.fromkeys((own, *candidate_codes(evidence), *regions)))
    others = [_over_all(evidence, version, every, row.compared.id) for row in weighed]
    found = composite_view(told.composite, weighed, regions, others)
    nations = {code: nation_of(evidence, code) for code in regions}
    distances = {region.code: region for region in similar}
    return RegionsCompared(
        told=told,
        chosen=chosen,
        regions=tuple(
            distances.get(code) or Region(code, region_names(evidence).get(code, {}), nations[code]) for code in regions
        ),
        rows=table,
        composite=found if isinstance(found, CompositeView) else None,
        why_none=found if isinstance(found, Phrase) else None,
        structures=tuple(
            structure_view(
                each, held, regions, nations, industries_of(evidence, each.dimension), labels[each.indicator][0]
            )
            for each in told.structures
        ),
        similar=similar[:SIMILAR],
        traits=len(traits.indicators) if (traits := traits_of(evidence)) else 0,
        held=held,
    )


@lru_cache(maxsize=_KEPT)
def _over_all(evidence: Evidence, version: str, every: tuple[str, ...], name: str) -> Row:
    told, _ = told_benchmark(evidence)
    compared = next(each for each in told.compared if each.id == name)
    return compared_row(told, compared, held_values(evidence), every, labels_and_units(evidence))


def _chosen(
    evidence: Evidence, own: str, asked: tuple[str, ...], nearest: int, named: tuple[str, ...]
) -> tuple[tuple[str, ...], str]:
    if nearest < 0 or nearest > MOST or len(asked) > MOST:
        raise UsageError(
            "more than {most} regions are asked for, or fewer than none",
            where="--nearest" if nearest else "--peers",
            remedy="ask for 1 to {most}",
            words={"most": MOST},
        )
    if nearest:
        found = tuple(region.code for region in similar_regions(evidence)[:nearest])
        if not found:
            raise UsageError(
                "no region is held that is like {own} in the traits that are compared",
                where="--nearest",
                remedy="build with a folder of snapshots (filiera build --snapshots FOLDER), or name peers",
                words={"own": own},
            )
        return found, "nearest"
    peers = tuple(code for code in (asked or named) if code != own)
    for code in peers:
        _check_region(evidence, code)
    if not peers:
        raise UsageError(
            "one region alone is no comparison",
            where=own,
            remedy="name others, such as {example}, or ask for the most similar ones",
            words={"example": ",".join(named) or ",".join(sorted(held_values(evidence).regions - {own})[:2]) or "…"},
        )
    return peers, "asked" if asked else "pack"


def _check_region(evidence: Evidence, code: str) -> None:
    held = held_values(evidence).regions
    if code in held:
        return
    names = region_names(evidence)
    if code in names:
        raise UsageError(
            "nothing is held of the region '{code}' for this comparison",
            where="--peers",
            remedy="build with a folder of snapshots (filiera build --snapshots FOLDER), or name one of: {held}",
            words={"code": code, "held": ", ".join(sorted(held)[:12])},
        )
    near = get_close_matches(code, sorted(held), n=3) or sorted(held)[:6]
    raise UsageError(
        "no region '{code}' is held",
        where="--peers",
        remedy="give codes of the nomenclature of regions, such as {held}",
        words={"code": code[:40], "held": ", ".join(near)},
    )


def _check_indicators(told: Benchmark, indicators: Sequence[str]) -> None:
    known = [each.id for each in told.compared]
    if unknown := [name for name in indicators if name not in known]:
        raise UsageError(
            "the comparison has no indicator '{name}'",
            where="--indicator",
            remedy="one of: {known}",
            words={"name": unknown[0][:60], "known": ", ".join(known)},
        )
