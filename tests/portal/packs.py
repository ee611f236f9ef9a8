"""Copies of the invented packs, to be changed by a test, and a hub with an invented snapshot."""

from __future__ import annotations

import shutil
from pathlib import Path

from filiera.services.build import build

TRIALS = """id,titol,estat,fase,centre,comarca
1,Un,obert,F1,Hospital U,Dalt
2,Dos,obert,F2,Hospital Dos,Pratgran
3,Tres,obert a tots,F2,Hospital Tres,Riu
4,Quatre,tancat,F2,Hospital Tres,Riu
5,Cinc,obert,,Hospital Cinc,
"""
PACKS = Path(__file__).resolve().parents[1] / "packs"


def copy_of_exemple(folder: Path) -> Path:
    """The invented region and the country that it builds on, copied into ``folder``."""
    for name in ("inventada", "exemple"):
        shutil.copytree(PACKS / name, folder / name)
    return folder / "exemple"


def exemple_with_trials(folder: Path) -> Path:
    """A home with the invented region and an invented snapshot of its trials; the one of its beds is not held."""
    file = folder / "snapshots" / "agencia" / "assaigs.csv"
    file.parent.mkdir(parents=True)
    file.write_text(TRIALS, encoding="utf-8")
    build(PACKS / "exemple", folder / "home", folder / "snapshots")
    return folder / "home"
