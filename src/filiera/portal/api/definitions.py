"""``/indicators``, ``/sources`` and ``/meta``: what is measured, who says so, and what this hub is."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field

from filiera import __version__
from filiera.errors import AddressError
from filiera.portal.api.answering import Paging, answer, known_value, page, refuse_unknown
from filiera.portal.api.gate import API
from filiera.portal.api.problems import Problem
from filiera.portal.api.records import Indicator, Indicators, Meta, Source, Sources
from filiera.portal.api.telling import indicator_told, source_told
from filiera.portal.requests import PageRequest
from filiera.publish.open_data.datasets import COMPILATION
from filiera.services.figures import all_figures
from filiera.services.ledger import summary
from filiera.services.licensing import terms_of_works
from filiera.services.open_data import build_date
from filiera.services.sources import producer, producers
from filiera.vocabulary.licences import load_licences

router = Router()
LISTS = ("figures", "indicators", "organisations", "sources", "programmes", "search")


class IndicatorFilters(Paging):
    """Which indicators are asked for."""

    theme: str = Field("", description=gettext_noop("A theme of indicators."), examples=["chain"])


@router.get(
    "/indicators",
    response={200: Indicators, 400: Problem, 422: Problem},
    tags=["Indicators"],
    summary=gettext_noop("Indicators"),
    description=gettext_noop("What is measured: name, definition, unit, and how many figures there are."),
)
def indicators(request: PageRequest, asked: Query[IndicatorFilters]) -> HttpResponse:
    """The indicators of a theme, or all."""
    refuse_unknown(request, IndicatorFilters)
    rows = request.evidence.rows("indicator")
    known_value("theme", asked.theme, sorted({row["theme"] for row in rows}))
    counts = Counter(view.indicator for view in all_figures(request.evidence))
    found = [row for row in rows if not asked.theme or row["theme"] == asked.theme]
    return page(request, found, asked, lambda row: indicator_told(row, counts[row["id"]]))


@router.get(
    "/indicators/{id}",
    response={200: Indicator, 400: Problem, 404: Problem, 422: Problem},
    tags=["Indicators"],
    summary=gettext_noop("One indicator"),
    description=gettext_noop("Its figures are asked for with /figures?indicator=…"),
)
def one_indicator(request: PageRequest, id: str) -> HttpResponse:
    """The indicator with an id."""
    refuse_unknown(request)
    rows = request.evidence.rows("indicator", id=id)
    if not rows:
        raise AddressError(
            "no such indicator",
            where=id[:80],
            remedy="{address} lists them all",
            words={"address": f"{API}/indicators"},
        )
    count = sum(view.indicator == id for view in all_figures(request.evidence))
    return answer(request, indicator_told(rows[0], count))


@router.get(
    "/sources",
    response={200: Sources, 400: Problem, 422: Problem},
    tags=["Sources"],
    summary=gettext_noop("Sources"),
    description=gettext_noop("Publishers with their works, the licence of each, and whether its rows are passed on."),
)
def sources(request: PageRequest, asked: Query[Paging]) -> HttpResponse:
    """All publishers, by name."""
    refuse_unknown(request, Paging)
    works = terms_of_works(request.evidence)
    return page(request, producers(request.evidence), asked, lambda view: source_told(view, works))


@router.get(
    "/sources/{id}",
    response={200: Source, 400: Problem, 404: Problem, 422: Problem},
    tags=["Sources"],
    summary=gettext_noop("One source"),
    description=gettext_noop("A publisher with its works."),
)
def one_source(request: PageRequest, id: str) -> HttpResponse:
    """The publisher with an id."""
    refuse_unknown(request)
    return answer(request, source_told(producer(request.evidence, id), terms_of_works(request.evidence)))


@router.get(
    "/meta",
    response={200: Meta, 400: Problem},
    tags=["Meta"],
    summary=gettext_noop("About this hub"),
    description=gettext_noop("Region, languages, version of the evidence, counts, and where everything is answered."),
)
def meta(request: PageRequest) -> HttpResponse:
    """What this hub is."""
    refuse_unknown(request)
    evidence, about = request.evidence, request.hub
    licence = load_licences()[COMPILATION]
    figures = all_figures(evidence)
    claims = sum(view.origin == "claim" for view in figures)
    return answer(
        request,
        {
            "pack": about.pack,
            "names": about.names,
            "territory": about.territory,
            "languages": list(about.languages),
            "invented": about.invented,
            "runs_it": about.runs_it,
            "evidence": about.version,
            "built_at": f"{build_date(evidence):%Y-%m-%dT%H:%M:%SZ}",
            "engine": __version__,
            "verdicts": summary(evidence),
            "counts": {
                "claims": claims,
                "observations": len(figures) - claims,
                "indicators": len(evidence.rows("indicator")),
                "organisations": len(evidence.rows("organisation")),
                "sources": len(evidence.rows("work")),
            },
            "licence": licence.name,
            "licence_url": licence.url,
            "links": {
                **{name: f"{API}/{name}" for name in LISTS},
                "specification": f"{API}/openapi.json",
                "catalogue": "/data/catalogue.ttl",
            },
        },
    )
