"""What an investment would set off in a region: building it, and running it; with the band of its assumptions."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.coefficients import import_coefficients
from filiera.analysis.input_output.households import closure_by
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import Method, simple_quotients, size_factor
from filiera.analysis.input_output.parts import OutputParts, demand_parts
from filiera.analysis.input_output.regionalisation import regional_coefficients
from filiera.analysis.input_output.table import Matrix, Vector, known
from filiera.errors import PackError, TableError, UsageError
from filiera.pack import Pack
from filiera.pack.schema import Parameter
from filiera.services.regional_economy import COMPENSATION, EMPLOYMENT, HOUSEHOLDS, VALUE_ADDED, RegionalEconomy

MEASURES = ("output", VALUE_ADDED, COMPENSATION, EMPLOYMENT)
"""What is told of each phase; the first three in the unit of the table, the last in persons for one year."""
PARTS = ("direct", "indirect", "induced")
_DELTA, _SPENDING, _AT_HOME = "impact-delta", "impact-spending-of-compensation", "impact-spending-at-home"
_CAPITAL, _CAPITAL_AT_HOME = "impact-capital-", "impact-capital-at-home-"


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


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What an investment would set off."""

    sector: str
    territory: str
    unit: str
    phases: tuple[Phase, ...]
    parameters: tuple[Parameter, ...]
    """The assumptions that it rests on."""


@dataclass(frozen=True, slots=True, eq=False)
class _Region:
    """The region's own supply for one value of each assumption."""

    system: Leontief
    local: Vector
    """How much of what a final buyer wants the region supplies itself (n)."""
    household_row: Vector
    household_column: Vector

    def parts(self, demand: Vector) -> OutputParts:
        return demand_parts(self.system, demand, closure_by(self.household_row, self.household_column, self.system))


def what_if(pack: Pack, economy: RegionalEconomy, sector: str, *, spend: float = 0.0, jobs: float = 0.0) -> WhatIf:
    """The impact of building something for ``spend`` and of running it with ``jobs``.

    Args:
        pack: the region's, for the assumptions.
        economy: the region's.
        sector: code of the sector that is invested in.
        spend: euro, once.
        jobs: persons employed in operation; output follows from the sector's output for one person.

    Raises:
        UsageError: neither is above zero, or one is below.
        TableError: there is no such sector.
        PackError: an assumption is missing.
    """
    try:
        known(sector, economy.table.sectors)
    except TableError as error:
        raise error.at(f"--sector {sector}") from error
    if min(spend, jobs) < 0 or spend == jobs == 0 or not np.isfinite([spend, jobs]).all():
        raise UsageError(
            "an investment is an amount of money, or jobs, above zero",
            where="--spend, --jobs",
            remedy="give at least one, as --spend 120e6 --jobs 250",
        )
    delta, spending, at_home = (_parameter(pack, name) for name in (_DELTA, _SPENDING, _AT_HOME))
    capital = _capital(pack, economy)
    regions = [
        _region(economy, first, second / 100 * float(at_home.value) / 100)
        for first, second in itertools.product(_range(delta), _range(spending))
    ]
    phases = []
    if spend:
        phases.append(_construction(economy, regions, capital, spend / 1e6))
    if jobs:
        rate = economy.table.primary(EMPLOYMENT) / economy.table.output
        output = jobs / float(rate[economy.table.position(sector)])
        phases.append(_operation(economy, regions, sector, output))
    used = [delta, spending, at_home]
    if spend:
        used += [each for pair in capital.values() for each in pair]
    return WhatIf(sector, economy.territory, economy.told.unit, tuple(phases), tuple(used))


def _parameter(pack: Pack, name: str) -> Parameter:
    if name not in pack.parameters:
        raise PackError(
            "the assumption '{name}' is missing",
            where=pack.manifest.id,
            remedy="state it in parameters/, with value, range and reference",
            words={"name": name},
        )
    return pack.parameters[name]


def _range(parameter: Parameter) -> tuple[float, float, float]:
    """The value itself first, then the ends of its range."""
    value = float(parameter.value)
    return value, float(parameter.low or value), float(parameter.high or value)


def _capital(pack: Pack, economy: RegionalEconomy) -> dict[str, tuple[Parameter, Parameter]]:
    """What an investment is made of: product → its part, and the part of it that is made in the nation."""
    found = {}
    for sector in economy.table.sectors:
        if _CAPITAL + sector in pack.parameters:
            found[sector] = (_parameter(pack, _CAPITAL + sector), _parameter(pack, _CAPITAL_AT_HOME + sector))
    whole = sum(float(part.value) for part, _ in found.values())
    if abs(whole - 100) > 1e-6:
        raise PackError(
            "the parts of an investment come to {whole} percent",
            where=pack.manifest.id,
            remedy="make the parameters impact-capital-… come to 100",
            words={"whole": f"{whole:g}"},
        )
    return found


def _region(economy: RegionalEconomy, delta: float, spent_at_home: float) -> _Region:
    table, weights = economy.table, economy.weights
    system = Leontief(regional_coefficients(economy.national.coefficients, weights, Method.FLQ, delta), table.sectors)
    # A final buyer is no sector of the region: beside it every supplier is weighed against the region as a whole.
    local = np.minimum(simple_quotients(weights) * size_factor(weights, delta), 1.0)
    consumption = table.demand(HOUSEHOLDS)
    column = consumption / consumption.sum() * spent_at_home * local
    return _Region(system, local, table.primary(COMPENSATION) / table.output, column)


def _construction(
    economy: RegionalEconomy, regions: list[_Region], capital: dict[str, tuple[Parameter, Parameter]], spend: float
) -> Phase:
    bought, at_home = np.zeros(economy.table.size), np.zeros(economy.table.size)
    for sector, (part, home) in capital.items():
        bought[economy.table.position(sector)] = spend * float(part.value) / 100
        at_home[economy.table.position(sector)] = float(home.value) / 100
    return _phase(
        economy,
        regions,
        "construction",
        spend,
        [bought * at_home * region.local for region in regions],
        bought,
        at_home,
    )


def _operation(economy: RegionalEconomy, regions: list[_Region], sector: str, output: float) -> Phase:
    demand = np.zeros(economy.table.size)
    demand[economy.table.position(sector)] = output
    ones = np.ones(economy.table.size)
    return _phase(economy, regions, "operation", output, [demand] * len(regions), demand, ones)


def _phase(
    economy: RegionalEconomy,
    regions: list[_Region],
    name: str,
    spent: float,
    demands: list[Vector],
    bought: Vector,
    at_home: Vector,
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
    imports = import_coefficients(economy.table)
    abroad, elsewhere = [], []
    for region, demand, each in zip(regions, demands, parts, strict=True):
        made = each.direct + each.indirect
        missing: Matrix = economy.national.coefficients - region.system.coefficients
        abroad.append(float((bought * (1 - at_home)).sum() + imports @ made))
        elsewhere.append(float((bought * at_home - demand).sum() + missing.sum(axis=0) @ made))
    value_added = measured[0][VALUE_ADDED]
    sectors = {
        sector: {part: float(getattr(value_added, part)[at]) for part in PARTS}
        for at, sector in enumerate(economy.table.sectors)
    }
    return Phase(name, spent, effects, _banded(abroad), _banded(elsewhere), sectors)


def _banded(results: list[float]) -> Banded:
    """The first is the one of the central assumptions."""
    return Banded(results[0], min(results), max(results))
