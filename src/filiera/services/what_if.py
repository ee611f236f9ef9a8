"""What an investment would set off in a region: building it, and running it; with the band of its assumptions."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from filiera.analysis.input_output.coefficients import import_coefficients
from filiera.analysis.input_output.table import Matrix, Vector, known
from filiera.errors import PackError, Phrase, TableError, UsageError
from filiera.pack.schema import Parameter
from filiera.services.impact_ground import Ground
from filiera.services.regional_economy import (
    AT_HOME,
    COMPENSATION,
    DELTA,
    EMPLOYMENT,
    EMPLOYMENT_RATE,
    SPENDING,
    VALUE_ADDED,
    RegionalEconomy,
    RegionalSupply,
    regional_supply,
)

MEASURES = ("output", VALUE_ADDED, COMPENSATION, EMPLOYMENT)
"""What is told of each phase; the first three in the unit of the table, the last in persons for one year."""
PARTS = ("direct", "indirect", "induced")
LARGEST_SPEND, LARGEST_JOBS = 1e12, 1e7
"""More than any region's economy: whoever asks for more has mistaken the unit."""
_CAPITAL, _CAPITAL_AT_HOME = "impact-capital-", "impact-capital-at-home-"


@dataclass(frozen=True, slots=True)
class Investment:
    """What is asked: an amount, jobs, or both, and assumptions other than the pack's."""

    sector: str
    spend: float = 0.0
    """Euro, once."""
    jobs: float = 0.0
    split: Mapping[str, float] = field(default_factory=dict)
    """Product → percent of the amount; empty for the pack's own."""
    delta: float | None = None
    spending: float | None = None
    """Percent of compensation that households spend."""


@dataclass(frozen=True, slots=True)
class Banded:
    """A result with the lowest and the highest that the ranges of the assumptions give."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of an investment: what is spent, what it sets off in the region, and where the rest goes."""

    name: str
    """``construction`` (once) or ``operation`` (each year)."""
    spent: float
    effects: Mapping[str, Mapping[str, Banded]]
    """Measure → part → result."""
    abroad: Banded
    """What goes abroad, with that of all regional suppliers."""
    rest_of_nation: Banded
    sectors: Mapping[str, Mapping[str, float]]
    """Sector → value added by part; the central result, in the order of the table."""
    jobs: Mapping[str, Mapping[str, float]]
    """Sector → persons employed by part, the same."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What an investment would set off."""

    asked: Investment
    territory: str
    unit: str
    phases: tuple[Phase, ...]
    parameters: tuple[Parameter, ...]
    """The assumptions that it rests on; where the asker chose another value, with that one."""


def what_if(economy: RegionalEconomy, asked: Investment) -> WhatIf:
    """The impact of building something for an amount, once, and of running it with so many jobs.

    Output in operation follows from the jobs by the sector's output for one person.

    Raises:
        UsageError: neither is above zero, one is below or beyond any economy; the split does not come to 100.
        TableError: there is no such sector, or δ is out of range.
        PackError: an assumption is missing.
    """
    _refuse_unfit(economy, asked)
    ground = economy.ground
    delta = _chosen(ground.parameter(DELTA), asked.delta)
    spending = _chosen(ground.parameter(SPENDING), asked.spending)
    rate, at_home = ground.parameter(EMPLOYMENT_RATE), ground.parameter(AT_HOME)
    capital = capital_of(ground, economy.table.sectors, asked.split)
    regions = [
        regional_supply(economy, first, second / 100 * float(at_home.value) / 100)
        for first, second in itertools.product(range_of(delta), range_of(spending))
    ]
    rates = tuple(each / 100 for each in range_of(rate))
    phases = []
    if asked.spend:
        phases.append(_construction(economy, regions, capital, asked.spend / 1e6, rates))
    if asked.jobs:
        per_output = economy.table.primary(EMPLOYMENT) / economy.table.output
        output = asked.jobs / float(per_output[economy.table.position(asked.sector)])
        phases.append(_operation(economy, regions, asked.sector, output, rates))
    used = [delta, spending, at_home, rate]
    if asked.spend:
        used += [each for pair in capital.values() for each in pair]
    return WhatIf(asked, economy.ground.territory, economy.told.unit, tuple(phases), tuple(used))


def range_of(parameter: Parameter) -> tuple[float, float, float]:
    """The value itself first, then the ends of its range."""
    value = float(parameter.value)
    return value, float(parameter.low or value), float(parameter.high or value)


def capital_of(
    ground: Ground, sectors: Sequence[str], split: Mapping[str, float]
) -> dict[str, tuple[Parameter, Parameter]]:
    """What an investment is made of: product → its part, and the part of it that is made in the nation.

    Raises:
        PackError: the pack's parts do not come to 100.
    """
    found = {}
    for sector in sectors:
        if _CAPITAL + sector in ground.parameters:
            part = ground.parameter(_CAPITAL + sector)
            part = _chosen(part, split.get(sector, 0.0)) if split else part
            found[sector] = (part, ground.parameter(_CAPITAL_AT_HOME + sector))
    whole = sum(float(part.value) for part, _ in found.values())
    if abs(whole - 100) > 1e-6:
        raise PackError(
            "the parts of an investment come to {whole} percent",
            where=ground.pack,
            remedy="make the parameters impact-capital-… come to 100",
            words={"whole": f"{whole:g}"},
        )
    return found


