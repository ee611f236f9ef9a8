"""The API in one process, without a network: /api/v1/figures kept, written anew, and asked again by its version.

*Kept*: the same question of the same evidence, from memory. *Anew*: the kept answers are dropped before each
request, so that figures are filtered, cut and written. *304*: the asker names the version that it has.
Run: .venv/bin/python benchmarks/api.py
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

QUESTIONS = (
    "",
    "limit=200",
    "verdict=does%20not%20reconcile",
    "q=farmaceutica&language=it",
    "origin=observation&limit=10",
)
SECONDS = 3.0


def asking(application: Any, query: str, **headers: str) -> Callable[[], tuple[str, int, dict[str, str]]]:
    """A request that can be made again and again: status, bytes, headers."""

    def ask() -> tuple[str, int, dict[str, str]]:
        told: dict[str, Any] = {}
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/api/v1/figures",
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            **headers,
        }
        parts = application(environ, lambda status, given: told.update(status=status, headers=dict(given)))
        return told["status"], sum(map(len, parts)), told["headers"]

    return ask


def measure(ask: Callable[[], object], before: Callable[[], object] = lambda: None) -> tuple[float, float]:
    """Requests a second, and the 95th of a hundred in milliseconds; ``before`` is not counted."""
    ask()
    taken: list[float] = []
    ends = time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        before()
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return len(taken) / sum(taken), statistics.quantiles(taken, n=20)[-1] * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FILIERA_HOME": folder, "DJANGO_SETTINGS_MODULE": "filiera.portal.settings"}
        from filiera.services.build import build

        build("lombardia", Path(folder))
        from filiera.portal import page_cache
        from filiera.portal.wsgi import application

        gzip = {"HTTP_ACCEPT_ENCODING": "gzip"}
        print(f"{'/api/v1/figures?…':36} {'bytes':>8} {'kept':>16} {'anew':>16} {'304':>16}")
        for query in QUESTIONS:
            ask = asking(application, query, **gzip)
            status, size, headers = ask()
            assert status.startswith("200"), (query, status)
            again = asking(application, query, HTTP_IF_NONE_MATCH=headers["ETag"], **gzip)
            assert again()[0].startswith("304"), query
            results = (measure(ask), measure(ask, page_cache.kept.clear), measure(again))
            cells = "".join(f" {rate:7,.0f}/s {p95:4.1f} ms" for rate, p95 in results)
            print(f"{query or '(the first fifty)':36} {size:>8,}{cells}")


if __name__ == "__main__":
    main()
