"""Type I multipliers and effects: what final demand of a sector sets off in the sectors that supply it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.coefficients import primary_coefficients
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.table import InputOutputTable, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """Of a primary input, for one unit of final demand of each sector; direct and indirect are never one sum here."""

    direct: Vector
    """v (n): in the sector itself, for the unit that it delivers (Miller & Blair's initial effect)."""
    indirect: Vector
    """v′L − v (n): in all sectors that supply it, over all rounds."""

    @property
    def total(self) -> Vector:
        """v′L (n), the effect (the *simple* multiplier of Miller & Blair 2009, § 6.2.2)."""
        return self.direct + self.indirect

    @property
    def multiplier(self) -> Vector:
        """(v′L)ⱼ / vⱼ (n), the type I multiplier (Miller & Blair 2009, § 6.2.2); not a number where vⱼ is 0."""
        return ratio(self.total, self.direct)


@dataclass(frozen=True, slots=True, eq=False)
class TypeOne:
    """Multipliers of the open model."""

    sectors: tuple[str, ...]
    output: Vector
    """i′L (n): output of all sectors for one unit of final demand (Miller & Blair 2009, § 6.2.1)."""
    effects: Mapping[str, Effect]


def type_one(table: InputOutputTable, system: Leontief | None = None) -> TypeOne:
    """Output multipliers, and effects and multipliers of every primary input, with one solution each.

    Raises:
        TableError: the economy is singular or not productive.

    >>> table = InputOutputTable(("1", "2"), np.array([[150.0, 500], [200, 100]]), np.array([1000.0, 2000]))
    >>> type_one(table).output.round(4)
    array([1.5182, 1.4521])
    """
    system = system or Leontief.of(table)
    names = list(table.primary_inputs)
    direct = [primary_coefficients(table, name) for name in names]
    totals = system.effects(np.array(direct)) if names else ()
    effects = {name: Effect(own, total - own) for name, own, total in zip(names, direct, totals, strict=True)}
    return TypeOne(table.sectors, system.output_multipliers, effects)


def ratio(above: Vector, below: Vector) -> Vector:
    """Element by element; not a number where ``below`` is 0."""
    divided: Vector = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return divided
