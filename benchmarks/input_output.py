"""How fast multipliers are, beside pymrio in the same run, and how long a regional table takes.

Tables are drawn at random, dense, with 45 to 55 per cent of intermediate inputs; both programs get the same ones, and
their multipliers are compared. Run: .venv/bin/python benchmarks/input_output.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from _multipliers import OURS, THEIRS, pymrio_python, run

from filiera.analysis.input_output.draws import draw_effects
from filiera.analysis.input_output.leontief import Leontief
from filiera.analysis.input_output.location_quotients import RegionalWeights
from filiera.pack.read import read_pack
from filiera.services.impact_ground import ground_of_pack
from filiera.services.regional_economy import regional_economy
from filiera.services.what_if import Investment, what_if

SIZES = ((64, 5), (500, 5), (3_000, 3))
"""Sectors, and how many times each program runs."""
PRIMARY = 4
DRAWS = 1_000


def drawn_table(size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Z, x and four primary inputs."""
    generator = np.random.default_rng(size)
    flows = generator.lognormal(sigma=1.5, size=(size, size))
    output = flows.sum(axis=0) / generator.uniform(0.45, 0.55, size)
    return flows, output, generator.random((PRIMARY, size)) * output


def compare(size: int, runs: int, peer: Path | None, folder: Path) -> None:
    flows, output, primary = drawn_table(size)
    table = folder / f"{size}.npz"
    np.savez(table, Z=flows, x=output, V=primary)
    ours = run(Path(sys.executable), OURS, table, runs)
    assert ours is not None
    theirs = run(peer, THEIRS, table, runs) if peer else None
    line = f"{size:>8,} {ours.seconds * 1000:>11.1f} {ours.peak:>9.0f}"
    if theirs is not None:
        apart = max(
            float(np.abs(mine / other - 1).max())
            for mine, other in ((ours.output, theirs.output), (ours.effects, theirs.effects))
        )
        line += f" {theirs.seconds * 1000:>13.1f} {theirs.peak:>11.0f}"
        line += f" {theirs.seconds / ours.seconds:>7.1f} {ours.peak / theirs.peak:>8.2f} {apart:>9.0e}"
    print(line)


def taken(work: Callable[[], object], times: int) -> float:
    """Milliseconds, the median."""
    samples = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        samples.append((time.perf_counter() - started) * 1000)
    return statistics.median(samples)


def main() -> None:
    peer = pymrio_python()
    head = ("ours, ms", 11), ("MB", 9), ("pymrio, ms", 13), ("MB", 11), ("times", 7), ("of MB", 8), ("apart", 9)
    print(f"All type I multipliers: output and {PRIMARY} primary inputs; medians of separate processes")
    print(f"{'sectors':>8}", *(f"{name:>{width}}" for name, width in head))
    with tempfile.TemporaryDirectory() as folder:
        for size, runs in SIZES:
            compare(size, runs, peer, Path(folder))
    flows, output, primary = drawn_table(64)
    sectors = tuple(f"s{number}" for number in range(64))
    national = Leontief(flows / output, sectors).coefficients
    generator = np.random.default_rng(1)
    weights = RegionalWeights(sectors, output * generator.uniform(0.05, 0.4, 64), output)
    rows = primary / output

    def draw() -> object:
        return draw_effects(
            national, weights, rows, draws=DRAWS, generator=np.random.default_rng(2), error_of_weights=0.1
        ).interval()

    print(f"{DRAWS:,} draws of a regionalised table of 64 sectors: {taken(draw, 3) / 1000:.2f} s")
    economy = regional_economy(ground_of_pack(read_pack("lombardia")))
    asked = taken(lambda: what_if(economy, Investment("C21", 120e6, 250)), 20)
    print(f"What-if of {economy.table.size} sectors, both phases, with its band: {asked:.1f} ms")


if __name__ == "__main__":
    main()
