"""What holds for every test: no network, a home of its own, and a last line about the browser tests."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.built_homes import BuiltHomes

SNAPSHOTS = Path(__file__).resolve().parents[2] / "shared" / "snapshots"
TESTS = Path(__file__).resolve().parent
LONG = bool(os.environ.get("FILIERA_LONG_TESTS"))

# A slow machine is no fault of the code: no deadline per example.
hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("long" if LONG else "usual")


# A module that speaks of contributions runs on PostgreSQL too: there is no list that a new one could be missing from.
ROOMS_OF_CONTRIBUTIONS = frozenset({"contributions", "services", "portal", "cli", "browser"})
SPEAKS_OF_CONTRIBUTIONS = re.compile(
    r"""contributions|/account\b|"(?:backup|restore|accounts)"|services(?:\.| import )(?:readiness|accounts|personal)"""
)


@cache
def touches_contributions(module: Path) -> bool:
    """Whether a test module has to do with what people write."""
    room = module.relative_to(TESTS).parts[0]
    return room in ROOMS_OF_CONTRIBUTIONS and SPEAKS_OF_CONTRIBUTIONS.search(module.read_text("utf-8")) is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of contributions are marked as such; long tests wait for ``make test-all``."""
    django = sys.modules.get("django.conf")
    if django is not None and django.settings.configured:
        raise pytest.UsageError(
            "a test module sets Django up when it is imported: import what rests on contributions in its functions"
        )
    marked = [item for item in items if touches_contributions(item.path)]
    for item in marked:
        item.add_marker(pytest.mark.contributions)
    rooms = {item.path.relative_to(TESTS).parts[0] for item in marked}
    if config.getoption("markexpr") == "contributions" and (missing := ROOMS_OF_CONTRIBUTIONS - rooms):
        raise pytest.UsageError(f"no test of contributions is left in: {', '.join(sorted(missing))}")
    if not LONG:
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="long: runs with make test-all"))


@pytest.fixture(scope="session", autouse=True)
def filiera_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test builds in the user's own FILIERA_HOME."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILIERA_HOME", str(tmp_path_factory.mktemp("filiera-home")))
        yield


@pytest.fixture(scope="session")
def django_set_up(filiera_home: None) -> None:
    """Django as the portal has it: one process has one set of settings, whichever test comes first."""
    pytest.importorskip("django", reason="the portal's extra is not installed")
    os.environ["DJANGO_SETTINGS_MODULE"] = "filiera.portal.settings"
    import django

    django.setup(set_prefix=False)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """A connection that would leave the machine is an error."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise RuntimeError(f"a test tried to reach {address[0]}: tests use no network")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session")
def built_homes(tmp_path_factory: pytest.TempPathFactory) -> BuiltHomes:
    """Homes that are built once in a run, to be copied."""
    return BuiltHomes(tmp_path_factory)


@pytest.fixture(scope="session")
def real_home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the first region's evidence, built with the shared snapshots and linked; skipped without them."""
    pytest.importorskip("sparse_dot_topn", reason="the extra for matching is not installed")
    return built_homes.region(tmp_path_factory.mktemp("real-home"))


class BrowserTally:
    """Counts the browser tests of a run and says so in its last line."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.reasons: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keeps the gravest outcome of each test's setup, call and teardown."""
        if not report.nodeid.startswith("tests/browser/"):
            return
        tells = report.outcome != "passed" or report.when == "call"
        if tells and self.outcomes.get(report.nodeid) != "failed":
            self.outcomes[report.nodeid] = report.outcome
        if report.skipped and isinstance(report.longrepr, tuple):
            self.reasons[report.longrepr[2].removeprefix("Skipped: ")] += 1

    def line(self) -> str:
        """``Browser tests: 12 ran.`` and, where some did not pass, how many and why."""
        counts = Counter(self.outcomes.values())
        ran = counts["passed"] + counts["failed"]
        parts = [f"{ran or 'none'} ran"]
        if counts["failed"]:
            parts.append(f"{counts['failed']} failed")
        if counts["skipped"]:
            parts.append(f"{counts['skipped']} skipped ({'; '.join(self.reasons)})")
        return f"Browser tests: {', '.join(parts)}."

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        """After pytest's own closing line."""
        if not config.option.collectonly:
            print(self.line())


def pytest_configure(config: pytest.Config) -> None:
    """The tally is kept where all reports arrive: not in a worker."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(BrowserTally(), "browser-tally")
