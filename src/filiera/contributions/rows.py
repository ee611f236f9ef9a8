"""All rows from one database to another, value by value as the models know them: how a backup is of both kinds.

A backup is a SQLite file, whatever the contributions lie in: PostgreSQL's are copied into one, and out of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections, models, transaction

from filiera.contributions.only_added import emptying
from filiera.contributions.setting import PATIENCE

_AT_ONCE = 1000


@contextmanager
def file_as_database(path: Path) -> Iterator[str]:
    """A SQLite file under a name by which Django asks it, its tables brought up to date."""
    alias = f"file {path}"
    connections.databases[alias] = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_HEALTH_CHECKS": False,
        # Nothing of what is taken out of it may stay, and nobody else knows of it yet.
        "OPTIONS": {"timeout": PATIENCE, "init_command": "PRAGMA secure_delete=ON; PRAGMA synchronous=OFF;"},
    }
    try:
        call_command("migrate", verbosity=0, interactive=False, database=alias)
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def bring_up_to_date(path: Path) -> None:
    """Give an older file the tables of today."""
    with file_as_database(path):
        pass


def write_file(path: Path) -> None:
    """Copy all rows of PostgreSQL, as they are at one moment, into a new file."""
    with transaction.atomic():
        with connections["default"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with file_as_database(path) as file:
            _into_file(file)


@contextmanager
def alone_with_all_rows() -> Iterator[None]:
    """All or nothing; nobody else reads or writes a row of PostgreSQL meanwhile."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(_tables('default'))} IN ACCESS EXCLUSIVE MODE")
        yield


def write_what_is_there(path: Path) -> None:
    """Copy all rows of PostgreSQL into a new file, within ``alone_with_all_rows``."""
    with file_as_database(path) as file:
        _into_file(file)


def read_file(path: Path) -> None:
    """Put the rows of a file in the place of all rows of PostgreSQL, within ``alone_with_all_rows``."""
    connection = connections["default"]
    with file_as_database(path) as file, connection.cursor() as cursor, connections[file].cursor() as numbers:
        kept = _kept_full(cursor)
        for table in kept:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {emptying(table)}")
        cursor.execute(f"TRUNCATE {', '.join(_tables('default'))}")
        for model in _models():
            _copy(model, file, "default")
        # What refers to rows is looked at now: a table with questions open cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in kept:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {emptying(table)}")
        numbers.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
        given = dict(numbers.fetchall())
        for model in _models():
            table = model._meta.db_table
            if table in given and (sequence := _sequence(cursor, model)):
                cursor.execute("SELECT setval(%s, %s)", [sequence, given[table]])


def _into_file(file: str) -> None:
    with transaction.atomic(using=file), connections[file].cursor() as numbers:
        for table in _tables(file):
            # What making the tables has put there. The names are ours.
            numbers.execute(f"DELETE FROM {table}")  # noqa: S608
        for model in _models():
            _copy(model, "default", file)
        with connections["default"].cursor() as cursor:
            for model in _models():
                if sequence := _sequence(cursor, model):
                    cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
                    last, called = cursor.fetchone()
                    _set_number(numbers, model._meta.db_table, last if called else 0)


def _set_number(cursor: Any, table: str, last: int) -> None:
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def _copy(model: type[models.Model], source: str, target: str) -> None:
    connection, fields = connections[target], model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    # Names of tables and columns are the models'.
    insert = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(fields))})"
    )
    found = model._base_manager.using(source).order_by("pk").values_list(*(field.attname for field in fields))
    rows = found.iterator(chunk_size=_AT_ONCE)
    with connection.cursor() as cursor:
        while part := list(islice(rows, _AT_ONCE)):
            cursor.executemany(
                insert,
                [
                    [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
                    for row in part
                ],
            )


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _tables(alias: str) -> list[str]:
    return [connections[alias].ops.quote_name(model._meta.db_table) for model in _models()]


def _sequence(cursor: Any, model: type[models.Model]) -> str:
    key = model._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField):
        return ""
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', key.column])
    return str(cursor.fetchone()[0] or "")


def _kept_full(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relnamespace = current_schema()::regnamespace AND tgname = relname || '_not_emptied'"
    )
    return [name for (name,) in cursor.fetchall()]
