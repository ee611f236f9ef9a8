"""Organisations of the open data, and what sources say of them, each statement under its own source's licence."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from filiera.evidence import Evidence
from filiera.services.licensing import Terms
from filiera.services.open_rows import LICENCE, Cells, ColumnKind, Languages, Told, listed, per_language, words_of

Row = dict[str, Any]


def organisations(evidence: Evidence, works: dict[str, Terms], languages: Languages) -> Told:
    """Who is who, as far as the source of the row may be passed on.

    Position and beds come from statements: they stand here only where the source of each may be passed on.
    """
    kinds = {row["id"]: row["names_json"] for row in evidence.rows("organisation_kind")}
    columns: list[tuple[str, ColumnKind, str]] = [
        ("address", "text", "stable name of the organisation"),
        ("name", "text", "name"),
        ("kind", "text", "kind of organisation"),
        *per_language(languages, "kind_name", "name of the kind"),
        *per_language(languages, "about", "what it is, in one line"),
        ("municipality", "text", "where it is"),
        ("territory", "text", "code of the place"),
        ("latitude", "number", "degrees north"),
        ("longitude", "number", "degrees east"),
        ("beds", "integer", "beds of all its sites, in the newest year that a source states"),
        ("beds_year", "text", "that year"),
        ("codes", "text", "register:code pairs"),
        ("part_of", "text", "the organisation that it belongs to"),
        ("work", "text", "source of the row: id in the table of sources"),
        ("vintage", "text", "state of the source"),
        *LICENCE,
        ("version", "text", "hash of the row"),
    ]
    closed: dict[str, set[str]] = defaultdict(set)
    for row in evidence.rows("organisation_statement"):
        if not may_pass_on(row, works):
            closed[row["property"]].add(row["organisation"])
    rows: list[Cells] = []
    for row in evidence.rows("organisation"):
        if not may_pass_on(row, works):
            continue
        placed = row["address"] not in closed["position"]
        counted = row["address"] not in closed["beds"]
        rows.append(
            (
                row["address"],
                row["name"],
                row["kind"],
                *words_of(kinds.get(row["kind"], ""), languages),
                *words_of(row["about_json"], languages),
                row["municipality"],
                row["territory"],
                row["latitude"] if placed else None,
                row["longitude"] if placed else None,
                row["beds"] if counted else None,
                row["beds_year"] if counted else "",
                listed(msgspec.json.decode(row["codes_json"])),
                row["part_of"],
                row["work"],
                row["vintage"],
                *_licence(row, works),
                row["row_hash"],
            )
        )
    return Told(columns, rows)


def statements(evidence: Evidence, works: dict[str, Terms], languages: Languages) -> Told:
    """What sources say of organisations, one statement a row."""
    columns: list[tuple[str, ColumnKind, str]] = [
        ("organisation", "text", "address of the organisation"),
        ("property", "text", "what is stated: position, beds, type …"),
        ("value", "text", "as the source states it"),
        ("related", "text", "address of the organisation that the value names"),
        ("site", "text", "the site that it is stated of"),
        ("period", "text", "year or date that it holds for"),
        *per_language(languages, "words", "the value in words"),
        ("work", "text", "source: id in the table of sources"),
        ("vintage", "text", "state of the source"),
        ("locator", "text", "where in the source"),
        *LICENCE,
        ("version", "text", "hash of the row"),
    ]
    passed = {row["address"] for row in evidence.rows("organisation") if may_pass_on(row, works)}
    rows: list[Cells] = [
        (
            row["organisation"],
            row["property"],
            row["value"],
            row["related"],
            row["site"],
            row["period"],
            *words_of(row["words_json"], languages),
            row["work"],
            row["vintage"],
            row["locator"],
            *_licence(row, works),
            row["row_hash"],
        )
        for row in evidence.rows("organisation_statement")
        if may_pass_on(row, works) and row["organisation"] in passed
    ]
    return Told(columns, rows)


def may_pass_on(row: Row, works: dict[str, Terms]) -> bool:
    """Whether the source of a row is known and may be passed on."""
    return row["work"] in works and works[row["work"]].open


def _licence(row: Row, works: dict[str, Terms]) -> tuple[str, str, str]:
    terms = works[row["work"]]
    return terms.basis, terms.licence, terms.url
