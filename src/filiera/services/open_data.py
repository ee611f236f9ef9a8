"""The open data of a hub: its tables as they may be passed on, and what is left out, by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

import msgspec

from filiera.evidence import Evidence, kept_versions
from filiera.services import open_links, open_organisations, open_rows
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.hub import hub
from filiera.services.licensing import Terms, terms_of_figure, terms_of_works, works_of_publications

Kind = Literal["text", "integer", "number"]
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and what that means."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of the open data."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    years: tuple[str, ...] = ()
    """First and last year that the rows speak of."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A work whose rows are not passed on, and why."""

    work: str
    title: Text
    producer: str
    licence: str
    reason: str
    figures: int
    organisations: int
    statements: int


@dataclass(frozen=True, slots=True)
class OpenData:
    """All that a hub passes on of one version of its evidence."""

    pack: str
    names: Text
    runs_it: Text
    languages: tuple[str, ...]
    version: str
    built_at: datetime
    invented: bool
    tables: tuple[OpenTable, ...]
    figures: tuple[tuple[FigureView, Terms], ...]
    left_out: tuple[LeftOut, ...]


def open_data(evidence: Evidence) -> OpenData:
    """The open data of ``evidence``; the same for as long as the evidence is."""
    return _open_data(evidence, evidence.version.hash)


@lru_cache(maxsize=2)
def _open_data(evidence: Evidence, version: str) -> OpenData:
    about = hub(evidence)
    works, publications = terms_of_works(evidence), works_of_publications(evidence)
    every = [(view, terms_of_figure(view, works, publications)) for view in all_figures(evidence)]
    figures = tuple((view, terms) for view, terms in every if terms.open)
    return OpenData(
        pack=about.pack,
        names=about.names,
        runs_it=about.runs_it,
        languages=about.languages,
        version=version,
        built_at=build_date(evidence),
        invented=about.invented,
        tables=(
            _table("figures", open_rows.figures(figures, about.languages), _years(figures)),
            _table("findings", open_rows.findings(figures, about.languages)),
            _table("indicators", open_rows.indicators(evidence, about.languages)),
            _table("organisations", open_organisations.organisations(evidence, works, about.languages)),
            _table("statements", open_organisations.statements(evidence, works, about.languages)),
            # A hub that was built without snapshots links nothing: it offers no empty file.
            *_if_any(_table("links", open_links.links(evidence, works))),
            _table("sources", open_rows.sources(evidence, works, about.languages)),
        ),
        figures=figures,
        left_out=_left_out(evidence, works, every),
    )


def _if_any(table: OpenTable) -> tuple[OpenTable, ...]:
    return (table,) if table.rows else ()


def build_date(evidence: Evidence) -> datetime:
    """When this evidence was built, as the pointer records it."""
    known = {version.hash: version.built_at for version in kept_versions(evidence.version.path.parent)}
    return known.get(evidence.version.hash, evidence.version.built_at)


def _table(name: str, told: open_rows.Told, years: tuple[str, ...] = ()) -> OpenTable:
    columns = tuple(Column(column, kind, meaning) for column, kind, meaning in told.columns)
    return OpenTable(name, columns, tuple(told.rows), years)


def _years(figures: tuple[tuple[FigureView, Terms], ...]) -> tuple[str, ...]:
    years = sorted({year for view, _ in figures for year in view.period.split("/") if year})
    return (years[0], years[-1]) if years else ()


def _left_out(
    evidence: Evidence, works: dict[str, Terms], figures: list[tuple[FigureView, Terms]]
) -> tuple[LeftOut, ...]:
    resting = Counter(view.citations[0].work for view, terms in figures if not terms.open)
    organisations = Counter(row["work"] for row in evidence.rows("organisation"))
    statements = Counter(row["work"] for row in evidence.rows("organisation_statement"))
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    found = [
        LeftOut(
            work=row["id"],
            title=msgspec.json.decode(row["title_json"]),
            producer=producers[row["producer"]],
            licence=works[row["id"]].licence,
            reason=works[row["id"]].reason,
            figures=resting[row["id"]],
            organisations=organisations[row["id"]],
            statements=statements[row["id"]],
        )
        for row in evidence.rows("work")
        if not works[row["id"]].open
    ]
    return tuple(each for each in found if each.figures or each.organisations or each.statements)
