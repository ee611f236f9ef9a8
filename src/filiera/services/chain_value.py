"""What a chain of the region is worth: direct, indirect, induced, with their bands, and what moves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.households import Divisor, closure_by
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import Method, simple_quotients, size_factor
from filiera.analysis.input_output.parts import OutputParts
from filiera.analysis.input_output.regionalisation import regional_coefficients
from filiera.analysis.input_output.satellite import given_output
from filiera.analysis.input_output.table import Matrix, Vector
from filiera.errors import TableError
from filiera.evidence import Evidence
from filiera.pack.input_output_schema import Chain, ChainPart, Perimeter
from filiera.pack.schema import Parameter
from filiera.services.figures import Text
from filiera.services.kept_answers import kept_per_version
from filiera.services.regional_economy import (
    AT_HOME,
    COMPENSATION,
    DELTA,
    EMPLOYMENT,
    EMPLOYMENT_RATE,
    HOUSEHOLDS,
    SPENDING,
    VALUE_ADDED,
    RegionalEconomy,
    economy_of,
)
from filiera.services.what_if import PARTS, Banded, range_of

MEASURES = ("output", VALUE_ADDED, EMPLOYMENT)
DRAWS, SEED, LEVEL = 1_000, 20_220, 0.9
"""Of the Monte Carlo: so many draws, always the same ones, and the part of them that the band holds."""
NATION = "nation"
Values = Mapping[str, float]
"""Parameter → value."""


@dataclass(frozen=True, slots=True)
class ChainSector:
    """What of a sector is counted in the chain, in the region; the central result."""

    sector: str
    names: Text
    belongs: Parameter
    here: Parameter
    national: float
    """Value added of the whole sector in the nation."""
    value_added: float
    employment: float


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does by itself, from the low to the high end of its range, all others at their value."""

    parameter: Parameter
    low: Mapping[str, float]
    """Part → value added."""
    high: Mapping[str, float]

    @property
    def ends(self) -> tuple[float, float]:
        """Value added of all parts, as publications add it up, at the low and the high end of the assumption."""
        return sum(self.low.values()), sum(self.high.values())


@dataclass(frozen=True, slots=True)
class Variant:
    """The same chain, computed in another way: value added by part."""

    id: str
    names: Text
    """Of a perimeter, in the pack's words; empty for a way of computing."""
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ChainValue:
    """A chain of the region."""

    chain: Chain
    territory: str
    nation: str
    period: str
    effects: Mapping[str, Mapping[str, Banded]]
    """Measure → part → result with its band."""
    as_published: Banded
    """Value added of all three parts together: only to stand beside what publications add up so."""
    sectors: tuple[ChainSector, ...]
    suppliers: Mapping[str, Mapping[str, float]]
    """Sector → value added and jobs, indirect and induced, in the order of the table."""
    swings: tuple[Swing, ...]
    """The widest first."""
    perimeters: tuple[Variant, ...]
    ways: tuple[Variant, ...]
    """With the nation's own supply, and with the two textbook divisors of household consumption."""
    counted_twice: float
    """Indirect value added that summing up sector by sector would count again."""
    parameters: tuple[Parameter, ...]

    @property
    def ratio(self) -> float:
        """All three parts over the direct one, as publications state it."""
        return self.as_published.value / self.effects[VALUE_ADDED]["direct"].value


@kept_per_version
def chain_values(evidence: Evidence) -> tuple[ChainValue, ...]:
    """The chains of the hub's region, in the order of the pack.

    Raises:
        PackError: there is no table, or an assumption is missing.
        TableError: the table or a share does not fit.
    """
    economy = economy_of(evidence)
    return tuple(chain_value(economy, chain) for chain in economy.ground.chains.values())


def chain_value(economy: RegionalEconomy, chain: Chain) -> ChainValue:
    """A chain of the region.

    Raises:
        PackError: an assumption is missing.
        TableError: a share is not between 0 and 100, or a sector is unknown.
    """
    ground = economy.ground
    used = _used(economy, chain.parts)
    central = {parameter.id: float(parameter.value) for parameter in used}
    found = _measured(economy, chain.parts, central)
    bands, all_together = _bands(economy, chain.parts, used, found)
    return ChainValue(
        chain,
        ground.territory,
        economy.told.territory,
        economy.told.period,
        bands,
        all_together,
        _sectors(economy, chain.parts, found),
        _suppliers(economy, found),
        _swings(economy, chain.parts, used, central),
        tuple(_perimeter(economy, chain, each) for each in chain.perimeters),
        _ways(economy, chain.parts, central),
        _counted_twice(economy, chain.parts, central, found),
        used,
    )


