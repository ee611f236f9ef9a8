"""Backup and restore: the whole file, copied while others write, and put back whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from filiera.contributions.database import file_of, mark_changed
from filiera.errors import ContributionError

_MARKS = ("contributions_report", "contributions_auditentry", "django_migrations")


def back_up(home: Path, target: Path) -> int:
    """Copy the contributions of ``home`` to a new file; how many reports it holds.

    Raises:
        ContributionError: the file is there already, or cannot be written.
    """
    if target.exists():
        raise ContributionError(
            "a file of that name is there already", where=str(target), remedy="give the backup another name"
        )
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(file_of(home))) as source, closing(sqlite3.connect(beside)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        beside.chmod(0o600)
        count = _checked(beside)
        _flush(beside)
        # Never over another file, even one that appeared meanwhile.
        os.link(beside, target)
    except (OSError, sqlite3.Error) as error:
        raise ContributionError(
            "the backup could not be written ({problem})",
            where=str(target),
            remedy="see that the disk has room and the folder may be written by you",
            words={"problem": str(error)},
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return count


def restore(home: Path, backup: Path, *, replace: bool) -> int:
    """Put a backup in the place of the contributions of ``home``; how many reports it holds.

    Raises:
        ContributionError: it is no whole backup, a newer version of the program wrote it, or contributions are
            there already and were not to be replaced.
    """
    target = file_of(home)
    count = _checked(backup)
    if target.exists() and _count(target) and not replace:
        raise ContributionError(
            "contributions are there already",
            where=str(target),
            remedy="back them up, then say --replace",
        )
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connections["default"].close()
    # Into the file that others have open, in one step: they see the old rows or the new ones.
    read_only = f"file:{backup}?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True)) as source, closing(sqlite3.connect(target, timeout=10)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    mark_changed(home)
    return count


def _checked(path: Path) -> int:
    """The number of reports in a whole backup of ours."""
    if not path.is_file():
        raise ContributionError("there is no such file", where=str(path), remedy="name the backup")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not whole or not tables >= set(_MARKS):
                raise sqlite3.DatabaseError("not all tables are there")
            steps = copy.execute("SELECT name FROM django_migrations WHERE app = 'contributions'").fetchall()
            count = int(copy.execute("SELECT count(*) FROM contributions_report").fetchone()[0])
    except sqlite3.Error as error:
        raise ContributionError(
            "is no whole backup of contributions ({problem})",
            where=str(path),
            remedy="take another backup; nothing was changed",
            words={"problem": str(error)},
        ) from error
    known = {name for app, name in MigrationLoader(None).disk_migrations if app == "contributions"}
    if unknown := {name for (name,) in steps} - known:
        raise ContributionError(
            "was written by a newer version of the program ({names})",
            where=str(path),
            remedy="install that version, and restore with it",
            words={"names": ", ".join(sorted(unknown))},
        )
    return count


def _count(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            return int(copy.execute("SELECT count(*) FROM contributions_report").fetchone()[0])
    except sqlite3.Error:
        return 0


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
