"""Files that a person names on the command line: that one is missing or cannot be read is told with its path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filiera.errors import FilieraError, UsageError


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Around all that reads ``path``: faults that do not say where they are, are in this file.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), remedy="check the path")
    try:
        yield
    except OSError as error:
        raise UsageError(
            "cannot be read: {problem}",
            where=str(path),
            remedy="check the path",
            words={"problem": error.strerror or str(error)},
        ) from error
    except FilieraError as error:
        raise error if error.where else error.at(str(path)) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around all that writes ``path``.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(
            "cannot be written: {reason}",
            where=str(path),
            remedy="check the path",
            words={"reason": error.strerror or str(error)},
        ) from error
