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
from filiera.analysis.input_output.table import InputOutputTable, Vector
from filiera.errors import Phrase, TableError
from filiera.services.labelled_cells import LabelledCells, Line, cells_of_text, labelled_cells

DEMAND, PRIMARY, IMPORTS, OUTPUT = "f:", "v:", "m:", "x:output"
_OUTPUTS = "x:"
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
    with told_of(path), labelled_cells(path) as read:
        table = _Reading(read).table()
        part = tuple(table.final_demand) == (households,)
        return TableFile(table, tuple(refuse_unbalanced(table, rest_of_demand=part)))


def table_of_text(text: str, name: Path) -> InputOutputTable:
    """A table that is at hand as text; ``name`` is what errors call it.

    Raises:
        TableError: as ``read_table``.
    """
    with told_of(name):
        table = _Reading(cells_of_text(text, name)).table()
        refuse_unbalanced(table)
        return table


def read_weights(path: Path) -> RegionalWeights:
    """Weights of a region and of its nation, by the columns sector, region and nation.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        DocumentError: its text is in no known encoding.
        TableError: a column is missing, or labels or cells do not fit.
    """
    with told_of(path), labelled_cells(path) as read:
        return _weights(read)


def _weights(read: LabelledCells) -> RegionalWeights:
    names = [read.corner.casefold(), *(column.casefold() for column in read.columns)]
    if sorted(names) != sorted(WEIGHTS) or names[0] != WEIGHTS[0]:
        raise TableError(
            "has the columns {found}",
            remedy="name the columns sector, region, nation",
            words={"found": ", ".join((read.corner, *read.columns))[:200]},
        )
    told = {line.label: read.numbers(line, range(2)) for line in read.lines}
    cells = np.array(list(told.values())).reshape(len(told), 2)
    region, nation = (cells[:, names.index(name) - 1] for name in WEIGHTS[1:])
    return RegionalWeights(tuple(told), region, nation)


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


class _Reading:
    """A table as it is read, row by row; rows of sectors may stand in any order."""

    def __init__(self, read: LabelledCells) -> None:
        self._read = read
        self._demand = [at for at, column in enumerate(read.columns) if column.startswith(DEMAND)]
        self._sectors = [at for at, column in enumerate(read.columns) if not column.startswith(DEMAND)]
        self._codes = tuple(read.columns[at] for at in self._sectors)
        for column in self._codes:
            if column.startswith((PRIMARY, IMPORTS, _OUTPUTS)):
                raise TableError(
                    "the column '{code}' has the mark of a row",
                    remedy="write primary inputs (v:), imports (m:) and output (x:output) as rows",
                    words={"code": column},
                )

    def table(self) -> InputOutputTable:
        """All of the file."""
        places = {code: place for place, code in enumerate(self._codes)}
        flows = np.empty((len(places), len(places)))
        demanded = np.empty((len(places), len(self._demand)))
        below: dict[str, dict[str, Vector]] = {PRIMARY: {}, IMPORTS: {}, _OUTPUTS: {}}
        missing = set(places)
        for line in self._read.lines:
            mark = line.label[:2]
            if line.label in places:
                flows[places[line.label]] = self._row(line)
                demanded[places[line.label]] = self._read.numbers(line, self._demand)
                missing.discard(line.label)
            elif mark in below and (mark != _OUTPUTS or line.label == OUTPUT):
                below[mark][line.label.removeprefix(mark)] = self._below(line, negative=mark == PRIMARY)
            else:
                raise self._of_no_kind(line)
        if missing:
            raise TableError(
                "the column '{code}' has no row",
                remedy="write rows and columns of sectors by the same codes; mark columns of final demand with f:",
                words={"code": min(missing, key=places.__getitem__)},
            )
        output = below[_OUTPUTS].get(OUTPUT.removeprefix(_OUTPUTS))
        if output is None:
            if not self._demand:
                raise TableError(
                    "has neither a row x:output nor a column of final demand (f:…)",
                    remedy="add the row x:output: what each sector makes in all",
                )
            output = flows.sum(axis=1) + demanded.sum(axis=1)
        names = [self._read.columns[at].removeprefix(DEMAND) for at in self._demand]
        final_demand = dict(zip(names, demanded.T, strict=True))
        return InputOutputTable(self._codes, flows, output, final_demand, below[PRIMARY], below[IMPORTS])

    def _row(self, line: Line, *, negative: bool = False) -> Vector:
        numbers = np.array(self._read.numbers(line, self._sectors))
        if not negative and numbers.min(initial=0.0) < 0:
            column = self._sectors[int(np.argmin(numbers))]
            raise TableError(
                "is negative: {value}",
                where=self._read.at(line, column),
                remedy="correct the cell, or book the flow from its buyer to its seller",
                words={"value": line.cells[column].strip()},
            )
        return numbers

    def _below(self, line: Line, *, negative: bool) -> Vector:
        """A row below the sectors: it has nothing under final demand."""
        for column in self._demand:
            if line.cells[column].strip() not in ("", "0"):
                raise TableError(
                    "is not empty: {text}",
                    where=self._read.at(line, column),
                    remedy="leave it empty: primary inputs, imports and output stand under sectors only",
                    words={"text": line.cells[column].strip()[:40]},
                )
        return self._row(line, negative=negative)

    def _of_no_kind(self, line: Line) -> TableError:
        where, words = self._read.at_row(line), {"code": line.label}
        if line.label.startswith((_OUTPUTS, DEMAND)):
            return TableError(
                "the row '{code}' is of no known kind",
                where=where,
                remedy="mark primary inputs with v:, imports with m:, and call the row of output x:output",
                words=words,
            )
        return TableError(
            "there is no column '{code}'",
            where=where,
            remedy="write rows and columns of sectors by the same codes; mark other rows with v:, m: or x:",
            words=words,
        )
