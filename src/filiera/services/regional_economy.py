"""A region's economy from its pack: the nation's table, what the region weighs in it, and the persons employed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import RegionalWeights
from filiera.analysis.input_output.table import InputOutputTable, Vector
from filiera.errors import PackError
from filiera.pack import Pack
from filiera.pack.input_output_schema import InputOutput, RegionalWeight
from filiera.services.input_output_files import read_table

EMPLOYMENT = "employment"
VALUE_ADDED = "gva"
COMPENSATION = "compensation"
HOUSEHOLDS = "households"


@dataclass(frozen=True, slots=True, eq=False)
class RegionalEconomy:
    """What the impact of anything in a region is computed from."""

    told: InputOutput
    """The nation's table as the pack tells of it: title, work, what it lacks."""
    territory: str
    table: InputOutputTable
    """Of the nation, in million; employment in persons, by value added within each group."""
    weights: RegionalWeights
    weighed: tuple[RegionalWeight, ...]
    """The rows that the weights come from."""
    national: Leontief


def regional_economy(pack: Pack) -> RegionalEconomy:
    """The economy of a pack's region.

    Persons employed are known for groups of sectors only: within a group they are taken to go by value added, and the
    region's sectors to be as the nation's. All sectors of a group thus have one quotient.

    Raises:
        PackError: the pack has no table, or a group of its sectors is not weighed.
        TableError: the table does not fit.
    """
    if not pack.input_output:
        raise PackError(
            "has no input-output table",
            where=pack.manifest.id,
            remedy="add input_output/<id>.yml and <id>.csv, or build on a pack of the country that has them",
        )
    told = max(pack.input_output.values(), key=lambda each: each.period)
    file = pack.path_of(pack.entries["input-output table", told.id]).with_suffix(".csv")
    table = read_table(file).table
    territory = pack.manifest.territory
    weighed = {
        row.group: row for row in pack.regional_weights.values() if row.table == told.id and row.territory == territory
    }
    groups = _groups(told, table, weighed, file)
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
    weights = RegionalWeights(table.sectors, region, nation)
    return RegionalEconomy(told, territory, full, weights, tuple(weighed.values()), Leontief.of(full))


def _groups(told: InputOutput, table: InputOutputTable, weighed: dict[str, RegionalWeight], file: Path) -> list[str]:
    by_code = {sector.code: sector.group for sector in told.sectors}
    missing = sorted({sector for sector in table.sectors if by_code.get(sector) not in weighed})
    if missing:
        raise PackError(
            "no regional weight for the sectors {sectors}",
            where=file.name,
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
