"""``/programmes`` and ``/search``: the plan with its lines of action, and finding by words."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field

from filiera.portal.api.answering import LONGEST_TEXT, Paging, answer, known_value, page, refuse_unknown
from filiera.portal.api.gate import API
from filiera.portal.api.problems import Problem
from filiera.portal.api.records import Programmes, Search
from filiera.portal.requests import PageRequest
from filiera.services.plan import programmes as all_programmes
from filiera.services.plan_views import LineView, ProgrammeView
from filiera.services.search import FARTHEST, Hit, kinds, search

router = Router()
_LISTS = {"organisation": "organisations", "indicator": "indicators", "source": "sources", "claim": "figures/claim"}


class Words(Paging):
    """What is searched for."""

    offset: int = Field(0, ge=0, le=FARTHEST - 200, description=gettext_noop("How many to pass over."))
    q: str = Field(
        ..., min_length=1, max_length=LONGEST_TEXT, description=gettext_noop("Words."), examples=["ospedale Bergamo"]
    )
    kind: str = Field("", description=gettext_noop("Only this kind of thing."), examples=["organisation"])
    language: str = Field("en", max_length=3, description=gettext_noop("Language in which results are told."))


@router.get(
    "/programmes",
    response={200: Programmes, 400: Problem, 422: Problem},
    tags=["The plan"],
    summary=gettext_noop("Programmes"),
    description=gettext_noop("The plan: mission, vision, and each line of action with figures and organisations."),
)
def programmes(request: PageRequest, asked: Query[Paging]) -> HttpResponse:
    """The plans of the hub; an empty list where it has none."""
    refuse_unknown(request, Paging)
    return page(request, all_programmes(request.evidence), asked, _programme)


@router.get(
    "/search",
    response={200: Search, 400: Problem, 422: Problem},
    tags=["Search"],
    summary=gettext_noop("Search"),
    description=gettext_noop("Figures, organisations, indicators and sources; slips and other languages are forgiven."),
)
def find(request: PageRequest, asked: Query[Words]) -> HttpResponse:
    """What answers the words, best first."""
    refuse_unknown(request, Words)
    known_value("language", asked.language, request.hub.languages)
    known_value("kind", asked.kind, kinds(request.evidence))
    wanted = (asked.kind,) if asked.kind else ()
    found = search(
        request.evidence, asked.q, language=asked.language, kinds=wanted, limit=asked.limit, offset=asked.offset
    )
    return answer(
        request,
        {
            "version": request.evidence.version.hash,
            "count": found.total,
            "limit": asked.limit,
            "offset": asked.offset,
            "read_as": found.read_as,
            "suggestions": list(found.suggestions),
            "counts": found.counts,
            "results": [_hit(hit) for hit in found.hits],
        },
    )


def _hit(hit: Hit) -> dict[str, Any]:
    kind, _, name = hit.address.partition("/")
    return {
        "kind": hit.kind,
        "address": hit.address,
        "api": f"{API}/{_LISTS[kind]}/{name}" if kind in _LISTS else "",
        "title": hit.title,
        "language": hit.language,
        "excerpt": "".join(part.text for part in hit.excerpt),
        "score": hit.score,
    }


def _programme(view: ProgrammeView) -> dict[str, Any]:
    return {
        "id": view.id,
        "title": view.title,
        "publication": view.publication.id,
        "mission": [statement.text for statement in view.mission],
        "vision": [statement.text for statement in view.vision],
        "lines_of_action": [_line(line) for line in view.lines_of_action],
    }


def _line(line: LineView) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "aims": [statement.text for statement in line.aims],
        "figures": [figure.address for figure in line.figures],
        "organisations": [who.organisation.address for who in line.involved],
    }
