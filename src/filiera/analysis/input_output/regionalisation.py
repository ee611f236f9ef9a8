"""National coefficients made regional, by location quotients or by the balance of supply and demand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from filiera.analysis.input_output.location_quotients import (
    DELTA,
    Method,
    RegionalWeights,
    quotients,
    specialisation,
)
from filiera.analysis.input_output.table import Matrix, Vector, checked_vector
from filiera.errors import TableError

BAND = (0.1, 0.2, 0.3, 0.4)
"""δ of the sensitivity band, about the 0.3 of Flegg & Webber (1997)."""


def regional_coefficients(national: Matrix, weights: RegionalWeights, method: Method, delta: float = DELTA) -> Matrix:
    """aᵢⱼᴿ = aᵢⱼᴺ min(LQᵢⱼ, 1) (n × n): a region never supplies more than the nation's technique asks for.

    Args:
        national: A of the nation (n × n).
        weights: in the order of ``national``.
        method: which quotient.
        delta: δ of FLQ and AFLQ.

    Raises:
        TableError: δ out of range, or shapes that differ.
    """
    _check_shape(national, weights.sectors)
    return national * np.minimum(quotients(weights, method, delta), 1.0)


def specialised_coefficients(national: Matrix, weights: RegionalWeights, delta: float = DELTA) -> Matrix:
    """AFLQ as first published: columns of specialised sectors may rise above the nation's (n × n).

    aᵢⱼᴿ = aᵢⱼᴺ min(FLQᵢⱼ, 1) log₂(1 + SLQⱼ) where SLQⱼ > 1 (Flegg & Webber 2000, after McCann & Dewhurst 1998).

    Raises:
        TableError: as ``regional_coefficients``.
    """
    return regional_coefficients(national, weights, Method.FLQ, delta) * specialisation(weights)


def delta_band(
    national: Matrix, weights: RegionalWeights, method: Method, deltas: Sequence[float] = BAND
) -> dict[float, Matrix]:
    """Regional coefficients for each δ of a band: results are told with the lowest and the highest of them.

    Raises:
        TableError: as ``regional_coefficients``.
    """
    return {delta: regional_coefficients(national, weights, method, delta) for delta in deltas}


def supply_demand_pool(
    national: Matrix, output: Vector, final_demand: Vector, sectors: Sequence[str]
) -> tuple[Matrix, Vector]:
    """Coefficients by the commodity balance of the region (n × n), and each sector's surplus or deficit (n).

    A sector whose output covers all regional demand, Σⱼ aᵢⱼᴺ xⱼ + fᵢ, keeps the national row; another's row is scaled
    to the share that it covers (Isard 1953; Moore & Petersen 1955; Miller & Blair 2009, § 8.2).

    Args:
        national: A of the nation (n × n).
        output: x of the region (n).
        final_demand: f of the region for products of any origin, without exports (n), in the unit of output.
        sectors: labels of all of these.

    Raises:
        TableError: shapes differ, or output is negative or no number.
    """
    _check_shape(national, sectors)
    supply = checked_vector(sectors, "output", output, negative=False)
    demand = national @ supply + checked_vector(sectors, "final demand", final_demand, negative=True)
    covered = np.divide(supply, demand, out=np.ones(len(sectors)), where=demand > supply)
    return national * covered[:, np.newaxis], supply - demand


def _check_shape(national: Matrix, sectors: Sequence[str]) -> None:
    if national.shape != (len(sectors), len(sectors)):
        raise TableError(
            "the coefficients are {rows} × {columns} for {n} sectors",
            remedy="give one row and one column a sector, in the same order",
            words={"rows": national.shape[0], "columns": national.shape[-1], "n": len(sectors)},
        )
