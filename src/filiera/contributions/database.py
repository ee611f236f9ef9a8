"""Where contributions lie: one SQLite file in the home by default, brought up to date before its first use."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections

from filiera.errors import ContributionError

FOLDER = "contributions"
FILE = "contributions.sqlite3"
REVISION = "revision"
PATIENCE = 10
"""Seconds that a writer waits for another."""
_ready: set[Path] = set()
_preparing = threading.Lock()
_led = threading.local()
"""The file that this thread's connection leads to."""


def databases(home: Path) -> dict[str, dict[str, Any]]:
    """Django's setting of that name, for a home."""
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file_of(home),
            "OPTIONS": {
                "timeout": PATIENCE,
                # A writer takes its turn at once: two that read first and then write would shut each other out.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    }


def file_of(home: Path) -> Path:
    """The file that holds the contributions of a home."""
    return home / FOLDER / FILE


def revision(home: Path) -> int:
    """A number that changes whenever what pages show of the contributions does; one look at a file."""
    try:
        return (home / FOLDER / REVISION).stat().st_mtime_ns
    except OSError:
        return 0


def mark_changed(home: Path) -> None:
    """Say that pages must be made anew."""
    path = home / FOLDER / REVISION
    before = revision(home)
    path.touch()
    # Two changes within one tick of the file system's clock are still two.
    os.utime(path, ns=(max(path.stat().st_mtime_ns, before + 1),) * 2)


@contextmanager
def opened(home: Path) -> Iterator[None]:
    """The contributions of ``home``, ready to be asked and written through Django's models.

    Raises:
        ContributionError: they cannot be opened, or another process has kept them for too long.
    """
    try:
        _follow(home)
        _prepare(home)
        yield
    except (DatabaseError, OSError) as error:
        raise ContributionError(
            "the contributions cannot be read or written ({problem})",
            where=str(file_of(home)),
            remedy="try again in a moment; see that the disk has room and the folder may be written by you",
            words={"problem": str(error).splitlines()[0] if str(error) else type(error).__name__},
        ) from error


def _follow(home: Path) -> None:
    """Let this thread's connection lead to the file of this home."""
    connection, wanted = connections["default"], file_of(home)
    # Threads share the setting, and each has a connection of its own: both must be looked at.
    if connection.settings_dict["NAME"] != wanted or getattr(_led, "to", None) != wanted:
        connection.close()
        connection.settings_dict["NAME"] = wanted
        _led.to = wanted


def _prepare(home: Path) -> None:
    """Make the file, or bring its tables up to date; once a process, one process at a time."""
    if home in _ready and file_of(home).exists():
        return
    from django.core.management import call_command

    with _preparing, _alone(home):
        call_command("migrate", verbosity=0, interactive=False)
        file_of(home).chmod(0o600)
        _ready.add(home)


def forget_erased() -> None:
    """Take what was erased out of the write-ahead log too, where SQLite would keep it for a while."""
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def renew(home: Path) -> None:
    """The file was put in place by others: look at its tables again before the next use."""
    connections["default"].close()
    _ready.discard(home)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    import fcntl  # Linux and macOS only, as for builds.

    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
