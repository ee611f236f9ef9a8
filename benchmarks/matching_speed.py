"""How fast the linker links, what its index takes, how both grow; beside rapidfuzz and Splink where both apply.

python benchmarks/matching_speed.py [SHARED]
"""

from __future__ import annotations

import dataclasses
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from _hospitals import mentions, structures
from _splink import splink_seconds
from linker_training import labelled_strings
from rapidfuzz import fuzz, process

from filiera.registry.linking import Linker
from filiera.registry.metrics import counted
from filiera.registry.reading_registers import read_register
from filiera.registry.register import Entry, Register
from filiera.registry.tables import MENTIONS, Tier

REGISTER = Path("snapshots") / "ror" / "ror_all_51370_latest.csv.gz"
PROCESSES = 2
BATCH = 500
BRUTE_FORCE_SAMPLE = 100
_linker: Linker | None = None


def enlarged(register: Register, times: int) -> Register:
    """The register with copies of itself, whose names have one word that is theirs alone."""
    entries: list[Entry] = list(register.entries)
    for copy in range(1, times):
        entries += [
            dataclasses.replace(
                entry, id=f"{entry.id}#{copy}", names=tuple(f"{name} Q{copy}x" for name in entry.names), acronyms=()
            )
            for entry in register.entries
        ]
    return Register(register.name, tuple(entries), register.version)


def batches(names: list[str]) -> Iterator[pa.RecordBatch]:
    """Mentions in batches."""
    for start in range(0, len(names), BATCH):
        rows = [
            {"mention_id": str(start + place), "name": name} for place, name in enumerate(names[start : start + BATCH])
        ]
        yield pa.RecordBatch.from_pylist(rows, schema=MENTIONS)


def link_one(batch: pa.RecordBatch) -> int:
    """In a process of the pool: the index came with the fork."""
    assert _linker is not None
    return int(_linker.link(batch).num_rows)


def measured(register: Register, names: list[str]) -> tuple[float, float]:
    """Seconds for the index, and strings a second in two processes."""
    global _linker
    started = time.perf_counter()
    _linker = Linker(register)
    index = time.perf_counter() - started
    processor = time.process_time()
    for batch in batches(names[: 4 * BATCH]):
        link_one(batch)
    alone = (time.process_time() - processor) / min(len(names), 4 * BATCH)
    print(f"  one process: {1e6 * alone:.0f} µs of processor a string")
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        list(pool.map(link_one, list(batches(names[: 2 * BATCH]))))
        started = time.perf_counter()
        list(pool.map(link_one, list(batches(names))))
        seconds = time.perf_counter() - started
    return index, len(names) / seconds


def brute_force(register: Register, names: list[str]) -> float:
    """Strings a second of rapidfuzz's token set ratio against every name, on two threads."""
    choices = [name.lower() for entry in register.entries for name in entry.names]
    asked = [name.lower() for name in names[:BRUTE_FORCE_SAMPLE]]
    started = time.perf_counter()
    process.cdist(asked, choices, scorer=fuzz.token_set_ratio, workers=PROCESSES).argmax(axis=1)
    return len(asked) / (time.perf_counter() - started)


def against_splink(snapshots: Path) -> None:
    """The hospital register pairs: the ministry's structures and the European file, names and cities."""
    register = structures(snapshots)
    asked = [row for row in mentions(snapshots, {entry.id for entry in register.entries}) if row[0] == "European"]
    started = time.perf_counter()
    linker = Linker(register)
    rows = [
        {"mention_id": str(place), "name": name, "city": city, "country": "IT"}
        for place, (_, _, name, city) in enumerate(asked)
    ]
    links = linker.link(pa.RecordBatch.from_pylist(rows, schema=MENTIONS)).to_pylist()
    ours = time.perf_counter() - started
    true = [(place, code) for place, (_, code, _, _) in enumerate(asked)]
    found = counted(
        [(int(row["mention_id"]), row["organisation_id"]) for row in links if row["tier"] == Tier.LINK], true
    )
    print(f"hospitals: linker {ours:.2f} s with its index, F1 {found.score.f1:.4f} ({len(asked)} names)")
    left = [(entry.id, entry.names[0], entry.city.upper()) for entry in register.entries]
    right = [(str(place), name, city.upper()) for place, (_, _, name, city) in enumerate(asked)]
    if (peer := splink_seconds(left, right)) is not None:
        seconds, pairs = peer
        theirs = counted([(int(mention), code) for mention, code in pairs], true)
        print(f"hospitals: Splink {seconds:.2f} s, F1 {theirs.score.f1:.4f}; ratio {seconds / ours:.1f}")


def main(shared: Path) -> int:
    """Print what is measured."""
    if not (shared / REGISTER).exists():
        print(f"{REGISTER} is not there: nothing to measure against", file=sys.stderr)
        return 0
    register = read_register(shared / REGISTER)
    names = [each.text for each in labelled_strings(shared / "matching", register)]
    against_splink(shared / "snapshots")
    theirs = brute_force(register, names)
    index, ours = measured(register, names)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"1 × register, 1 × strings: index {index:5.1f} s  {ours:6.0f} strings a second, {peak:.0f} MB at the peak")
    print(f"rapidfuzz brute force on {BRUTE_FORCE_SAMPLE} strings: {theirs:.1f} a second; ratio {ours / theirs:.0f}")
    for times in (2, 4):
        index, rate = measured(register, names * times)
        print(f"1 × register, {times} × strings: index {index:5.1f} s  {rate:6.0f} strings a second")
        index, rate = measured(enlarged(register, times), names)
        print(f"{times} × register, 1 × strings: index {index:5.1f} s  {rate:6.0f} strings a second")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"))
