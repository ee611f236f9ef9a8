"""Linking is remembered: the linker's answer lies as Parquet, named by all that decides what it says.

The name is a hash of all spellings, the register and the linker's version; the same three need not be linked twice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from filiera.durable import flush, remove
from filiera.registry.tables import LINKS

FOLDER = "linked"
KEPT = 3
"""So many answers are kept: as many as there are versions of the evidence."""


def remembered_links(home: Path, key: str, link: Callable[[], pa.Table]) -> tuple[list[dict[str, Any]], bool]:
    """The rows that ``link`` gives, asked once for each key; and whether it was asked just now."""
    path = home / FOLDER / f"{key}.parquet"
    known = _known(path)
    fresh = known is None
    if known is None:
        known = link()
        _write(known, path)
    path.touch()
    _forget_older(path.parent)
    return known.to_pylist(), fresh


def _known(path: Path) -> pa.Table | None:
    """The table in a file; a damaged one is made anew."""
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        return None
    return table if table.schema.equals(LINKS) else None


def _write(links: pa.Table, path: Path) -> None:
    """Under its name, which appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".linking-", dir=path.parent) as folder:
        beside = Path(folder) / path.name
        pq.write_table(links, beside, compression="zstd")
        flush(beside)
        beside.replace(path)


def _forget_older(folder: Path) -> None:
    newest_first = sorted(folder.glob("*.parquet"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    for path in newest_first[KEPT:]:
        remove(path)
