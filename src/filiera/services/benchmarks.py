"""The comparisons of regions that a pack holds, as the evidence keeps them."""

from __future__ import annotations

import msgspec

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.pack.benchmark_schema import Benchmark
from filiera.services.kept_answers import kept_per_version
from filiera.services.tables import Rows, as_json


def benchmark_tables(pack: Pack) -> dict[str, Rows]:
    """A pack's comparisons as rows of the evidence tables."""
    peers = as_json(pack.manifest.peers)
    return {
        "benchmark": [
            {"id": each.id, "seq": seq, "peers_json": peers, "body_json": as_json(each)}
            for seq, each in enumerate(pack.benchmarks.values())
        ],
    }


@kept_per_version
def benchmark_of(evidence: Evidence) -> tuple[Benchmark, tuple[str, ...]] | None:
    """The hub's comparison and the peers that its pack names; None where it holds none."""
    rows = sorted(evidence.rows("benchmark"), key=lambda row: int(row["seq"]))
    if not rows:
        return None
    told = msgspec.json.decode(rows[0]["body_json"], type=Benchmark)
    return told, tuple(msgspec.json.decode(rows[0]["peers_json"]))


def told_benchmark(evidence: Evidence) -> tuple[Benchmark, tuple[str, ...]]:
    """The hub's comparison and the peers that its pack names.

    Raises:
        AddressError: the pack holds none.
    """
    found = benchmark_of(evidence)
    if found is None:
        raise AddressError(
            "this hub compares with no other regions",
            where="benchmarks/",
            remedy="the pack needs a file benchmarks/<id>.yml; docs/benchmark.md says what it holds",
        )
    return found
