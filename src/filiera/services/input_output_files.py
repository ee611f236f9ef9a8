"""Input-output tables and regional weights read from csv.

A table: the first column holds the row's code; one column for each sector, and ``f:NAME`` for final demand; one row
for each sector, and ``v:NAME`` for primary inputs, ``m:NAME`` for imports, ``x:output`` for output. Where a row of the
latter three meets a column of final demand, the cell is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from filiera.analysis.input_output.accounts import Imbalance, refuse_unbalanced
from filiera.analysis.input_output.location_quotients import RegionalWeights
from filiera.analysis.input_output.table import InputOutputTable, Matrix, Vector
from filiera.errors import Phrase, TableError
from filiera.services.labelled_cells import LabelledCells, Line, read_cells

DEMAND, PRIMARY, IMPORTS, OUTPUT = "f:", "v:", "m:", "x:output"
_OF_ROWS = (PRIMARY, IMPORTS, "x:")
WEIGHTS = ("sector", "region", "nation")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it stands in a file, and the rows that are a little out of balance."""

    table: InputOutputTable
    imbalances: tuple[Imbalance, ...]


def read_table(path: Path, *, households: str = "") -> TableFile:
    """An input-output table whose labels, cells and accounts have been checked.

    Args:
        path: a csv.
        households: the column of final demand that the model is to be closed with; where it is the only one, what it
            leaves of output is taken as other final demand.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        DocumentError: its text is in no known encoding.
        TableError: labels, cells or accounts do not fit: which, by how much, and what to do.
    """
    read = read_cells(path)
    with told_of(path):
        table = _table(read)
        part = tuple(table.final_demand) == (households,)
        return TableFile(table, tuple(refuse_unbalanced(table, rest_of_demand=part)))


def read_weights(path: Path) -> RegionalWeights:
    """Weights of a region and of its nation, by the columns sector, region and nation.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        DocumentError: its text is in no known encoding.
        TableError: a column is missing, or labels or cells do not fit.
    """
    read = read_cells(path)
    names = [read.corner.casefold(), *(column.casefold() for column in read.columns)]
    if sorted(names) != sorted(WEIGHTS) or names[0] != WEIGHTS[0]:
        raise TableError(
            "has the columns {found}",
            where=str(path),
            remedy="name the columns sector, region, nation",
            words={"found": ", ".join((read.corner, *read.columns))[:200]},
        )
    cells = np.array([read.numbers(line, range(2)) for line in read.lines])
    region, nation = (cells[:, names.index(name) - 1] for name in WEIGHTS[1:])
    with told_of(path):
        return RegionalWeights(tuple(line.label for line in read.lines), region, nation)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """What is wrong with a table is told with the file that it came from."""
    try:
        yield
    except TableError as error:
        if error.where.startswith(str(path)):
            raise
        place = Phrase("{path}, {place}", {"path": path, "place": error.place}) if error.where else str(path)
        raise error.at(place) from error


def _table(read: LabelledCells) -> InputOutputTable:
    sectors = [at for at, column in enumerate(read.columns) if not column.startswith(DEMAND)]
    demand = [at for at, column in enumerate(read.columns) if column.startswith(DEMAND)]
    codes = tuple(read.columns[at] for at in sectors)
    _refuse_misplaced(read, codes)
    rows = {line.label: line for line in read.lines}
    flows, demanded = _flows(read, [rows[code] for code in codes], sectors, demand)
    final_demand = {read.columns[at].removeprefix(DEMAND): demanded[:, place] for place, at in enumerate(demand)}
    primary, imports = (_below(read, sectors, demand, prefix) for prefix in (PRIMARY, IMPORTS))
    output = _below(read, sectors, demand, "x:").get(OUTPUT.removeprefix("x:"))
    if output is None:
        if not demand:
            raise TableError(
                "has neither a row x:output nor a column of final demand (f:…)",
                remedy="add the row x:output: what each sector makes in all",
            )
        output = flows.sum(axis=1) + demanded.sum(axis=1)
    return InputOutputTable(codes, flows, output, final_demand, primary, imports)


def _refuse_misplaced(read: LabelledCells, codes: tuple[str, ...]) -> None:
    for column in codes:
        if column.startswith(_OF_ROWS):
            raise TableError(
                "the column '{code}' has the mark of a row",
                remedy="write primary inputs (v:), imports (m:) and output (x:output) as rows",
                words={"code": column},
            )
    for line in read.lines:
        if (line.label.startswith("x:") and line.label != OUTPUT) or line.label.startswith(DEMAND):
            raise TableError(
                "the row '{code}' is of no known kind",
                where=read.at_row(line),
                remedy="mark primary inputs with v:, imports with m:, and call the row of output x:output",
                words={"code": line.label},
            )
        if not line.label.startswith(_OF_ROWS) and line.label not in codes:
            raise TableError(
                "there is no column '{code}'",
                where=read.at_row(line),
                remedy="write rows and columns of sectors by the same codes; mark other rows with v:, m: or x:",
                words={"code": line.label},
            )
    labels = {line.label for line in read.lines}
    for code in codes:
        if code not in labels:
            raise TableError(
                "the column '{code}' has no row",
                remedy="write rows and columns of sectors by the same codes; mark columns of final demand with f:",
                words={"code": code},
            )


def _flows(read: LabelledCells, lines: list[Line], sectors: list[int], demand: list[int]) -> tuple[Matrix, Matrix]:
    flows, demanded = np.empty((len(lines), len(sectors))), np.empty((len(lines), len(demand)))
    for place, line in enumerate(lines):
        flows[place] = read.numbers(line, sectors)
        demanded[place] = read.numbers(line, demand)
        _refuse_negative(read, line, sectors, flows[place])
    return flows, demanded


def _below(read: LabelledCells, sectors: list[int], demand: list[int], prefix: str) -> dict[str, Vector]:
    """The rows below the sectors that have a mark, by the name after it."""
    found: dict[str, Vector] = {}
    for line in read.lines:
        if not line.label.startswith(prefix):
            continue
        for column in demand:
            if line.cells[column].strip() not in ("", "0"):
                raise TableError(
                    "is not empty: {text}",
                    where=read.at(line, column),
                    remedy="leave it empty: primary inputs, imports and output stand under sectors only",
                    words={"text": line.cells[column].strip()[:40]},
                )
        numbers = np.array(read.numbers(line, sectors))
        if prefix != PRIMARY:
            _refuse_negative(read, line, sectors, numbers)
        found[line.label.removeprefix(prefix)] = numbers
    return found


def _refuse_negative(read: LabelledCells, line: Line, sectors: list[int], numbers: Vector) -> None:
    if numbers.min() < 0:
        column = sectors[int(np.argmin(numbers))]
        raise TableError(
            "is negative: {value}",
            where=read.at(line, column),
            remedy="correct the cell, or book the flow from its buyer to its seller",
            words={"value": line.cells[column].strip()},
        )
