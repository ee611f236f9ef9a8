"""Writing content as a DuckDB file, and each of its tables as Parquet."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filiera.evidence.content import Content
from filiera.evidence.layout import Table, engine_layout, sql_text
from filiera.evidence.readonly import OFFLINE, identifier, quoted

_BLOCK = "16384"
"""DuckDB's smallest: a region's tables are many and short, and each column takes at least one block."""

_LINE_LIMIT = 16 * 2**20
"""The longest line that DuckDB reads unless told otherwise."""


def write_database(content: Content, path: Path) -> None:
    """Writes the content to a new DuckDB file at ``path``.

    The canonical lines are what is hashed and what is loaded: DuckDB reads them as JSON, about a
    hundred times faster than row by row (and as fast as Arrow would be, without it).
    """
    layout = engine_layout()
    lines_file = path.with_suffix(".ndjson")
    with duckdb.connect(str(path), config={**OFFLINE, "default_block_size": _BLOCK}) as connection:
        connection.execute("BEGIN")
        connection.execute(sql_text("schema"))
        for name, lines in content.lines.items():
            if lines:
                lines_file.write_bytes(b"".join(lines))
                longest = max(_LINE_LIMIT, 1 + max(map(len, lines)))
                connection.execute(_load_statement(layout[name], longest), {"file": str(lines_file)})
        connection.execute("INSERT INTO seal VALUES (?, ?)", [content.hash, content.layout])
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
    lines_file.unlink(missing_ok=True)


def export_tables(database: Path, folder: Path) -> None:
    """Writes each table of the file, in address order, to ``<folder>/<table>.parquet``."""
    folder.mkdir()
    connection = duckdb.connect(":memory:", config=OFFLINE)
    with connection:
        connection.execute(f"ATTACH {quoted(str(database))} AS evidence (READ_ONLY)")
        for name, table in engine_layout().items():
            order = ", ".join(map(identifier, table.key))
            rows = f"SELECT * FROM evidence.{identifier(name)} ORDER BY {order}"  # noqa: S608  names of the layout
            target = {"file": str(folder / f"{name}.parquet")}
            connection.execute(f"COPY ({rows}) TO $file (FORMAT parquet, COMPRESSION zstd)", target)


def exported_whole(folder: Path, counts: dict[str, int]) -> bool:
    """True where the folder holds a readable Parquet file with all its rows for every table."""
    try:
        with duckdb.connect(":memory:", config=OFFLINE) as connection:
            for name, count in counts.items():
                question = "SELECT sum(num_rows) FROM parquet_file_metadata($file)"
                found = connection.execute(question, {"file": str(folder / f"{name}.parquet")}).fetchone()
                if found is None or found[0] != count:
                    return False
    except duckdb.Error:
        return False
    return True


def _load_statement(table: Table, longest: int) -> str:
    columns = {column.name: column.sql_type for column in table.columns} | {"row_hash": "VARCHAR"}
    names = ", ".join(map(identifier, columns))
    types = ", ".join(f"{identifier(name)}: {quoted(sql_type)}" for name, sql_type in columns.items())
    return (
        f"INSERT INTO {identifier(table.name)} ({names}) SELECT {names} FROM read_json($file,"  # noqa: S608
        f" format = 'newline_delimited', maximum_object_size = {longest}, columns = {{{types}}})"
    )
