"""A real Chromium for tests of pages: nothing but this machine is within its reach."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Served, serve
from tests.built_homes import PACKS, BuiltHomes

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    # What the pages themselves ask for elsewhere is recorded below, and gets no answer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
Page = Any
NewPage = Callable[..., Page]
Sites = dict[str, str]
"""Of each pack, where its portal answers."""


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """A Chromium that starts; without one the test is skipped (``make test`` has tried to install it)."""
    finder = [sys.executable, ROOT / "scripts" / "provide_browser.py", "--find"]
    found = subprocess.run([str(part) for part in finder], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("no Chromium could be had: install one, or name it in FILIERA_CHROMIUM")
    return found.stdout.strip()


@pytest.fixture(scope="session")
def sites(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory, filiera_home: None) -> Iterator[Sites]:
    """Both packs, each served on a port of its own as long as the tests last."""
    with ExitStack() as stack:
        homes = {name: built_homes.copy(name, tmp_path_factory.mktemp(f"site-{name}")) for name in PACKS}
        yield {name: stack.enter_context(serve(home)).url for name, home in homes.items()}


@pytest.fixture(scope="session")
def real_site(
    built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory, filiera_home: None
) -> Iterator[Served]:
    """The real region with the shared snapshots, served as long as the tests last."""
    with serve(built_homes.region(tmp_path_factory.mktemp("real-site"))) as served:
        yield served


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    """One browser for a module. Not longer: while it lives its thread counts as asynchronous, where Django
    refuses to touch a database."""
    playwright_api = pytest.importorskip("playwright.sync_api")
    # Chromium refuses its sandbox to root, as whom a container often runs.
    switches = [*SWITCHES, "--no-sandbox"] if os.geteuid() == 0 else list(SWITCHES)
    with playwright_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=switches)
        yield chromium
        chromium.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the pages of this test complained about: errors on the console, exceptions in scripts."""
    return []


@pytest.fixture
def requests_elsewhere() -> list[str]:
    """Addresses outside this machine that a page asked for. Any left at the end fails the test."""
    return []


@pytest.fixture
def new_page(browser: Any, console_errors: list[str], requests_elsewhere: list[str]) -> Iterator[NewPage]:
    """Makes pages. Keywords are those of a browser context: ``java_script_enabled=False``, ``viewport=…``."""
    contexts = []

    def on_request(request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            requests_elsewhere.append(request.url)

    def on_console(message: Any) -> None:
        if message.type == "error":
            console_errors.append(message.text)

    def make(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", on_request)
        context.on("console", on_console)
        context.on("weberror", lambda problem: console_errors.append(str(problem.error)))
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not requests_elsewhere, f"a page asked for addresses outside this machine: {requests_elsewhere}"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of usual size."""
    return new_page(viewport={"width": 1280, "height": 800})


@pytest.fixture(scope="session")
def accessibility_faults() -> Callable[[Page], list[str]]:
    """What axe finds on a page, however slight, one line per element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def faults(page: Page) -> list[str]:
        return [
            f"{rule['impact']}: {rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))}"
            for rule in axe.run(page).response["violations"]
            for node in rule["nodes"]
        ]

    return faults
