"""Rows of snapshots beside an evidence file: Parquet files that lie once on disk, however many versions hold them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

TABLES = ("observations", "records", "mentions")


def add_parts(parts: Mapping[str, Path], folder: Path) -> None:
    """Puts the tables of each part into ``folder``, under the part's name."""
    if not parts:
        return
    folder.mkdir()
    for name, source in _files(parts):
        target = folder / name
        try:
            # The same bytes under a second name: they stay as long as either of the two does.
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)


def parts_whole(folder: Path, parts: Mapping[str, Path]) -> bool:
    """True where the folder holds each table of each part, and nothing else."""
    expected = {name: source.stat().st_size for name, source in _files(parts)}
    found = {path.name: path.stat().st_size for path in folder.iterdir()} if folder.is_dir() else {}
    return found == expected


def part_file(folder: Path, part: str, table: str) -> Path | None:
    """The file that holds a table of a part; None where the part has no such rows."""
    path = folder / f"{part}-{table}.parquet"
    return path if part and path.is_file() else None


def _files(parts: Mapping[str, Path]) -> list[tuple[str, Path]]:
    named = [
        (f"{part}-{table}.parquet", folder / f"{table}.parquet") for part, folder in parts.items() for table in TABLES
    ]
    return [(name, path) for name, path in named if path.is_file()]
