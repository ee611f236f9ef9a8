"""One writer at a time, where two that look first and then write would each believe to be alone.

In SQLite every transaction that writes is alone (``transaction_mode``). In PostgreSQL rows that are there are locked
with ``select_for_update``; this is for what is not there yet, or for a count.
"""

from __future__ import annotations

from django.db import connection


def alone_with(what: str) -> None:
    """Within a transaction: wait for others who are alone with the same, and keep them waiting to its end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || %s, 0))", [what])
