"""Monte Carlo over a regionalised table: many values of δ and of weights, one set of multipliers each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.location_quotients import Method, RegionalWeights
from filiera.analysis.input_output.regionalisation import regional_coefficients
from filiera.analysis.input_output.table import Matrix, Vector
from filiera.errors import TableError


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Effects of the rows v for every draw (k × rows × n), and the δ of each."""

    deltas: Vector
    effects: Matrix

    def interval(self, level: float = 0.9) -> tuple[Matrix, Matrix]:
        """Lower and upper end (rows × n) of the interval that holds so much of the draws."""
        tail = (1 - level) / 2
        lower, upper = (np.quantile(self.effects, end, axis=0).astype(np.float64) for end in (tail, 1 - tail))
        return lower, upper


def draw_effects(
    national: Matrix,
    weights: RegionalWeights,
    rows: Matrix,
    *,
    draws: int,
    generator: np.random.Generator,
    method: Method = Method.FLQ,
    deltas: tuple[float, float] = (0.1, 0.4),
    error_of_weights: float = 0.0,
) -> Draws:
    """v′(I − Aᴿ)⁻¹ for δ drawn evenly from a range and regional weights with a log-normal error.

    Args:
        national: A of the nation (n × n).
        weights: of region and nation, in its order.
        rows: each v (rows × n).
        draws: how many.
        generator: of random numbers; the same one gives the same draws.
        method: FLQ or AFLQ; others do not vary with δ.
        deltas: lower and upper end of δ.
        error_of_weights: standard deviation of the logarithm of each regional weight; a drawn weight stays within
            the nation's.

    Raises:
        TableError: no draw is asked for; δ out of range.
    """
    if draws < 1:
        raise TableError("asks for no draw", remedy="ask for 100 draws or more")
    drawn = generator.uniform(*deltas, size=draws)
    errors = generator.normal(0.0, error_of_weights, size=(draws, len(weights.sectors)))
    effects = np.array(
        [
            _effects(national, _varied(weights, error), rows, method, float(delta))
            for delta, error in zip(drawn, errors, strict=True)
        ]
    )
    return Draws(drawn, effects)


def _varied(weights: RegionalWeights, error: Sequence[float] | Vector) -> RegionalWeights:
    varied = np.minimum(weights.region * np.exp(error), weights.nation)
    return RegionalWeights(weights.sectors, varied, weights.nation)


def _effects(national: Matrix, weights: RegionalWeights, rows: Matrix, method: Method, delta: float) -> Matrix:
    regional = regional_coefficients(national, weights, method, delta)
    return np.linalg.solve(np.eye(len(regional)) - regional.T, rows.T).T.astype(np.float64, copy=False)
