"""The columns and rows of the open data's tables; words stand once per language of the hub."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import FigureView, Text
from filiera.services.licensing import Terms

ColumnKind = Literal["text", "integer", "number"]
Cells = tuple[str | int | float | None, ...]
Languages = tuple[str, ...]
LICENCE: list[tuple[str, ColumnKind, str]] = [
    ("basis", "text", "why the row may be passed on: open licence, or cited fact"),
    ("licence", "text", "licence of the row's source, as its publisher states it; empty where none is known"),
    ("licence_url", "text", "address of that licence"),
]


class Told(NamedTuple):
    """Columns (name, kind, meaning) and the rows under them."""

    columns: list[tuple[str, ColumnKind, str]]
    rows: list[Cells]


def figures(given: Sequence[tuple[FigureView, Terms]], languages: Languages) -> Told:
    """Every figure that is passed on, claims in the order of the text, then observations."""
    columns: list[tuple[str, ColumnKind, str]] = [
        ("address", "text", "stable name of the figure"),
        ("origin", "text", "claim: printed in the examined publication; observation: read in another one"),
        ("indicator", "text", "what is measured: id in the table of indicators"),
        *per_language(languages, "label", "name of the indicator"),
        *per_language(languages, "wording", "the figure in a sentence"),
        ("value", "text", "the printed digits, point as decimal mark"),
        ("number", "number", "the value in the base unit of its dimension"),
        ("unit", "text", "unit of the value"),
        ("qualifier", "text", "exact, about, over, under, at_least, up_to, estimate, provisional"),
        ("territory", "text", "code of the place"),
        *per_language(languages, "territory_name", "name of the place"),
        ("period", "text", "reference year, or first and last; empty where the source gives none"),
        ("breakdown", "text", "dimension=code pairs"),
        ("verdict", "text", "what the rules say of the figure"),
        ("publication", "text", "publication that states it"),
        ("section", "text", "section of that publication"),
        ("line", "integer", "line of that publication's text"),
        ("printed", "text", "the number as printed"),
        ("works", "text", "ids of the cited works, in the table of sources"),
        ("sources", "text", "who publishes them"),
        ("via", "text", "who reports it, where the work itself was not seen"),
        *LICENCE,
        ("version", "text", "hash of the row: with the address it makes a citation"),
    ]
    rows: list[Cells] = [
        (
            view.address,
            view.origin,
            view.indicator,
            *(view.label.get(language, "") for language in languages),
            *(view.sentence(language) for language in languages),
            view.value,
            view.number,
            view.unit,
            view.qualifier,
            view.territory,
            *(view.territory_names.get(language, "") for language in languages),
            view.period,
            view.breakdown,
            view.verdict,
            view.publication,
            view.section,
            view.line,
            view.printed,
            listed(citation.work for citation in view.citations),
            listed(citation.producer_name for citation in view.citations),
            view.via,
            terms.basis,
            terms.licence,
            terms.url,
            view.version,
        )
        for view, terms in given
    ]
    return Told(columns, rows)


def findings(given: Sequence[tuple[FigureView, Terms]], languages: Languages) -> Told:
    """What the rules found; arithmetic that rests on a figure which is not passed on stays empty."""
    columns: list[tuple[str, ColumnKind, str]] = [
        ("figure", "text", "address of the figure"),
        ("rule", "text", "the rule that found it"),
        ("outcome", "text", "what was found"),
        ("operands", "text", "addresses of the figures that it rests on"),
        *per_language(languages, "arithmetic", "the arithmetic; empty where an operand is not passed on"),
    ]
    passed = {view.address for view, _ in given}
    rows: list[Cells] = []
    for view, _ in given:
        for found in view.findings:
            told = all("/" not in operand or operand in passed for operand in found.operands)
            words = [found.arithmetic.get(language, "") if told else "" for language in languages]
            rows.append((view.address, found.rule, found.outcome, listed(found.operands), *words))
    return Told(columns, rows)


def indicators(evidence: Evidence, languages: Languages) -> Told:
    """What is measured: own definitions."""
    columns: list[tuple[str, ColumnKind, str]] = [
        ("id", "text", "stable name of the indicator"),
        *per_language(languages, "label", "name"),
        *per_language(languages, "definition", "definition"),
        ("unit", "text", "unit"),
        ("theme", "text", "theme"),
    ]
    rows: list[Cells] = [
        (
            row["id"],
            *words_of(row["label_json"], languages),
            *words_of(row["definition_json"], languages),
            row["unit"],
            row["theme"],
        )
        for row in evidence.rows("indicator")
    ]
    return Told(columns, rows)


def sources(evidence: Evidence, works: dict[str, Terms], languages: Languages) -> Told:
    """Every work that is cited, also those whose rows are not passed on."""
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    columns: list[tuple[str, ColumnKind, str]] = [
        ("work", "text", "stable name of the publication or data set"),
        ("producer", "text", "id of its publisher"),
        ("producer_name", "text", "name of its publisher"),
        *per_language(languages, "title", "title"),
        ("published", "integer", "year of publication"),
        ("primary", "text", "yes where the publisher made the data, no where it passes on what others found"),
        ("url", "text", "publisher's page"),
        ("basis", "text", "whether rows that rest on it are passed on, and why"),
        *LICENCE[1:],
        ("licence_reference", "text", "address of what says so, where the work itself does not"),
        ("licence_assumed", "text", "yes where that speaks of such works in general only"),
        ("reason", "text", "why they are not"),
    ]
    rows: list[Cells] = [
        (
            row["id"],
            row["producer"],
            producers[row["producer"]],
            *words_of(row["title_json"], languages),
            row["published"],
            "yes" if row["is_primary"] else "no",
            row["url"],
            works[row["id"]].basis,
            works[row["id"]].licence,
            works[row["id"]].url,
            works[row["id"]].reference,
            "yes" if works[row["id"]].assumed else "no",
            works[row["id"]].reason,
        )
        for row in evidence.rows("work")
    ]
    return Told(columns, rows)


def per_language(languages: Languages, name: str, meaning: str) -> list[tuple[str, ColumnKind, str]]:
    return [(f"{name}_{language}", "text", f"{meaning} ({language})") for language in languages]


def words_of(text: str, languages: Languages) -> list[str]:
    words: Text = msgspec.json.decode(text) if text else {}
    return [words.get(language, "") for language in languages]


def listed(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts))
