"""Corrections: known faults of a data set, mended while they are there, and refused when they no longer are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from filiera.errors import Phrase, SourceError
from filiera.pack.source_schema import Correction
from filiera.sources.parsed import Parsed


def corrected(parsed: Parsed, corrections: Sequence[Correction], dataset: str) -> Parsed:
    """The tables with their known faults mended.

    Raises:
        SourceError: a row is not there, or no longer says what the correction expects: the fault may be mended.
    """
    for correction in corrections:
        table = getattr(parsed, correction.table)
        parsed = replace(parsed, **{correction.table: _applied(table, correction, dataset)})
    return parsed


def _applied(table: pa.Table, correction: Correction, dataset: str) -> pa.Table:
    where = Phrase("correction of {dataset}, {row}", {"dataset": dataset, "row": _told(correction.where)})
    chosen = _rows(table, correction.where, where)
    count = pc.sum(chosen).as_py() or 0
    if not count:
        raise SourceError(
            "the row that it corrects is not there",
            where=where,
            remedy="look at the new file: if the publisher has mended it, delete the correction",
        )
    met = pc.and_(chosen, _rows(table, correction.expect, where))
    if pc.sum(met).as_py() != count:
        found = {name: _values(table, chosen, name) for name in correction.expect}
        raise SourceError(
            "it expects {expected}, but the row says {found}",
            where=where,
            remedy="if the publisher has mended the fault, delete the correction; else write anew what is expected",
            words={"expected": _told(correction.expect), "found": _told(found)},
        )
    if correction.action == "leave_out":
        return table.filter(pc.invert(chosen))
    for name, value in correction.columns.items():
        table = _set(table, chosen, name, None if correction.action == "clear" else value, where)
    return table


def _rows(table: pa.Table, values: Mapping[str, str], where: Phrase) -> pa.ChunkedArray:
    """Which rows have these values; numbers compare as numbers."""
    masks = []
    for name, value in values.items():
        column = _column(table, name, where)
        if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            masks.append(pc.fill_null(pc.equal(column, _number(value, name, where)), False))
        else:
            masks.append(pc.equal(column.cast(pa.string()), value))
    everything = pa.chunked_array([pa.array([True] * table.num_rows, pa.bool_())])
    return reduce(pc.and_, masks, everything)


def _set(table: pa.Table, chosen: pa.ChunkedArray, name: str, value: str | None, where: Phrase) -> pa.Table:
    column = _column(table, name, where)
    kind = table.schema.field(name)
    if pa.types.is_floating(kind.type) or pa.types.is_integer(kind.type):
        new = pa.scalar(None if value in (None, "") else _number(str(value), name, where), kind.type)
        mended = pc.if_else(chosen, new, column)
    else:
        mended = pc.if_else(chosen, pa.scalar(value or ""), column.cast(pa.string())).cast(kind.type)
    return table.set_column(table.schema.get_field_index(name), kind, mended)


def _column(table: pa.Table, name: str, where: Phrase) -> pa.ChunkedArray:
    if name not in table.column_names:
        raise SourceError(
            "there is no column '{name}'",
            where=where,
            remedy="use one of {known}",
            words={"name": name, "known": ", ".join(table.column_names)},
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
