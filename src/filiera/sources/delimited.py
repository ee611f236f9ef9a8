"""Tables as text with a mark between cells: what a pack says of its columns is all that reading one needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from filiera.errors import SourceError
from filiera.sources.description import TableSpec, columns_named
from filiera.sources.mapping import mapped
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.unpacking import gunzipped

VERSION = 6
_MARKS = ";\t|,"
LONGEST_CELL = 2**20


class Options(TableSpec, kw_only=True):
    """What a pack says of such a file: how it is written, and what its columns hold."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","
    quote: str = '"'
    skip: int = 0
    """Lines before the header."""
    columns: list[str] = []
    """Names of the columns, where the file has no header."""


def parse(data: bytes, options: Options) -> Parsed:
    """The tables that the pack's description makes of the file.

    Raises:
        SourceError: the file is not in the stated encoding, has no header, or lacks a column that is named.
    """
    _check_marks(options)
    try:
        text = gunzipped(data).decode(options.encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            "is not written in {encoding} (byte {position})",
            remedy="state its encoding: utf-8-sig, cp1252, latin-1 …",
            words={"encoding": options.encoding, "position": error.start},
        ) from error
    except LookupError as error:
        raise SourceError(
            "there is no encoding '{encoding}'",
            remedy="use utf-8-sig, cp1252, latin-1 …",
            words={"encoding": options.encoding},
        ) from error
    numbered = _lines(text.replace("\0", ""), options)
    header = options.columns
    if not header:
        first = next(numbered, None)
        if first is None or not any(cell.strip() for cell in first[1]):
            raise SourceError("has no header", remedy="see that it is the file that you want, or name its columns")
        header = [cell.strip() for cell in first[1]]
    _check_divided(header, options)
    rows, refused = _rows(numbered, header)
    return mapped(header, rows, options, refused)


def _check_marks(options: Options) -> None:
    for name, mark in (("delimiter", options.delimiter), ("quote", options.quote)):
        if len(mark) > 1 or mark in ("\n", "\r") or (name == "delimiter" and not mark):
            raise SourceError(
                "option '{option}' is '{mark}', which is no single mark",
                where="options",
                remedy="state one character, such as ; or a tab",
                words={"option": name, "mark": mark},
            )
    if options.delimiter == options.quote:
        raise SourceError(
            "delimiter and quote are the same mark '{mark}'",
            where="options",
            remedy="state the one that stands between cells and the one around them",
            words={"mark": options.quote},
        )


def _check_divided(header: Sequence[str], options: Options) -> None:
    """A header that is read as one column and holds another mark is divided by that one."""
    if len(header) != 1 or header[0] in columns_named(options):
        return
    for mark in _MARKS:
        if mark != options.delimiter and mark in header[0]:
            raise SourceError(
                "the header is read as one column, '{header}'",
                where="header",
                remedy="its cells seem to be divided by '{mark}': state the option delimiter",
                words={"header": header[0][:60], "mark": "tab" if mark == "\t" else mark},
            )


def _lines(text: str, options: Options) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows, each with the line on which it begins."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    if options.quote:
        reader = csv.reader(lines, delimiter=options.delimiter, quotechar=options.quote)
    else:
        reader = csv.reader(lines, delimiter=options.delimiter, quotechar=None, quoting=csv.QUOTE_NONE)
    begins = 1
    try:
        for row in reader:
            if begins > options.skip and row:
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(
            "cannot be read as a table: {problem}",
            where=f"line {begins}",
            remedy="see how its cells are divided and quoted",
            words={"problem": str(error)},
        ) from error


def _rows(
    numbered: Iterator[tuple[int, Sequence[str]]], header: Sequence[str]
) -> tuple[list[tuple[int, Sequence[str]]], list[Refusal]]:
    rows, refused = [], []
    for line, cells in numbered:
        if len(cells) == len(header):
            rows.append((line, cells))
        else:
            words = {"found": str(len(cells)), "expected": str(len(header))}
            refused.append(Refusal("has {found} cells where the first line has {expected}", line, words))
    return rows, refused
