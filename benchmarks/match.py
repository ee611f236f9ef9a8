"""How long ``/api/v1/match`` takes, in one process and without a network: one name, ten, fifty.

Against the organisations of the region that is built for it; the first question also makes the linker.
Run: .venv/bin/python benchmarks/match.py
"""

from __future__ import annotations

import io
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROUNDS = 100


def ask(application: Any, names: list[str]) -> float:
    """Seconds that one question takes."""
    body = json.dumps({"mentions": [{"name": name} for name in names]}).encode()
    told: dict[str, str] = {}
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/v1/match",
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    started = time.perf_counter()
    parts = application(environ, lambda status, headers: told.update(status=status))
    size = sum(map(len, parts))
    taken = time.perf_counter() - started
    assert told["status"].startswith("200"), told
    assert size
    return taken


def names_of(application: Any) -> Iterator[str]:
    """Names as people write them: those of the hub, with a place or without, cut, and in a department."""
    from filiera.portal.evidence_in_use import evidence_in_use

    forms = ("{}", "Department of Medicine, {}, Italy", "{} e altri", "{}")
    names = [row["name"] for row in evidence_in_use().rows("organisation")]
    for number, name in enumerate(itertools.cycle(names)):
        yield forms[number % len(forms)].format(name)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FILIERA_HOME": folder, "DJANGO_SETTINGS_MODULE": "filiera.portal.settings"}
        from filiera.services.build import build

        build("lombardia", Path(folder))
        from filiera.portal.wsgi import application

        names = names_of(application)
        print(f"first question, with the making of the linker: {ask(application, [next(names)]) * 1000:,.0f} ms")
        print(f"{'names':>6} {'median, ms':>11} {'p95, ms':>9}")
        for many in (1, 10, 50):
            taken = [ask(application, list(itertools.islice(names, many))) * 1000 for _ in range(ROUNDS)]
            print(f"{many:>6} {statistics.median(taken):>11.1f} {statistics.quantiles(taken, n=20)[-1]:>9.1f}")


if __name__ == "__main__":
    main()
