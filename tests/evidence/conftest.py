"""A home for each test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty FILIERA_HOME."""
    return tmp_path / "home"
