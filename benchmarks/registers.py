"""Trials and notices: how fast their parsers are beside a reader that only decodes the same bytes.

ClinicalTrials.gov: the recorded studies, repeated to 200 MB of one study a line, against orjson (brought into an
environment of its own, for the project does not need it). TED: the 439 real notices against ``lxml.etree.fromstring``.
Times are of the processor, the best of several turns taken in alternation, since other work disturbs the wall clock.
Each is told for one, four and sixteen times as much, so that it shows whether cost grows in proportion.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from filiera.sources import clinicaltrials_gov, ted

SNAPSHOTS = Path(__file__).resolve().parents[2] / "shared" / "snapshots"
LARGEST = int(os.environ.get("REGISTERS_MB", "200")) * 1_000_000
GROWTH = (16, 4, 1)
TURNS = 3
_PEER = """
import sys, time, orjson
data = open(sys.argv[1], "rb").read()
best = 1e9
for _ in range(int(sys.argv[2])):
    started = time.process_time()
    for line in data.split(b"\\n"):
        if line:
            orjson.loads(line)
    best = min(best, time.process_time() - started)
print(best)
"""


def best(work: Callable[[], object]) -> float:
    """Seconds of processor in the best of the turns."""
    seconds = []
    for _ in range(TURNS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def studies() -> bytes:
    """The recorded studies of the API v2, one a line."""
    folder = SNAPSHOTS / "clinical_trials"
    found = [line for line in (folder / "ctrdata_demo_26.jsonl").read_bytes().split(b"\n") if b'"CTGOV2"' in line]
    for path in sorted((folder / "aact_records").glob("*.json")):
        found.append(json.dumps(json.loads(path.read_bytes()), ensure_ascii=False, separators=(",", ":")).encode())
    return b"\n".join(found) + b"\n"


def peer(folder: Path) -> Path | None:
    """A Python that has orjson; None where it cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", "orjson"], capture_output=True, check=False)
    return python if done.returncode == 0 else None


def trials() -> None:
    """Studies at three sizes; the peer reads the same file in the same turn."""
    one = studies()
    with tempfile.TemporaryDirectory() as place:
        python = peer(Path(place) / "peer")
        if python is None:
            print("trials: orjson cannot be installed here, so that nothing is compared")
        for share in GROWTH:
            data = one * max(1, LARGEST // share // len(one))
            own = best(lambda: clinicaltrials_gov.parse(data, clinicaltrials_gov.Options()))  # noqa: B023
            line = f"trials {len(data) / 1e6:6.0f} MB  parsed in {own:6.2f} s  {len(data) / 1e6 / own:5.0f} MB/s"
            if python is not None:
                path = Path(place) / "studies.jsonl"
                path.write_bytes(data)
                said = subprocess.run(
                    [python, "-c", _PEER, path, str(TURNS)], capture_output=True, text=True, check=True
                )
                decoded = float(said.stdout)
                line += f"  orjson only decodes in {decoded:6.2f} s  ratio {decoded / own:.2f} (aim 0.60)"
            print(line)


def notices() -> None:
    """Notices at three sizes; lxml reads the same bytes in the same turn."""
    one = [path.read_bytes() for path in sorted((SNAPSHOTS / "ted").glob("ted_*_xml/*.xml"))]
    for times in reversed(GROWTH):
        files = one * times
        size = sum(map(len, files)) / 1e6

        def read(files: list[bytes] = files) -> None:
            for data in files:
                etree.fromstring(data)

        parsed, many, single = (
            best(read),
            best(lambda: ted.parse_many(files, ted.Options())),  # noqa: B023
            best(lambda: [ted.parse(data, ted.Options()) for data in files]),  # noqa: B023
        )
        print(
            f"notices {len(files):5} files {size:6.1f} MB  lxml only {parsed:5.2f} s  together {many:5.2f} s"
            f"  ratio {parsed / many:.2f} (aim 0.50)  one by one {single:5.2f} s  ratio {parsed / single:.2f}"
        )


if __name__ == "__main__":
    if not SNAPSHOTS.is_dir():
        sys.exit("the shared snapshots do not lie beside the project: nothing to measure")
    notices()
    trials()
