"""Sites of trials linked to the organisations of the pack, against labels by hand (``data/trial_sites.csv``).

``meant`` must be found; ``also_right`` may be (the trust of a hospital that is named, and the other way round). One
half was looked at while the linker was made; the other is reported.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa

from filiera.pack.read import read_pack
from filiera.registry.linking import Linker
from filiera.registry.metrics import Counted
from filiera.registry.of_evidence import register_of
from filiera.registry.register import Register
from filiera.registry.tables import MENTIONS, Tier
from filiera.services.organisation_tables import organisation_tables
from filiera.services.tables import definitions

LABELS = Path(__file__).with_name("data") / "trial_sites.csv"


def register_of_pack(pack: Path) -> Register:
    """The organisations of a pack's tables, as a build links to them."""
    held = read_pack(pack)
    return register_of(definitions(held) | organisation_tables(held, {}), "benchmark")


def trial_sites(pack: Path) -> None:
    """Print precision, recall and F1 of both halves, and what the reported half misses."""
    linker = Linker(register_of_pack(pack))
    for half in ("tuning", "reported"):
        with LABELS.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["half"] == half]
        batch = pa.RecordBatch.from_pylist(
            [{"mention_id": str(number), "name": row["site"]} for number, row in enumerate(rows)], schema=MENTIONS
        )
        linked: dict[int, set[str]] = {}
        for row in linker.link(batch).to_pylist():
            if row["tier"] == Tier.LINK:
                linked.setdefault(int(row["mention_id"]), set()).add(row["organisation_id"].partition("/")[2])
        said = meant = right = 0
        for number, row in enumerate(rows):
            must, may = set(row["meant"].split()), set(row["also_right"].split())
            found = linked.get(number, set())
            said += len(found - may)
            meant += len(must)
            right += len(found & must)
            if half == "reported" and (found - may != must):
                print(f"  {row['site']}: {' '.join(sorted(found)) or '-'}; meant {row['meant'] or '-'}")
        (p_low, p_high), (r_low, r_high) = (count := Counted(said, meant, right)).intervals
        print(
            f"{half:9} precision {count.score.precision:.3f} [{p_low:.3f}-{p_high:.3f}] "
            f"recall {count.score.recall:.3f} [{r_low:.3f}-{r_high:.3f}] F1 {count.score.f1:.3f} ({len(rows)} sites)"
        )
