"""A server as a user starts it, for a benchmark: its address, the processor time of all its processes, its end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PATIENCE = 60


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    port: int
    pid: int

    def processor(self) -> float:
        """Seconds of processor that it and its workers have used; not a number where the system does not tell."""
        return sum(map(_used, family(self.pid))) if Path("/proc/self/stat").exists() else float("nan")

    def memory(self) -> float:
        """Megabytes that it and its workers hold, what they share counted once."""
        return sum(map(_resident, family(self.pid))) if Path("/proc/self/smaps_rollup").exists() else float("nan")

    def get(self, path: str, **headers: str) -> tuple[bytes, dict[str, str]]:
        """One answer as it travels, and its headers in small letters."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


@contextmanager
def served(command: list[str], port: int, first: str, home: Path | None = None) -> Iterator[Served]:
    """Starts ``command`` and waits until it answers at ``first``."""
    environment = {**os.environ, **({"FILIERA_HOME": str(home)} if home else {})}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    server = Served(port, process.pid)
    try:
        _wait(server, process, first)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def filiera_serve(port: int) -> list[str]:
    """The command as a user types it."""
    return [sys.executable, "-m", "filiera.cli", "serve", "--port", str(port)]


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Served, process: subprocess.Popen[bytes], first: str) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with status {process.returncode}: {process.args}")
        try:
            server.get(first)
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"no answer at {first}")


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
