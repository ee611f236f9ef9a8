"""How long the what-if page takes, each time for a question that nobody asked before; beside it its CSV and PDF.

Wall time as a browser sees it, and processor time of all the server's processes for one answer: on a busy machine the
latter says more. Run: .venv/bin/python benchmarks/what_if_page.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks._served import Served, filiera_serve, free_port, served
from filiera.services.build import build

ASKED = 60
PAGES = {"page": "/it/impact/what-if/", "csv": "/it/impact/what-if.csv", "pdf": "/it/impact/what-if.pdf"}


def ask(server: Served, path: str, times: int, start: int) -> tuple[list[float], float]:
    """Milliseconds of each answer, and the processor's for one."""
    before, taken = server.processor(), []
    for number in range(start, start + times):
        started = time.perf_counter()
        server.get(f"{path}?sector=C21&million={100 + number / 8}&jobs={200 + number}")
        taken.append((time.perf_counter() - started) * 1000)
    return taken, (server.processor() - before) * 1000 / times


def main() -> None:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build("lombardia", home)
        with served(filiera_serve(port), port, "/it/", home) as server:
            for path in PAGES.values():
                # Each worker reads the evidence and its libraries once.
                ask(server, path, 8, 10_000)
            print(f"{'':>6} {'median, ms':>11} {'95 of 100':>10} {'processor':>10}")
            for name, path in PAGES.items():
                taken, processor = ask(server, path, ASKED if name != "pdf" else 12, 0)
                line = f"{name:>6} {statistics.median(taken):>11.0f} {statistics.quantiles(taken, n=20)[-1]:>10.0f}"
                print(f"{line} {processor:>10.0f}")


if __name__ == "__main__":
    main()
