"""What a parser gives: observations, records and mentions as Arrow tables, and all that it left out, counted.

Every parser speaks the same words, so that a build assembles tables without knowing where they come from.
A place in the file is kept with each row (``line``, from one, as an editor counts; for records without lines
the position in the file), so that any figure can be looked up in the bytes that it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

WORD = pa.dictionary(pa.int32(), pa.string())
"""Text of which there are few different values."""

OBSERVATIONS = pa.schema(
    [
        # What is measured, in the publisher's own code or heading.
        pa.field("measure", WORD, nullable=False),
        # The publisher's code for what it is about, and whose code that is: 'nuts', 'istat', a register of the pack.
        pa.field("scheme", WORD, nullable=False),
        pa.field("about", WORD, nullable=False),
        # ISO 8601, as far as it is stated: '2021', '2021-03', '2018/2019' for an academic year.
        pa.field("period", WORD, nullable=False),
        # 'sex=F;age=Y15-19', in the publisher's order; empty where nothing is broken down.
        pa.field("dimensions", WORD, nullable=False),
        pa.field("unit", WORD, nullable=False),
        # Null where the publisher gives no value: missing is missing, never zero.
        pa.field("value", pa.float64()),
        # The publisher's flags ('b' break, 'p' provisional, 'e' estimate …), as printed.
        pa.field("flag", WORD, nullable=False),
        # Why there is no value: 'missing', 'masked', 'confidential'; empty where there is one.
        pa.field("missing", WORD, nullable=False),
        pa.field("line", pa.int32(), nullable=False),
        # The column, from one; 0 where the format has none.
        pa.field("column", pa.int16(), nullable=False),
    ]
)

RECORDS = pa.schema(
    [
        # 'trial', 'project', 'notice', 'call', 'organisation', 'site', 'funding', 'code' …
        pa.field("kind", WORD, nullable=False),
        # Who numbers it: 'ctgov', 'ctis', 'ted', 'cordis-fp7', a register of the pack …
        pa.field("register", WORD, nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        # Of the title: ISO 639-1, empty where unknown.
        pa.field("language", WORD, nullable=False),
        pa.field("status", WORD, nullable=False),
        # Dates as far as they are stated ('2020', '2020-10', '2020-10-12'); empty where they are not.
        pa.field("published", pa.string(), nullable=False),
        pa.field("starts", pa.string(), nullable=False),
        pa.field("ends", pa.string(), nullable=False),
        # The rest as a JSON object, in the words of its kind (see the parser's own docstring).
        pa.field("body", pa.string(), nullable=False),
        pa.field("line", pa.int32(), nullable=False),
    ]
)

MENTIONS = pa.schema(
    [
        # The record that names the organisation.
        pa.field("register", WORD, nullable=False),
        pa.field("record", pa.string(), nullable=False),
        # Its place among the record's mentions, from zero.
        pa.field("seq", pa.int32(), nullable=False),
        # 'self', 'sponsor', 'collaborator', 'site', 'participant', 'coordinator', 'buyer', 'winner', 'review' …
        pa.field("role", WORD, nullable=False),
        # Verbatim.
        pa.field("name", pa.string(), nullable=False),
        pa.field("address", pa.string(), nullable=False),
        pa.field("postcode", pa.string(), nullable=False),
        pa.field("city", pa.string(), nullable=False),
        # Region, province or state, as printed.
        pa.field("region", WORD, nullable=False),
        # ISO 3166-1 alpha-2 where the publisher's country is known, else as printed.
        pa.field("country", WORD, nullable=False),
        # 'register:code' pairs, separated by ';'.
        pa.field("codes", pa.string(), nullable=False),
        pa.field("latitude", pa.float64()),
        pa.field("longitude", pa.float64()),
        pa.field("line", pa.int32(), nullable=False),
    ]
)

SCHEMAS = {"observations": OBSERVATIONS, "records": RECORDS, "mentions": MENTIONS}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that could not be read: why, and where. ``reason`` is a template, filled with ``words``."""

    reason: str
    line: int
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell that a correction changed, or a row that it left out: where, what was published, and why it is mended."""

    rows: str
    """Of which table: ``observations``, ``records``, ``mentions``."""
    action: str
    """``set``, ``clear``, ``leave_out``."""
    file: str
    line: int
    place: int
    """Of an observation: the column of the file, from one. Else 0."""
    about: str
    """Whose row it is: the code of an observation's place, the id of a record or of the one that names somebody."""
    name: str
    """The column of the table; empty where the whole row is left out."""
    published: str
    """What the publisher's row says; empty where it says nothing."""
    became: str
    reason: Mapping[str, str]
    """Per language."""
    reported: str
    """Where and when the publisher was told; empty where it was not yet."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that the bytes of one snapshot say, and what of them was left out."""

    rows: int
    """Rows (lines, records, documents) that the file has, as its publisher counts them, without headers."""
    observations: pa.Table = field(default_factory=OBSERVATIONS.empty_table)
    records: pa.Table = field(default_factory=RECORDS.empty_table)
    mentions: pa.Table = field(default_factory=MENTIONS.empty_table)
    refused: tuple[Refusal, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Field of a natural person → how many values of it were dropped for privacy."""
    vintage: str = ""
    """The date that the bytes themselves state as theirs (ISO 8601); empty where they state none."""
    mended: tuple[Mended, ...] = ()
    """What corrections changed, cell by cell."""


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as one of the three tables; text that a row lacks is empty, a number that it lacks is null."""
    schema = SCHEMAS[name]
    return pa.table({column.name: _cells(rows, column) for column in schema}, schema=schema)


def _cells(rows: Sequence[Mapping[str, Any]], column: pa.Field) -> pa.Array:
    name, lacking = column.name, None if column.nullable else 0 if pa.types.is_integer(column.type) else ""
    return pa.array([row.get(name, lacking) for row in rows], column.type)
