"""An economy of two sectors and its region, worked through step by step: numbers that anybody can follow by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.households import closure_by
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import (
    DELTA,
    Method,
    RegionalWeights,
    quotients,
    simple_quotients,
    size_factor,
)
from filiera.analysis.input_output.parts import demand_parts
from filiera.analysis.input_output.regionalisation import regional_coefficients
from filiera.analysis.input_output.table import Matrix, Vector

SECTORS = ("1", "2")
FLOWS = np.array([[150.0, 500.0], [200.0, 100.0]])
OUTPUT = np.array([1000.0, 2000.0])
"""The economy of Miller & Blair (2009), table 2.3."""
WEIGHTS = RegionalWeights(SECTORS, np.array([40.0, 10.0]), np.array([200.0, 100.0]))
INCOME = np.array([0.3, 0.25])
SPENT = np.array([0.1, 0.2])
DEMAND = np.array([100.0, 0.0])


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is computed, and its numbers row by row."""

    name: str
    rows: tuple[tuple[float, ...], ...]


def worked_example() -> tuple[Step, ...]:
    """From flows to what a demand of 100 for the first sector sets off in a region."""
    national = FLOWS / OUTPUT
    weights = WEIGHTS
    regional = regional_coefficients(national, weights, Method.FLQ, DELTA)
    system = Leontief(regional, SECTORS)
    closure = closure_by(INCOME, SPENT, system)
    made = demand_parts(system, DEMAND, closure)
    return (
        Step("flows", _rows(np.column_stack([FLOWS, OUTPUT]))),
        Step("national", _rows(national)),
        Step("weights", _rows(np.column_stack([weights.region, weights.nation, simple_quotients(weights)]))),
        Step("size", ((weights.share, size_factor(weights, DELTA)),)),
        Step("quotients", _rows(quotients(weights, Method.FLQ, DELTA))),
        Step("regional", _rows(regional)),
        Step("inverse", _rows(system.inverse())),
        Step("households", _rows(np.array([INCOME, SPENT, (closure.returned, closure.gain)]))),
        Step("parts", _rows(np.column_stack([made.direct, made.indirect, made.induced]))),
    )


def _rows(cells: Matrix | Vector) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(cell) for cell in row) for row in np.atleast_2d(cells))
