"""The evidence of the packs, built once for all tests of this folder that only read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.evidence import Evidence
from filiera.services.build import build

ROOT = Path(__file__).resolve().parents[2]


def _built(pack: Path, home: Path) -> Iterator[Evidence]:
    build(pack, home)
    with Evidence.open(home) as opened:
        yield opened


@pytest.fixture(scope="session")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """The invented region."""
    yield from _built(ROOT / "tests" / "packs" / "exemple", tmp_path_factory.mktemp("exemple"))


@pytest.fixture(scope="session")
def lombardia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """The first region."""
    yield from _built(ROOT / "packs" / "lombardia", tmp_path_factory.mktemp("lombardia"))


@pytest.fixture(scope="session")
def _members_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("members")
    build(ROOT / "tests" / "packs" / "exemple", home)
    return home


@pytest.fixture
def members_home(_members_built: Path, tmp_path: Path) -> Path:
    """A home of its own with the invented region's evidence, in which nobody has written yet."""
    return shutil.copytree(_members_built, tmp_path / "home")
