"""Real bytes of publishers, where the shared snapshots lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).resolve().parents[3] / "shared" / "snapshots"


@pytest.fixture(scope="session")
def snapshots() -> Path:
    """The folder of shared snapshots; without it the test is skipped."""
    if not SNAPSHOTS.is_dir():
        pytest.skip("the shared snapshots do not lie beside the project")
    return SNAPSHOTS
