"""A home with the invented region's evidence, in which records name some of its organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filiera.evidence import Evidence, write_evidence
from filiera.evidence.layout import engine_layout
from filiera.services.build import build

ROOT = Path(__file__).resolve().parents[1]
EXEMPLE = ROOT / "tests" / "packs" / "exemple"
LINKS = (
    ("hospital-dalt", "Hospital de Dalt", "Dalt", 0.99, "link"),
    ("hospital-dalt", "Hosp. Dalt", "Dalt", 0.72, "ask"),
    ("hospital-baix", "Hosp. Dalt", "Dalt", 0.55, "ask"),
    ("hospital-riu", "Hospital Riu [bold]x[/]", "Riu", 0.61, "ask"),
    ("hospital-pla", "Pla i Riu", "", 0.97, "link"),
    ("hospital-riu", "Pla i Riu", "", 0.96, "link"),
)
"""Organisation, name, city, score, tier."""


def linked_home(home: Path, links: tuple[tuple[str, str, str, float, str], ...] = LINKS) -> Path:
    """``home`` with evidence that says these links, each of one invented trial."""
    build(EXEMPLE, home)
    with Evidence.open(home) as evidence:
        tables = {name: [_plain(row) for row in evidence.rows(name)] for name in engine_layout()}
    tables["meta"] = [row for row in tables["meta"] if not row["key"].startswith("rows/")]
    tables["link"] = [
        {
            "organisation": f"organisation/{organisation}",
            "dataset": "trials",
            "register": "invented",
            "record": f"T{n}",
            "seq": 0,
            "line": n,
            "role": "site",
            "name": name,
            "city": city,
            "score": score,
            "tier": tier,
            "reason": "name alike",
        }
        for n, (organisation, name, city, score, tier) in enumerate(links)
    ]
    tables["linked_record"] = [
        {"dataset": "trials", "register": "invented", "id": f"T{n}", "title": f"Trial {n}\x1b[2J", "counts_json": "[]"}
        for n in range(len(links))
    ]
    write_evidence(tables, home, pack="exemple")
    return home


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "row_hash"}
