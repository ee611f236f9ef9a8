"""Both programs of the comparison of multipliers, each in a process of its own; the peer in an environment of its own.

Both read the same flows, output and primary inputs, and give all type I output multipliers and effects. Memory is the
peak of the whole process, with what it imports and the table that it read.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs

VERSION = "0.7.0"
_READ = """
import json, resource, sys, time
import numpy as np
told = np.load(sys.argv[1])
Z, x, V = told["Z"], told["x"], told["V"]
"""
_TELL = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
np.savez(sys.argv[2], output=output, effects=effects)
print(json.dumps([seconds, peak]))
"""
OURS = (
    _READ
    + """
from filiera.analysis.input_output.multipliers import type_one
from filiera.analysis.input_output.table import InputOutputTable
sectors = tuple(f"s{number}" for number in range(len(x)))
started = time.perf_counter()
table = InputOutputTable(sectors, Z, x, primary_inputs={str(number): row for number, row in enumerate(V)})
found = type_one(table)
output, effects = found.output, np.array([effect.total for effect in found.effects.values()])
seconds = time.perf_counter() - started
"""
    + _TELL
)
THEIRS = (
    _READ
    + """
import pandas as pd
import pymrio
sectors = pd.Index([f"s{number}" for number in range(len(x))])
Z = pd.DataFrame(Z, index=sectors, columns=sectors, copy=False)
x = pd.DataFrame(x, index=sectors, columns=["indout"])
V = pd.DataFrame(V, columns=sectors)
started = time.perf_counter()
L = pymrio.calc_L(pymrio.calc_A(Z, x))
output, effects = L.sum(axis=0).to_numpy(), pymrio.calc_M(pymrio.calc_S(V, x), L).to_numpy()
seconds = time.perf_counter() - started
"""
    + _TELL
)


@dataclass(frozen=True)
class Run:
    """Medians over the runs: seconds of the computation, megabytes at the peak of the process; and what was found."""

    seconds: float
    peak: float
    output: np.ndarray
    effects: np.ndarray


def run(python: Path, program: str, table: Path, runs: int) -> Run | None:
    """A program over a table; None where it stopped."""
    found, samples = table.with_suffix(".found.npz"), []
    for _ in range(runs):
        command = [str(python), "-c", program, str(table), str(found)]
        said = subprocess.run(command, capture_output=True, text=True)
        if said.returncode:
            print(f"stopped: {said.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return None
        samples.append(json.loads(said.stdout.splitlines()[-1]))
    seconds, peak = (statistics.median(column) for column in zip(*samples, strict=True))
    told = np.load(found)
    return Run(seconds, peak, told["output"], told["effects"])


def pymrio_python() -> Path | None:
    """The Python of the peer's environment, made at first; None where pymrio cannot be had."""
    place = platformdirs.user_cache_path("filiera", appauthor=False) / "benchmarks" / f"pymrio-{VERSION}"
    python = place / "bin" / "python"
    if not (place / "installed").exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", f"pymrio=={VERSION}"]
        done = subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"pymrio could not be installed: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return None
        Path(place / "installed").touch()
    return python
