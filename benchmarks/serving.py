"""The portal under load, as ``filiera serve`` gives it to browsers; beside it Datasette, in the same run.

*Anew*: each request has an address that nobody asked for before, so that the page is made and packed for it; charts
are kept by content hash. *Kept*: the same addresses again and again, as long as the evidence stays the same. 4 and 16
connections, each asks again as soon as it is answered; the load generator (_load.py) is one process on the same
machine, and checks status and length of every answer. Rows are medians of several rounds, taken in turn.
20,000 organisations are INVENTED for the directory, and exist nowhere else.
Run: .venv/bin/python benchmarks/serving.py [--quick]
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import _datasette
from benchmarks._load import FRESH, Load
from benchmarks._page_weight import weigh
from benchmarks._served import Served, filiera_serve, free_port, served
from benchmarks.search import invented_organisations, questions
from filiera.services.build import build
from filiera.services.indicators import indicators
from filiera.services.organisations import all_organisations
from filiera.services.store import open_evidence

CONNECTIONS = (4, 16)
ORGANISATIONS = 20_000
TOY = ROOT / "tests" / "packs"


@dataclass(frozen=True)
class Kind:
    """Pages of one kind at one server."""

    name: str
    server: Served
    paths: list[str]
    connections: tuple[int, ...] = CONNECTIONS


@dataclass(frozen=True)
class Round:
    """One measurement, and the milliseconds of processor that each request cost the server."""

    load: Load
    cost: float


def run(kind: Kind, connections: int, seconds: float) -> Round:
    """Puts a server under load."""
    generator = [sys.executable, str(ROOT / "benchmarks" / "_load.py")]
    command = [*generator, str(kind.server.port), str(connections), str(seconds)]
    before = kind.server.processor()
    done = subprocess.run(command, input="\n".join(kind.paths), stdout=subprocess.PIPE, text=True, check=True)
    load = Load(**json.loads(done.stdout))
    return Round(load, 1000 * (kind.server.processor() - before) / load.answers)


def invented_pack(folder: Path) -> Path:
    """The toy pack with 20,000 organisations that do not exist."""
    for name in ("inventada", "exemple"):
        shutil.copytree(TOY / name, folder / name)
    fields = ("id", "name", "kind", "work", "about_ca", "about_en", "municipality", "territory", "codes", "vintage")
    with (folder / "exemple" / "organisations" / "many.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fields)
        writer.writeheader()
        for number, (_, name, place) in enumerate(invented_organisations(ORGANISATIONS)):
            row = (f"invented-{number}", name, "cap" if number % 3 else "county-hospital", "agencia-memoria-2023")
            row += ("Ens inventat", "Invented body", place, "XV1", f"asv:X{number:06}", "2023")
            writer.writerow(dict(zip(fields, row, strict=True)))
    return folder / "exemple"


def page_kinds(server: Served, home: Path) -> list[Kind]:
    """Kinds of pages of the region's hub, made anew and kept."""
    with open_evidence(home) as evidence:
        figures = [f"/{code}/{view.address}/" for view in indicators(evidence) for code in ("it", "en")]
        bodies = [f"/it/{address}/" for address in list(all_organisations(evidence))[:200]]
    asked = {
        "figure page": figures,
        "organisation page": bodies,
        "home": ["/it/", "/en/"],
        "ledger": ["/it/ledger/", "/en/ledger/"],
        "API, 50 figures": ["/api/v1/figures?"],
    }
    kinds = []
    for name, paths in asked.items():
        fresh = [f"{path}language=it&offset={FRESH}" if "?" in path else f"{path}?{FRESH}" for path in paths]
        if "?" not in paths[0]:
            kinds.append(Kind(f"{name}, anew", server, fresh))
        kinds.append(Kind(f"{name}, kept", server, [path.removesuffix("?") for path in paths]))
    return kinds


def directory_kinds(server: Served) -> list[Kind]:
    """The directory and the search over invented organisations; each question is made anew."""
    asked = [text for of_manner in questions(invented_organisations(ORGANISATIONS)).values() for text, _ in of_manner]
    random.Random(5).shuffle(asked)
    return [
        Kind("directory of 20,000", server, [f"/en/organisations/?text={quote(text)}&{FRESH}" for text in asked]),
        Kind("search among 20,000", server, [f"/en/search/?q={quote(text)}&{FRESH}" for text in asked]),
    ]


