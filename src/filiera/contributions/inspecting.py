"""Whether a file is a whole store of contributions, before anything is taken from it or put over it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from filiera.errors import ContributionError

DAMAGED = -1
_TABLES = {"contributions_report", "contributions_auditentry", "django_migrations"}
TRIGGERS = {
    "auditentry_not_changed",
    "auditentry_not_deleted",
    "answer_not_changed",
    "block_not_changed",
    "block_not_deleted",
    "contentchange_not_changed",
    "contentchange_not_deleted",
    "changestep_not_changed",
    "changestep_not_deleted",
}


def reports_in(path: Path) -> int:
    """The number of reports in a whole backup of ours.

    Raises:
        ContributionError: it is none, or a newer version of the program wrote it.
    """
    if not path.is_file():
        raise ContributionError("there is no such file", where=str(path), remedy="name the backup")
    try:
        with closing(_read_only(path)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("its pages do not fit together")
            parts = copy.execute("SELECT type, name FROM sqlite_master").fetchall()
            if not {name for kind, name in parts if kind == "table"} >= _TABLES:
                raise sqlite3.DatabaseError("not all tables are there")
            # What would run by itself once it is in place must be ours.
            if {name for kind, name in parts if kind in ("trigger", "view")} - TRIGGERS:
                raise sqlite3.DatabaseError("it holds what no backup holds")
            steps = set(copy.execute("SELECT app, name FROM django_migrations"))
            count = _count(copy)
    except sqlite3.Error as error:
        raise ContributionError(
            "is no whole backup of contributions ({problem})",
            where=str(path),
            remedy="take another backup; nothing was changed",
            words={"problem": str(error)},
        ) from error
    if unknown := {f"{app} {name}" for app, name in steps - set(MigrationLoader(None).disk_migrations)}:
        raise ContributionError(
            "was written by a newer version of the program ({names})",
            where=str(path),
            remedy="install that version, and restore with it",
            words={"names": ", ".join(sorted(unknown))},
        )
    return count


def state_of(path: Path) -> int | None:
    """The number of reports in the store in use, None where there is no store, ``DAMAGED`` where it cannot be read.

    Raises:
        sqlite3.OperationalError: it may be whole, but cannot be looked at now.
    """
    if not path.exists():
        return None
    try:
        with closing(_read_only(path)) as store:
            if store.execute("PRAGMA quick_check").fetchone() != ("ok",):
                return DAMAGED
            return _count(store)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    except sqlite3.DatabaseError:
        return DAMAGED


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _count(store: sqlite3.Connection) -> int:
    return int(store.execute("SELECT count(*) FROM contributions_report").fetchone()[0])
