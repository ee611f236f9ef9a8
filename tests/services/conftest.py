"""The evidence of the packs, built once for all tests of this folder that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.evidence import Evidence
from tests.built_homes import BuiltHomes


@pytest.fixture(scope="session")
def exemple(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """The invented region."""
    with Evidence.open(built_homes.copy("exemple", tmp_path_factory.mktemp("exemple"))) as opened:
        yield opened


@pytest.fixture(scope="session")
def lombardia(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """The first region."""
    with Evidence.open(built_homes.copy("lombardia", tmp_path_factory.mktemp("lombardia"))) as opened:
        yield opened


@pytest.fixture
def members_home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    """A home of its own with the invented region's evidence, in which nobody has written yet."""
    return built_homes.copy("exemple", tmp_path / "home")
