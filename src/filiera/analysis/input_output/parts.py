"""Output in three parts, direct, indirect and induced, that are never one sum."""

from __future__ import annotations

from dataclasses import dataclass

from filiera.analysis.input_output.coefficients import per_output
from filiera.analysis.input_output.households import Closure
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.table import InputOutputTable, Vector


@dataclass(frozen=True, slots=True, eq=False)
class OutputParts:
    """Output of each sector (n), in the unit of the table."""

    sectors: tuple[str, ...]
    direct: Vector
    indirect: Vector
    """Of suppliers, over all rounds."""
    induced: Vector
    """Of all who supply households that earn by the two others; zero without households."""

    def of(self, table: InputOutputTable, name: str) -> OutputParts:
        """The same parts of a primary input (n), in its unit, at the sectors' own coefficients."""
        rate = per_output(table.output, table.primary(name))
        return OutputParts(self.sectors, rate * self.direct, rate * self.indirect, rate * self.induced)


def demand_parts(system: Leontief, demand: Vector, closure: Closure) -> OutputParts:
    """What final demand (n) sets off: itself, ``L f − f``, and ``κ (L h_c)(h_r′L f)`` (Miller & Blair 2009, § 6.4)."""
    output = system.output_for(demand)
    spent = closure.gain * float(closure.earned @ output)
    return OutputParts(system.sectors, demand, output - demand, spent * system.output_for(closure.spent))
