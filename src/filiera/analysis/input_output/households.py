"""Type II multipliers: households as a sector that earns and spends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from filiera.analysis.input_output.coefficients import primary_coefficients
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.multipliers import ratio, type_one
from filiera.analysis.input_output.table import IN_CELL, InputOutputTable, Vector
from filiera.errors import TableError


class Divisor(StrEnum):
    """What household consumption is divided by to give spending for one unit of income."""

    INCOME = "income"
    """Income that the sectors pay: what is saved, taxed or spent abroad leaks (Miller & Blair 2009, § 2.5)."""
    CONSUMPTION = "consumption"
    """Consumption of the table's products: all income is spent on them; the upper bound."""


@dataclass(frozen=True, slots=True)
class Households:
    """How the model is closed."""

    income: str
    """Primary input that households earn, in the unit of the flows."""
    consumption: str
    """Category of final demand that households spend."""
    divisor: Divisor = Divisor.INCOME


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """The household row and column of the closed model, and the income that one round of spending returns."""

    earned: Vector
    """h_r (n): income for one unit of output."""
    spent: Vector
    """h_c (n): consumption for one unit of income."""
    income: Vector
    """h_r′L (n): type I income effects."""
    returned: float
    """h_r′ L h_c: income that spending one unit of income creates, in [0, 1)."""

    @property
    def gain(self) -> float:
        """κ = 1/(1 − h_r′L h_c), the interrelational income multiplier (Miyazawa 1976; Miller & Blair 2009, § 6.4)."""
        return 1.0 / (1.0 - self.returned)


@dataclass(frozen=True, slots=True, eq=False)
class InducedEffect:
    """Of a primary input, for one unit of final demand of each sector."""

    direct: Vector
    indirect: Vector
    induced: Vector
    """v′L̄₁₁ − v′L (n): what households' spending adds."""

    @property
    def total(self) -> Vector:
        """v′L̄₁₁ (n), with L̄₁₁ the sectors' block of the closed inverse (Miller & Blair 2009, § 6.2.2)."""
        return self.direct + self.indirect + self.induced

    @property
    def multiplier(self) -> Vector:
        """The total over the direct effect (n): the type II multiplier; not a number where that is 0."""
        return ratio(self.total, self.direct)


@dataclass(frozen=True, slots=True, eq=False)
class TypeTwo:
    """Multipliers of the model closed with respect to households."""

    sectors: tuple[str, ...]
    output: Vector
    """Column sums of L̄ over all n + 1 rows, households among them (n) (Miller & Blair 2009, § 6.2.1)."""
    truncated: Vector
    """Column sums of L̄ over the n sectors only (n): *truncated* output multipliers (ibid.)."""
    effects: Mapping[str, InducedEffect]
    closure: Closure


def closure_of(table: InputOutputTable, households: Households, system: Leontief) -> Closure:
    """Households as a row and a column of the model.

    Raises:
        TableError: no such row or column; income in another unit than the flows, negative, or zero altogether; or
            spending returns as much income as was spent, so that rounds never end.
    """
    earned, spent = table.primary(households.income), table.demand(households.consumption)
    if table.unit_of(households.income) != table.unit:
        raise TableError(
            "income is in {unit}, the flows are in {other}",
            where=households.income,
            remedy="name a primary input in the unit of the flows, such as compensation of employees",
            words={"unit": table.unit_of(households.income), "other": table.unit},
        )
    if (earned < 0).any():
        sector = table.sectors[int(np.argmin(earned))]
        raise TableError(
            "income of households is negative: {value}",
            where=IN_CELL.filled(row=households.income, column=sector),
            remedy="name a primary input that is income, such as compensation of employees",
            words={"value": f"{earned.min():g}"},
        )
    divisor = float((earned if households.divisor is Divisor.INCOME else spent).sum())
    if divisor <= 0:
        raise TableError(
            "is zero altogether: nothing can be divided by it",
            where=households.income if households.divisor is Divisor.INCOME else households.consumption,
            remedy="name the row of income and the column of consumption of households",
        )
    return closure_by(primary_coefficients(table, households.income), spent / divisor, system)


def closure_by(row: Vector, column: Vector, system: Leontief) -> Closure:
    """Households that earn ``row`` for one unit of output and spend ``column`` for one unit of income, each (n).

    Raises:
        TableError: spending returns as much income as was spent, so that rounds never end.
    """
    income = system.effects(row)[0]
    returned = float(income @ column)
    if returned >= 1:
        raise TableError(
            "the closed model is not productive: one unit of income spent returns {returned} of income",
            remedy="divide consumption by income, and see that both are of this table",
            words={"returned": f"{returned:.4g}"},
        )
    return Closure(row, column, income, returned)


def type_two(table: InputOutputTable, households: Households, system: Leontief | None = None) -> TypeTwo:
    """Multipliers of the closed model, by the inverse of a bordered matrix from products of the open one alone.

    ``L̄₁₁ = L + κ (L h_c)(h_r′L)`` and ``l̄ₙ₊₁ = κ h_r′L`` (Miyazawa 1976; Miller & Blair 2009, § 6.4).

    Raises:
        TableError: as ``type_one`` and ``closure_of``.
    """
    system = system or Leontief.of(table)
    opened, closure = type_one(table, system), closure_of(table, households, system)
    household_row = closure.gain * closure.income
    truncated = opened.output + float(opened.output @ closure.spent) * household_row
    effects = {
        name: InducedEffect(effect.direct, effect.indirect, float(effect.total @ closure.spent) * household_row)
        for name, effect in opened.effects.items()
    }
    return TypeTwo(table.sectors, truncated + household_row, truncated, effects, closure)
