"""Tables of numbers as people write them in csv: every cell by its row and column, every fault by its place."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from filiera.claims.reading.long_files import encoding_of
from filiera.errors import Phrase, TableError
from filiera.services.named_files import reading

LONGEST_CELL = 2**20
_DELIMITERS = ",;\t"
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_CELL = Phrase("{path}, line {line}, row {row}, column {column}")
_ROW = Phrase("{path}, line {line}, row {row}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: its label, and its cells as text, one for each column after the first."""

    number: int
    label: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class LabelledCells:
    """A file of labelled rows and columns."""

    path: Path
    corner: str
    """What the first column is called."""
    columns: tuple[str, ...]
    """The labels of all columns but the first."""
    lines: Iterator[Line]
    """Read as they are asked for: of a large table only the numbers are kept."""

    def at_row(self, line: Line) -> Phrase:
        """Where a row stands."""
        return _ROW.filled(path=self.path, line=line.number, row=line.label)

    def at(self, line: Line, column: int) -> Phrase:
        """Where a cell stands."""
        return _CELL.filled(path=self.path, line=line.number, row=line.label, column=self.columns[column])

    def numbers(self, line: Line, columns: Sequence[int]) -> list[float]:
        """The numbers of a row in some columns.

        Raises:
            TableError: a cell is empty, or is no number.
        """
        texts = [line.cells[column] for column in columns]
        try:
            # The built-in reader of numbers is the fast one; what it takes beyond numbers is looked for.
            if not _odd("".join(texts)):
                return list(map(float, texts))
        except ValueError:
            pass
        return [self._number(line, column) for column in columns]

    def _number(self, line: Line, column: int) -> float:
        text = line.cells[column].strip()
        if not text:
            raise TableError("is empty", where=self.at(line, column), remedy="write the number; 0 where nothing flows")
        if not _NUMBER.fullmatch(text):
            raise TableError(
                "'{text}' is not a number",
                where=self.at(line, column),
                remedy="write digits with a point, as 1234.5, and nothing between thousands",
                words={"text": text[:40]},
            )
        return float(text)


@contextmanager
def labelled_cells(path: Path) -> Iterator[LabelledCells]:
    """Rows and columns of a csv (comma, semicolon or tab), each named once.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        DocumentError: its text is in no known encoding.
        TableError: it is empty, a label is empty or stands twice, or a row has more cells than the first.
    """
    with reading(path), closing(_rows(path)) as rows:
        yield _labelled(path, rows)


def cells_of_text(text: str, name: Path) -> LabelledCells:
    """The same of a csv that is at hand as text; ``name`` is what errors call it.

    Raises:
        TableError: as ``labelled_cells``.
    """
    return _labelled(name, _rows_of(io.StringIO(text, newline=""), name))


def _rows(path: Path) -> Generator[tuple[int, list[str]]]:
    encoding, damaged = encoding_of(path)
    with path.open(encoding=encoding, errors="replace" if damaged else "strict", newline="") as text:
        yield from _rows_of(text, path)


def _rows_of(text: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    first = text.readline()
    reader = csv.reader(itertools.chain([first], text), delimiter=max(_DELIMITERS, key=first.count))
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            "cannot be read as a table: {problem}",
            where=f"{path}:{begins}",
            remedy="see whether a quote that is opened there is never closed",
            words={"problem": str(error)},
        ) from error


def _labelled(path: Path, rows: Iterator[tuple[int, list[str]]]) -> LabelledCells:
    first, header = next(rows, (1, []))
    corner, *columns = (cell.strip() for cell in header) if header else ("",)
    if not columns:
        raise TableError("holds no table", remedy="write the codes into the first line, and one row below for each")
    for number, column in enumerate(columns, 2):
        if not column:
            raise TableError(
                "column {number} has no code",
                where=f"{path}:{first}",
                remedy="write its code into the first line, or take the column out",
                words={"number": number},
            )
    code, times = Counter(columns).most_common(1)[0]
    if times > 1:
        raise TableError(
            "the column '{code}' stands {times} times",
            where=f"{path}:{first}",
            remedy="give each a code of its own, or add them up",
            words={"code": code, "times": times},
        )
    return LabelledCells(path, corner, tuple(columns), _lines(path, rows, len(columns)))


def _lines(path: Path, rows: Iterator[tuple[int, list[str]]], columns: int) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for number, (label, *cells) in rows:
        line = Line(number, label.strip(), cells)
        place = _ROW.filled(path=path, line=number, row=line.label)
        if not line.label:
            raise TableError(
                "the row has no code",
                where=f"{path}:{number}",
                remedy="write its code into the first column, or take the row out",
            )
        if line.label in seen:
            raise TableError(
                "the row '{code}' stands already in line {other}",
                where=place,
                remedy="give each a code of its own, or add them up",
                words={"code": line.label, "other": seen[line.label]},
            )
        if len(cells) > columns:
            raise TableError(
                "has {found} cells where the first line has {expected}",
                where=place,
                remedy="write one cell for each column; put a cell that holds the mark between cells into quotes",
                words={"found": len(cells) + 1, "expected": columns + 1},
            )
        # Empty cells at the end may be left unwritten: where a number is needed, the missing one is told by its column.
        cells.extend([""] * (columns - len(cells)))
        seen[line.label] = number
        yield line


def _odd(text: str) -> bool:
    """Whether a text holds what Python reads as part of a number, and a table does not: ``nan``, ``inf``, ``1_000``."""
    return "_" in text or "n" in text or "N" in text or not text.isascii()
