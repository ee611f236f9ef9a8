"""Tables to which rows are only ever added: the database itself refuses all else, whoever asks.

Steps of the tables call ``keep``; a step that remakes a table must call it again.
"""

from __future__ import annotations

from typing import Any

_REFUSE = """CREATE OR REPLACE FUNCTION only_ever_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$"""


def keep(editor: Any, name: str, event: str, table: str, says: str) -> None:
    """Refuse ``event`` (UPDATE, UPDATE OF …, DELETE) on the rows of ``table``. The names are ours."""
    if editor.connection.vendor == "sqlite":
        editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{says}'); END")
        return
    editor.execute(_REFUSE, params=None)
    refuse = f"EXECUTE FUNCTION only_ever_added('{says}')"
    editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {refuse}", params=None)
    # To empty a whole table is neither of the two.
    emptied = emptying(table)
    editor.execute(f"DROP TRIGGER IF EXISTS {emptied} ON {table}", params=None)
    editor.execute(f"CREATE TRIGGER {emptied} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}", params=None)


def let(editor: Any, name: str, table: str) -> None:
    """The way back."""
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    for each in (name, emptying(table)):
        editor.execute(f"DROP TRIGGER IF EXISTS {each} ON {table}", params=None)


def emptying(table: str) -> str:
    """Name of the trigger that refuses to empty a table, in PostgreSQL."""
    return f"{table}_not_emptied"
