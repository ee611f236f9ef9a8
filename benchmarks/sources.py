"""Eurostat's tables against the obvious peer in the same run, with growth; and all snapshots into evidence.

Peer: pandas (read_csv, split, melt, flags apart). It is no dependency: where it is not installed its rows are left out
(``.venv/bin/python -m pip install pandas``). Trials and notices have a benchmark of their own (registers.py).
Run: .venv/bin/python benchmarks/sources.py
"""

from __future__ import annotations

import gzip
import importlib
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _measuring import ROOT, filiera

SNAPSHOTS = ROOT.parent / "shared" / "snapshots"
TIMES = 3


def median(action: Callable[[], object]) -> float:
    """Seconds, as the median of some runs after one that is not counted."""
    action()
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def peer(name: str) -> Any:
    """A peer's module; None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"  {name} is not installed: its rows are left out")
        return None


def line(name: str, size: float, ours: float, theirs: float | None, wanted: str) -> None:
    ratio = "" if theirs is None else f"{theirs:7.2f} s  {theirs / ours:5.2f} times as fast"
    print(f"  {name:44} {size:7.1f} MB {ours:7.2f} s  {ratio}  {wanted}")


def eurostat() -> None:
    from filiera.sources.eurostat_tsv import Options, parse

    data = gzip.decompress((SNAPSHOTS / "eurostat" / "estat_demo_r_pjangrp3.tsv.gz").read_bytes())
    head, _, rows = data.partition(b"\n")
    pandas = peer("pandas")

    def usual(text: bytes) -> object:
        frame = pandas.read_csv(io.BytesIO(text), sep="\t", dtype=str)
        key = frame.columns[0]
        parts = frame[key].str.split(",", expand=True)
        parts.columns = key.split("\\")[0].split(",")
        tall = pandas.concat([parts, frame.drop(columns=key)], axis=1).melt(
            id_vars=list(parts.columns), var_name="period"
        )
        found = tall["value"].str.strip().str.extract(r"^(?P<number>[^ a-z]*) ?(?P<flag>[a-z]*)$")
        tall["number"] = pandas.to_numeric(found["number"].replace(":", None))
        tall["flag"] = found["flag"]
        return tall

    for times in (1, 4, 16):
        text = head + b"\n" + rows * times
        ours = median(lambda text=text: parse(text, Options(measure="x")))
        theirs = median(lambda text=text: usual(text)) if pandas is not None and times < 16 else None
        line(f"Eurostat TSV, {times} times", len(text) / 1e6, ours, theirs, "aim: 5 times pandas" if times == 1 else "")


def whole() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for told in ("from nothing", "remembered"):
            measured = filiera(
                "build", "lombardia", "--snapshots", str(SNAPSHOTS), home=Path(folder), runs=1, warm=False
            )
            print(
                f"  all snapshots, {told:20} {measured}   aim: {'60 s, 2,000 MB' if told == 'from nothing' else '10 s'}"
            )


def main() -> None:
    if not SNAPSHOTS.is_dir():
        sys.exit("the shared snapshots do not lie beside the project")
    for part in (whole, eurostat):
        print(part.__name__)
        part()


if __name__ == "__main__":
    main()
