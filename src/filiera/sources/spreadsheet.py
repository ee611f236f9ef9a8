"""Sheets of workbooks (XLSX), read as a table of text and described as any other table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from filiera.errors import SourceError
from filiera.sources.description import TableSpec
from filiera.sources.mapping import mapped
from filiera.sources.parsed import Parsed
from filiera.sources.workbook_parts import looked_through, no_workbook

VERSION = 6


class Options(TableSpec, kw_only=True):
    """What a pack says of a workbook: which sheet, where its header stands, and what its columns hold."""

    sheet: str = ""
    """Its name; the first if empty."""
    header: int = 1
    """The row of the headings, from one."""


def parse(data: bytes, options: Options) -> Parsed:
    """The tables that the pack's description makes of one sheet. A row's number is its row in the sheet.

    Raises:
        SourceError: it is no workbook, has no such sheet, or lacks a column that is named.
    """
    parts = looked_through(data)
    if options.header < 1:
        raise SourceError(
            "option '{option}' counts from one",
            where="options",
            remedy="state 1 for the first",
            words={"option": "header"},
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(parts))
        names = book.sheet_names
        name = options.sheet or (names[0] if names else "")
        if name not in names:
            raise SourceError(
                "there is no sheet '{name}'",
                remedy="use one of: {known}",
                words={"name": name, "known": ", ".join(names)},
            )
        sheet = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise no_workbook(str(error)) from error
    except SourceError:
        raise
    except Exception as error:
        # What the reader says of a file that is not what it seems; nothing of ours has run yet.
        raise no_workbook(str(error)) from error
    if len(sheet) < options.header:
        raise SourceError("has no header", where=name, remedy="say in which row the headings stand")
    header = [_told(cell) for cell in sheet[options.header - 1]]
    rows: list[tuple[int, Sequence[str]]] = []
    for number, cells in enumerate(sheet[options.header :], options.header + 1):
        told = [_told(cell) for cell in cells]
        if any(told):
            rows.append((number, told))
    return mapped(header, rows, options)


def _told(cell: object) -> str:
    """A cell as text: whole numbers without a fraction, dates as ISO 8601."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()
