"""Parsing is remembered: the tables of a holding lie as Parquet, named by all that decides what they hold.

The name is a hash of the bytes, the parser's version, its options and the corrections: another of these is
another name, and the same ones need not be parsed twice. A folder is written beside and then renamed, so that
one that bears its name is whole.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from filiera.durable import flush_tree
from filiera.errors import SourceError
from filiera.pack.source_schema import Correction
from filiera.sources.correcting import corrected
from filiera.sources.formats import Format, FormatOfMany, format_of
from filiera.sources.holdings import Holding, read_files
from filiera.sources.parsed import SCHEMAS, Mended, Parsed, Refusal

SHAPE = 2
"""Rises with a change of the tables' own columns, or of their report."""
_ROW_GROUP = 131_072
_REPORT = "report.json"
_REFUSALS_KEPT = 1_000
"""So many refused rows are told one by one; all are counted."""


class Report(msgspec.Struct, frozen=True):
    """What a parser said of a holding, without its tables."""

    rows: int
    counts: dict[str, int]
    refused: int
    refusals: list[tuple[str, int, str, dict[str, str]]]
    """File, line, reason (a template) and its words."""
    dropped: dict[str, int]
    vintage: str
    tables: dict[str, str]
    """Table → hash of its Parquet file, for those that hold rows."""
    mended: tuple[Mended, ...] = ()
    """What corrections changed, cell by cell."""


class Remembered(msgspec.Struct, frozen=True):
    """The parsed tables of one holding: where they lie, and whether they were parsed just now."""

    key: str
    folder: Path
    report: Report
    fresh: bool


def key_of(holding: Holding, corrections: Sequence[Correction]) -> str:
    """The name under which the tables of a holding are remembered."""
    form = format_of(holding.dataset.format)
    said = (SHAPE, holding.digest, holding.dataset.format, form.VERSION, holding.dataset.options, list(corrections))
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()[:32]


def remember(holding: Holding, corrections: Sequence[Correction], store: Path) -> Remembered:
    """The tables of a holding, parsed unless they are remembered in ``store``.

    Raises:
        SourceError: the files are not of the format, the options are not the format's, or a correction does not
            fit; says which data set and file.
    """
    key = key_of(holding, corrections)
    folder = store / key
    known = _known(folder)
    if known is not None:
        return Remembered(key, folder, known, fresh=False)
    parsed, refusals = _parse(holding)
    parsed = corrected(parsed, corrections, holding.dataset.id)
    report = _write(parsed, refusals, folder)
    return Remembered(key, folder, report, fresh=True)


def forget_others(store: Path, kept: set[str]) -> int:
    """Delete what is remembered under other names; how many folders that were."""
    if not store.is_dir():
        return 0
    old = [path for path in store.iterdir() if path.is_dir() and path.name not in kept]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _known(folder: Path) -> Report | None:
    """The report of a folder whose tables are whole; a damaged one is taken away, and made anew."""
    try:
        report = msgspec.json.decode((folder / _REPORT).read_bytes(), type=Report)
        for name, digest in report.tables.items():
            if hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() != digest:
                raise ValueError(name)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, msgspec.MsgspecError):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return report


def _parse(holding: Holding) -> tuple[Parsed, list[tuple[str, Refusal]]]:
    form = format_of(holding.dataset.format)
    options = _options(form, holding)
    files = read_files(holding.files)
    if isinstance(form, FormatOfMany):
        together = form.parse_many(list(files.values()), options)
        if len(together.refused) < len(files):  # Where none is of the format, the first one's error says it better.
            return _by_file(together, list(files))
    parts: dict[str, Parsed] = {}
    refusals: list[tuple[str, Refusal]] = []
    for name, data in files.items():
        try:
            part = form.parse(data, options)
        except SourceError as error:
            place = f"{name}, {error.where}" if error.where else name
            raise error.at(place) from error
        parts[name] = part
        refusals += [(name, refusal) for refusal in part.refused]
    return _joined(parts), refusals


def _by_file(parsed: Parsed, names: Sequence[str]) -> tuple[Parsed, list[tuple[str, Refusal]]]:
    """Many files parsed together: the place of each row among them becomes the name of its file."""
    refused = tuple(replace(refusal, line=1) for refusal in parsed.refused)
    refusals = [(names[said.line - 1], one) for said, one in zip(parsed.refused, refused, strict=True)]
    tables = {name: _with_files(getattr(parsed, name), names) for name in SCHEMAS}
    return replace(parsed, refused=refused, **tables), refusals


def _with_files(table: pa.Table, names: Sequence[str]) -> pa.Table:
    places = pc.subtract(table["line"].combine_chunks(), 1).cast(pa.int32())
    ones = pa.repeat(pa.scalar(1, table.schema.field("line").type), table.num_rows)
    table = table.set_column(table.schema.get_field_index("line"), table.schema.field("line"), ones)
    return table.append_column("file", pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string())))


def _options(form: Format, holding: Holding) -> Any:
    try:
        return msgspec.convert(holding.dataset.options, form.Options)
    except msgspec.ValidationError as error:
        raise SourceError(
            "its options are not those of the format '{format}': {problem}",
            where=holding.dataset.id,
            remedy="mend the options of the data set in the pack's file of the source",
            words={"format": holding.dataset.format, "problem": str(error)},
        ) from error


def _joined(parts: Mapping[str, Parsed]) -> Parsed:
    """All files as one, each row with the name of its file."""
    dropped: dict[str, int] = {}
    for part in parts.values():
        for field, count in part.dropped.items():
            dropped[field] = dropped.get(field, 0) + count
    tables = {}
    for name in SCHEMAS:
        named = [_with_file(getattr(part, name), file) for file, part in parts.items()]
        tables[name] = pa.concat_tables(named).unify_dictionaries().combine_chunks()
    return Parsed(
        rows=sum(part.rows for part in parts.values()),
        refused=tuple(refusal for part in parts.values() for refusal in part.refused),
        dropped=dropped,
        vintage=max((part.vintage for part in parts.values()), default=""),
        **tables,
    )


def _with_file(table: pa.Table, file: str) -> pa.Table:
    indices = pa.nulls(table.num_rows, pa.int32()).fill_null(0)
    return table.append_column("file", pa.DictionaryArray.from_arrays(indices, pa.array([file])))


def _write(parsed: Parsed, refusals: list[tuple[str, Refusal]], folder: Path) -> Report:
    """The tables and their report in ``folder``, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".parsing-", dir=folder.parent))
    try:
        digests = {}
        for name in SCHEMAS:
            table = getattr(parsed, name)
            if table.num_rows:
                path = beside / f"{name}.parquet"
                pq.write_table(table, path, compression="zstd", compression_level=1, row_group_size=_ROW_GROUP)
                digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        report = Report(
            rows=parsed.rows,
            counts={name: getattr(parsed, name).num_rows for name in SCHEMAS},
            refused=len(refusals),
            refusals=[(file, r.line, r.reason, dict(r.words)) for file, r in refusals[:_REFUSALS_KEPT]],
            dropped=dict(sorted(parsed.dropped.items())),
            vintage=parsed.vintage,
            tables=digests,
            mended=parsed.mended,
        )
        (beside / _REPORT).write_bytes(msgspec.json.encode(report))
        flush_tree(beside)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return report
