"""Files of mentions read row by row: csv (any delimiter, any encoding), jsonl, parquet. Nothing is held but a row."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from filiera.claims.reading.long_files import encoding_of
from filiera.errors import Phrase, UsageError
from filiera.services.named_files import reading

NEEDED = ("mention_id", "name")
OPTIONAL = ("city", "country", "codes")
COLUMNS = (*NEEDED, *OPTIONAL)
LONGEST_CELL = 2**20
_DELIMITERS = ",;\t|"
_TEXT = (".csv", ".tsv", ".txt")
_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")
FORMATS = ("csv", "parquet", "jsonl")
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its file; ``fault`` says why it cannot be read, where it cannot."""

    number: int
    """The line (csv, jsonl) or the row (parquet), from one."""
    cells: Mapping[str, str]
    fault: Phrase | None = None
    remedy: Phrase | None = None


def read_mentions(path: Path) -> Iterator[Row]:
    """The rows of a file of mentions; its format is what its name ends with.

    Raises:
        UsageError: there is no such file, its format is none of these, or a column is missing.
        DocumentError: its text is in no known encoding.
    """
    suffix = path.suffix.lower()
    readers = {_TEXT: _delimited, _LINES: _json_lines, _PARQUET: _parquet}
    for suffixes, reader in readers.items():
        if suffix in suffixes:
            with reading(path):
                yield from reader(path)
            return
    raise UsageError(
        "is of no format that mentions are read from",
        where=str(path),
        remedy="one of: {names}",
        words={"names": ", ".join(FORMATS)},
    )


def _delimited(path: Path) -> Iterator[Row]:
    encoding, some_damaged = encoding_of(path)
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, errors="surrogateescape" if some_damaged else "strict", newline="") as text:
        first = text.readline()
        reader = csv.reader(itertools.chain([first], _without_nul(text)), delimiter=_delimiter(first))
        header = [cell.strip().casefold() for cell in next(reader, [])]
        _check(header, str(path))
        begins = reader.line_num + 1
        try:
            for cells in reader:
                if cells:
                    yield _of_cells(header, cells, begins)
                begins = reader.line_num + 1
        except csv.Error as error:
            raise UsageError(
                "cannot be read as a table: {problem}",
                where=f"{path}:{begins}",
                remedy="see whether a quote that is opened there is never closed",
                words={"problem": str(error)},
            ) from error


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "") if "\0" in line else line


def _delimiter(header: str) -> str:
    """The mark that parts the columns that are needed, else the most frequent one."""
    fits = [mark for mark in _DELIMITERS if {c.strip(' "\r\n').casefold() for c in header.split(mark)} >= set(NEEDED)]
    return fits[0] if fits else max(_DELIMITERS, key=header.count)


def _of_cells(header: list[str], cells: list[str], line: int) -> Row:
    row = {name: cell for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
    if len(cells) != len(header):
        return Row(
            line,
            row,
            Phrase(
                "has {found} cells where the first line has {expected}", {"found": len(cells), "expected": len(header)}
            ),
            Phrase("put in quotes what holds the mark between cells"),
        )
    if any(_UNDECODED.search(cell) for cell in row.values()):
        shown = {name: _UNDECODED.sub("\ufffd", cell) for name, cell in row.items()}
        fault = Phrase("is not UTF-8 while the rest of the file is")
        return Row(line, shown, fault, Phrase("write this row in UTF-8 as the others"))
    return Row(line, row)


def _json_lines(path: Path) -> Iterator[Row]:
    seen: set[str] = set()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                fault = Phrase("is no JSON object: {problem}", {"problem": str(error)[:120]})
                yield Row(number, {}, fault, Phrase("write one object a line, in UTF-8"))
                continue
            seen |= told.keys() & set(NEEDED)
            yield Row(number, {name: _text(told.get(name)) for name in COLUMNS if name in told})
    if seen != set(NEEDED):
        _check(sorted(seen), str(path))


def _parquet(path: Path) -> Iterator[Row]:
    try:
        with pq.ParquetFile(path) as file:
            _check(file.schema_arrow.names, str(path))
            columns = [name for name in COLUMNS if name in file.schema_arrow.names]
            numbers = itertools.count(1)
            for batch in file.iter_batches(batch_size=4096, columns=columns):
                for told in batch.to_pylist():
                    yield Row(next(numbers), {name: _text(value) for name, value in told.items()})
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise UsageError(
            "is damaged or no Parquet: {problem}",
            where=str(path),
            remedy="write it again",
            words={"problem": str(error)[:120]},
        ) from error


def _check(found: list[str], where: str) -> None:
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise UsageError(
            "has no column {missing}; it has {found}",
            where=where,
            remedy="name the columns mention_id and name (and city, country, codes where there are any)",
            words={"missing": ", ".join(missing), "found": ", ".join(found)[:200] or "–"},
        )


def _text(value: object) -> str:
    """A cell as text: a list's values with ``;``, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ";".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
