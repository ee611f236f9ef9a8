"""The store of contributions as others may open it, past all of the project's own code: a file, or PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

IN_POSTGRESQL = bool(os.environ.get("FILIERA_DATABASE"))
only_in_a_file = pytest.mark.skipif(IN_POSTGRESQL, reason="of a SQLite file alone")
only_in_postgresql = pytest.mark.skipif(not IN_POSTGRESQL, reason="of PostgreSQL alone: make test-postgresql")


def connected(home: Path) -> Any:
    """A connection of its own."""
    from filiera.contributions.setting import file_of, settings_of

    if not IN_POSTGRESQL:
        return sqlite3.connect(file_of(home))
    import psycopg

    found = settings_of(home)
    return psycopg.connect(
        dbname=found["NAME"], user=found["USER"], host=found["HOST"], options=found["OPTIONS"]["options"]
    )


def asked(home: Path, statement: str) -> list[tuple[Any, ...]]:
    """What one statement answers, or changes."""
    with closing(connected(home)) as store:
        found = store.execute(statement)
        rows = found.fetchall() if found.description else []
        store.commit()
        return list(rows)


@contextmanager
def refused() -> Iterator[None]:
    """The store itself refuses what is done within."""
    import psycopg

    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match="only ever added"):
        yield


@contextmanager
def impatient() -> Iterator[None]:
    """This thread waits for others half a second only."""
    from django.db import connections

    connection = connections["default"]
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    if IN_POSTGRESQL:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 500")
    else:
        options["timeout"] = 0.5
        connection.close()
    try:
        yield
    finally:
        options.update(before)
        connection.close()


@contextmanager
def kept(home: Path) -> Iterator[None]:
    """Another keeps the store, so that nobody writes reports."""
    with closing(connected(home)) as other:
        if not IN_POSTGRESQL:
            other.execute("BEGIN IMMEDIATE")
        else:
            other.execute("LOCK TABLE contributions_report IN SHARE ROW EXCLUSIVE MODE")
        yield


def everything(home: Path) -> bytes:
    """All bytes that lie there: of the files, and of every row that PostgreSQL can be asked for."""
    found = [path.read_bytes() for path in sorted((home / "contributions").iterdir())]
    if IN_POSTGRESQL:
        tables = asked(home, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        assert len(tables) > 10
        found.extend(str(asked(home, f'SELECT * FROM "{name}"')).encode() for (name,) in tables)
    return b"\n".join(found)
