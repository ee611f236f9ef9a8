"""Change one cell of a CSV file and nothing else: the quotes and line breaks of all other cells stay as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from filiera.errors import PackError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = "+-"


@dataclass(frozen=True, slots=True)
class Row:
    """Where the cells of a row lie in the text, and the line on which it ends."""

    cells: tuple[tuple[int, int], ...]
    line: int


def with_cell(text: str, line: int, column: str, value: str) -> str:
    """The text with ``value`` in one cell: of the row that ends on ``line``, under the heading ``column``.

    Raises:
        PackError: there is no such row or column, or a spreadsheet would take the value for a formula.
    """
    if is_formula(value):
        raise PackError(
            "a spreadsheet would take this for a formula", where=column, remedy="begin it with a letter or a digit"
        )
    rows = list(rows_of(text))
    names = columns_of(text)
    row = next((each for each in rows[1:] if each.line == line), None)
    if row is None or column not in names or len(row.cells) != len(names):
        raise PackError(
            "the table has no such cell", where=column, remedy="look at the file: a column or a row was taken out"
        )
    start, end = row.cells[names.index(column)]
    written = text[:start] + _quoted(value) + text[end:]
    before, after = (list(csv.reader(io.StringIO(told, newline=""))) for told in (text, written))
    changed = [(n, m) for n, cells in enumerate(before) for m, cell in enumerate(cells) if after[n][m] != cell]
    if len(before) != len(after) or changed not in ([], [(rows.index(row), names.index(column))]):
        raise PackError(
            "this value cannot be written there without touching others",
            where=column,
            remedy="change it in the file by hand",
        )
    return written


def columns_of(text: str) -> list[str]:
    """The headings of a table."""
    first = next(rows_of(text), None)
    return [_plain(text[start:end]) for start, end in first.cells] if first else []


def is_formula(value: str) -> bool:
    """Whether a spreadsheet that opens the file would take a cell for a formula."""
    if not value.startswith(_FORMULA):
        return False
    return not (value[0] in _NUMBERS and value[1:].replace(".", "", 1).isdigit())


def rows_of(text: str) -> Iterator[Row]:
    """The rows of a table as they lie in its text."""
    at, line = (1 if text.startswith("\ufeff") else 0), 1
    while at < len(text):
        cells: list[tuple[int, int]] = []
        while True:
            end = _cell_end(text, at)
            cells.append((at, end))
            line += text.count("\n", at, end)
            at = end
            if text[at : at + 1] != ",":
                break
            at += 1
        yield Row(tuple(cells), line)
        at += 2 if text[at : at + 2] == "\r\n" else 1
        line += 1


def _cell_end(text: str, at: int) -> int:
    if text[at : at + 1] != '"':
        ends = [found for mark in ",\r\n" if (found := text.find(mark, at)) >= 0]
        return min(ends, default=len(text))
    close = text.find('"', at + 1)
    while close >= 0 and text[close + 1 : close + 2] == '"':
        close = text.find('"', close + 2)
    return len(text) if close < 0 else close + 1


def _quoted(value: str) -> str:
    if value and (any(mark in value for mark in ',"\r\n') or value != value.strip()):
        return '"' + value.replace('"', '""') + '"'
    return value


def _plain(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
