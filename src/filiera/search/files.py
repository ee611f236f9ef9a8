"""Where an index lies: beside the evidence that it was made from, under its hash."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Collection
from pathlib import Path

_NAME = re.compile(r"search-([0-9a-f]{16})\.sqlite")
_UNFINISHED = re.compile(r"search-[0-9a-f]{16}\.sqlite\.[0-9a-z_]+")
_log = logging.getLogger(__name__)


def index_path(evidence: Path, content_hash: str) -> Path:
    """The index of the evidence in this file."""
    return evidence.with_name(f"search-{content_hash}.sqlite")


def claim(handle: int) -> bool:
    """Says that the unfinished index with this file descriptor is being written; False where another says so.

    The system lets go of a claim when the writer ends, however it ends.
    """
    try:
        import fcntl
    except ImportError:  # Systems without it cannot tell what a dead writer left: there it stays.
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def retire(home: Path, kept: Collection[str]) -> None:
    """Removes indexes whose evidence (by hash) is no longer kept, and what a dead build left of theirs."""
    for path in sorted(home.iterdir()):
        named = _NAME.fullmatch(path.name)
        try:
            if (named and named[1] not in kept) or (_UNFINISHED.fullmatch(path.name) and _abandoned(path)):
                path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s: could not be removed (%s)", path, error)


def _abandoned(path: Path) -> bool:
    """Whether nobody writes an unfinished index any more."""
    handle = os.open(path, os.O_RDWR)
    try:
        return claim(handle)
    finally:
        os.close(handle)
