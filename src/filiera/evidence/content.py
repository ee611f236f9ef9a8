"""The content of a build in canonical form: rows in address order, a hash for each, one hash over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from filiera.errors import EvidenceError, Phrase
from filiera.evidence.cells import Cell, cell
from filiera.evidence.layout import Column, Layout, Table, engine_layout, fingerprint

Tables = Mapping[str, Sequence[Mapping[str, object]]]
"""Table name → rows; a column that a row leaves out gets its default."""

COUNT_KEY = "rows/"
"""``meta`` holds, under this prefix and a table's name, how many rows the build wrote there."""


class Content(msgspec.Struct, frozen=True):
    """All rows as lines of canonical JSON (``row_hash`` among the fields), and the hash that names them."""

    lines: dict[str, list[bytes]]
    hash: str
    layout: str

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        return {name: len(lines) for name, lines in self.lines.items()}


def canonical_content(tables: Tables, pack: str) -> Content:
    """The same rows in whatever order give the same content."""
    layout = engine_layout()
    for name in tables:
        if name not in layout:
            raise EvidenceError(
                "the store has no table '{name}'",
                where=name,
                remedy="use one of {known}, or add it to evidence/sql/schema.sql",
                words={"name": name, "known": ", ".join(sorted(layout))},
            )
    lines = {name: _canonical_lines(layout[name], tables.get(name, ())) for name in layout if name != "meta"}
    counts = [{"key": COUNT_KEY + name, "value": str(len(rows))} for name, rows in lines.items()]
    given = tables.get("meta", ())
    named = [] if any(row.get("key") == "pack" for row in given) else [{"key": "pack", "value": pack}]
    lines["meta"] = _canonical_lines(layout["meta"], [*given, *named, *counts])
    ordered = dict(sorted(lines.items()))
    return Content(ordered, content_hash(ordered.items(), layout), fingerprint(layout))


def content_hash(lines: Iterable[tuple[str, Iterable[bytes]]], layout: Layout) -> str:
    """The hash of all lines, tables by name and rows by address, and of the layout they are written in."""
    digest = hashlib.sha256(fingerprint(layout).encode())
    for name, table_lines in lines:
        digest.update(f"\n{name}\n".encode())
        for line in table_lines:
            digest.update(line)
    return digest.hexdigest()[:16]


def hashed_line(row: Mapping[str, Cell]) -> tuple[bytes, str]:
    """The row as one line of canonical JSON with its ``row_hash`` at the end, and that hash.

    The hash is taken over the row without it. ``row`` must have its columns in sorted order.
    """
    body = msgspec.json.encode(row)
    row_hash = hashlib.sha256(body).hexdigest()[:16]
    return b'%b,"row_hash":"%b"}\n' % (body[:-1], row_hash.encode()), row_hash


def canonical_columns(table: Table) -> list[Column]:
    """The columns in the order in which canonical JSON gives them."""
    return sorted(table.columns, key=lambda column: column.name)


def row_address(table: Table, row: Mapping[str, object]) -> str:
    """The row's address as a reader would say it: its key, joined."""
    return " · ".join(str(row.get(name, "?")) for name in table.key)


def _canonical_lines(table: Table, rows: Sequence[Mapping[str, object]]) -> list[bytes]:
    columns = canonical_columns(table)
    known = {column.name for column in columns}
    keyed: list[tuple[tuple[Cell, ...], bytes]] = []
    for row in rows:
        if not known >= row.keys():
            names = ", ".join(sorted(row.keys() - known))
            raise _refused(table, row, Phrase("the table has no column {names}", {"names": names}))
        stored = dict(_cells(table, columns, row))
        try:
            line, _ = hashed_line(stored)
        except UnicodeEncodeError as error:
            raise _refused(table, row, Phrase("the table holds text that is not valid Unicode")) from error
        keyed.append((tuple(stored[name] for name in table.key), line))
    keyed.sort(key=lambda entry: entry[0])
    for (key, _), (following, _) in pairwise(keyed):
        if key == following:
            twice = dict(zip(table.key, key, strict=True))
            raise _refused(table, twice, Phrase("the table has two rows under one address"))
    return [line for _, line in keyed]


def _cells(table: Table, columns: list[Column], row: Mapping[str, object]) -> Iterator[tuple[str, Cell]]:
    for column in columns:
        if column.name in row:
            try:
                yield column.name, cell(column, row[column.name])
            except (ValueError, UnicodeEncodeError) as error:
                raise _refused(
                    table, row, Phrase("column {column} {problem}", {"column": column.name, "problem": error})
                ) from error
        elif column.required:
            raise _refused(
                table, row, Phrase("column {column} is missing, and has no default", {"column": column.name})
            )
        else:
            yield column.name, column.default


def _refused(table: Table, row: Mapping[str, object], what: Phrase) -> EvidenceError:
    return EvidenceError(
        what,
        where=Phrase("table {table}, row {row}", {"table": table.name, "row": row_address(table, row)}),
        remedy="correct the row where it is made; evidence/sql/schema.sql says what the table holds",
    )
