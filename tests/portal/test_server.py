"""Starting the portal: a free port, a key of its own, static files gathered once."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from filiera.errors import UsageError
from filiera.portal.server import check_port
from filiera.services.secret import secret_key

START = "import sys; from pathlib import Path; from filiera.portal.server import serve; "
START += "serve('127.0.0.1', int(sys.argv[1]), Path(sys.argv[2]))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_busy_port_names_the_port_and_the_remedy() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError) as caught:
            check_port("127.0.0.1", port)
    assert f"port {port} is in use by another program" in str(caught.value)
    assert f"PORT={port + 1} make hub" in str(caught.value)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be(port: int) -> None:
    with pytest.raises(UsageError, match="there is no such port"):
        check_port("127.0.0.1", port)


def test_an_address_of_another_machine() -> None:
    with pytest.raises(UsageError, match=r"cannot be used|no such address"):
        check_port("192.0.2.1", free_port())


def test_the_key_is_made_once_and_is_the_owners(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "home")
    assert len(key) >= 50
    assert secret_key(tmp_path / "home") == key
    assert stat.S_IMODE((tmp_path / "home" / "secret").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret"]


def test_a_key_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    (tmp_path / "secret").chmod(0o644)
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_an_empty_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    with pytest.raises(UsageError, match="holds no key; delete it"):
        secret_key(tmp_path)


def test_no_key_stands_in_the_code() -> None:
    from filiera.portal import settings

    assert "SECRET_KEY = secret_key(" in Path(settings.__file__).read_text(encoding="utf-8")


def test_it_serves_answers_and_ends_cleanly(homes: dict[str, Path]) -> None:
    port, home = free_port(), homes["exemple"]
    environment = {**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"}
    server = subprocess.Popen(
        [sys.executable, "-c", START, str(port), str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        page = _fetch(f"http://127.0.0.1:{port}/en/", server)
        assert "Every number with its proof" in page
        assert len(list(home.glob("static-*"))) == 1
        # Ctrl-C reaches the whole group of processes.
        os.killpg(server.pid, signal.SIGINT)
        said, _ = server.communicate(timeout=30)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
    assert "Traceback" not in said
    assert server.returncode in (0, 130, -signal.SIGINT), said


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not list a process's children")
def test_a_worker_that_dies_is_replaced(homes: dict[str, Path]) -> None:
    port = free_port()
    command = [sys.executable, "-c", START, str(port), str(homes["exemple"])]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _fetch(f"http://127.0.0.1:{port}/en/", server)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        workers = [int(c) for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
        assert workers
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        assert "Every number with its proof" in _fetch(f"http://127.0.0.1:{port}/en/", server)
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)
    finally:
        if server.poll() is None:
            server.kill()


def _fetch(url: str, server: subprocess.Popen[str]) -> str:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail(f"the server ended: {server.stdout.read() if server.stdout else ''}")
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer")
