"""The portal over the evidence of two packs: one real region, and the invented one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.built_homes import BuiltHomes

pytest.importorskip("django", reason="the portal's extra is not installed")

ROOT = Path(__file__).resolve().parents[2]
PACKS = {"exemple": ROOT / "tests" / "packs" / "exemple", "lombardia": ROOT / "packs" / "lombardia"}
Portal = Any


@pytest.fixture(scope="session")
def django_ready(filiera_home: None) -> Iterator[None]:
    """Django with the portal's settings, in the home of this test run."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "filiera.portal.settings"
    import django
    from django.test.utils import setup_test_environment, teardown_test_environment

    django.setup(set_prefix=False)
    setup_test_environment()
    from filiera.portal.static_files import prepare_static

    prepare_static()
    yield
    teardown_test_environment()


@pytest.fixture(scope="session")
def homes(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A home with the evidence of each pack."""
    return {name: built_homes.copy(name, tmp_path_factory.mktemp(f"home-{name}")) for name in PACKS}


@pytest.fixture
def open_portal(django_ready: None) -> Iterator[Callable[[Path], Portal]]:
    """Makes clients of the portal; each call moves the portal to another home."""
    from django.test import Client, override_settings

    opened = []

    def make(home: Path) -> Portal:
        settings = override_settings(FILIERA_HOME=home)
        settings.enable()
        opened.append(settings)
        return Client(raise_request_exception=False)

    yield make
    for settings in reversed(opened):
        settings.disable()


@pytest.fixture
def exemple(open_portal: Callable[[Path], Portal], homes: dict[str, Path]) -> Portal:
    """A client of the invented region's portal."""
    return open_portal(homes["exemple"])


@pytest.fixture
def lombardia(open_portal: Callable[[Path], Portal], homes: dict[str, Path]) -> Portal:
    """A client of the real region's portal."""
    return open_portal(homes["lombardia"])
