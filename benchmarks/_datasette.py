"""The peer: Datasette, in an environment of its own, over the same evidence as SQLite.

What is compared is one question: *the figures of this indicator, each with value, place, year, verdict and source, as
a page for people*. Datasette answers it with a page of a table that was joined beforehand and has an index, over a
file that it knows to be immutable and without looking for facets: it reads and writes rows, no more. Our page has
charts, definition, findings and citation besides.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

import duckdb
import platformdirs

VERSION = "0.65.5"
SHOWN = """
CREATE TABLE shown AS
SELECT f.address, f.indicator, i.label_json AS label, f.territory, t.names_json AS place, f.period, f.breakdown,
    f.value, f.unit, f.qualifier, f.printed, f.via, v.verdict, p.name AS producer, w.title_json AS work,
    w.published, w.licence
FROM figure f JOIN indicator i ON i.id = f.indicator LEFT JOIN territory t ON t.code = f.territory
LEFT JOIN verdict v ON v.figure = f.address
LEFT JOIN citation c ON c.figure = f.address AND c.seq = (SELECT min(seq) FROM citation WHERE figure = f.address)
LEFT JOIN work w ON w.id = c.work LEFT JOIN producer p ON p.id = w.producer
"""


def installed() -> Path | None:
    """Datasette's command; None where it cannot be had."""
    place = platformdirs.user_cache_path("filiera", appauthor=False) / "benchmarks" / f"datasette-{VERSION}"
    command = place / "bin" / "datasette"
    if not command.exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", f"datasette=={VERSION}"]
        done = subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"Datasette could not be installed: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return None
    return command


def write_sqlite(evidence: Path, path: Path) -> None:
    """All tables of the evidence as SQLite, and the joined one that answers the question."""
    with duckdb.connect(str(evidence), read_only=True) as source, closing(sqlite3.connect(path)) as target:
        for (table,) in source.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            rows = source.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in rows.description]
            columns = ", ".join(f'"{name}"' for name in names)
            target.execute(f'CREATE TABLE "{table}" ({columns})')
            target.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" for _ in names)})', rows.fetchall())
        target.execute(SHOWN)
        target.execute("CREATE INDEX shown_indicator ON shown (indicator)")
        target.execute("ANALYZE")
        target.commit()


def command(datasette: Path, path: Path, port: int) -> list[str]:
    """How it is started: as its documentation says for a file that never changes."""
    return [str(datasette), "-i", str(path), "-p", str(port), "--setting", "suggest_facets", "off"]
