"""What can be wrong with the organisations of a pack and with what sources say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filiera.pack.problems import Problem
from filiera.pack.problems import known_in as _known
from filiera.pack.problems import text_in_all_languages as _text
from filiera.pack.read import Pack
from filiera.pack.schema import NAMES, Attestation, Organisation
from filiera.pack.web_addresses import fault_of

RELATIONS = ("area", "run_by")
"""Properties whose value is another organisation."""
COUNTED = ("beds", "discharges", "funding", "students")
"""Properties whose value is a whole number."""
LONGEST_NAME = 300
_CODE = re.compile(r"[a-z][a-z0-9-]*:[^\s:;@]+(@\d{4}(/\d{4})?)?$")
_WHOLE = re.compile(r"\d+$")
_YEAR = re.compile(r"\d{4}$")
_DEGREES = re.compile(r"-?\d{1,3}\.\d+$")


def problems_of_organisations(pack: Pack) -> Iterator[Problem]:
    """Every problem of the registers, of the organisations and of the statements about them, in reading order."""
    for register in pack.registers.values():
        yield from _text(pack, pack.where("register", register.id), "names", register.names)
    for organisation in pack.organisations.values():
        yield from _organisation(pack, organisation)
    for key, row in pack.attestations.items():
        yield from _attestation(pack, f"{pack.where('statement', key)} ({row.organisation})", row)


def _organisation(pack: Pack, row: Organisation) -> Iterator[Problem]:
    where = f"{pack.where('organisation', row.id)} ({row.id})"
    yield from _known(pack, where, "kind", row.kind, pack.kinds, "kind", "kinds.yml")
    yield from _known(pack, where, "work", row.work, pack.works, "work", "sources/")
    yield from _text(pack, where, "about", row.about)
    if row.note:
        yield from _text(pack, where, "note", row.note)
    if row.territory:
        yield from _known(pack, where, "territory", row.territory, pack.territories, "territory", "territories.yml")
    if row.part_of:
        yield from _known(pack, where, "part_of", row.part_of, pack.organisations, "organisation", "organisations/")
    for code in filter(None, map(str.strip, row.codes.split(";"))):
        if not _CODE.match(code):
            yield Problem(where, "codes", f"'{code}' is no code", "write register:code, or register:code@2018/2022")
            continue
        register = code.partition(":")[0]
        yield from _known(pack, where, "codes", register, pack.registers, "register", "registers.yml")


def _attestation(pack: Pack, where: str, row: Attestation) -> Iterator[Problem]:
    known = pack.organisations
    yield from _known(pack, where, "organisation", row.organisation, known, "organisation", "organisations/")
    yield from _known(pack, where, "work", row.work, pack.works, "work", "sources/")
    if row.words:
        yield from _text(pack, where, "words", row.words)
    if row.note:
        yield from _text(pack, where, "note", row.note)
    if row.period and not _YEAR.match(row.period):
        yield Problem(where, "period", f"'{row.period}' is no year", "write the year, or leave it empty")
    if row.property in RELATIONS:
        yield from _known(pack, where, row.property, row.value, known, "organisation", "organisations/")
    elif row.property == "position":
        yield from _position(where, row.value)
    elif row.property in COUNTED and not _WHOLE.match(row.value):
        yield Problem(where, row.property, f"'{row.value}' is no whole number", "write digits alone: 747")
    elif row.property == "website":
        yield from _website(where, row.value)
    elif row.property in NAMES:
        yield from _name(pack, where, row)
    if row.property == "beds" and not row.period:
        yield Problem(where, "period", "beds without a year", "write the year that they are of")


def _name(pack: Pack, where: str, row: Attestation) -> Iterator[Problem]:
    """A name must tell something: not be the one that its own row bears, nor be empty, nor a whole text."""
    if not any(map(str.isalnum, row.value)) or row.value != row.value.strip():
        yield Problem(
            where, row.property, f"'{row.value}' is no name", "write it as the source does, without blanks around"
        )
    elif len(row.value) > LONGEST_NAME:
        yield Problem(where, row.property, "a name of over 300 characters", "write the name alone")
    elif row.organisation in pack.organisations and row.value == pack.organisations[row.organisation].name:
        yield Problem(where, row.property, f"'{row.value}' is its name already", "leave the row out")


def _website(where: str, value: str) -> Iterator[Problem]:
    fault = fault_of(value)
    if fault is not None:
        yield Problem(where, "website", f"'{value}' {fault}", "write the address as a browser shows it: https://…")


def _position(where: str, value: str) -> Iterator[Problem]:
    remedy = "write latitude and longitude in degrees: 45.37217 9.16754"
    degrees = value.split(" ")
    if len(degrees) != 2 or not all(map(_DEGREES.match, degrees)):
        yield Problem(where, "position", f"'{value}' is no position", remedy)
    elif abs(float(degrees[0])) > 90 or abs(float(degrees[1])) > 180:
        yield Problem(where, "position", f"'{value}' is not on Earth", remedy)
