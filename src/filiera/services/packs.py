"""Packs as users handle them: which region is meant, what is wrong with one, how to begin one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from filiera.errors import PackNotFoundError, UsageError
from filiera.pack import Pack, find_pack, known_packs
from filiera.pack.boundaries import Stray, stray_positions
from filiera.pack.files import read_one
from filiera.pack.find import MANIFEST
from filiera.pack.problems import Problem
from filiera.pack.read import read_pack
from filiera.pack.schema import Manifest
from filiera.pack.skeleton import write_skeleton
from filiera.pack.validate import problems_of
from filiera.services.source_formats import problems_of_formats

__all__ = ["Stray", "default_pack", "new_pack", "pack_problems", "pack_strays"]


def default_pack() -> str:
    """The one region within reach: a pack that no other builds on.

    Raises:
        PackNotFoundError: none, or several.
    """
    names = known_packs()
    below = {base for name in names for base in read_one(find_pack(name) / MANIFEST, Manifest, name)[0].builds_on}
    regions = [name for name in names if name not in below]
    if len(regions) == 1:
        return regions[0]
    raise PackNotFoundError(
        "several regions are within reach ({found}), and none is named"
        if regions
        else "no pack of a region is within reach",
        remedy="name the pack: filiera build NAME"
        if regions
        else "name the folder of a pack, or a folder of packs in FILIERA_PACKS",
        words={"found": ", ".join(regions)},
    )


def pack_problems(name: str) -> list[Problem]:
    """Every problem of the pack ``name``; a file that cannot be read at all raises PackError."""
    return list(problems_of_pack(read_pack(name)))


def problems_of_pack(pack: Pack) -> Iterator[Problem]:
    """Every problem of a pack, and of what it says to formats and protocols."""
    yield from problems_of(pack)
    yield from problems_of_formats(pack)


def pack_strays(name: str) -> list[Stray]:
    """Positions in a sound pack that no map shows, because they lie outside the outlines."""
    return stray_positions(read_pack(name))


def new_pack(folder: Path, territory: str, languages: list[str]) -> list[Path]:
    """Write a skeleton that builds into ``folder``; its files.

    Raises:
        UsageError: the folder exists and is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("is there already and not empty", where=str(folder), remedy="name a new folder")
    return write_skeleton(folder, territory, languages)