def _used(economy: RegionalEconomy, parts: Iterable[ChainPart]) -> tuple[Parameter, ...]:
    ids = [each for part in parts for each in (part.belongs, part.here)]
    general = (DELTA, SPENDING, AT_HOME, EMPLOYMENT_RATE)
    return tuple(economy.ground.parameter(id) for id in dict.fromkeys((*ids, *general)))


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """Each measure by sector and part."""

    output: OutputParts
    value_added: OutputParts
    employment: OutputParts

    def of(self, measure: str) -> OutputParts:
        return {"output": self.output, VALUE_ADDED: self.value_added, EMPLOYMENT: self.employment}[measure]

    def total(self, measure: str, part: str) -> float:
        return float(getattr(self.of(measure), part).sum())


def chain_output_here(economy: RegionalEconomy, parts: Iterable[ChainPart], values: Values) -> Vector:
    """Output of the chain in the region (n): the nation's, times what belongs, times what is here.

    Raises:
        TableError: a share is not between 0 and 100, or a sector is unknown.
    """
    found = np.zeros(economy.table.size)
    for part in parts:
        belongs, here = values[part.belongs], values[part.here]
        if not (0 <= belongs <= 100 and 0 <= here <= 100):
            raise TableError(
                "the shares are {belongs} and {here}, and must be between 0 and 100",
                where=part.sector,
                remedy="write percents: 25 for a quarter of the sector",
                words={"belongs": f"{belongs:g}", "here": f"{here:g}"},
            )
        at = economy.table.position(part.sector)
        found[at] += economy.table.output[at] * belongs / 100 * here / 100
    return found


def _measured(economy: RegionalEconomy, parts: Iterable[ChainPart], values: Values) -> _Measured:
    table, weights, delta = economy.table, economy.weights, values[DELTA]
    given = chain_output_here(economy, parts, values)
    coefficients = regional_coefficients(economy.national.coefficients, weights, Method.FLQ, delta)
    local = np.minimum(simple_quotients(weights) * size_factor(weights, delta), 1.0)
    consumption = table.demand(HOUSEHOLDS)
    column = consumption / consumption.sum() * values[SPENDING] / 100 * values[AT_HOME] / 100 * local
    made = given_output(
        table.sectors, coefficients, given, _rest(economy.output, given), (_compensation(economy), column)
    )
    return _as_measured(economy, made, values)


def _as_measured(economy: RegionalEconomy, made: OutputParts, values: Values) -> _Measured:
    jobs, rate = made.of(economy.table, EMPLOYMENT), values[EMPLOYMENT_RATE] / 100
    scaled = OutputParts(made.sectors, jobs.direct * rate, jobs.indirect * rate, jobs.induced * rate)
    return _Measured(made, made.of(economy.table, VALUE_ADDED), scaled)


def _rest(output: Vector, given: Vector) -> Vector:
    """How much of each sector's output is not the chain's; a chain larger than its sector is all of it (n)."""
    rest: Vector = 1.0 - given / np.maximum(np.maximum(output, given), 1e-9)
    return rest


def _compensation(economy: RegionalEconomy) -> Vector:
    rate: Vector = economy.table.primary(COMPENSATION) / economy.table.output
    return rate


def _bands(
    economy: RegionalEconomy, parts: list[ChainPart], used: tuple[Parameter, ...], found: _Measured
) -> tuple[dict[str, dict[str, Banded]], Banded]:
    """The central result, and the interval that holds so much of the draws."""
    generator = np.random.default_rng(SEED)
    drawn = {each.id: _drawn(each, generator) for each in used}
    results = np.empty((DRAWS, len(MEASURES), len(PARTS)))
    for draw in range(DRAWS):
        one = _measured(economy, parts, {id: float(values[draw]) for id, values in drawn.items()})
        results[draw] = [[one.total(measure, part) for part in PARTS] for measure in MEASURES]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(results, (tail, 1 - tail), axis=0)
    bands = {
        measure: {
            part: Banded(found.total(measure, part), float(low[m, p]), float(high[m, p]))
            for p, part in enumerate(PARTS)
        }
        for m, measure in enumerate(MEASURES)
    }
    together = results[:, MEASURES.index(VALUE_ADDED)].sum(axis=1)
    ends = np.quantile(together, (tail, 1 - tail))
    central = sum(found.total(VALUE_ADDED, part) for part in PARTS)
    return bands, Banded(central, float(ends[0]), float(ends[1]))


