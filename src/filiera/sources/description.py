"""How a pack describes the columns of a table (or the fields of JSON), and whether a description fits it and itself.

A *cell* is described by its column and, where the column holds more than is wanted, by what is done to it in this
order: ``split`` and ``part`` (counted from one), ``first`` (so many characters), ``strip`` (characters at both ends),
``fill`` (zeros on the left to so many digits), ``table`` (what a code stands for), ``date``, ``before`` (put in front).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from filiera.errors import Phrase, SourceError


class Spec(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A part of a description: an unknown field is an error."""


class Cell(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """Where a text comes from: a column, or the same words for all rows (``always``)."""

    column: str = ""
    always: str = ""
    split: str = ""
    part: int = 0
    first: int = 0
    strip: str = ""
    fill: int = 0
    before: str = ""
    table: dict[str, str] = {}
    date: Literal["", "iso", "dmy", "ymd", "ddmmyyyy", "words"] = ""
    """The order in which the column writes dates; they become ISO 8601."""


Text = Cell | str
"""A column by its name, or described further."""


class Part(Spec, kw_only=True):
    """Something that a row holds, or of JSON each entry of a list in it."""

    each: str = ""
    """Of JSON: the path of the list; what an entry of it lacks is sought in the record itself."""


class Observe(Part, kw_only=True):
    """Numbers of a row: several columns, each a measure (``measures``), or one (``value``) that another names."""

    about: Text
    scheme: str
    period: Text
    measures: dict[str, str] = {}
    """Measure → column."""
    measure: Text = ""
    value: str = ""
    dimensions: dict[str, Text] = {}
    unit: Text = Cell(always="")
    flag: Text = Cell(always="")


class Record(Spec, kw_only=True):
    """The row as a record of its publisher."""

    kind: str
    register: str
    id: Text
    title: Text
    language: str = ""
    status: Text = Cell(always="")
    published: Text = Cell(always="")
    starts: Text = Cell(always="")
    ends: Text = Cell(always="")
    body: dict[str, Text] = {}


class Mention(Part, kw_only=True):
    """An organisation that the row names."""

    role: str
    name: Text
    persons: bool = False
    """Whether the column also names natural persons: who is called like one is counted and dropped."""
    address: Text = Cell(always="")
    postcode: Text = Cell(always="")
    city: Text = Cell(always="")
    region: Text = Cell(always="")
    country: Text = Cell(always="")
    codes: dict[str, Text] = {}
    """Register → code."""
    latitude: str = ""
    longitude: str = ""


class TableSpec(Spec, kw_only=True):
    """What a pack says of the columns of a table."""

    decimal: str = "."
    thousands: str = ""
    missing: tuple[str, ...] = ("", ":")
    masked: list[str] = []
    personal: list[str] = []
    """Columns that hold names, addresses or numbers of natural persons: they are counted and dropped."""
    observations: list[Observe] = []
    record: Record | None = None
    mentions: list[Mention] = []


def check_description(header: Sequence[str], spec: TableSpec) -> None:
    """See that a description fits the table that it is of.

    Raises:
        SourceError: it names a column that is not there or stands twice, stores what it calls personal, describes
            nothing, or contradicts itself.
    """
    _check_notation(spec)
    if not spec.observations and spec.record is None and not spec.mentions:
        raise _misdescribed(
            Phrase("nothing is described: no column would be kept"),
            Phrase("say what its columns hold: observations, record, mentions"),
        )
    used = list(_used(spec))
    for place, cell in used:
        _check_cell(place, cell)
    named = {cell if isinstance(cell, str) else cell.column for _, cell in used} - {""}
    for name in sorted(named & set(spec.personal)):
        raise _misdescribed(
            Phrase("the column '{name}' is called personal and is stored all the same"),
            Phrase("leave it out of observations, record and mentions"),
            name=name,
        )
    for name in sorted(named | set(spec.personal)):
        if name not in header:
            raise SourceError(
                "there is no column '{name}'",
                where="header",
                remedy="use one of: {known}",
                words={"name": name, "known": ", ".join(filter(None, header))},
            )
        if header.count(name) > 1:
            raise SourceError(
                "the column '{name}' stands twice",
                where="header",
                remedy="name the columns apart",
                words={"name": name},
            )


def columns_named(spec: TableSpec) -> set[str]:
    """The columns that a description names."""
    named = {cell if isinstance(cell, str) else cell.column for _, cell in _used(spec)}
    return (named | set(spec.personal)) - {""}


def _check_notation(spec: TableSpec) -> None:
    if len(spec.decimal) != 1 or len(spec.thousands) > 1 or spec.decimal == spec.thousands:
        raise _misdescribed(
            Phrase("numbers cannot be read with decimal '{decimal}' and thousands '{thousands}'"),
            Phrase("state one character for each, and not the same"),
            decimal=spec.decimal,
            thousands=spec.thousands,
        )


def _check_cell(place: str, cell: Text) -> None:
    if isinstance(cell, str):
        if not cell:
            raise _misdescribed(
                Phrase("{place} names no column"),
                Phrase("name one, or say what all rows have: {{always: …}}"),
                place=place,
            )
        return
    changed = cell.split or cell.part or cell.first or cell.strip or cell.fill or cell.before or cell.table or cell.date
    if changed and not cell.column:
        raise _misdescribed(
            Phrase("{place} changes a cell and names no column"), Phrase("say which: {{column: …}}"), place=place
        )
    if bool(cell.split) != (cell.part > 0) or cell.first < 0 or cell.fill < 0:
        raise _misdescribed(
            Phrase("{place} does not say which part of a cell is meant"),
            Phrase("state split and part together, part counted from one"),
            place=place,
        )


def _used(spec: TableSpec) -> Iterator[tuple[str, Text]]:
    """Each cell that is stored, with the place in the description."""
    for observe in spec.observations:
        yield from (
            ("about", observe.about),
            ("period", observe.period),
            ("unit", observe.unit),
            ("flag", observe.flag),
        )
        yield from ((f"dimensions.{name}", cell) for name, cell in observe.dimensions.items())
        yield from ((f"measures.{name}", column) for name, column in observe.measures.items())
        if not observe.measures:
            yield from (("measure", observe.measure), ("value", observe.value))
    if (record := spec.record) is not None:
        yield from (("record.id", record.id), ("record.title", record.title), ("record.status", record.status))
        yield from (("published", record.published), ("starts", record.starts), ("ends", record.ends))
        yield from ((f"body.{name}", cell) for name, cell in record.body.items())
    for mention in spec.mentions:
        yield from (("mentions.name", mention.name), ("address", mention.address), ("postcode", mention.postcode))
        yield from (("city", mention.city), ("region", mention.region), ("country", mention.country))
        yield from ((f"codes.{register}", cell) for register, cell in mention.codes.items())
        yield from (("position", column) for column in (mention.latitude, mention.longitude) if column)


def _misdescribed(what: Phrase, remedy: Phrase, **words: str) -> SourceError:
    return SourceError(what.filled(**words), where="options", remedy=remedy.filled(**words))
