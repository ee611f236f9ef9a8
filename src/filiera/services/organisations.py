"""Organisations with all that is known of them: names, codes, place, and what each source says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.pack.schema import NAMES
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.kept_answers import kept_per_version
from filiera.services.mending import MendedView, mended_of
from filiera.services.reconciliations import Reconciliation, reconciliations


@dataclass(frozen=True, slots=True)
class SourceView:
    """The work that a row or a statement rests on."""

    work: str
    producer: str
    producer_name: str
    title: Text
    published: int | None
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code that a register gives to an organisation; ``years``: only in those, no longer now."""

    register: str
    names: Text
    """What the register calls such a code."""
    code: str
    years: str
    url: str
    """Where the register shows it, if anywhere."""


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One identity: what the list and every other page need of it."""

    address: str
    name: str
    kind: str
    kind_names: Text
    kind_plural: Text
    schema_type: str
    about: Text
    municipality: str
    territory: str
    territory_names: Text
    codes: tuple[CodeView, ...]
    latitude: float | None
    longitude: float | None
    beds: int | None
    beds_year: str
    part_of: str
    """Address of the organisation that it belongs to."""
    lines: tuple[int, ...]
    source: SourceView
    vintage: str
    locator: str
    note: Text
    version: str

    @property
    def id(self) -> str:
        """The address without what all organisations' addresses begin with."""
        return self.address.partition("/")[2]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One thing that one source says of an organisation."""

    property: str
    value: str
    related: OrganisationView | None
    site: str
    words: Text
    period: str
    vintage: str
    locator: str
    note: Text
    source: SourceView
    stray: bool
    """A position outside the outlines: what the source says, but no map shows it."""
    mended: tuple[MendedView, ...]
    """Cells of the source that a correction changed: the statement rests on them, or repeats what was published."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another organisation, what it is to this one, and which source says so, as of when."""

    role: str
    """``run_by``, ``runs``, ``area``, ``in_area``, ``part_of``, ``has_part``."""
    other: OrganisationView
    source: SourceView
    vintage: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """All that is known of one organisation."""

    organisation: OrganisationView
    names: tuple[StatementView, ...]
    """What sources call it beside its main name, or called it once."""
    blocks: tuple[tuple[SourceView, tuple[StatementView, ...]], ...]
    """What each source says beyond names, the source of the row itself first."""
    relations: tuple[Relation, ...]
    figures: tuple[FigureView, ...]
    """Figures that the text states in the lines that name it."""
    reconciliations: tuple[Reconciliation, ...]
    """Published totals that count it."""
    missing: tuple[str, ...]
    """What is held of others of its kind, but not of it."""


def all_organisations(evidence: Evidence) -> dict[str, OrganisationView]:
    """Every organisation by address."""
    return _views(evidence, evidence.version.hash)


def organisation(evidence: Evidence, address: str) -> OrganisationPage:
    """The organisation at ``address`` (``organisation/…``) with all that is known of it.

    Raises:
        AddressError: no such organisation in the evidence.
    """
    views = all_organisations(evidence)
    view = views.get(address)
    if view is None:
        raise AddressError(
            "no such organisation", where=address, remedy="look it up in the directory: addresses begin organisation/"
        )
    sources = sources_of(evidence)
    statements = [
        _statement(row, views, sources, mended_of(evidence, row))
        for row in evidence.rows("organisation_statement", organisation=address)
    ]
    blocks: dict[str, list[StatementView]] = {view.source.work: []}
    for statement in statements:
        if statement.property in NAMES:
            continue
        blocks.setdefault(statement.source.work, []).append(statement)
    figures = [f for f in all_figures(evidence) if f.origin == "claim" and f.line in view.lines]
    return OrganisationPage(
        organisation=view,
        names=tuple(s for s in statements if s.property in NAMES),
        blocks=tuple((sources[work], tuple(found)) for work, found in blocks.items()),
        relations=tuple(_relations(evidence, view, views, statements, sources)),
        figures=tuple(figures),
        reconciliations=tuple(r for r in reconciliations(evidence) if address in r.organisations),
        missing=tuple(_missing(view, views, statements)),
    )


