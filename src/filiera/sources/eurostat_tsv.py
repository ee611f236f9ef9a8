"""Eurostat's tables as text: dimensions joined by commas, a column for each period, flags behind the values.

The files of the dissemination database (``freq,sex,unit,age,geo\\TIME_PERIOD<TAB>2014 <TAB>…``), the older ones
(``unit,geo\\time<TAB>2015 …``, newest first), and extracts in which commas alone separate. Every cell is kept: one
without a value has ``missing`` 'missing' (``:``) or 'confidential' (flag c). Columns are read as a whole, never cell
by cell: a file of a million cells takes a fraction of a second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from filiera.errors import SourceError
from filiera.sources.parsed import OBSERVATIONS, WORD, Parsed, Refusal
from filiera.sources.unpacking import gunzipped

VERSION = 1
_PERIOD = re.compile(r"\d{4}(?:-?(?:Q\d|M?\d{1,2}|S\d|W\d{1,2}))?")
_LETTERS = " abcdefghijklmnopqrstuvwxyz"
_DIGITS = " 0123456789.:-"
_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$"


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a pack says of such a file."""

    measure: str
    """What is measured: the code of the table, where no dimension says it."""
    measure_dimension: str = ""
    """The dimension that says what is measured, where one does."""
    place_dimension: str = "geo"
    unit_dimension: str = "unit"
    scheme: str = "nuts"
    leave_out: tuple[str, ...] = ("freq",)
    """Dimensions that say nothing."""


@dataclass(frozen=True, slots=True)
class _Header:
    separator: str
    dimensions: tuple[str, ...]
    periods: tuple[str, ...]


def parse(data: bytes, options: Options) -> Parsed:
    """The cells of one table.

    Raises:
        SourceError: it is no such table, or lacks a dimension that the options name.
    """
    text = gunzipped(data)
    header = _header(text)
    for name in filter(None, (options.place_dimension, options.measure_dimension)):
        if name not in header.dimensions:
            raise SourceError(
                "there is no dimension '{name}'",
                where="line 1",
                remedy="use one of: {known}",
                words={"name": name, "known": ", ".join(header.dimensions)},
            )
    table, lines, refused = _rows(text, header)
    dimensions, odd = _dimensions(table, header)
    if odd is not None:
        keep = pc.invert(odd)
        refused += [_wrong_parts(line.as_py()) for line in lines.filter(odd)]
        table, lines = table.filter(keep), lines.filter(keep)
        dimensions = [each.filter(keep) for each in dimensions]
    observations, bad = _observations(
        table, lines, dict(zip(header.dimensions, dimensions, strict=True)), header, options
    )
    read = table.num_rows + len(refused)
    return Parsed(rows=read, observations=observations, refused=(*refused, *bad))


def _header(text: bytes) -> _Header:
    first = text.partition(b"\n")[0].rstrip(b"\r").removeprefix(b"\xef\xbb\xbf")
    try:
        # The whole of it: a row that is refused is told in words, which must be readable.
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_of_this_kind(f"it is not UTF-8 (byte {error.start})") from error
    line = first.decode("utf-8")
    if "\t" in line:
        key, *columns = line.split("\t")
        dimensions = key.split("\\")[0].split(",")
        periods = [column.strip() for column in columns]
    else:
        columns = line.split(",")
        first_period = next((n for n, name in enumerate(columns) if _PERIOD.fullmatch(name.strip())), 0)
        dimensions, periods = columns[:first_period], [name.strip() for name in columns[first_period:]]
    dimensions = [name.strip() for name in dimensions]
    if not dimensions or not all(dimensions) or not periods:
        raise _not_of_this_kind("the first line names no dimensions and periods")
    if odd := [period for period in periods if not _PERIOD.fullmatch(period)]:
        raise _not_of_this_kind(f"'{odd[0][:40]}' is no period")
    if len(set(periods)) != len(periods) or len(set(dimensions)) != len(dimensions):
        raise _not_of_this_kind("a dimension or period stands twice")
    return _Header("\t" if "\t" in line else ",", tuple(dimensions), tuple(periods))


def _rows(text: bytes, header: _Header) -> tuple[pa.Table, pa.Array, list[Refusal]]:
    """The rows as text, the line of each, and those with too few or too many cells."""
    keys = 1 if header.separator == "\t" else len(header.dimensions)
    names = [*(f"d{n}" for n in range(keys)), *(f"p{n}" for n in range(len(header.periods)))]
    skipped: list[int] = []
    refused: list[Refusal] = []

    def refuse(row: csv.InvalidRow) -> str:
        skipped.append(row.number)
        words = {"found": str(row.actual_columns), "expected": str(row.expected_columns)}
        refused.append(Refusal("has {found} cells where the first line has {expected}", row.number, words))
        return "skip"

    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False),
            parse_options=csv.ParseOptions(
                delimiter=header.separator,
                quote_char=False,
                double_quote=False,
                escape_char=False,
                newlines_in_values=False,
                ignore_empty_lines=False,
                invalid_row_handler=refuse,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=True
            ),
        )
    except pa.ArrowInvalid as error:
        raise _not_of_this_kind(str(error).splitlines()[0][:120]) from error
    gone = set(skipped)
    # Lines are counted from one, and the first is the header.
    lines = [n for n in range(2, table.num_rows + len(gone) + 2) if n not in gone]
    return table, pa.array(lines[: table.num_rows], pa.int32()), refused


