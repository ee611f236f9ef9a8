"""Backward and forward linkages, as they are and normalised; sectors whose ties are above average both ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.coefficients import domestic_coefficients
from filiera.analysis.input_output.ghosh import Ghosh
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.table import InputOutputTable, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Linkages:
    """Of each sector (n), without unit. Normalised ones have the mean one (Miller & Blair 2009, § 12.2)."""

    sectors: tuple[str, ...]
    direct_backward: Vector
    """i′A (Chenery & Watanabe 1958)."""
    direct_forward: Vector
    """B i, by allocation coefficients."""
    total_backward: Vector
    """i′L (Rasmussen 1956)."""
    total_forward: Vector
    """G i (Beyers 1976; Jones 1976)."""
    power_of_dispersion: Vector
    """U.ⱼ = n i′L / i′L i (Rasmussen 1956)."""
    sensitivity_of_dispersion: Vector
    """Uᵢ. = n L i / i′L i (ibid.)."""
    normalised_forward: Vector
    """n G i / i′G i."""
    spread_backward: Vector
    """Vⱼ: coefficient of variation of a column of L: low where many sectors gain alike (Rasmussen 1956)."""
    spread_forward: Vector
    """Vᵢ: the same of a row of L."""

    @property
    def key_sectors(self) -> tuple[str, ...]:
        """Sectors above average both backward and forward, of dispersion and of Ghosh (Miller & Blair 2009, § 12.2)."""
        key = (self.power_of_dispersion > 1) & (self.normalised_forward > 1)
        return tuple(np.array(self.sectors, dtype=object)[key])


def linkages(table: InputOutputTable) -> Linkages:
    """Linkages of every sector.

    Raises:
        TableError: the economy is singular or not productive.
    """
    system, ghosh = Leontief.of(table), Ghosh(table)
    inverse = system.inverse()
    backward, forward = inverse.sum(axis=0), ghosh.input_multipliers()
    return Linkages(
        sectors=table.sectors,
        direct_backward=domestic_coefficients(table).sum(axis=0),
        direct_forward=ghosh.coefficients.sum(axis=1),
        total_backward=backward,
        total_forward=forward,
        power_of_dispersion=_normalised(backward),
        sensitivity_of_dispersion=_normalised(inverse.sum(axis=1)),
        normalised_forward=_normalised(forward),
        spread_backward=_variation(inverse.T),
        spread_forward=_variation(inverse),
    )


def _normalised(values: Vector) -> Vector:
    normalised: Vector = values / values.mean()
    return normalised


def _variation(rows: Vector) -> Vector:
    freedom = 1 if rows.shape[1] > 1 else 0
    variation: Vector = rows.std(axis=1, ddof=freedom) / rows.mean(axis=1)
    return variation
