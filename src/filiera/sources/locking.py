"""One process at a time in one folder of the store; others wait."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filiera.errors import SourceError

LOCK = ".lock"
_PAUSE = 0.2


@contextmanager
def held_alone(folder: Path, what: str, patience: float, sleep: Callable[[float], None]) -> Iterator[None]:
    """Holds ``folder``, made if need be, for this process.

    The system lets go of the lock when the process ends, however it ends.

    Raises:
        SourceError: another process holds it for longer than ``patience`` seconds, or nothing can be written there.
    """
    import fcntl  # Linux and macOS only; readers on other systems need no lock.

    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        waited = 0.0
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if waited >= patience:
                    remedy = "wait until that one ends"
                    raise SourceError("another process is fetching it", where=what, remedy=remedy) from None
                sleep(_PAUSE)
                waited += _PAUSE
        yield
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        os.close(descriptor)


def _unwritable(folder: Path, error: OSError) -> SourceError:
    return SourceError(
        "cannot be written: {reason}",
        where=str(folder),
        remedy="see to free space and permissions there (filiera doctor)",
        words={"reason": error.strerror or str(error)},
    )
