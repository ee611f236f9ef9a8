"""Where packs lie: a path, a folder named by ``FILIERA_PACKS``, the checkout, or the installed package."""

from __future__ import annotations

import os
from pathlib import Path

from filiera.errors import PackNotFoundError

MANIFEST = "pack.yml"


def pack_folders() -> list[Path]:
    """Folders that may hold packs, in the order in which they are searched."""
    named = [Path(part) for part in os.environ.get("FILIERA_PACKS", "").split(os.pathsep) if part]
    checkout = Path(__file__).resolve().parents[3] / "packs"
    return [folder for folder in (*named, Path.cwd() / "packs", checkout) if folder.is_dir()]


def known_packs() -> list[str]:
    """Names of all packs within reach, sorted."""
    return sorted({path.parent.name for folder in pack_folders() for path in folder.glob(f"*/{MANIFEST}")})


def find_pack(name: str | Path, *, beside: Path | None = None) -> Path:
    """Folder of the pack ``name``: a path to it, or a name in one of the pack folders.

    ``beside`` is the folder of a pack that builds on this one: its neighbours are looked at first.

    Raises:
        PackNotFoundError: nothing there; the remedy lists the packs within reach.
    """
    as_path = Path(name)
    candidates = [] if beside is None else [beside.parent / as_path.name]
    if as_path.is_absolute() or len(as_path.parts) > 1 or (as_path / MANIFEST).is_file():
        candidates.append(as_path)
    candidates += [folder / as_path.name for folder in pack_folders()]
    for candidate in candidates:
        if (candidate / MANIFEST).is_file():
            return candidate.resolve()
    known = ", ".join(known_packs())
    raise PackNotFoundError(
        "no pack with a {manifest} was found",
        where=str(name),
        remedy="packs within reach: {known}; give a path, or name a folder of packs in FILIERA_PACKS"
        if known
        else "no pack is within reach; give a path, or name a folder of packs in FILIERA_PACKS",
        words={"manifest": MANIFEST, "known": known},
    )
