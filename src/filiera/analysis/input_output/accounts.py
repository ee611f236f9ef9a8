"""Whether a table's accounts balance: what is sold is what is made, and nobody buys for more than all its output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiera.analysis.input_output.table import IN_COLUMN, IN_ROW, InputOutputTable, Vector
from filiera.errors import Phrase, TableError

TOLERANCE = 0.01
"""Published tables differ from their margins by rounding and by small items left out; beyond this share they are
another table than the one that their output belongs to."""
GROSS_VALUE_ADDED = "gva"
"""The primary input that, with intermediate inputs, never comes to more than output."""


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
    return _differing(table, sold - table.output)


def column_imbalances(table: InputOutputTable) -> list[Imbalance]:
    """Columns whose inputs, Z′i + m + value added, exceed their output: taxes on products may be what is missing."""
    if GROSS_VALUE_ADDED not in table.primary_inputs:
        return []
    spent = table.flows.sum(axis=0) + table.primary(GROSS_VALUE_ADDED)
    for row in table.imports.values():
        spent = spent + row
    return _differing(table, np.maximum(spent - table.output, 0.0))


def refuse_unbalanced(table: InputOutputTable, *, rest_of_demand: bool = False) -> list[Imbalance]:
    """The rows that are out of balance by no more than ``TOLERANCE``, for telling.

    Args:
        table: any.
        rest_of_demand: the final demand given is a part of it only: sales may fall short of output.

    Raises:
        TableError: an account is out of balance by more: by how much, and where.
    """
    rows = row_imbalances(table)
    if rest_of_demand:
        rows = [row for row in rows if row.difference > 0]
    for found, place in ((rows, IN_ROW), (column_imbalances(table), IN_COLUMN)):
        grave = [each for each in found if each.share > TOLERANCE]
        if grave:
            raise _unbalanced(grave, place)
    return rows


def _differing(table: InputOutputTable, difference: Vector) -> list[Imbalance]:
    scale = np.maximum(table.output, np.abs(difference))
    at = np.flatnonzero(np.abs(difference) > 1e-9 * scale)
    found = [Imbalance(table.sectors[i], float(difference[i]), float(table.output[i])) for i in at]
    return sorted(found, key=lambda each: -abs(each.difference))


def _unbalanced(grave: list[Imbalance], place: Phrase) -> TableError:
    worst = max(grave, key=lambda each: each.share)
    if place is IN_COLUMN:
        what = Phrase("inputs come to {sum} and output to {output}: {difference} ({share}) too much")
    elif worst.difference > 0:
        what = Phrase("sales come to {sum} and output to {output}: {difference} ({share}) too much")
    else:
        what = Phrase("sales come to {sum} and output to {output}: {difference} ({share}) too little")
    names = ", ".join(each.sector for each in grave[:5]) + (" …" if len(grave) > 5 else "")
    return TableError(
        what.filled(
            sum=f"{worst.output + worst.difference:.10g}",
            output=f"{worst.output:.10g}",
            difference=f"{abs(worst.difference):.10g}",
            share=f"{worst.share:.1%}",
        ),
        where=place.filled(row=worst.sector, column=worst.sector),
        remedy=Phrase(
            "correct a cell there, or add what final demand or output lacks; out of balance: {names}", {"names": names}
        ),
    )
