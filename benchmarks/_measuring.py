"""Measure a command as a whole process: wall time, processor time, peak memory, as medians of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BROCHURE = ROOT.parent / "shared" / "brochure" / "lombardia-life-science-hub.it.txt"


@dataclass(frozen=True)
class Measured:
    """Medians over the runs: seconds on the wall, seconds of processor, megabytes at the peak."""

    wall: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        return f"{self.wall:6.2f} s wall  {self.cpu:6.2f} s cpu  {self.peak:6.0f} MB"


def filiera(*arguments: str, home: Path, runs: int = 3, warm: bool = True) -> Measured:
    """Run ``filiera`` with ``arguments`` in ``home``; with ``warm`` a first run is made and not counted."""
    environment = {**os.environ, "FILIERA_HOME": str(home)}
    command = [sys.executable, "-m", "filiera.cli", *arguments]
    samples = []
    for turn in range(runs + warm):
        started = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        if turn or not warm:
            samples.append((wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    return Measured(*(statistics.median(column) for column in zip(*samples, strict=True)))
