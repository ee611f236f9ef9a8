"""The portal of a home, served by a process of its own on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SERVE = "import sys; from pathlib import Path; from filiera.portal.server import serve; "
SERVE += "serve('127.0.0.1', int(sys.argv[1]), Path(sys.argv[2]))"


@dataclass(frozen=True)
class Served:
    """A portal that answers."""

    url: str
    home: Path


@contextmanager
def serve(home: Path) -> Iterator[Served]:
    """The portal of ``home``, for as long as it is needed."""
    port = _free_port()
    # The arguments are ours.
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port), str(home)], env={**os.environ})
    try:
        _wait(port, server)
        yield Served(f"http://127.0.0.1:{port}", home)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    # A machine with much to do is no fault of the portal.
    for _ in range(1200):
        if server.poll() is not None:
            pytest.fail("the portal did not start")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the portal did not answer")
