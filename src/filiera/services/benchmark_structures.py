"""What the compared regions live from: quotients, indices of specialisation, and the parts of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from filiera.analysis.benchmark.labelled import Vector
from filiera.analysis.benchmark.shift_share import ShiftShare, homothetic_shift_share, shift_share
from filiera.analysis.benchmark.specialisation import balassa_indices, krugman_index, location_quotients
from filiera.analysis.benchmark.structure import Structure
from filiera.errors import TableError
from filiera.pack.benchmark_schema import Structure as ToldStructure
from filiera.services.benchmark_values import HeldValues
from filiera.services.figures import Text


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry over the regions: None where a value is missing."""

    code: str
    names: Text
    shares: tuple[float | None, ...]
    quotients: tuple[float | None, ...]
    """Each region against its own country."""
    balassa: tuple[float | None, ...]
    """Each region against all that are compared, together."""


@dataclass(frozen=True, slots=True)
class PartedIndustry:
    """A change of one industry of a region, parted."""

    names: Text
    change: float | None
    national: float | None
    mix: float | None
    competitive: float | None


@dataclass(frozen=True, slots=True)
class Parted:
    """A change of one region, parted: sums over industries, in the base unit of the measure."""

    region: str
    nation: str
    start: float
    change: float | None
    national: float | None
    mix: float | None
    competitive: float | None
    competitive_alike: float | None
    """Without the region's own mix (Esteban-Marquillas)."""
    allocation: float | None
    industries: tuple[PartedIndustry, ...]


@dataclass(frozen=True, slots=True)
class StructureView:
    """One measure by industry over the regions."""

    told: ToldStructure
    label: Text
    year: int | None
    work: str
    dataset: str
    industries: tuple[Industry, ...]
    krugman: tuple[float | None, ...]
    """Of the first region against each."""
    krugman_nation: tuple[float | None, ...]
    """Of each region against its country."""
    nations: tuple[str, ...]
    """The country of each region; empty where none is known."""
    missing: tuple[str, ...]
    """Regions of which no structure of that year is held."""
    years: tuple[int, int] | None
    """First and last year of a change; None where one year is held."""
    parted: tuple[Parted, ...]


def structure_view(
    told: ToldStructure,
    held: HeldValues,
    regions: Sequence[str],
    nations: Mapping[str, str],
    industries: Sequence[tuple[str, Text]],
    label: Text,
) -> StructureView:
    """The structure of each region in the latest year that the first has; without it all is missing."""
    first = held.of(told.indicator, _part(told, industries))
    years = sorted({year for region, year in first if region == regions[0]})
    year = years[-1] if years else None
    at = {region: _structure(told, held, region, year, industries) for region in {*regions, *nations.values()}}
    own = at[regions[0]]
    known = [region for region in regions if at[region] is not None]
    quotients = {region: _against(at[region], at.get(nations[region])) for region in regions}
    shares = {region: _shares(at[region], len(industries)) for region in regions}
    indices = _balassa([structure for region in known if (structure := at[region]) is not None], len(industries))
    balassa = {region: indices[known.index(region)] if region in known else _nothing(industries) for region in regions}
    span = (years[0], years[-1]) if len(years) > 1 else None
    source = next((d for (r, y), d in held.of(told.indicator).items() if r == regions[0] and y == year), None)
    return StructureView(
        told=told,
        label=label,
        year=year,
        work=source.work if source else "",
        dataset=source.dataset if source else "",
        industries=tuple(
            Industry(
                code,
                names,
                tuple(_plain(shares[region][n]) for region in regions),
                tuple(_plain(quotients[region][n]) for region in regions),
                tuple(_plain(balassa[region][n]) for region in regions),
            )
            for n, (code, names) in enumerate(industries)
        ),
        krugman=tuple(_krugman(own, at[region]) for region in regions),
        krugman_nation=tuple(_krugman(at[region], at.get(nations[region])) for region in regions),
        nations=tuple(nations[region] for region in regions),
        missing=tuple(region for region in regions if at[region] is None),
        years=span,
        parted=tuple(_parted(told, held, regions, nations, industries, span)) if span else (),
    )


def shares_of(
    told: ToldStructure, held: HeldValues, region: str, year: int, industries: Sequence[tuple[str, Text]]
) -> list[float]:
    """The share of each industry in a region; ``nan`` where missing."""
    return list(_shares(_structure(told, held, region, year, industries), len(industries)))


def _part(told: ToldStructure, industries: Sequence[tuple[str, Text]]) -> str:
    return f"{told.dimension}={industries[0][0]}" if industries else ""


def _structure(
    told: ToldStructure, held: HeldValues, region: str, year: int | None, industries: Sequence[tuple[str, Text]]
) -> Structure | None:
    if year is None:
        return None
    key = (region, year)
    values = [held.of(told.indicator, f"{told.dimension}={code}").get(key) for code, _ in industries]
    if not any(values):
        return None
    whole = held.of(told.indicator).get(key)
    cells = np.array([nan if datum is None else datum.value for datum in values])
    try:
        return Structure(tuple(code for code, _ in industries), cells, "1", whole.value if whole else nan)
    except TableError:
        # Parts that exceed their whole, or a negative one: nothing is known of its shares.
        return None


def _nothing(industries: Sequence[object]) -> list[float]:
    return [nan] * len(industries)


def _shares(structure: Structure | None, size: int) -> list[float]:
    return [nan] * size if structure is None else [float(share) for share in structure.shares]


def _against(structure: Structure | None, reference: Structure | None) -> list[float]:
    if structure is None or reference is None:
        return [nan] * (len(structure.sectors) if structure else 100)
    return [float(quotient) for quotient in location_quotients(structure, reference)]


def _balassa(structures: Sequence[Structure], size: int) -> list[list[float]]:
    if len(structures) < 2:
        return [[nan] * size for _ in structures]
    return [[float(index) for index in row] for row in balassa_indices(structures)]


def _krugman(one: Structure | None, other: Structure | None) -> float | None:
    return None if one is None or other is None else _plain(krugman_index(one, other))


def _parted(
    told: ToldStructure,
    held: HeldValues,
    regions: Sequence[str],
    nations: Mapping[str, str],
    industries: Sequence[tuple[str, Text]],
    span: tuple[int, int],
) -> list[Parted]:
    found = []
    for region in regions:
        nation = nations[region]
        ends = [_structure(told, held, place, year, industries) for place in (region, nation) for year in span]
        if not nation or nation == region or any(end is None for end in ends):
            continue
        before, after, nation_before, nation_after = (end for end in ends if end is not None)
        classical = shift_share((before, after), (nation_before, nation_after))
        alike = homothetic_shift_share((before, after), (nation_before, nation_after))
        found.append(_told(region, nation, before, classical, alike, industries))
    return found


def _told(
    region: str,
    nation: str,
    before: Structure,
    classical: ShiftShare,
    alike: ShiftShare,
    industries: Sequence[tuple[str, Text]],
) -> Parted:
    def whole(column: Vector) -> float | None:
        return _plain(float(column.sum()))

    return Parted(
        region=region,
        nation=nation,
        start=before.whole,
        change=whole(classical.change),
        national=whole(classical.national),
        mix=whole(classical.mix),
        competitive=whole(classical.competitive),
        competitive_alike=whole(alike.competitive),
        allocation=whole(alike.allocation),
        industries=tuple(
            PartedIndustry(
                names,
                _plain(float(classical.change[n])),
                _plain(float(classical.national[n])),
                _plain(float(classical.mix[n])),
                _plain(float(classical.competitive[n])),
            )
            for n, (_, names) in enumerate(industries)
        ),
    )


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
