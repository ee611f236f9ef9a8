"""Connections that only read evidence files, and what a reader is told where one cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from filiera.errors import EvidenceError

# Nothing is ever fetched: what the wheel does not hold is not used.
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
REBUILD = "run 'filiera build': it makes the file anew, and the versions before it stay as they are"
CATALOGUE = "evidence"
"""The name under which an evidence file is attached."""


def open_readonly(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that reads the file at ``path`` and can do nothing else.

    The file is attached to a database of its own in memory: DuckDB shares what it opens by path
    within a process, and would show the old bytes of a file that a build has since replaced.
    """
    connection = duckdb.connect(":memory:", config=OFFLINE)
    try:
        with refusing_damage(path):
            _probe(path)
            connection.execute(f"ATTACH {quoted(str(path))} AS {CATALOGUE} (READ_ONLY)")
        connection.execute(f"USE {CATALOGUE}")
        # The rows of snapshots lie beside the file; nothing else is ever opened.
        connection.execute(f"SET allowed_directories = [{quoted(str(path.with_suffix('') / 'parts'))}]")
        connection.execute("SET enable_external_access = false")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Turns what DuckDB and the system say of an unreadable file into words and a remedy."""
    try:
        yield
    except FileNotFoundError as error:
        raise EvidenceError("there is no such evidence file", where=str(path), remedy=REBUILD) from error
    except PermissionError as error:
        raise EvidenceError(
            "this evidence file may not be read by you",
            where=str(path),
            remedy="give your user the right to read it (chmod u+r), or run 'filiera build' as its owner",
        ) from error
    except (duckdb.Error, OSError, UnicodeDecodeError) as error:
        raise EvidenceError(
            "the evidence file is damaged ({problem})",
            where=str(path),
            remedy=REBUILD,
            words={"problem": str(error).splitlines()[0]},
        ) from error


def _probe(path: Path) -> None:
    # DuckDB says "cannot open" for all of these; the system says which.
    with path.open("rb"):
        pass


def quoted(text: str) -> str:
    """``text`` as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """``name`` as an SQL identifier, whatever words SQL keeps for itself."""
    return '"' + name.replace('"', '""') + '"'
