"""A table as Parquet, written by DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filiera.services.open_data import Kind, OpenTable

_TYPES: dict[Kind, str] = {"text": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE"}
# Nothing is fetched; one thread, so that equal rows are equal bytes.
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": 1,
}


def write_parquet(table: OpenTable, path: Path) -> None:
    """Write ``table`` to ``path``."""
    # Whole columns are bound, not cells; names of columns are ours.
    given = ", ".join(f'unnest($c{place}::{_TYPES[c.kind]}[]) AS "{c.name}"' for place, c in enumerate(table.columns))
    cells = {f"c{place}": [row[place] for row in table.rows] for place in range(len(table.columns))}
    with duckdb.connect(":memory:", config=_OFFLINE) as connection:
        connection.execute(f"CREATE TABLE given AS SELECT {given}", cells)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY given TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
