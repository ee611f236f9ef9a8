"""Hypothetical extraction: what the economy would lose without a sector, or without a block of sectors together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve

from filiera.analysis.input_output.coefficients import per_output
from filiera.analysis.input_output.ghosh import Ghosh
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.table import InputOutputTable, Matrix, Vector


class Extraction(StrEnum):
    """What is taken out of block J (Miller & Blair 2009, § 12.2; Miller & Lahr 2001; Temurshoev 2009)."""

    COMPLETE = "complete"
    """The block is gone: its rows, its columns and its final demand (Strassert 1968; Schultz 1977)."""
    PURCHASES = "purchases"
    """The block buys nothing at home (columns of A are zero): backward (Dietzenbacher & van der Linden 1997)."""
    SALES = "sales"
    """The block sells nothing to sectors (rows of Ghosh's B are zero): forward (ibid.)."""
    TIES = "ties"
    """Block and rest trade only within themselves; both keep their final demand (Cella 1984)."""


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """Output lost (n), in the unit of the table; that of the block and that of others are never one sum here."""

    sectors: tuple[str, ...]
    block: NDArray[np.bool_]
    """Which sectors are extracted (n)."""
    output: Vector
    """x − x̄ (n)."""

    @property
    def of_block(self) -> float:
        """Output lost in the block itself."""
        return float(self.output[self.block].sum())

    @property
    def of_others(self) -> float:
        """Output lost in all other sectors."""
        return float(self.output[~self.block].sum())

    def of(self, table: InputOutputTable, name: str) -> Vector:
        """The loss of a primary input (n), in its unit, at unchanged coefficients."""
        return per_output(table.output, table.primary(name)) * self.output


def extract(
    table: InputOutputTable, sectors: Sequence[str], variant: Extraction, system: Leontief | None = None
) -> Loss:
    """What is lost without the sectors, all of them at once: their trade with one another is not counted twice.

    By the columns of L (or rows of G) of the block alone: ``x − x̄ = L_·J L_JJ⁻¹ x_J`` for the complete variant;
    without the block's own first unit, ``(L_·J − E_J) L_JJ⁻¹ x_J``, for purchases.

    Raises:
        TableError: an unknown sector, one twice, or none; the economy is singular or not productive.

    >>> table = InputOutputTable(("1", "2"), np.array([[150.0, 500], [200, 100]]), np.array([1000.0, 2000]))
    >>> extract(table, ["1"], Extraction.COMPLETE).output.round(2)
    array([1000.  ,  210.53])
    """
    at = table.positions(sectors)
    block = np.zeros(table.size, dtype=np.bool_)
    block[at] = True
    if variant is Extraction.SALES:
        lost = _sales(table, at)
    else:
        lost = _purchases(table, at, system or Leontief.of(table), variant)
    return Loss(table.sectors, block, lost)


def _units(table: InputOutputTable, at: NDArray[np.intp]) -> Matrix:
    units = np.zeros((table.size, len(at)))
    units[at, np.arange(len(at))] = 1.0
    return units


def _purchases(table: InputOutputTable, at: NDArray[np.intp], system: Leontief, variant: Extraction) -> Vector:
    units = _units(table, at)
    columns = system.output_for(units)
    weights = solve(columns[at], table.output[at])
    if variant is Extraction.PURCHASES:
        columns = columns - units
    lost: Vector = columns @ weights
    if variant is Extraction.TIES:
        own = system.coefficients[np.ix_(at, at)]
        demand = table.output[at] - system.coefficients[at] @ table.output
        lost[at] = table.output[at] - solve(np.eye(len(at)) - own, demand)
    return lost


def _sales(table: InputOutputTable, at: NDArray[np.intp]) -> Vector:
    ghosh = Ghosh(table)
    units = _units(table, at)
    rows = np.column_stack([ghosh.output_for(column) for column in units.T])
    weights = solve(rows[at], table.output[at])
    lost: Vector = (rows - units) @ weights
    return lost
