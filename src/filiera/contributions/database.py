"""Contributions opened: a SQLite file in the home or PostgreSQL, brought up to date before its first use."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, connections, transaction

from filiera.contributions import postgresql
from filiera.contributions.setting import FOLDER, file_of, in_postgresql, place_of, schema_of, settings_of
from filiera.errors import ContributionError

REVISION = "revision"
_ready: set[Path] = set()
_preparing = threading.Lock()
_led = threading.local()
"""Where this thread's connection leads to."""


def databases(home: Path) -> dict[str, dict[str, Any]]:
    """Django's setting of that name, for a home."""
    return {"default": settings_of(home)}


def begun(home: Path) -> bool:
    """Whether anybody has written anything yet: who only reads makes no place for it.

    Raises:
        ContributionError: PostgreSQL cannot be asked.
    """
    if not in_postgresql():
        return file_of(home).exists()
    if home in _ready:
        return True
    with _told(home):
        _follow(home)
        return postgresql.has_tables()


def revision(home: Path) -> int:
    """A number that changes whenever what pages show of the contributions does; one look at a file."""
    try:
        return (home / FOLDER / REVISION).stat().st_mtime_ns
    except OSError:
        return 0


def prepare(home: Path) -> None:
    """Make the tables, or bring them up to date, before anything is asked of them."""
    with opened(home):
        pass


def mark_changed(home: Path) -> None:
    """Say that pages must be made anew."""
    path = home / FOLDER / REVISION
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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
    with _told(home):
        _follow(home)
        _prepare(home)
        yield


@contextmanager
def _told(home: Path) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, InterfaceError, OSError) as error:
        connection = connections["default"]
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        raise ContributionError(
            "the contributions cannot be read or written ({problem})",
            where=place_of(home),
            remedy="try again in a moment; see that the server of the database answers and may be asked by you"
            if in_postgresql()
            else "try again in a moment; see that the disk has room and the folder may be written by you",
            words={"problem": str(error).splitlines()[0] if str(error) else type(error).__name__},
        ) from error


def _follow(home: Path) -> None:
    """Let this thread's connection lead to the contributions of this home."""
    connection, wanted = connections["default"], settings_of(home)
    place = _place(wanted)
    # Threads share the setting, and each has a connection of its own: both must be looked at.
    if _place(connection.settings_dict) != place or getattr(_led, "to", None) != (place, _which(home)):
        connection.close()
        connection.settings_dict.update(wanted)
        _led.to = (place, _which(home))


def _place(settings: Mapping[str, Any]) -> tuple[str, str]:
    return str(settings["NAME"]), str(settings["OPTIONS"].get("options", ""))


def _which(home: Path) -> tuple[int, int]:
    """Which file it is: one that another was put in the place of must not be written any more."""
    if in_postgresql():
        return 0, 0
    try:
        found = file_of(home).stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino


def _prepare(home: Path) -> None:
    """Make the tables, or bring them up to date; once a process, one process at a time."""
    if home in _ready and (in_postgresql() or file_of(home).exists()):
        return
    from django.core.management import call_command

    alone = postgresql.alone_preparing(schema_of(home)) if in_postgresql() else nullcontext()
    with _preparing, _alone(home), alone:
        call_command("migrate", verbosity=0, interactive=False)
        if not in_postgresql():
            file_of(home).chmod(0o600)
            _led.to = (_led.to[0], _which(home))
        _ready.add(home)


def forget_erased() -> None:
    """Take what was erased out of where the database would keep it for a while."""
    if in_postgresql():
        # Not within a transaction: after its end.
        transaction.on_commit(postgresql.vacuum)
        return
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def renew(home: Path) -> None:
    """Others put it in place: look at its tables again before the next use."""
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
