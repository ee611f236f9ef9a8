"""Copies of the invented packs, to be changed by a test."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKS = Path(__file__).resolve().parents[1] / "packs"


def copy_of_exemple(folder: Path) -> Path:
    """The invented region and the country that it builds on, copied into ``folder``."""
    for name in ("inventada", "exemple"):
        shutil.copytree(PACKS / name, folder / name)
    return folder / "exemple"
