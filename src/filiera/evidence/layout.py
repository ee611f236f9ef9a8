"""The shape of the evidence tables, read from ``sql/schema.sql``: the one place that states it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Literal

import duckdb
import msgspec

Kind = Literal["text", "json", "integer", "number", "flag"]
_KINDS: dict[str, Kind] = {"VARCHAR": "text", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "flag"}
_SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "json": "VARCHAR",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
}


class Column(msgspec.Struct, frozen=True):
    """One column: what it may hold, and what stands there when a row does not say."""

    name: str
    kind: Kind
    required: bool
    """NOT NULL and without a default: the row must give it."""
    nullable: bool
    default: str | int | float | bool | None

    @property
    def sql_type(self) -> str:
        """The type's name in SQL."""
        return _SQL_TYPES[self.kind]


class Table(msgspec.Struct, frozen=True):
    """One table: its columns in order, ``row_hash`` apart, and the columns of its address."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


Layout = dict[str, Table]


def sql_text(name: str) -> str:
    """The text of ``sql/<name>.sql``."""
    return (files("filiera.evidence") / "sql" / f"{name}.sql").read_text("utf-8")


@cache
def query_names() -> frozenset[str]:
    """The named questions to the store: the files beside ``schema.sql``."""
    folder = files("filiera.evidence") / "sql"
    names = {entry.name.removesuffix(".sql") for entry in folder.iterdir() if entry.name.endswith(".sql")}
    return frozenset(names - {"schema"})


@cache
def engine_layout() -> Layout:
    """The layout that this version of the engine writes and reads."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(sql_text("schema"))
        return layout_of(connection)


def layout_of(connection: duckdb.DuckDBPyConnection) -> Layout:
    """The layout of the tables in the connection's current database."""
    keys = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints()"
        " WHERE constraint_type = 'PRIMARY KEY' AND database_name = current_database()"
    ).fetchall()
    key_of = {table: tuple(columns) for table, columns in keys}
    columns_of: dict[str, list[Column]] = {}
    for table, name, data_type, default, nullable in connection.execute(
        "SELECT table_name, column_name, data_type, column_default, is_nullable FROM duckdb_columns()"
        " WHERE NOT internal AND database_name = current_database() ORDER BY table_name, column_index"
    ).fetchall():
        kind = "json" if name.endswith("_json") else _KINDS.get(data_type, "text")
        column = Column(name, kind, default is None and not nullable, nullable, _literal(default))
        if name != "row_hash" and table != "seal":
            columns_of.setdefault(table, []).append(column)
    return {name: Table(name, tuple(columns), key_of.get(name, ())) for name, columns in columns_of.items()}


def fingerprint(layout: Layout) -> str:
    """A hash of the layout: two files with the same one have the same tables and columns."""
    return hashlib.sha256(msgspec.json.encode(layout, order="sorted")).hexdigest()[:16]


def _literal(default: str | None) -> str | bool | None:
    """The value of a DEFAULT as the catalogue spells it: a quoted text or a truth value."""
    if default is None:
        return None
    if default.startswith("'"):
        return default[1:-1].replace("''", "'")
    return default.strip("()").lower() in {"true", "cast('t' as boolean)"}
