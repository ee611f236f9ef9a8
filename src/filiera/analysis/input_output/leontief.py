"""The system (I − A) of Leontief, solved rather than inverted, and refused where no economy could work by it."""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import Any

import numpy as np
from scipy.linalg import LinAlgWarning, lu_factor, lu_solve

from filiera.analysis.input_output.coefficients import per_output
from filiera.analysis.input_output.krylov import gmres_rows
from filiera.analysis.input_output.table import InputOutputTable, Matrix, Vector
from filiera.errors import TableError

ITERATED_FROM = 1_000
"""Sectors from which products are iterated: a factorisation costs n³, a round n²."""
_POWERS = 1_000
_SMALLEST_PIVOT = 1e-12


class Leontief:
    """``(I − A)`` of coefficients A ≥ 0 (n × n), productive by the condition of Brauer and Solow in its sharp form.

    That form: with A ≥ 0 the economy is productive (the spectral radius of A is below one, L exists and is not
    negative) if and only if some y ≥ 0 solves ``(I − A)′ y > 0`` (semipositivity: Berman & Plemmons
    1994, ch. 6, theorem 2.3; Brauer 1946 and Solow 1952 give column sums below one as a sufficient case; Hawkins &
    Simon 1949: Miller & Blair 2009, app. 2.2).
    The output multipliers solve ``(I − A)′ y = i``: that they are all positive is the proof.

    Raises:
        TableError: the system is singular, or the economy is not productive.
    """

    def __init__(self, flows: Matrix, sectors: tuple[str, ...], output: Vector | None = None) -> None:
        """The system of flows over output, or of coefficients where there is no output."""
        self._flows = flows
        self._output = output
        self.sectors = sectors
        self._refuse_unproductive()

    @classmethod
    def of(cls, table: InputOutputTable) -> Leontief:
        """The system of a table's domestic coefficients."""
        return cls(table.flows, table.sectors, table.output)

    @cached_property
    def coefficients(self) -> Matrix:
        """A (n × n)."""
        return self._flows if self._output is None else per_output(self._output, self._flows)

    @cached_property
    def output_multipliers(self) -> Vector:
        """i′L (n): output of all sectors for one unit of final demand of each (Miller & Blair 2009, § 6.2.1)."""
        multipliers: Vector = self._transposed(np.ones((1, len(self.sectors))))[0]
        return multipliers

    def effects(self, rows: Matrix) -> Matrix:
        """v′L of each row v (k × n): one solution of ``(I − A)′ y = v`` a row, without the inverse."""
        return self._transposed(np.atleast_2d(rows))

    def output_for(self, demand: Matrix | Vector) -> Matrix:
        """x = L f of final demand (n) or of several (n × k)."""
        solved: Matrix = lu_solve(self._factors, demand, check_finite=False)
        return solved

    def inverse(self) -> Matrix:
        """L (n × n), for what needs every cell of it."""
        return self.output_for(np.eye(len(self.sectors)))

    @cached_property
    def _factors(self) -> Any:
        with warnings.catch_warnings():
            # It warns of a pivot that is zero: that is looked for below, and told with its remedy.
            warnings.simplefilter("ignore", LinAlgWarning)
            factors = lu_factor(_identity_less(self.coefficients), overwrite_a=True, check_finite=False)
        pivots = np.abs(np.diagonal(factors[0]))
        if pivots.min() < _SMALLEST_PIVOT:
            raise _singular()
        return factors

    def _transposed(self, rows: Matrix) -> Matrix:
        if len(self.sectors) >= ITERATED_FROM:
            iterated = gmres_rows(self._product, rows)
            if iterated is not None:
                return iterated
        solved: Matrix = lu_solve(self._factors, rows.T, trans=1, check_finite=False).T
        return solved

    def _product(self, rows: Matrix) -> Matrix:
        """y − A′y of rows y (k × n), from the flows: a large table's A is never written out for it."""
        bought = rows @ self._flows
        return rows - (bought if self._output is None else per_output(self._output, bought))

    def _refuse_unproductive(self) -> None:
        with np.errstate(all="ignore"):
            y = self.output_multipliers
        if not (np.isfinite(y).all() and (y > 0).all()):
            worst = int(np.argmax(self.coefficients.sum(axis=0)))
            raise TableError(
                "the economy is not productive: the spectral radius of its coefficients is {radius}, and must be below "
                "1; the inputs of {sector} come to {sum} for one unit of output",
                remedy="see that output belongs to these flows, and that flows are in its unit",
                words={
                    "radius": f"{spectral_radius(self.coefficients):.4g}",
                    "sector": self.sectors[worst],
                    "sum": f"{self.coefficients[:, worst].sum():.4g}",
                },
            )


def spectral_radius(coefficients: Matrix) -> float:
    """The largest modulus of an eigenvalue of A ≥ 0, to about four digits, by the power method on A + I.

    The identity is added because powers of A alone may go round in a circle.
    """
    vector = np.ones(len(coefficients))
    growth = 1.0
    for _ in range(_POWERS):
        following = coefficients @ vector + vector
        growth, before = float(following.max()), growth
        vector = following / growth
        if abs(growth - before) < 1e-9 * growth:
            break
    return growth - 1.0


def _identity_less(coefficients: Matrix) -> Matrix:
    left = np.negative(coefficients)
    left.flat[:: len(left) + 1] += 1.0
    return left


def _singular() -> TableError:
    return TableError(
        "I − A is singular: some sectors only sell to each other, and use up all that they make",
        remedy="see that output belongs to these flows, and that flows are in its unit",
    )
