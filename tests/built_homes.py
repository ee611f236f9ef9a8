"""Homes with evidence, each built once in a run by whichever worker asks first; who asks gets a copy of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.linked_home import linked_home
from tests.services.linking_pack import linking_pack, linking_snapshots

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOTS = ROOT.parent / "shared" / "snapshots"
PACKS = {"exemple": ROOT / "tests" / "packs" / "exemple", "lombardia": ROOT / "packs" / "lombardia"}


class BuiltHomes:
    """Copies of the homes that many tests only begin with."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        own = factory.getbasetemp()
        # Of a run with workers each has a folder of its own, in the folder of the run.
        self._run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copy(self, name: str, home: Path) -> Path:
        """``home``, now with what the home called ``name`` holds: a pack's evidence alone (see ``PACKS``)."""
        return self._copied(name, home, lambda first: _build(PACKS[name], first))

    def region(self, home: Path) -> Path:
        """``home`` with the real region and the shared snapshots; the test is skipped where these are absent."""
        if not SNAPSHOTS.is_dir():
            pytest.skip("the shared snapshots do not lie beside the project")
        return self._copied("region", home, lambda first: _build(PACKS["lombardia"], first, SNAPSHOTS))

    def linked(self, home: Path) -> Path:
        """``home`` with the invented region, in which records name some of its organisations."""
        return self._copied("linked", home, linked_home)

    def linking(self, home: Path) -> Path:
        """``home`` with the invented region as a build with invented trials and participants links it."""
        pytest.importorskip("sparse_dot_topn", reason="the extra for matching is not installed")

        def make(first: Path) -> None:
            beside = first.parent
            _build(linking_pack(beside / "pack"), first, linking_snapshots(beside / "snapshots"))

        return self._copied("linking", home, make)

    def _copied(self, name: str, home: Path, make: Callable[[Path], object]) -> Path:
        folder = self._run / "built-homes" / name
        folder.parent.mkdir(exist_ok=True)
        with folder.with_suffix(".lock").open("w") as lock:
            # The other worker waits here for the one that builds.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "whole").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder / "home")
                (folder / "whole").touch()
        shutil.copytree(folder / "home", home, copy_function=_tables_shared, dirs_exist_ok=True)
        return home


def _build(pack: Path, home: Path, snapshots: Path | None = None) -> None:
    from filiera.services.build import build

    build(pack, home, snapshots)


def _tables_shared(origin: str, copy: str) -> object:
    """Parsed tables are named by what they hold and never written again: a second name is enough."""
    return os.link(origin, copy) if origin.endswith(".parquet") else shutil.copy2(origin, copy)
