"""Where an index lies: beside the evidence that it was made from, under its hash."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from pathlib import Path

_NAME = re.compile(r"search-([0-9a-f]{16})\.sqlite")
_UNFINISHED = re.compile(r"search-[0-9a-f]{16}\.sqlite\.[0-9a-z_]+")
_log = logging.getLogger(__name__)


def index_path(evidence: Path, content_hash: str) -> Path:
    """The index of the evidence in this file."""
    return evidence.with_name(f"search-{content_hash}.sqlite")


def retire(home: Path, kept: Collection[str]) -> None:
    """Removes indexes whose evidence (by hash) is no longer kept, and what a dead build left of theirs."""
    for path in sorted(home.iterdir()):
        named = _NAME.fullmatch(path.name)
        # Another reader may be writing the index of evidence that is kept: only the others' remains go.
        hash_ = named[1] if named else path.name[7:23] if _UNFINISHED.fullmatch(path.name) else ""
        if hash_ and hash_ not in kept:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                _log.warning("%s: could not be removed (%s)", path, error)
