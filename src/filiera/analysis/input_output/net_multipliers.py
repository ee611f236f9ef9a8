"""Net multipliers: what a sector's own final demand sets off, weighed against what it makes for others' demand."""

from __future__ import annotations

import numpy as np

from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.multipliers import ratio
from filiera.analysis.input_output.table import InputOutputTable, Vector


def net_output_multipliers(table: InputOutputTable, system: Leontief | None = None) -> Vector:
    """i′L f̂ x̂⁻¹ (n): output everywhere for the sector's final demand, over the sector's output.

    Above one, the economy depends on the sector more than the sector on the economy; weighed by output they come to
    one, so that they may be applied to a sector's output without counting twice (Oosterhaven & Stelder 2002, *Journal
    of Regional Science* 42(3), 533-543; Dietzenbacher 2005). Disputed as a multiplier, and so for description only: de
    Mesnard (2007) and Guerra & Sancho (2013), both in *Annals of Regional Science*. Not a number where output is 0.

    Raises:
        TableError: the economy is singular or not productive.
    """
    system = system or Leontief.of(table)
    return ratio(system.output_multipliers * _demand(table, system), table.output)


def net_multipliers(table: InputOutputTable, name: str, system: Leontief | None = None) -> Vector:
    """v′L f̂ (v̂ x̂)⁻¹ (n): a primary input everywhere for the sector's final demand, over the sector's own.

    Not a number where the sector has none of that input.

    Raises:
        TableError: no such primary input; the economy is singular or not productive.
    """
    system = system or Leontief.of(table)
    own = table.primary(name)
    direct = np.divide(own, table.output, out=np.zeros(table.size), where=table.output > 0)
    return ratio(system.effects(direct)[0] * _demand(table, system), own)


def _demand(table: InputOutputTable, system: Leontief) -> Vector:
    return table.output - system.coefficients @ table.output
