"""One process at a time in one folder of the store; others wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filiera.durable import locked
from filiera.errors import SourceError


@contextmanager
def held_alone(folder: Path, what: str, patience: float, sleep: Callable[[float], None]) -> Iterator[None]:
    """Holds ``folder``, made if need be, for this process.

    Raises:
        SourceError: another process holds it for longer than ``patience`` seconds, or nothing can be written there.
    """
    try:
        with locked(folder, patience, sleep):
            yield
    except BlockingIOError:
        remedy = "wait until that one ends"
        raise SourceError("another process is fetching it", where=what, remedy=remedy) from None
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> SourceError:
    return SourceError(
        "cannot be written: {reason}",
        where=str(folder),
        remedy="see to free space and permissions there (filiera doctor)",
        words={"reason": error.strerror or str(error)},
    )
