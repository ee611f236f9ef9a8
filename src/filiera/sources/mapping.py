"""From the columns of a table to observations, records and mentions, as a pack describes it (see ``description``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.dates import read_date
from filiera.sources.description import Mention, Observe, Record, TableSpec, Text, check_description
from filiera.sources.natural_persons import likely_person
from filiera.sources.numbers import Notation, read_number
from filiera.sources.parsed import Parsed, Refusal, table
from filiera.sources.privacy import without_addresses

Row = Mapping[str, str]


@dataclass
class _Found:
    observations: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """A row as it was given: its cells by name, and of JSON the entries of its lists, by the path of the list."""

    row: Row
    lists: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    numbered: bool = False
    """Its numbers are told apart by their place among them, not by columns."""

    def of(self, each: str) -> Sequence[Row]:
        """The row itself, or the entries of one of its lists."""
        return self.lists.get(each, ()) if each else (self.row,)


class BadCellError(Exception):
    """A cell that does not hold what the pack says: its row is refused, with this reason."""

    def __init__(self, reason: str, words: dict[str, str]) -> None:
        self.reason, self.words = reason, words


def mapped(
    header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], spec: TableSpec, refused: Sequence[Refusal] = ()
) -> Parsed:
    """The tables that ``spec`` makes of numbered rows; ``refused`` are rows that could not be read before.

    Raises:
        SourceError: the description names a column that is not there.
    """
    check_description(header, spec)
    for part in (*spec.observations, *spec.mentions):
        if part.each:
            raise SourceError(
                "'each' names a list, and a table has none",
                where="options",
                remedy="leave it out: a row names what it holds column by column",
            )
    given = ((line, Given(dict(zip(header, cells, strict=True)))) for line, cells in rows)
    return mapped_rows(given, spec, refused)


def mapped_rows(given: Iterable[tuple[int, Given]], spec: TableSpec, refused: Sequence[Refusal] = ()) -> Parsed:
    """The tables that ``spec`` makes of rows whose fields it has been seen to fit."""
    rows = 0
    found = _Found(refused=list(refused))
    notation = Notation(spec.decimal, spec.thousands, frozenset(spec.missing), frozenset(spec.masked))
    for line, each in given:
        rows += 1
        for name in spec.personal:
            if each.row[name].strip():
                found.dropped[name] = found.dropped.get(name, 0) + 1
        try:
            made = _made(each, line, spec, notation, found.dropped)
        except BadCellError as bad:
            found.refused.append(Refusal(bad.reason, line, bad.words))
            continue
        found.observations += made.observations
        found.records += made.records
        found.mentions += made.mentions
    return Parsed(
        rows=rows + len(refused),
        observations=table("observations", found.observations),
        records=table("records", found.records),
        mentions=table("mentions", found.mentions),
        refused=tuple(sorted(found.refused, key=lambda refusal: refusal.line)),
        dropped=found.dropped,
    )


def _made(given: Given, line: int, spec: TableSpec, notation: Notation, dropped: dict[str, int]) -> _Found:
    """What one row gives: all of it, or nothing."""
    made = _Found()
    for observe in spec.observations:
        for row in given.of(observe.each):
            made.observations += _observed(row, line, observe, notation)
    for number, observation in enumerate(made.observations, 1) if given.numbered else ():
        observation["column"] = number
    key = {"register": "", "record": str(line)}
    if spec.record is not None:
        record = _record(given.row, line, spec.record, dropped)
        made.records.append(record)
        key = {"register": record["register"], "record": record["id"]}
    named = ((mention, row) for mention in spec.mentions for row in given.of(mention.each))
    for seq, (mention, row) in enumerate(named):
        told = _mention(row, line, mention, key, seq, dropped)
        if told and mention.persons and likely_person(told["name"]):
            dropped["natural person"] = dropped.get("natural person", 0) + 1
        elif told:
            made.mentions.append(told)
    return made


def _observed(row: Row, line: int, observe: Observe, notation: Notation) -> list[dict[str, Any]]:
    about, period = _text(row, observe.about), _text(row, observe.period)
    if not about or not period:
        raise BadCellError("names no place or no period", {})
    dimensions = ";".join(f"{name}={_text(row, cell)}" for name, cell in observe.dimensions.items())
    names = list(row)
    measures = observe.measures or {_text(row, observe.measure): observe.value}
    made = []
    for measure, column in measures.items():
        number = read_number(row[column], notation)
        if number is None:
            raise BadCellError(
                "column '{column}' holds '{cell}', which is no number", {"column": column, "cell": row[column][:40]}
            )
        made.append(
            {
                "measure": measure,
                "scheme": observe.scheme,
                "about": about,
                "period": period,
                "dimensions": dimensions,
                "unit": _text(row, observe.unit),
                "value": number.value,
                "flag": _text(row, observe.flag),
                "missing": number.missing,
                "line": line,
                "column": names.index(column) + 1,
            }
        )
    return made


def _record(row: Row, line: int, spec: Record, dropped: dict[str, int]) -> dict[str, Any]:
    id = _text(row, spec.id)
    if not id:
        raise BadCellError("has no id", {})
    body = {name: without_addresses(text, dropped) for name, cell in spec.body.items() if (text := _text(row, cell))}
    return {
        "kind": spec.kind,
        "register": spec.register,
        "id": id,
        "title": without_addresses(_text(row, spec.title), dropped),
        "language": spec.language,
        "status": _text(row, spec.status),
        "published": _date(row, spec.published),
        "starts": _date(row, spec.starts),
        "ends": _date(row, spec.ends),
        "body": msgspec.json.encode(body).decode(),
        "line": line,
    }


def _date(row: Row, cell: Text) -> str:
    """A date of a record, which is ISO 8601 as far as it is stated."""
    text = _text(row, cell)
    iso = read_date(text)
    if iso is None:
        column = cell if isinstance(cell, str) else cell.column
        raise BadCellError(
            "column '{column}' holds '{cell}', which is no date as ISO 8601 writes it: say its order with 'date'",
            {"column": column, "cell": text[:40]},
        )
    return iso


def _mention(
    row: Row, line: int, spec: Mention, key: dict[str, str], seq: int, dropped: dict[str, int]
) -> dict[str, Any] | None:
    name = without_addresses(_text(row, spec.name), dropped)
    if not name:
        return None
    codes = {register: _text(row, cell) for register, cell in spec.codes.items()}
    return {
        **key,
        "seq": seq,
        "role": spec.role,
        "name": name,
        "address": without_addresses(_text(row, spec.address), dropped),
        "postcode": _text(row, spec.postcode),
        "city": _text(row, spec.city),
        "region": _text(row, spec.region),
        "country": country_code(_text(row, spec.country)),
        "codes": ";".join(f"{register}:{code}" for register, code in codes.items() if code),
        "latitude": _degrees(row, spec.latitude),
        "longitude": _degrees(row, spec.longitude),
        "line": line,
    }


def _degrees(row: Row, column: str) -> float | None:
    if not column or not row[column].strip():
        return None
    number = read_number(row[column], Notation())
    if number is None:
        raise BadCellError(
            "column '{column}' holds '{cell}', which is no number", {"column": column, "cell": row[column][:40]}
        )
    return number.value


def _text(row: Row, cell: Text) -> str:
    if isinstance(cell, str):
        return row[cell].strip()
    if not cell.column:
        return cell.always
    text = row[cell.column].strip()
    if cell.split:
        parts = text.split(cell.split)
        text = parts[cell.part - 1].strip() if 0 < cell.part <= len(parts) else ""
    if cell.first:
        text = text[: cell.first]
    if cell.strip:
        text = text.strip(cell.strip)
    if cell.fill and text:
        text = text.zfill(cell.fill)
    if cell.table:
        text = cell.table.get(text, text)
    if cell.date:
        iso = read_date(text, cell.date)
        if iso is None:
            raise BadCellError(
                "column '{column}' holds '{cell}', which is no date", {"column": cell.column, "cell": text[:40]}
            )
        text = iso
    return f"{cell.before}{text}" if text else ""
