"""Parsing real files against the obvious peer in the same run, with growth; and all snapshots into evidence.

Peers: Eurostat TSV against pandas (read_csv, split, melt, flags apart); studies of ClinicalTrials.gov against only
decoding them with orjson; TED notices against only parsing them with lxml. pandas and orjson are no dependencies: where
they are not installed their rows are left out (``.venv/bin/python -m pip install pandas orjson``).
Run: .venv/bin/python benchmarks/sources.py
"""

from __future__ import annotations

import gzip
import importlib
import io
import resource
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


def trials() -> None:
    from filiera.sources.clinicaltrials_gov import Options, parse

    studies = [path.read_bytes() for path in sorted((SNAPSHOTS / "clinical_trials" / "aact_records").glob("*.json"))]
    orjson = peer("orjson")
    one = b",".join(studies)
    for target in (12.5, 50, 200):
        text = b'{"studies":[' + b",".join([one] * max(1, round(target * 1e6 / len(one)))) + b"]}"
        ours = median(lambda text=text: parse(text, Options()))
        theirs = median(lambda text=text: orjson.loads(text)) if orjson is not None else None
        line("ClinicalTrials.gov studies", len(text) / 1e6, ours, theirs, "aim: 0.6 of decoding with orjson")


def notices() -> None:
    from lxml import etree

    from filiera.sources.ted import Options, parse

    files = [path.read_bytes() for path in sorted(SNAPSHOTS.glob("ted/ted_*/*.xml"))]
    for times in (1, 4, 16):
        texts = files * times
        ours = median(lambda texts=texts: [parse(text, Options()) for text in texts])
        theirs = median(lambda texts=texts: [etree.fromstring(text) for text in texts])
        line(
            f"TED notices, {len(texts)} files",
            sum(map(len, texts)) / 1e6,
            ours,
            theirs,
            "aim: 0.5 of parsing with lxml",
        )


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
    for part in (eurostat, trials, notices, whole):
        print(part.__name__)
        part()
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
