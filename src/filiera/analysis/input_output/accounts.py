"""Whether a table's accounts balance: what is sold is what is made.

Columns are not held to balance: which primary inputs add up to output, a table does not say (compensation is a part of
value added, persons are no money), and taxes less subsidies on products may be either way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.table import IN_ROW, InputOutputTable
from filiera.errors import Phrase, TableError

TOLERANCE = 0.01
"""Published tables differ from their margins by rounding and by small items left out; beyond this share they are
another table than the one that their output belongs to."""
ROUNDING = 1e-4
"""A share of output that rounding of printed cells leaves."""


@dataclass(frozen=True, slots=True)
class Imbalance:
    """One account: what its entries come to, less output, in the unit of the table."""

    sector: str
    difference: float
    output: float

    @property
    def share(self) -> float:
        """The difference as a share of output; of one where there is no output."""
        return abs(self.difference) / self.output if self.output else float(self.difference != 0)


def row_imbalances(table: InputOutputTable) -> list[Imbalance]:
    """Rows whose sales, Z i + f, are not their output x, the largest difference first; none without final demand.

    Miller & Blair (2009), § 2.2.1. Differences that rounding to a billionth leaves are none.
    """
    if not table.final_demand:
        return []
    sold = table.flows.sum(axis=1) + np.sum(list(table.final_demand.values()), axis=0)
    difference = sold - table.output
    at = np.flatnonzero(np.abs(difference) > 1e-9 * np.maximum(table.output, np.abs(difference)))
    found = [Imbalance(table.sectors[i], float(difference[i]), float(table.output[i])) for i in at]
    return sorted(found, key=lambda each: -abs(each.difference))


def refuse_unbalanced(table: InputOutputTable, *, rest_of_demand: bool = False) -> list[Imbalance]:
    """The rows that are out of balance by more than ``ROUNDING``, for telling.

    Args:
        table: any.
        rest_of_demand: the final demand given is a part of it only: sales may fall short of output.

    Raises:
        TableError: an account is out of balance by more: by how much, and where.
    """
    rows = row_imbalances(table)
    if rest_of_demand:
        rows = [row for row in rows if row.difference > 0]
    grave = [row for row in rows if row.share > TOLERANCE]
    if grave:
        raise _unbalanced(grave)
    return [row for row in rows if row.share > ROUNDING]


def _unbalanced(grave: list[Imbalance]) -> TableError:
    worst = max(grave, key=lambda each: each.share)
    if worst.difference > 0:
        what = Phrase("sales come to {sum} and output to {output}: {difference} ({share}) too much")
    else:
        what = Phrase("sales come to {sum} and output to {output}: {difference} ({share}) too little")
    names = ", ".join(each.sector for each in grave[:5]) + (" …" if len(grave) > 5 else "")
    figures = {
        "sum": f"{worst.output + worst.difference:.10g}",
        "output": f"{worst.output:.10g}",
        "difference": f"{abs(worst.difference):.10g}",
        "share": f"{worst.share:.1%}",
    }
    return TableError(
        what.filled(**figures),
        where=IN_ROW.filled(row=worst.sector),
        remedy=Phrase(
            "correct a cell there, or add what final demand or output lacks; out of balance: {names}", {"names": names}
        ),
    )
