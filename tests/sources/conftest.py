"""Real bytes of publishers, where the shared snapshots lie beside the project; and manners without waiting."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from filiera.sources.manners import Manners

SNAPSHOTS = Path(__file__).resolve().parents[3] / "shared" / "snapshots"


@pytest.fixture(scope="session")
def snapshots() -> Path:
    """The folder of shared snapshots; without it the test is skipped."""
    if not SNAPSHOTS.is_dir():
        pytest.skip("the shared snapshots do not lie beside the project")
    return SNAPSHOTS


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Sleeper:
    """Notes how long it was to sleep, and does not."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def manners(sleeper: Sleeper) -> Manners:
    return Manners(
        connect=1,
        read=0.3,
        in_all=60,
        interval=0,
        checkpoint=1000,
        largest=1_000_000,
        unpacked=1_000_000,
        sleep=sleeper,
        chance=lambda: 1.0,
        now=lambda: NOW,
    )


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files arrive."""
    path = tmp_path / "arriving"
    path.mkdir()
    return path
