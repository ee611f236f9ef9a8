"""The supply-driven model of Ghosh: allocation coefficients and forward multipliers."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.table import InputOutputTable, Matrix, Vector


def allocation_coefficients(table: InputOutputTable) -> Matrix:
    """B = x̂⁻¹ Z (n × n): the share of each sector's output that each buyer takes (Miller & Blair 2009, § 12.1)."""
    output = table.output[:, np.newaxis]
    return np.divide(table.flows, output, out=np.zeros(table.flows.shape), where=output > 0)


class Ghosh:
    """``(I − B)`` of a table. B and A are similar, so that a productive economy has a Ghosh inverse.

    Read as prices, not as quantities: primary inputs pushed into sectors (Dietzenbacher 1997, *Journal of Regional
    Science* 37(4)).

    Raises:
        TableError: the economy is singular or not productive.
    """

    def __init__(self, table: InputOutputTable) -> None:
        Leontief.of(table)
        self.table = table
        self.coefficients = allocation_coefficients(table)

    @cached_property
    def _factors(self) -> Any:
        return lu_factor(np.eye(self.table.size) - self.coefficients, overwrite_a=True, check_finite=False)

    def inverse(self) -> Matrix:
        """G = (I − B)⁻¹ (n × n)."""
        return self.pulled(np.eye(self.table.size))

    def pulled(self, columns: Matrix | Vector) -> Matrix:
        """G c of a column (n) or of several (n × k)."""
        solved: Matrix = lu_solve(self._factors, columns, check_finite=False)
        return solved

    def output_for(self, primary: Vector) -> Vector:
        """x′ = v′G of primary inputs, all of them in value (n) (Miller & Blair 2009, § 12.1)."""
        solved: Vector = lu_solve(self._factors, primary, trans=1, check_finite=False)
        return solved

    def input_multipliers(self) -> Vector:
        """G i (n): output of all sectors for one unit of primary input into each (Miller & Blair 2009, § 12.1)."""
        return self.pulled(np.ones(self.table.size))
