"""One build at a time in one home."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filiera.errors import EvidenceError

LOCK = "build.lock"


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Holds the home for one build; a second build is refused at once.

    The system lets go of the lock when the process ends, however it ends, so a killed build locks nobody out.
    """
    import fcntl  # Linux and macOS only; readers on other systems need no lock.

    descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(home, os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _busy(home: Path, process: str) -> EvidenceError:
    return EvidenceError(
        "process {process} is building evidence here" if process else "another process is building evidence here",
        where=str(home),
        remedy="wait until it ends, or stop it (kill {process}), and build again; the evidence in use is not touched"
        if process
        else "wait until it ends, or stop it, and build again; the evidence in use is not touched",
        words={"process": process},
    )