def _missing(
    view: OrganisationView, views: dict[str, OrganisationView], statements: list[StatementView]
) -> Iterator[str]:
    alike = [other for other in views.values() if other.kind == view.kind]
    if view.beds is None and any(other.beds is not None for other in alike):
        yield "beds"
    quoted = any(statement.stray for statement in statements)
    if view.latitude is None and not quoted and any(other.latitude is not None for other in alike):
        yield "position"


def _relations(
    evidence: Evidence,
    view: OrganisationView,
    views: dict[str, OrganisationView],
    statements: list[StatementView],
    sources: dict[str, SourceView],
) -> list[Relation]:
    """Organisations that it belongs to, by name within each role, each once, then those that belong to it."""
    found = [Relation(s.property, s.related, s.source, s.vintage) for s in statements if s.related is not None]
    if view.part_of in views:
        found.append(Relation("part_of", views[view.part_of], view.source, view.vintage))
    for row in evidence.rows("organisation_statement", related=view.address):
        role = {"run_by": "runs", "area": "in_area"}.get(row["property"])
        if role:
            found.append(Relation(role, views[row["organisation"]], sources[row["work"]], row["vintage"]))
    found += [Relation("has_part", v, v.source, v.vintage) for v in views.values() if v.part_of == view.address]
    once = {(relation.role, relation.other.address): relation for relation in found}
    order = ("part_of", "run_by", "area", "has_part", "runs", "in_area")
    return sorted(once.values(), key=lambda relation: (order.index(relation.role), relation.other.name.casefold()))


def _statement(
    row: Row, views: dict[str, OrganisationView], sources: dict[str, SourceView], mended: tuple[MendedView, ...]
) -> StatementView:
    return StatementView(
        property=row["property"],
        value=row["value"],
        related=views.get(row["related"]),
        site=row["site"],
        words=msgspec.json.decode(row["words_json"]),
        period=row["period"],
        vintage=row["vintage"],
        locator=row["locator"],
        note=msgspec.json.decode(row["note_json"]),
        source=sources[row["work"]],
        stray=row["stray"],
        mended=mended,
    )


@lru_cache(maxsize=4)
def _views(evidence: Evidence, version: str) -> dict[str, OrganisationView]:
    # kept per evidence version: the evidence never changes under its hash
    if version != evidence.version.hash:
        return {}
    sources = sources_of(evidence)
    kinds = {row["id"]: row for row in evidence.rows("organisation_kind")}
    registers = {row["id"]: row for row in evidence.rows("register")}
    territories = {row["code"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("territory")}
    found = {}
    for row in evidence.rows("organisation"):
        kind = kinds[row["kind"]]
        found[row["address"]] = OrganisationView(
            address=row["address"],
            name=row["name"],
            kind=row["kind"],
            kind_names=msgspec.json.decode(kind["names_json"]),
            kind_plural=msgspec.json.decode(kind["plural_json"]),
            schema_type=kind["schema_type"],
            about=msgspec.json.decode(row["about_json"]),
            municipality=row["municipality"],
            territory=row["territory"],
            territory_names=territories.get(row["territory"], {}),
            codes=tuple(_code(code, registers) for code in msgspec.json.decode(row["codes_json"])),
            latitude=row["latitude"],
            longitude=row["longitude"],
            beds=row["beds"],
            beds_year=row["beds_year"],
            part_of=f"organisation/{row['part_of']}" if row["part_of"] else "",
            lines=tuple(msgspec.json.decode(row["lines_json"])),
            source=sources[row["work"]],
            vintage=row["vintage"],
            locator=row["locator"],
            note=msgspec.json.decode(row["note_json"]),
            version=row["row_hash"],
        )
    return found


def _code(pair: str, registers: dict[str, Row]) -> CodeView:
    register, _, code = pair.partition(":")
    code, _, years = code.partition("@")
    known = registers[register]
    url = known["url"].replace("{code}", code) if not years else ""
    return CodeView(register, msgspec.json.decode(known["names_json"]), code, years, url)


@kept_per_version
def sources_of(evidence: Evidence) -> dict[str, SourceView]:
    """Every work as rows name it, by id."""
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    return {
        row["id"]: SourceView(
            work=row["id"],
            producer=row["producer"],
            producer_name=producers[row["producer"]],
            title=msgspec.json.decode(row["title_json"]),
            published=row["published"],
            licence=row["licence"],
            url=row["url"],
        )
        for row in evidence.rows("work")
    }
