"""What linking costs by the number of names: 1×, 2×, 4×, by this machine's processes and by Spark on this machine.

Spark runs where it is installed (``make test-spark`` makes .venv-spark), as a cluster of two executors of one
processor each, so that both engines have two processors. The cost of a million names is the slope between the
smallest and the largest run: starting and building the index, which do not grow, stand in columns of their own.
Run: .venv/bin/python benchmarks/linking_scale.py [names], or .venv-spark/bin/python for both engines.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from filiera.registry.engines import BATCH, linked_by_processes, linker_for
from filiera.registry.reading_registers import read_register
from filiera.registry.register import Register
from filiera.registry.tables import MENTIONS

SHARED = Path(__file__).resolve().parents[2] / "shared"
REGISTER = SHARED / "snapshots" / "ror" / "ror_all_51370_latest.csv.gz"
NAMES = SHARED / "matching" / "rorapi_dataset_affiliations_springer_2023_10_31.json"
GROWTH = (1, 2, 4)
PROCESSORS = 2
Links = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def names(many: int) -> Iterator[pa.RecordBatch]:
    """So many real affiliations; where there are fewer, they come again with a number, so that none is the same."""
    texts = [row["affiliation"] for row in msgspec.json.decode(NAMES.read_bytes())]
    size = min(BATCH, max(1, many // (4 * PROCESSORS)))
    for start in range(0, many, size):
        numbers = range(start, min(start + size, many))
        told = [texts[n % len(texts)] + (f" {n // len(texts)}" if n >= len(texts) else "") for n in numbers]
        columns: list[Any] = [[str(n) for n in numbers], told, *([""] * len(numbers) for _ in range(3))]
        yield pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=MENTIONS)


def measure(engine: str, links: Links, start: float, many: int) -> None:
    """A line for each size, and the cost of a million by the slope."""
    taken = []
    for factor in GROWTH:
        began = time.perf_counter()
        rows = sum(batch.num_rows for batch in links(names(many * factor)))
        seconds = time.perf_counter() - began
        taken.append(seconds)
        rate = many * factor / seconds
        print(
            f"{engine:20} {factor}× {many * factor:>9,} {start:8.1f} {seconds:9.1f} {rate:9,.0f}/s {rows:>9,}",
            flush=True,
        )
    slope = (taken[-1] - taken[0]) / (many * (GROWTH[-1] - GROWTH[0])) * 1_000_000
    print(f"{engine:20} a million names: {slope:,.0f} s, {slope * PROCESSORS / 3600:.2f} processor hours", flush=True)


def local(register: Register, many: int) -> None:
    began = time.perf_counter()
    linker = linker_for(register)
    start = time.perf_counter() - began
    measure("processes", lambda batches: linked_by_processes(linker, batches, processes=PROCESSORS), start, many)


def spark(register: Register, many: int) -> None:
    from pyspark.sql import SparkSession

    from filiera.registry.on_spark import linked_by_spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with ExitStack() as stack:
        began = time.perf_counter()
        session = SparkSession.builder.master(f"local-cluster[{PROCESSORS},1,1024]").config("spark.ui.enabled", "false")
        session = session.getOrCreate()
        stack.callback(session.stop)
        session.sparkContext.setLogLevel("ERROR")

        def links(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            return linked_by_spark(session, register, batches)

        # Each executor builds the index with the first names that it gets.
        list(links(names(2 * PROCESSORS)))
        measure("Spark, 2 executors", links, time.perf_counter() - began, many)


def main() -> None:
    if not REGISTER.exists():
        print("not measured: the snapshots and matching sets are not beside the project")
        return
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    register = read_register(REGISTER)
    print(f"{len(register.entries):,} organisations; {PROCESSORS} processors; names from published affiliations")
    print(f"{'engine':20} {'':2} {'names':>9} {'start, s':>8} {'linking, s':>9} {'names':>10} {'links':>9}")
    local(register, many)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    print(f"{'processes':20} largest process: {peak:.1f} GB, shared pages counted in each")
    try:
        import pyspark  # noqa: F401
    except ImportError:
        print("Spark: not measured, it is not installed here; make test-spark makes .venv-spark")
    else:
        spark(register, many)


if __name__ == "__main__":
    main()
