"""The organisations of the evidence as a register that mentions can be linked to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from filiera.registry.register import Entry, Register

Row = Mapping[str, Any]


def register_of(tables: Mapping[str, Iterable[Row]], name: str) -> Register:
    """The organisations of the evidence's tables as a register."""
    countries = {row["code"]: row for row in tables["territory"]}
    entries = tuple(
        _entry(row, countries) for row in sorted(tables["organisation"], key=lambda row: str(row["address"]))
    )
    return Register(name, entries, hashlib.sha256(msgspec.json.encode(entries)).hexdigest()[:16])


def _entry(row: Row, territories: Mapping[str, Row]) -> Entry:
    territory = row["territory"]
    while territory in territories and territories[territory]["kind"] != "country":
        territory = territories[territory]["parent"]
    return Entry(
        id=row["address"],
        names=(row["name"],),
        city=row["municipality"],
        country=territory,
        kinds=(row["kind"],),
        codes=tuple(msgspec.json.decode(row["codes_json"])),
        parents=(f"organisation/{row['part_of']}",) if row["part_of"] else (),
    )
