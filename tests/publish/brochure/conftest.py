"""Brochures of two packs, set once: one real region in its two languages, and the invented one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("typst", reason="the extra for print is not installed")
pytest.importorskip("bootstrap_italia_template", reason="the theme with the brochure's type is not installed")

from filiera.publish.brochure.content import content
from filiera.publish.brochure.making import Brochure, make_brochure
from filiera.services.pages import Evidence
from tests.built_homes import BuiltHomes

ROOT = Path(__file__).resolve().parents[3]
PACKS = {"exemple": ROOT / "tests" / "packs" / "exemple", "lombardia": ROOT / "packs" / "lombardia"}
EDITIONS = [("lombardia", "it"), ("lombardia", "en"), ("exemple", "ca"), ("exemple", "en")]


@pytest.fixture(scope="session")
def home_of(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The home with the evidence of a pack."""
    return cache(lambda pack: built_homes.copy(pack, tmp_path_factory.mktemp(f"brochure-{pack}")))


@pytest.fixture(scope="session")
def evidence_of(home_of: Callable[[str], Path]) -> Callable[[str], Evidence]:
    """The evidence of a pack."""
    return cache(lambda pack: Evidence.open(home_of(pack)))


@pytest.fixture(scope="session")
def content_of(home_of: Callable[[str], Path], evidence_of: Callable[[str], Evidence]) -> Callable[..., dict[str, Any]]:
    """What the brochure of a pack says in a language, before it is set."""
    return cache(lambda pack, language: content(evidence_of(pack), language, home_of(pack)))


@pytest.fixture(scope="session")
def brochure_of(home_of: Callable[[str], Path], evidence_of: Callable[[str], Evidence]) -> Callable[..., Brochure]:
    """The brochure of a pack in a language."""
    return cache(lambda pack, language: make_brochure(evidence_of(pack), language, home_of(pack)))