def _refuse_unfit(economy: RegionalEconomy, asked: Investment) -> None:
    try:
        known(asked.sector, economy.table.sectors)
    except TableError as error:
        raise error.at(f"--sector {asked.sector}") from error
    amounts = np.array([asked.spend, asked.jobs])
    if not np.isfinite(amounts).all() or amounts.min() < 0 or not amounts.any():
        raise UsageError(
            "an investment is an amount of money, or jobs, above zero",
            where="--spend, --jobs",
            remedy="give at least one, as --spend 120e6 --jobs 250",
        )
    if asked.spend > LARGEST_SPEND:
        raise UsageError(
            "is more than a thousand billion, beyond any region's economy", where="--spend", remedy="give it in euro"
        )
    if asked.jobs > LARGEST_JOBS:
        raise UsageError(
            "is more than ten million, beyond any region's economy", where="--jobs", remedy="give the number of persons"
        )
    if asked.spending is not None and not 0 <= asked.spending <= 100:
        raise UsageError(
            "is {given}, and must be between 0 and 100",
            where="--spending",
            remedy="give the percent of pay that households spend",
            words={"given": f"{asked.spending:g}"},
        )
    if asked.delta is not None and not 0 <= asked.delta < 1:
        raise UsageError(
            "is {given}, and must be 0 or more and below 1",
            where="--delta",
            remedy="give one between 0.1 and 0.4, the band that is shown",
            words={"given": f"{asked.delta:g}"},
        )
    _refuse_split(economy, asked.split)


def _refuse_split(economy: RegionalEconomy, split: Mapping[str, float]) -> None:
    if not split:
        return
    products = capital_of(economy.ground, economy.table.sectors, {})
    unknown = sorted(set(split) - set(products))
    parts = list(split.values())
    if unknown or not np.isfinite(parts).all() or min(parts) < 0 or abs(sum(parts) - 100) > 1e-6:
        raise UsageError(
            Phrase("the parts of the amount are {given}", {"given": _told(split)}),
            where="--split",
            remedy=Phrase(
                "give parts of {products} that come to 100, as --split {example}",
                {
                    "products": ", ".join(products),
                    "example": _told({product: float(part.value) for product, (part, _) in products.items()}),
                },
            ),
        )


def _told(split: Mapping[str, float]) -> str:
    return ",".join(f"{product}={part:g}" for product, part in split.items())


def _chosen(parameter: Parameter, value: float | None) -> Parameter:
    """The assumption with the asker's value; its range reaches to it."""
    if value is None or value == float(parameter.value):
        return parameter
    low, high = parameter.low, parameter.high
    return Parameter(
        parameter.id,
        f"{value:g}",
        parameter.unit,
        parameter.label,
        parameter.reference,
        parameter.date,
        f"{min(value, float(low)):g}" if low else "",
        f"{max(value, float(high)):g}" if high else "",
        parameter.assumption,
        parameter.note,
        parameter.figures,
    )


def _construction(
    economy: RegionalEconomy,
    regions: list[RegionalSupply],
    capital: dict[str, tuple[Parameter, Parameter]],
    spend: float,
    rates: Sequence[float],
) -> Phase:
    bought, at_home = np.zeros(economy.table.size), np.zeros(economy.table.size)
    for sector, (part, home) in capital.items():
        bought[economy.table.position(sector)] = spend * float(part.value) / 100
        at_home[economy.table.position(sector)] = float(home.value) / 100
    demands = [bought * at_home * region.local for region in regions]
    return _phase(economy, regions, "construction", spend, demands, bought, at_home, rates)


def _operation(
    economy: RegionalEconomy, regions: list[RegionalSupply], sector: str, output: float, rates: Sequence[float]
) -> Phase:
    demand = np.zeros(economy.table.size)
    demand[economy.table.position(sector)] = output
    ones = np.ones(economy.table.size)
    return _phase(economy, regions, "operation", output, [demand] * len(regions), demand, ones, rates)


def _phase(
    economy: RegionalEconomy,
    regions: list[RegionalSupply],
    name: str,
    spent: float,
    demands: list[Vector],
    bought: Vector,
    at_home: Vector,
    rates: Sequence[float],
) -> Phase:
    parts = [region.parts(demand) for region, demand in zip(regions, demands, strict=True)]
    measured = [
        {measure: each if measure == "output" else each.of(economy.table, measure) for measure in MEASURES}
        for each in parts
    ]
    effects = {
        measure: {part: _banded([float(getattr(one[measure], part).sum()) for one in measured]) for part in PARTS}
        for measure in MEASURES
    }
    # Jobs in operation are what was asked for; all others follow from output by an approximation.
    given = "direct" if name == "operation" else ""
    effects[EMPLOYMENT] = {
        part: each if part == given else Banded(each.value, each.low * min(rates), each.high * max(rates))
        for part, each in effects[EMPLOYMENT].items()
    }
    imports = import_coefficients(economy.table)
    abroad, elsewhere = [], []
    for region, demand, each in zip(regions, demands, parts, strict=True):
        made = each.direct + each.indirect
        abroad.append(float((bought * (1 - at_home)).sum() + imports @ made))
        elsewhere.append(float((bought * at_home - demand).sum() + _from_elsewhere(economy, region) @ made))
    value_added, jobs = (
        {
            sector: {part: float(getattr(measured[0][measure], part)[at]) for part in PARTS}
            for at, sector in enumerate(economy.table.sectors)
        }
        for measure in (VALUE_ADDED, EMPLOYMENT)
    )
    return Phase(name, spent, effects, _banded(abroad), _banded(elsewhere), value_added, jobs)


@lru_cache(maxsize=64)
def _from_elsewhere(economy: RegionalEconomy, region: RegionalSupply) -> Vector:
    """What each sector buys in the rest of the nation for one unit of output (n)."""
    missing: Matrix = economy.national.coefficients - region.system.coefficients
    total: Vector = missing.sum(axis=0)
    return total


def _banded(results: list[float]) -> Banded:
    """The first is the one of the central assumptions."""
    return Banded(results[0], min(results), max(results))
