"""The organisations of the evidence as a register that mentions can be linked to."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from filiera.pack.schema import NAMES
from filiera.registry.names_of_kinds import NamesOfKinds
from filiera.registry.register import Entry, Register

Row = Mapping[str, Any]
ACRONYM = "acronym"
PLANS = ("CreativeWork", "Project")
"""Kinds in the words of schema.org that nobody means who names an organisation, unless by a code."""
PARENTS = ("run_by",)
COUNTRY = "country"
"""The kind of territory that a country is."""


def register_of(tables: Mapping[str, Iterable[Row]], name: str) -> Register:
    """The organisations of the evidence's tables as a register.

    Read are the rows of ``organisation``, ``organisation_kind``, ``organisation_statement`` and ``territory``.
    An organisation bears the name of its row and every name, former name and acronym that a source states of it, and
    the names that follow from its kind and town.
    It belongs to what its row says, and to what runs it. A plan has no name here: it is known by its codes alone.
    """
    territories = {row["code"]: row for row in tables["territory"]}
    said: dict[str, list[Row]] = defaultdict(list)
    for row in tables["organisation_statement"]:
        said[row["organisation"]].append(row)
    kinds, organisations = list(tables["organisation_kind"]), list(tables["organisation"])
    plans = {row["id"] for row in kinds if row["schema_type"] in PLANS}
    of_kinds = NamesOfKinds(kinds, organisations)
    entries = tuple(
        _entry(row, said[row["address"]], territories, of_kinds, named=row["kind"] not in plans)
        for row in sorted(organisations, key=lambda row: row["address"])
        if row["kind"] not in plans or msgspec.json.decode(row["codes_json"])
    )
    return Register(name, entries, hashlib.sha256(msgspec.json.encode(entries)).hexdigest()[:16])


def country_of(territory: str, territories: Mapping[str, Row]) -> str:
    """Code of the country that a territory lies in; empty where it lies in none."""
    while territory in territories:
        if territories[territory]["kind"] == COUNTRY:
            return territory
        territory = territories[territory]["parent"]
    return ""


def _entry(row: Row, said: list[Row], territories: Mapping[str, Row], of_kinds: NamesOfKinds, *, named: bool) -> Entry:
    names = [
        row["name"],
        *(each["value"] for each in said if each["property"] in NAMES and each["property"] != ACRONYM),
    ]
    names += of_kinds.of(row, names)
    parents = [f"organisation/{row['part_of']}"] if row["part_of"] else []
    parents += [each["related"] for each in said if each["property"] in PARENTS]
    place = territories.get(row["territory"])
    return Entry(
        id=row["address"],
        names=tuple(dict.fromkeys(names)) if named else (),
        acronyms=tuple(dict.fromkeys(each["value"] for each in said if each["property"] == ACRONYM)),
        city=row["municipality"],
        region=_main_name(place) if place is not None else "",
        country=country_of(row["territory"], territories),
        kinds=(row["kind"],),
        codes=tuple(msgspec.json.decode(row["codes_json"])),
        parents=tuple(dict.fromkeys(parents)),
    )


def _main_name(territory: Row) -> str:
    names: dict[str, str] = msgspec.json.decode(territory["names_json"])
    return next(iter(names.values()), "")
