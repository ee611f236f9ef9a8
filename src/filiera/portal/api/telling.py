"""Figures, indicators, organisations and sources as plain data; addresses are given from the root of the site."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from filiera.portal.api.gate import API
from filiera.portal.requests import PageRequest
from filiera.services.figures import FigureView, all_figures
from filiera.services.hub import hub
from filiera.services.identity_history import IdentityHistory
from filiera.services.licensing import Terms, terms_of_figure, terms_of_works, works_of_publications
from filiera.services.mending import mended_of, mended_told
from filiera.services.pages import Evidence
from filiera.services.sources import ProducerView

Row = dict[str, Any]
NO_TERMS = Terms("not passed on", "", reason="it names no source")


def figure_told(request: PageRequest, view: FigureView) -> msgspec.Raw:
    """A figure as a list shows it: written once for each version of the evidence."""
    return _written_figures(request.evidence)[view.address]


def figure_in_full(request: PageRequest, view: FigureView) -> Row:
    """A figure with its definition and findings."""
    told: Row = msgspec.json.decode(figure_told(request, view))
    return told | {
        "definition": view.definition,
        "note": view.note,
        "section_title": view.section_title,
        "findings": [
            {
                "rule": finding.rule,
                "outcome": finding.outcome,
                "arithmetic": finding.arithmetic,
                "operands": list(finding.operands),
            }
            for finding in view.findings
        ],
    }


@lru_cache(maxsize=2)
def _written_figures(evidence: Evidence) -> dict[str, msgspec.Raw]:
    works, publications = terms_of_works(evidence), works_of_publications(evidence)
    languages = hub(evidence).languages
    return {
        view.address: msgspec.Raw(
            msgspec.json.encode(_figure(view, terms_of_figure(view, works, publications), languages))
        )
        for view in all_figures(evidence)
    }


def _figure(view: FigureView, terms: Terms, languages: tuple[str, ...]) -> Row:
    return {
        "address": view.address,
        "version": view.version,
        "origin": view.origin,
        "api": f"{API}/figures/{view.address}",
        "pages": {language: f"/{language}/{view.address}/" for language in languages},
        "indicator": view.indicator,
        "label": view.label,
        "theme": view.theme,
        "value": view.value,
        "number": view.number,
        "unit": view.unit,
        "qualifier": view.qualifier,
        "shown": {language: view.shown(language) for language in languages},
        "sentence": {language: view.sentence(language) for language in languages},
        "territory": view.territory,
        "territory_names": view.territory_names,
        "period": view.period,
        "breakdown": view.breakdown,
        "breakdown_names": view.breakdown_names,
        "verdict": view.verdict,
        "publication": view.publication,
        "section": view.section,
        "line": view.line,
        "printed": view.printed,
        "role": view.role,
        "via": view.via,
        "mended": [mended_told(each) for each in view.mended],
        "reuse": reuse(terms),
        "citations": [
            {
                "work": citation.work,
                "producer": citation.producer,
                "producer_name": citation.producer_name,
                "title": citation.title,
                "published": citation.published,
                "primary": citation.primary,
                "licence": "" if citation.licence == "unknown" else citation.licence,
                "url": citation.url,
                "footnote": citation.mark,
            }
            for citation in view.citations
        ],
    }


def reuse(terms: Terms) -> Row:
    """On which basis something may be passed on."""
    return {"basis": terms.basis, "licence": terms.licence, "url": terms.url, "reason": terms.reason}


def indicator_told(row: Row, figures: int) -> Row:
    """An indicator."""
    return {
        "id": row["id"],
        "label": msgspec.json.decode(row["label_json"]),
        "definition": msgspec.json.decode(row["definition_json"]),
        "unit": row["unit"],
        "theme": row["theme"],
        "figures": figures,
        "api": f"{API}/figures?indicator={row['id']}",
    }


def organisation_told(row: Row, kinds: dict[str, Any], works: dict[str, Terms]) -> Row:
    """An organisation."""
    return {
        "address": row["address"],
        "version": row["row_hash"],
        "api": f"{API}/organisations/{row['address'].partition('/')[2]}",
        "name": row["name"],
        "kind": row["kind"],
        "kind_name": kinds.get(row["kind"], {}),
        "about": msgspec.json.decode(row["about_json"]),
        "municipality": row["municipality"],
        "territory": row["territory"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "beds": row["beds"],
        "beds_year": row["beds_year"],
        "codes": msgspec.json.decode(row["codes_json"]),
        "part_of": row["part_of"],
        "work": row["work"],
        "vintage": row["vintage"],
        "reuse": reuse(works.get(row["work"], NO_TERMS)),
    }


def history_told(history: IdentityHistory) -> Row:
    """Addresses that an organisation had before, and its relations with dates."""
    return {
        "earlier_addresses": [
            {"address": each.address, "at": each.at, "by": each.by, "reason": each.reason} for each in history.earlier
        ],
        "dated_relations": [
            {
                "relation": each.relation.partition(":")[0],
                "inverse": each.relation.endswith(":inverse"),
                "organisation": each.address,
                "since": each.since,
                "until": each.until,
                "work": each.source.work if each.source else "",
                "by": each.by,
                "at": each.at,
                "reason": each.reason,
            }
            for each in history.relations
        ],
    }


def statement_told(evidence: Evidence, row: Row, works: dict[str, Terms]) -> Row:
    """What a source says of an organisation."""
    names = ("property", "value", "related", "site", "period", "work", "vintage", "locator")
    return {
        **{name: row[name] for name in names},
        "words": msgspec.json.decode(row["words_json"]),
        "mended": [mended_told(each) for each in mended_of(evidence, row)],
        "reuse": reuse(works.get(row["work"], NO_TERMS)),
    }


def source_told(view: ProducerView, works: dict[str, Terms]) -> Row:
    """A publisher with its works."""
    return {
        "id": view.id,
        "name": view.name,
        "kind": view.kind,
        "url": view.url,
        "figures": view.figures,
        "works": [
            {
                "id": work.id,
                "title": work.title,
                "published": work.published,
                "primary": work.primary,
                "url": work.url,
                "figures": len(work.figures),
                "reuse": reuse(works[work.id]),
            }
            for work in view.works
        ],
    }
