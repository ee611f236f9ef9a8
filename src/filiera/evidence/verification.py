"""Verifying an evidence file: its counts, the hash of every row, and that every address leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from filiera.errors import EvidenceError, Phrase
from filiera.evidence.content import COUNT_KEY, canonical_columns, content_hash, hashed_line, row_address
from filiera.evidence.layout import Layout, engine_layout, fingerprint, layout_of
from filiera.evidence.readonly import REBUILD, identifier, open_readonly, refusing_damage
from filiera.evidence.references import broken_references
from filiera.evidence.versions import FILE_NAME

_BATCH = 10_000
_UPSTREAM = Phrase("correct the row where it is made, then run 'filiera build'; the evidence in use is not touched")


def verify_evidence(path: Path) -> None:
    """Reads the whole file; an ``EvidenceError`` names the table and row that does not hold."""
    with refusing_damage(path), open_readonly(path) as connection:
        layout = engine_layout()
        if fingerprint(layout_of(connection)) != fingerprint(layout):
            raise EvidenceError(
                "the tables are not those of this version of the engine", where=str(path), remedy=REBUILD
            )
        found = content_hash(_checked_lines(connection, path, layout), layout)
        _check_seal(connection, path, found)
        _check_counts(connection, path, layout)
        for table, row, what in broken_references(connection):
            raise _broken(path, table, row, what, _UPSTREAM)


def _checked_lines(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout
) -> Iterator[tuple[str, Iterator[bytes]]]:
    for name in sorted(layout):
        yield name, _lines_of_table(connection, path, layout, name)


def _lines_of_table(connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, name: str) -> Iterator[bytes]:
    table = layout[name]
    columns = [column.name for column in canonical_columns(table)]
    selected = ", ".join(map(identifier, [*columns, "row_hash"]))
    order = ", ".join(map(identifier, table.key))
    connection.execute(f"SELECT {selected} FROM {identifier(name)} ORDER BY {order}")  # noqa: S608
    while batch := connection.fetchmany(_BATCH):
        for *cells, row_hash in batch:
            row = dict(zip(columns, cells, strict=True))
            line, expected = hashed_line(row)
            if row_hash != expected:
                raise _broken(
                    path, name, row_address(table, row), Phrase("the row is not the one that was written"), REBUILD
                )
            yield line


def _check_seal(connection: duckdb.DuckDBPyConnection, path: Path, found: str) -> None:
    seals = connection.execute("SELECT hash FROM seal").fetchall()
    if [seal for (seal,) in seals] != [found]:
        raise EvidenceError("rows were added or removed after the build", where=str(path), remedy=REBUILD)
    named = FILE_NAME.fullmatch(path.name)
    if named is not None and named[1] != found:
        raise EvidenceError(
            "the content is that of evidence-{hash}, not what the name says",
            where=str(path),
            remedy=REBUILD,
            words={"hash": found},
        )


def _check_counts(connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> None:
    meta = connection.execute("SELECT key, value FROM meta WHERE starts_with(key, ?)", [COUNT_KEY]).fetchall()
    expected = {key.removeprefix(COUNT_KEY): value for key, value in meta}
    for name in sorted(layout.keys() - {"meta"}):
        row = connection.execute(f"SELECT count(*) FROM {identifier(name)}").fetchone()  # noqa: S608
        count = str(row[0]) if row else "none"
        if expected.get(name) != count:
            words = {"table": name, "count": count, "expected": expected.get(name) or Phrase("nothing")}
            what = Phrase("table {table} holds {count} rows where meta says {expected}", words)
            raise _broken(path, "meta", COUNT_KEY + name, what, REBUILD)


def _broken(path: Path, table: str, row: str, what: str | Phrase, remedy: str | Phrase) -> EvidenceError:
    where = Phrase("{file}, table {table}, row {row}", {"file": path.name, "table": table, "row": row})
    return EvidenceError(what, where=where, remedy=remedy)