def _dimensions(table: pa.Table, header: _Header) -> tuple[list[pa.Array], pa.Array | None]:
    """The codes of each dimension, and which rows have another number of them."""
    if header.separator == ",":
        return [pc.utf8_trim_whitespace(table.column(n)).combine_chunks() for n in range(len(header.dimensions))], None
    parts = pc.split_pattern(table.column(0), ",").combine_chunks()
    count = pc.list_value_length(parts)
    odd = pc.not_equal(count, len(header.dimensions))
    if pc.any(odd).as_py():
        empty = pa.scalar([""] * len(header.dimensions), parts.type)
        parts = pc.if_else(odd, empty, parts)
    else:
        odd = None
    return [pc.utf8_trim_whitespace(pc.list_element(parts, n)) for n in range(len(header.dimensions))], odd


def _observations(
    table: pa.Table, lines: pa.Array, codes: dict[str, pa.Array], header: _Header, options: Options
) -> tuple[pa.Table, list[Refusal]]:
    rows, width = table.num_rows, len(header.periods)
    first = table.num_columns - width
    cells = pa.concat_arrays([chunk for n in range(width) for chunk in table.column(first + n).chunks])
    if rows == 0:
        return OBSERVATIONS.empty_table(), []
    printed = pc.ascii_rtrim(cells, _LETTERS)
    flags = pc.utf8_trim_whitespace(pc.ascii_ltrim(cells, _DIGITS))
    no_value = pc.or_(pc.equal(printed, ":"), pc.equal(printed, ""))
    wrong = pc.and_(pc.invert(pc.match_substring_regex(printed, _NUMBER)), pc.invert(no_value))
    refused = []
    if pc.any(wrong).as_py():
        where = pc.indices_nonzero(wrong).to_pylist()
        for n in where:
            words = {"cell": cells[n].as_py()[:40], "column": header.periods[n // rows]}
            refused.append(Refusal("the cell '{cell}' of {column} is no number", lines[n % rows].as_py(), words))
        no_value = pc.or_(no_value, wrong)
    values = pc.if_else(no_value, pa.scalar(None, pa.string()), printed).cast(pa.float64())
    confidential = pc.match_substring(flags, "c")
    missing = pc.if_else(no_value, pc.if_else(confidential, "confidential", "missing"), "")
    used = {options.place_dimension, options.unit_dimension, options.measure_dimension, *options.leave_out}
    told = _joined({name: codes[name] for name in header.dimensions if name not in used}, rows)
    measure = codes.get(options.measure_dimension) if options.measure_dimension else None
    columns = [
        _tiled(measure, width) if measure is not None else _constant(options.measure, rows * width),
        _constant(options.scheme, rows * width),
        _tiled(codes[options.place_dimension], width),
        _each(header.periods, rows),
        _tiled(told, width),
        _tiled(codes[options.unit_dimension], width)
        if options.unit_dimension in codes
        else _constant("", rows * width),
        values,
        _encoded(flags),
        _encoded(missing),
        pa.concat_arrays([lines] * width),
        pa.concat_arrays([pa.repeat(pa.scalar(n + first + 1, pa.int16()), rows) for n in range(width)]),
    ]
    found = pa.Table.from_arrays(columns, schema=OBSERVATIONS)
    if refused:
        # A cell that could not be read is told as refused, not kept as if it were missing.
        found = found.filter(pc.invert(wrong))
    return found, refused


def _joined(codes: dict[str, pa.Array], rows: int) -> pa.Array:
    """``sex=F;age=TOTAL`` for each row."""
    if not codes:
        return pa.repeat(pa.scalar(""), rows)
    parts = [pc.binary_join_element_wise(name, each, "=") for name, each in codes.items()]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, ";")


def _encoded(texts: pa.Array) -> pa.DictionaryArray:
    return texts.dictionary_encode().cast(WORD)


def _tiled(texts: pa.Array, times: int) -> pa.DictionaryArray:
    one = _encoded(texts)
    return pa.DictionaryArray.from_arrays(pa.concat_arrays([one.indices] * times), one.dictionary)


def _constant(text: str, length: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), length), pa.array([text]))


def _each(texts: Sequence[str], times: int) -> pa.DictionaryArray:
    indices = pa.concat_arrays([pa.repeat(pa.scalar(n, pa.int32()), times) for n in range(len(texts))])
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(texts)))


def _wrong_parts(line: int) -> Refusal:
    return Refusal("has another number of dimensions than the first line", line)


def _not_of_this_kind(problem: str) -> SourceError:
    return SourceError(
        "is no table of Eurostat as text: {problem}",
        where="line 1",
        remedy="see that it is the TSV download; other forms have formats of their own",
        words={"problem": problem},
    )