def _drawn(parameter: Parameter, generator: np.random.Generator) -> Vector:
    """Values of an assumption: likeliest its own, none beyond its range."""
    value, low, high = range_of(parameter)
    if low == high:
        return np.full(DRAWS, value)
    drawn: Vector = generator.triangular(low, value, high, DRAWS)
    return drawn


def _swings(
    economy: RegionalEconomy, parts: list[ChainPart], used: tuple[Parameter, ...], central: Values
) -> tuple[Swing, ...]:
    found = []
    for parameter in used:
        _, low, high = range_of(parameter)
        if low == high:
            continue
        ends = [_measured(economy, parts, {**central, parameter.id: end}) for end in (low, high)]
        swing = Swing(parameter, *({part: end.total(VALUE_ADDED, part) for part in PARTS} for end in ends))
        if swing.low != swing.high:
            found.append(swing)
    return tuple(sorted(found, key=lambda swing: -abs(swing.ends[1] - swing.ends[0])))


def _perimeter(economy: RegionalEconomy, chain: Chain, perimeter: Perimeter) -> Variant:
    parts = [part for part in chain.parts if part.sector not in perimeter.without] + perimeter.parts
    values = {parameter.id: float(parameter.value) for parameter in _used(economy, parts)}
    measured = _measured(economy, parts, values)
    return Variant(perimeter.id, perimeter.names, {part: measured.total(VALUE_ADDED, part) for part in PARTS})


def _ways(economy: RegionalEconomy, parts: list[ChainPart], values: Values) -> tuple[Variant, ...]:
    """Other ways that publications take: the nation's supply instead of the region's, other divisors."""
    table = economy.table
    given = chain_output_here(economy, parts, values)
    consumption, income = table.demand(HOUSEHOLDS), table.primary(COMPENSATION)
    spent = consumption / consumption.sum() * values[SPENDING] / 100 * values[AT_HOME] / 100
    regional = regional_coefficients(economy.national.coefficients, economy.weights, Method.FLQ, values[DELTA])
    local = np.minimum(simple_quotients(economy.weights) * size_factor(economy.weights, values[DELTA]), 1.0)
    nation, region = economy.national.coefficients, regional
    asked: tuple[tuple[str, Matrix, Vector, Vector], ...] = (
        (NATION, nation, table.output, spent),
        (f"{NATION}-{Divisor.INCOME.value}", nation, table.output, consumption / income.sum()),
        (Divisor.INCOME.value, region, economy.output, consumption / income.sum() * local),
        (Divisor.CONSUMPTION.value, region, economy.output, consumption / consumption.sum() * local),
    )
    found = []
    for name, coefficients, output, column in asked:
        try:
            closure_by(_compensation(economy), column, Leontief(coefficients, table.sectors))
        except TableError:
            # Closed in this way rounds of spending would never end: there is nothing to tell.
            continue
        households = (_compensation(economy), column)
        made = given_output(table.sectors, coefficients, given, _rest(output, given), households)
        measured = _as_measured(economy, made, values)
        found.append(Variant(name, {}, {part: measured.total(VALUE_ADDED, part) for part in PARTS}))
    return tuple(found)


def _counted_twice(economy: RegionalEconomy, parts: list[ChainPart], values: Values, found: _Measured) -> float:
    alone = sum(_measured(economy, [part], values).total(VALUE_ADDED, "indirect") for part in parts)
    return alone - found.total(VALUE_ADDED, "indirect")


def _sectors(economy: RegionalEconomy, parts: list[ChainPart], found: _Measured) -> tuple[ChainSector, ...]:
    names = {sector.code: sector.names for sector in economy.told.sectors}
    national = economy.table.primary(VALUE_ADDED)
    return tuple(
        ChainSector(
            part.sector,
            names[part.sector],
            economy.ground.parameter(part.belongs),
            economy.ground.parameter(part.here),
            float(national[at]),
            float(found.value_added.direct[at]),
            float(found.employment.direct[at]),
        )
        for part in parts
        for at in [economy.table.position(part.sector)]
    )


def _suppliers(economy: RegionalEconomy, found: _Measured) -> dict[str, dict[str, float]]:
    return {
        sector: {
            "indirect": float(found.value_added.indirect[at]),
            "induced": float(found.value_added.induced[at]),
            "indirect_jobs": float(found.employment.indirect[at]),
            "induced_jobs": float(found.employment.induced[at]),
        }
        for at, sector in enumerate(economy.table.sectors)
    }
