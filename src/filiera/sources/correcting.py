"""Corrections: known faults of a data set, mended while they are there, and refused when they no longer are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from filiera.errors import Phrase, SourceError
from filiera.pack.source_schema import Correction
from filiera.sources.parsed import Mended, Parsed


def corrected(parsed: Parsed, corrections: Sequence[Correction], dataset: str) -> Parsed:
    """The tables with their known faults mended, and beside them what was mended.

    Raises:
        SourceError: a row is not there, or no longer says what the correction expects: the fault may be mended.
    """
    for correction in corrections:
        table, mended = _applied(getattr(parsed, correction.table), correction, dataset)
        parsed = replace(parsed, mended=(*parsed.mended, *mended), **{correction.table: table})
    return parsed


def _applied(table: pa.Table, correction: Correction, dataset: str) -> tuple[pa.Table, list[Mended]]:
    where = Phrase("correction of {dataset}, {row}", {"dataset": dataset, "row": _told(correction.where)})
    chosen = _rows(table, correction.table, correction.where, where)
    count = pc.sum(chosen).as_py() or 0
    if not count:
        raise SourceError(
            "the row that it corrects is not there",
            where=where,
            remedy="look at the new file: if the publisher has mended it, delete the correction",
        )
    met = pc.and_(chosen, _rows(table, correction.table, correction.expect, where))
    if pc.sum(met).as_py() != count:
        found = {name: _values(table, chosen, name) for name in correction.expect}
        raise SourceError(
            "it expects {expected}, but the row says {found}",
            where=where,
            remedy="if the publisher has mended the fault, delete the correction; else write anew what is expected",
            words={"expected": _told(correction.expect), "found": _told(found)},
        )
    before = table.filter(chosen).to_pylist()
    if correction.action == "leave_out":
        return table.filter(pc.invert(chosen)), [_mended(row, correction, "", _row_told(row)) for row in before]
    for name, value in correction.columns.items():
        table = _set(table, correction.table, chosen, name, None if correction.action == "clear" else value, where)
    after = table.filter(chosen).to_pylist()
    return table, list(_changed(before, after, correction))


def _changed(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], correction: Correction
) -> Iterator[Mended]:
    for was, became in zip(before, after, strict=True):
        for name in correction.columns:
            # As the correction writes it, where it does: 51.0 is not 51.
            published = correction.expect.get(name, _cell(was[name]))
            yield _mended(was, correction, name, published, correction.columns[name] or _cell(became[name]))


def _mended(row: Mapping[str, Any], correction: Correction, name: str, published: str, became: str = "") -> Mended:
    return Mended(
        rows=correction.table,
        action=correction.action,
        file=row.get("file", ""),
        line=row["line"],
        place=row.get("column", 0),
        about=_whose(row, correction.table),
        name=name,
        published=published,
        became=became,
        reason=dict(correction.reason),
        reported=correction.reported,
    )


def _whose(row: Mapping[str, Any], table: str) -> str:
    if table == "observations":
        return str(row["about"])
    return str(row["record" if table == "mentions" else "id"])


_PLACE = {"file", "line", "column", "seq"}


def _row_told(row: Mapping[str, Any]) -> str:
    """What a row says, without where it stands."""
    return _told({name: _cell(value) for name, value in row.items() if name not in _PLACE and _cell(value)})


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _rows(table: pa.Table, of: str, values: Mapping[str, str], where: Phrase) -> pa.ChunkedArray:
    """Which rows have these values; numbers compare as numbers."""
    masks = []
    for name, value in values.items():
        column = _column(table, of, name, where)
        if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            masks.append(pc.fill_null(pc.equal(column, _number(value, name, where)), False))
        else:
            masks.append(pc.equal(column.cast(pa.string()), value))
    everything = pa.chunked_array([pa.array([True] * table.num_rows, pa.bool_())])
    return reduce(pc.and_, masks, everything)


def _set(table: pa.Table, of: str, chosen: pa.ChunkedArray, name: str, value: str | None, where: Phrase) -> pa.Table:
    column = _column(table, of, name, where)
    kind = table.schema.field(name)
    if pa.types.is_floating(kind.type) or pa.types.is_integer(kind.type):
        new = pa.scalar(None if value in (None, "") else _number(str(value), name, where), kind.type)
        mended = pc.if_else(chosen, new, column)
    else:
        mended = pc.if_else(chosen, pa.scalar(value or ""), column.cast(pa.string())).cast(kind.type)
    return table.set_column(table.schema.get_field_index(name), kind, mended)


def _column(table: pa.Table, of: str, name: str, where: Phrase) -> pa.ChunkedArray:
    if name not in table.column_names:
        raise SourceError(
            "the table '{table}' has no column '{name}'",
            where=where,
            remedy="use one of {known}; another table is named by 'table': observations, records or mentions",
            words={"table": of, "name": name, "known": ", ".join(table.column_names)},
        )
    return table.column(name)


def _number(value: str, name: str, where: Phrase) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise SourceError(
            "column '{name}' holds numbers, and '{value}' is none",
            where=where,
            remedy="write it with a decimal point",
            words={"name": name, "value": value},
        ) from error


def _values(table: pa.Table, chosen: pa.ChunkedArray, name: str) -> str:
    found = table.filter(chosen).column(name).cast(pa.string()).unique().to_pylist()
    return ", ".join("" if value is None else str(value) for value in found[:3])


def _told(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
