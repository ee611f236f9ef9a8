"""A table as CSV: comma, point as decimal mark, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from filiera.publish.tables import without_formula
from filiera.services.open_data import Cell, OpenTable

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that the file is UTF-8."""


def csv_of(table: OpenTable) -> bytes:
    """The table with a heading."""
    return csv_lines([column.name for column in table.columns], table.rows)


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A heading and rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        # 56600000000.0 as 56600000000, and never as 5.66e+10.
        digits = format(Decimal(repr(cell)), "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return without_formula(str(cell))
