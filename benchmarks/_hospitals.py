"""Hospitals of one country across three registers, linked by name and place alone; their codes tell who is right."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from filiera.registry.linking import Linker
from filiera.registry.metrics import counted, wilson_interval
from filiera.registry.register import Entry, Register
from filiera.registry.tables import MENTIONS, Tier

REGIONAL = "03"
"""How the ministry's codes of the pack's region begin."""
HARD = 12


def structures(snapshots: Path) -> Register:
    """The ministry's structures, each with the code as its id."""
    with (snapshots / "ministero_salute" / "hl7_minsalute_strutture_ricovero.csv").open(encoding="utf-8") as file:
        entries = tuple(
            Entry(row["code"], (row["display"],), city=row["comune_nome"], country="IT", kinds=("hospital",))
            for row in csv.DictReader(file)
        )
    return Register("structures", entries, "benchmark")


def mentions(snapshots: Path, known: set[str]) -> Iterator[tuple[str, str, str, str]]:
    """File, code, name and city of each hospital that another file names and the ministry knows."""
    with (snapshots / "gisco" / "gisco_healthcare_IT.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            # The file drops the leading zero of the ministry's code: 943-30943- is 030943.
            code = row["id"].split("-")[1].zfill(6)
            if code in known:
                yield "European", code, row["hospital_name"], row["city"]
    discharges = snapshots / "ministero_salute" / "minsalute_sdo2022_dimissioni_per_istituto_esito.csv"
    with discharges.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            # Two digits more are a site of the structure.
            if (code := row["Codice Istituto"][:6]) in known:
                yield "discharges", code, row["Denominazione Istituto"], ""


def across_registers(snapshots: Path) -> None:
    """Print precision and recall by file, for the country and the region, and the hardest names."""
    register = structures(snapshots)
    name_of = {entry.id: f"{entry.names[0]} ({entry.city})" for entry in register.entries}
    linkers = {"country": Linker(register), "region": Linker(_regional(register))}
    rows = list(mentions(snapshots, set(name_of)))
    hard: dict[str, str] = {}
    for place, linker in linkers.items():
        for file in ("European", "discharges"):
            asked = [row for row in rows if row[0] == file and (place == "country" or row[1].startswith(REGIONAL))]
            batch = pa.RecordBatch.from_pylist(
                [
                    {"mention_id": str(number), "name": name, "city": city, "country": "IT"}
                    for number, (_, _, name, city) in enumerate(asked)
                ],
                schema=MENTIONS,
            )
            found = linker.link(batch).to_pylist()
            linked = [(int(row["mention_id"]), row["organisation_id"]) for row in found if row["tier"] == Tier.LINK]
            true = [(number, code) for number, (_, code, _, _) in enumerate(asked)]
            result = counted(linked, true)
            low, high = wilson_interval(result.right, result.linked)
            print(
                f"{place:8} {file:11} precision {result.score.precision:.4f} [{low:.4f}-{high:.4f}] "
                f"recall {result.score.recall:.4f} F1 {result.score.f1:.4f} ({len(asked)} names)"
            )
            if place == "region":
                missed = sorted(set(true) ^ set(linked))
                hard |= {f"{asked[number][2]} ({file})": name_of[asked[number][1]] for number, _ in missed}
    print(f"hard ones of the region ({len(hard)}):")
    for said, meant in list(hard.items())[:HARD]:
        print(f"  {said}: {meant}")


def _regional(register: Register) -> Register:
    return Register("region", tuple(entry for entry in register.entries if entry.id.startswith(REGIONAL)), "benchmark")
