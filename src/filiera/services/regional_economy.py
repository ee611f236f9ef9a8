"""A region's economy: the nation's table, what the region weighs in it, the persons employed, its own supply."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from filiera.analysis.input_output.households import Closure, closure_by
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import (
    Method,
    RegionalWeights,
    simple_quotients,
    size_factor,
)
from filiera.analysis.input_output.parts import OutputParts, demand_parts
from filiera.analysis.input_output.regionalisation import regional_coefficients
from filiera.analysis.input_output.table import InputOutputTable, Vector
from filiera.errors import PackError
from filiera.evidence import Evidence
from filiera.pack.input_output_schema import InputOutput, RegionalWeight
from filiera.services.impact_ground import Ground, ground
from filiera.services.input_output_files import table_of_text
from filiera.services.kept_answers import kept_per_version

EMPLOYMENT = "employment"
VALUE_ADDED = "gva"
COMPENSATION = "compensation"
HOUSEHOLDS = "households"
DELTA, SPENDING, AT_HOME = "impact-delta", "impact-spending-of-compensation", "impact-spending-at-home"
EMPLOYMENT_RATE = "impact-employment-for-output"
"""Assumptions that every impact rests on."""


@dataclass(frozen=True, slots=True, eq=False)
class RegionalEconomy:
    """What the impact of anything in a region is computed from."""

    ground: Ground
    table: InputOutputTable
    """Of the nation, in million; employment in persons, by value added within each group."""
    weights: RegionalWeights
    national: Leontief

    @property
    def told(self) -> InputOutput:
        """The table as the pack tells of it."""
        return self.ground.told

    @property
    def output(self) -> Vector:
        """x of the region (n): the nation's, by its weights."""
        scaled: Vector = self.table.output * self.weights.region / self.weights.nation
        return scaled

    @property
    def quotients(self) -> Vector:
        """SLQ of each sector (n)."""
        return simple_quotients(self.weights)


@dataclass(frozen=True, slots=True, eq=False)
class RegionalSupply:
    """The region's own supply for one value of each assumption."""

    system: Leontief
    local: Vector
    """How much of what a final buyer wants the region supplies itself (n)."""
    closure: Closure

    def parts(self, demand: Vector) -> OutputParts:
        """What final demand (n) sets off in the region."""
        return demand_parts(self.system, demand, self.closure)


@kept_per_version
def economy_of(evidence: Evidence) -> RegionalEconomy:
    """The economy of the hub's region.

    Raises:
        PackError, TableError: as ``regional_economy``.
    """
    return regional_economy(ground(evidence))


def regional_economy(ground: Ground) -> RegionalEconomy:
    """The economy of a region.

    Persons employed are known for groups of sectors only: within a group they are taken to go by value added, and the
    region's sectors to be as the nation's. All sectors of a group thus have one quotient.

    Raises:
        PackError: a group of the table's sectors is not weighed.
        TableError: the table does not fit.
    """
    told = ground.told
    table = table_of_text(ground.cells, ground.file)
    weighed = {row.group: row for row in ground.weights}
    groups = _groups(ground, table, weighed)
    within = _within_groups(groups, table.primary(VALUE_ADDED))
    region, nation = (
        within * np.array([float(getattr(weighed[group], name)) for group in groups]) for name in ("region", "nation")
    )
    full = InputOutputTable(
        table.sectors,
        table.flows,
        table.output,
        table.final_demand,
        {**table.primary_inputs, EMPLOYMENT: nation},
        table.imports,
        unit=told.unit,
        units={EMPLOYMENT: "count"},
    )
    return RegionalEconomy(ground, full, RegionalWeights(table.sectors, region, nation), Leontief.of(full))


@lru_cache(maxsize=64)
def regional_supply(economy: RegionalEconomy, delta: float, spent_at_home: float) -> RegionalSupply:
    """The region's own supply; of one economy it is worked out once for each pair of assumptions.

    Args:
        economy: the region's.
        delta: δ of FLQ.
        spent_at_home: part of compensation that households spend on domestic products.

    Raises:
        TableError: δ is out of range.
    """
    table, weights = economy.table, economy.weights
    system = Leontief(regional_coefficients(economy.national.coefficients, weights, Method.FLQ, delta), table.sectors)
    # A final buyer is no sector of the region: beside it every supplier is weighed against the region as a whole.
    local = np.minimum(simple_quotients(weights) * size_factor(weights, delta), 1.0)
    consumption = table.demand(HOUSEHOLDS)
    column = consumption / consumption.sum() * spent_at_home * local
    return RegionalSupply(system, local, closure_by(table.primary(COMPENSATION) / table.output, column, system))


def central_supply(economy: RegionalEconomy) -> RegionalSupply:
    """The region's own supply with each assumption at its value.

    Raises:
        PackError: an assumption is missing.
    """
    delta, spending, at_home = (float(economy.ground.parameter(id).value) for id in (DELTA, SPENDING, AT_HOME))
    return regional_supply(economy, delta, spending / 100 * at_home / 100)


def regional_table(economy: RegionalEconomy, delta: float) -> InputOutputTable:
    """A table of the region: its own supply times its output; what it sells besides is final demand in one column.

    Primary inputs are the nation's coefficients times the region's output. Final demand is never below zero: a region
    sells no more to its own sectors than its part of what the nation sells to them.

    Raises:
        TableError: δ is out of range.
    """
    table, output = economy.table, economy.output
    coefficients = regional_coefficients(economy.national.coefficients, economy.weights, Method.FLQ, delta)
    flows = coefficients * output
    scale = output / table.output
    return InputOutputTable(
        table.sectors,
        flows,
        output,
        {"final": output - flows.sum(axis=1)},
        {name: values * scale for name, values in table.primary_inputs.items()},
        {},
        unit=table.unit,
        units=table.units,
    )


def _groups(ground: Ground, table: InputOutputTable, weighed: dict[str, RegionalWeight]) -> list[str]:
    by_code = {sector.code: sector.group for sector in ground.told.sectors}
    missing = sorted({sector for sector in table.sectors if by_code.get(sector) not in weighed})
    if missing:
        raise PackError(
            "no regional weight for the sectors {sectors}",
            where=ground.file.name,
            remedy="state the group of each sector, and a row of regional_weights/ for each group",
            words={"sectors": ", ".join(missing[:8])},
        )
    return [by_code[sector] for sector in table.sectors]


def _within_groups(groups: list[str], value_added: Vector) -> Vector:
    """Each sector's part of the value added of its group (n)."""
    totals: dict[str, float] = {}
    for group, value in zip(groups, value_added, strict=True):
        totals[group] = totals.get(group, 0.0) + float(value)
    within: Vector = value_added / np.array([totals[group] for group in groups])
    return within
