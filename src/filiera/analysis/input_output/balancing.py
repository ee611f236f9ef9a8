"""Tables made to agree with known margins: RAS, and GRAS for tables with negative cells."""

from __future__ import annotations

import numpy as np

from filiera.analysis.input_output.table import Matrix, Vector
from filiera.errors import Phrase, TableError

TOLERANCE = 1e-10
ROUNDS = 10_000


def ras(start: Matrix, rows: Vector, columns: Vector, *, tolerance: float = TOLERANCE, rounds: int = ROUNDS) -> Matrix:
    """r̂ A ŝ with the given margins (m × n), nearest to ``start`` in information; zeros stay zero.

    Stone (1961); Bacharach (1970); Miller & Blair (2009), § 7.4.1. It is GRAS of a table without negative cells.

    Raises:
        TableError: a cell of ``start`` or a margin is negative; else as ``gras``.

    >>> ras(np.array([[1.0, 2], [3, 4]]), np.array([4.0, 6]), np.array([5.0, 5])).round(3)
    array([[1.758, 2.242],
           [3.242, 2.758]])
    """
    if any(np.asarray(cells).min(initial=0.0) < 0 for cells in (start, rows, columns)):
        raise TableError("a cell or a sum is negative", remedy="balance by GRAS instead")
    return gras(start, rows, columns, tolerance=tolerance, rounds=rounds)


def gras(start: Matrix, rows: Vector, columns: Vector, *, tolerance: float = TOLERANCE, rounds: int = ROUNDS) -> Matrix:
    """r̂ P ŝ − r̂⁻¹ N ŝ⁻¹ with the given margins (m × n), of ``start`` = P − N; every cell keeps its sign.

    Junius & Oosterhaven (2003), *Economic Systems Research* 15(1), 87-96, with the target of Lenzen, Wood & Gallego
    (2007, the same 19(4), 461-465) and the multipliers of rows without positive cells of Temurshoev, Miller &
    Bouwmeester (2013, in the same journal).

    Args:
        start: the table to be balanced.
        rows: sums that its rows shall have (m).
        columns: sums that its columns shall have (n).
        tolerance: largest difference from a margin, as a share of the largest margin.
        rounds: at most so many.

    Raises:
        TableError: shapes differ, a cell is no number, the two margins have different totals, a row or column of
            zeros shall have a sum, or the rounds do not come to an end.
    """
    cells, rows, columns = (np.asarray(each, dtype=np.float64) for each in (start, rows, columns))
    _check(cells, rows, columns)
    positive, negative = np.maximum(cells, 0.0), np.maximum(-cells, 0.0)
    scale = max(float(np.abs(rows).max()), float(np.abs(columns).max()), 1e-300)
    across = np.ones(len(columns))
    with np.errstate(all="ignore"):
        for _ in range(rounds):
            down = _factors(positive @ across, negative @ (1 / across), rows)
            across = _factors(positive.T @ down, negative.T @ (1 / down), columns)
            made: Matrix = down[:, np.newaxis] * positive * across - negative / down[:, np.newaxis] / across
            off = np.abs(made.sum(axis=1) - rows)
            if np.isfinite(off).all() and off.max() <= tolerance * scale:
                return made
            if not np.isfinite(off).all():
                break
    worst = int(np.argmax(np.where(np.isfinite(off), off, np.inf)))
    raise TableError(
        "cannot be balanced: row {row} is off its sum by {off}",
        remedy="its zeros or signs allow no table with these sums: change a sum, or put a small flow where one may be",
        words={"row": worst + 1, "off": f"{off[worst]:.4g}"},
    )


def _factors(positive: Vector, negative: Vector, target: Vector) -> Vector:
    """r that solves r p − n/r = u for each line: the positive root; −n/u where p is 0, 1 where the line is empty."""
    root = (target + np.sqrt(target**2 + 4 * positive * negative)) / (2 * positive)
    return np.where(positive > 0, root, np.where(negative > 0, -negative / target, 1.0))


def _check(cells: Matrix, rows: Vector, columns: Vector) -> None:
    if cells.shape != (len(rows), len(columns)):
        raise TableError(
            "the table is {rows} × {columns}, the sums are for {m} × {n}",
            remedy="give one sum a row and one a column",
            words={"rows": cells.shape[0], "columns": cells.shape[-1], "m": len(rows), "n": len(columns)},
        )
    if not all(np.isfinite(each).all() for each in (cells, rows, columns)):
        raise TableError("holds a cell that is no finite number", remedy="write the number; 0 where nothing flows")
    total, other = float(rows.sum()), float(columns.sum())
    if abs(total - other) > 1e-9 * max(abs(rows).sum(), abs(columns).sum()):
        raise TableError(
            "the row sums come to {rows}, the column sums to {columns}: they differ by {difference}",
            remedy="make the two totals agree before balancing",
            words={"rows": f"{total:.10g}", "columns": f"{other:.10g}", "difference": f"{total - other:.4g}"},
        )
    for what, lines, sums in (
        (Phrase("row {number} is all zeros and shall come to {sum}"), cells, rows),
        (Phrase("column {number} is all zeros and shall come to {sum}"), cells.T, columns),
    ):
        empty = np.flatnonzero(~lines.any(axis=1) & (sums != 0))
        if len(empty):
            asked = f"{sums[empty[0]]:g}"
            raise TableError(
                what.filled(number=int(empty[0]) + 1, sum=asked),
                remedy="put a flow into it, or set its sum to 0",
            )
