"""Evidence replaced under a running server: of a thousand requests none fails, and each page is of one version."""

from __future__ import annotations

import http.client
import itertools
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from filiera.services.build import build
from tests.portal.packs import copy_of_exemple

START = "import sys; from pathlib import Path; from filiera.portal.server import serve; "
START += "serve('127.0.0.1', int(sys.argv[1]), Path(sys.argv[2]))"
REQUESTS = 1000
READERS = 8
VERSIONS = 5
"""More than are kept, so that files go while they are read."""
PAGES = (
    "/en/",
    "/ca/figures/",
    "/en/figure/hospital-beds/",
    "/en/claim/beds/",
    "/ca/ledger/",
    "/en/organisations/",
    "/en/organisations/?text=hopsital",
    "/en/search/?q=hospital",
    "/en/sources/",
    "/ca/plan/",
)
VERSION = re.compile(r"class=\"foot__facts\">.*?<code>([0-9a-f]{16})</code>", re.DOTALL)


@pytest.fixture
def packs(tmp_path: Path) -> list[Path]:
    """The invented region in versions that differ in one word."""
    found = []
    for number in range(VERSIONS):
        folder = copy_of_exemple(tmp_path / f"packs-{number}")
        settings = folder / "pack.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("(invented)", f"(invented {number})"), encoding="utf-8")
        found.append(folder)
    return found


@pytest.fixture
def port(packs: list[Path], tmp_path: Path) -> Iterator[int]:
    """The port of a server over the first of them."""
    home = tmp_path / "home"
    build(packs[0], home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-c", START, str(port), str(home)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait(port, server)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=30)
    assert "Traceback" not in said, said


def test_no_request_fails_while_evidence_is_replaced(packs: list[Path], port: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    hashes = {build(packs[0], home).version.hash}
    numbers = itertools.count()
    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(_read, port, numbers) for _ in range(READERS)]
        for pack in itertools.cycle([*packs[1:], packs[0]]):
            hashes.add(build(pack, home).version.hash)
            if all(reader.done() for reader in reading) and len(hashes) == VERSIONS:
                break
        seen = _together(reading)
    assert seen.total() >= REQUESTS
    assert seen.keys() <= hashes
    assert len(seen) > 1, "readers met more than one version"
    last = build(packs[2], home).version.hash
    assert [_version(_get(http.client.HTTPConnection("127.0.0.1", port), "/en/")) for _ in range(4)] == [last] * 4


def _read(port: int, numbers: Iterator[int]) -> Counter[str]:
    """Asks until a thousand were asked by all together; half of the pages are such as nobody asked for before."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    seen: Counter[str] = Counter()
    while (number := next(numbers)) < REQUESTS:
        path = PAGES[number % len(PAGES)]
        fresh = f"{'&' if '?' in path else '?'}{number}" if number // len(PAGES) % 2 else ""
        seen[_version(_get(connection, path + fresh))] += 1
    connection.close()
    return seen


def _get(connection: http.client.HTTPConnection, path: str) -> str:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status, body[:500])
    assert len(body) == int(answer.headers["Content-Length"])
    return body.decode()


def _version(page: str) -> str:
    found = VERSION.search(page)
    assert found, page[-500:]
    return found[1]


def _together(readers: list[Future[Counter[str]]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for reader in readers:
        whole += reader.result()
    return whole


def _wait(port: int, server: subprocess.Popen[str]) -> None:
    for _ in range(300):
        assert server.poll() is None, server.stdout.read() if server.stdout else ""
        try:
            _get(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/en/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer")