def datasette_kinds(stack: ExitStack, folder: Path, home: Path) -> list[Kind]:
    """The peer's pages for the same question; none where it cannot be installed."""
    datasette = _datasette.installed()
    if datasette is None:
        return []
    path = folder / "evidence.sqlite"
    with open_evidence(home) as evidence:
        _datasette.write_sqlite(evidence.version.path, path)
        names = [view.id for view in indicators(evidence)]
    port = free_port()
    server = stack.enter_context(served(_datasette.command(datasette, path, port), port, "/evidence/shown"))
    return [Kind("Datasette: figures of one indicator", server, [f"/evidence/shown?indicator={n}" for n in names])]


def median(rounds: list[Round]) -> Round:
    """The middle of each number; all errors."""
    loads = [each.load for each in rounds]
    middle = {name: statistics.median(getattr(x, name) for x in loads) for name in ("rate", "p50", "p95", "p99")}
    answers, errors = sum(x.answers for x in loads), sum(x.errors for x in loads)
    asking = 1000 * sum(x.asking for x in loads) / answers
    complaint = next((x.complaint for x in loads if x.complaint), "")
    return Round(
        Load(answers, errors, asking=asking, complaint=complaint, **middle), statistics.median(x.cost for x in rounds)
    )


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    rounds, seconds = (3, 1.5) if quick else (5, 4.0)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        homes = {"hub": folder / "hub", "many": folder / "many"}
        build("lombardia", homes["hub"])
        build(invented_pack(folder / "packs"), homes["many"])
        servers = {}
        for which, home in homes.items():
            port = free_port()
            servers[which] = stack.enter_context(served(filiera_serve(port), port, "/en/", home))
        kinds = page_kinds(servers["hub"], homes["hub"]) + directory_kinds(servers["many"])
        kinds += datasette_kinds(stack, folder, homes["hub"])
        for kind in kinds:
            run(kind, 8, seconds)
        found: dict[tuple[str, int], list[Round]] = defaultdict(list)
        for _ in range(rounds):
            for kind in kinds:
                for connections in kind.connections:
                    found[kind.name, connections].append(run(kind, connections, seconds))
        results = {asked: median(each) for asked, each in found.items()}
        machine = f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}"
        print(f"medians of {rounds} rounds of {seconds:g} s; {machine}")
        _table(results)
        _ratios(results)
        for which, server in servers.items():
            print(f"memory of the server and its workers ({which}): {server.memory():.0f} MB")
        print(weigh(servers["hub"], next(kind.paths for kind in kinds if kind.name == "figure page, kept")))
    if any(result.load.errors for result in results.values()):
        raise SystemExit("some answers were wrong")


def _table(results: dict[tuple[str, int], Round]) -> None:
    print("\n| pages | connections | requests/s | p50 ms | p95 ms | p99 ms | server, ms of processor | errors |")
    print("|---|---|---|---|---|---|---|---|")
    for (name, connections), result in results.items():
        load = result.load
        times = f"{load.p50:.1f} | {load.p95:.1f} | {load.p99:.1f}"
        errors = f"{load.errors} {load.complaint}".strip()
        print(f"| {name} | {connections} | {load.rate:,.0f} | {times} | {result.cost:.2f} | {errors} |")
    asking = statistics.median(result.load.asking for result in results.values())
    print(f"\nasking itself takes {asking:.3f} ms of processor a request")


def _ratios(results: dict[tuple[str, int], Round]) -> None:
    for connections in CONNECTIONS:
        peer = results.get(("Datasette: figures of one indicator", connections))
        if peer is None:
            continue
        for how in ("anew", "kept"):
            own = results[f"figure page, {how}", connections]
            rate, work = own.load.rate / peer.load.rate, peer.cost / own.cost
            which = f"figure page, {how}, at {connections} connections"
            print(f"{which}: {rate:.1f} times Datasette's rate; {work:.1f} times for each second of processor")


if __name__ == "__main__":
    main()
