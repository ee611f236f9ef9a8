"""What PostgreSQL needs beside Django's models: a schema made by one process at a time, and old rows taken out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

_TURN = "SELECT {}(hashtextextended('filiera ' || %s, 0))"


@contextmanager
def alone_preparing(schema: str) -> Iterator[None]:
    """No other process, on whichever machine, brings these tables up to date; their schema is there."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_TURN.format("pg_advisory_lock"), [schema])
        try:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE SCHEMA {connections['default'].ops.quote_name(schema)}")
            yield
        finally:
            if connections["default"].connection is not None:
                cursor.execute(_TURN.format("pg_advisory_unlock"), [schema])


def has_tables() -> bool:
    """Whether somebody has prepared the schema in use."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('contributions_report') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def reports_held() -> int:
    """How many reports there are."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contributions_report")
        return int(cursor.fetchone()[0])


def vacuum() -> None:
    """Take rows that were erased out of the tables. Not within a transaction.

    Who waits for such rows is not kept waiting: what a transaction of others still sees goes with the next erasure.
    """
    connection = connections["default"]
    names = ", ".join(connection.ops.quote_name(name) for name in connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (SKIP_LOCKED) {names}")
