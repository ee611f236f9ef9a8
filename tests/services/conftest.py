"""The evidence of the packs, built once for all tests of this folder that only read it."""

from __future__ import annotations

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
