"""Writing so that a power cut finds either the old or the new, never half, and by one process at a time."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"
_PAUSE = 0.2


def flush(path: Path) -> None:
    """Waits until a file's bytes, or a folder's list of names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """The same for a folder and all files in it."""
    for file in folder.iterdir():
        flush(file)
    flush(folder)


def replace_file(path: Path, content: bytes, *, by_way_of: Path) -> None:
    """Puts ``content`` at ``path`` in one step: a reader sees the file before or the file after."""
    by_way_of.write_bytes(content)
    flush(by_way_of)
    by_way_of.replace(path)
    flush(path.parent)


def remove(path: Path) -> None:
    """Removes a file or a folder with all in it; nothing where there is nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, patience: float, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Holds ``folder``, made if need be, for this process; another waits for ``patience`` seconds.

    The system lets go of the lock when the process ends, however it ends.

    Raises:
        BlockingIOError: another process holds it for longer than that.
        OSError: nothing can be written there.
    """
    import fcntl  # Linux and macOS only; readers on other systems need no lock.

    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        waited = 0.0
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if waited >= patience:
                    raise
                sleep(_PAUSE)
                waited += _PAUSE
        yield
    finally:
        os.close(descriptor)
