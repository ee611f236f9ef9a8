"""How long a comparison of regions takes: reading all of Europe, the page's answer, draws of ranks, and how they grow.

No peer could be run beside it: COINr and Compind are R packages, and shiftshare is not on the package index of this
machine. The draws are therefore set against the same computed plainly, one draw after another, ranked by scipy.
Run: .venv/bin/python benchmarks/regions.py [HOME with evidence built from snapshots]
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from filiera.analysis.benchmark.composite import Aggregation, Normalisation
from filiera.analysis.benchmark.panel import Panel
from filiera.analysis.benchmark.rank_intervals import CHOICES, rank_draws

SIZES = (4, 30, 300, 1_500)
INDICATORS, DRAWS, SPREAD = 8, 1_000, 0.25


def drawn_panel(size: int) -> Panel:
    values = np.random.default_rng(size).lognormal(sigma=0.5, size=(size, INDICATORS))
    names = tuple(f"k{n}" for n in range(INDICATORS))
    return Panel(tuple(f"r{n}" for n in range(size)), names, values, ("1",) * INDICATORS, (True,) * INDICATORS)


def plainly(panel: Panel, draws: int) -> np.ndarray:
    """The same draws, one after another."""
    generator = np.random.default_rng(1)
    weights = generator.uniform(1 - SPREAD, 1 + SPREAD, size=(draws, INDICATORS))
    chosen = generator.integers(len(CHOICES), size=draws)
    table, ranks = panel.values, []
    for weight, choice in zip(weights, chosen, strict=True):
        normalisation, aggregation = CHOICES[choice]
        if normalisation is Normalisation.MIN_MAX:
            scores = 1 + 99 * (table - table.min(axis=0)) / (table.max(axis=0) - table.min(axis=0))
        else:
            scores = (table - table.mean(axis=0)) / table.std(axis=0)
        part = weight / weight.sum()
        whole = scores @ part if aggregation is Aggregation.ARITHMETIC else np.exp(np.log(scores) @ part)
        ranks.append(rankdata(-whole, method="min"))
    return np.array(ranks)


def taken(work: Callable[[], object], times: int) -> float:
    """Milliseconds of processor, the median: what else the machine does is left out."""
    samples = []
    for _ in range(times):
        started = time.process_time()
        work()
        samples.append((time.process_time() - started) * 1000)
    return statistics.median(samples)


def draws() -> None:
    print(f"{DRAWS:,} draws of ranks, {INDICATORS} indicators, milliseconds of processor")
    print(f"{'regions':>8} {'ours':>9} {'plainly':>9} {'times':>6}  same ranks")
    for size in SIZES:
        panel = drawn_panel(size)
        ours = taken(lambda panel=panel: rank_draws(panel, draws=DRAWS, generator=np.random.default_rng(1)), 3)
        theirs = taken(lambda panel=panel: plainly(panel, DRAWS), 1)
        same = (
            rank_draws(panel, draws=DRAWS, generator=np.random.default_rng(1)).ranks == plainly(panel, DRAWS)
        ).mean()
        print(f"{size:>8,} {ours:>9.1f} {theirs:>9.1f} {theirs / ours:>6.1f}  {same:.4f}")


def evidence(home: Path) -> None:
    from filiera.evidence import Evidence
    from filiera.services.benchmark_regions import compare_regions
    from filiera.services.benchmark_values import held_values
    from filiera.services.figures import all_figures
    from filiera.services.similar_regions import candidates, similar_regions

    with Evidence.open(home) as opened:
        all_figures(opened)
        started, worked = time.perf_counter(), time.process_time()
        held = held_values(opened)
        print(
            f"reading {len(held.regions):,} places: {time.perf_counter() - started:.2f} s "
            f"({time.process_time() - worked:.2f} s of processor)"
        )
        print(f"the pack's peers, first: {taken(lambda: compare_regions(opened), 1):.0f} ms")
        others = [region.code for region in candidates(opened)]
        if len(others) > len(SIZES):
            pairs = itertools.pairwise(others)
            print(f"two other peers: {taken(lambda: compare_regions(opened, next(pairs)), 20):.1f} ms")
            print(f"distances of {len(similar_regions(opened))} regions are held with the evidence")
        print(f"asked again: {taken(lambda: compare_regions(opened), 100):.3f} ms")


if __name__ == "__main__":
    draws()
    if len(sys.argv) > 1:
        evidence(Path(sys.argv[1]))
