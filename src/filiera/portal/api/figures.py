"""``/figures`` and ``/figures/{origin}/{id}``."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import P, Path, Query, Router
from pydantic import Field

from filiera.portal.api.answering import LONGEST_TEXT, Paging, answer, known_value, page, refuse_unknown
from filiera.portal.api.problems import Problem
from filiera.portal.api.records import FigureInFull, Figures
from filiera.portal.api.telling import figure_in_full, figure_told
from filiera.portal.requests import PageRequest
from filiera.services.figures import all_figures, figure
from filiera.services.ledger import Question, ask
from filiera.services.pages import VERDICTS, Evidence, section_titles
from filiera.services.sources import producers

router = Router(tags=["Figures"])


class FigureFilters(Paging):
    """Which figures are asked for; what is left empty does not restrict."""

    origin: Literal["", "claim", "observation"] = Field("", description=gettext_noop("claim or observation."))
    verdict: str = Field("", description=gettext_noop("A verdict."), examples=["does not reconcile"])
    indicator: str = Field("", description=gettext_noop("Id of an indicator."), examples=["chain-gdp-share"])
    theme: str = Field("", description=gettext_noop("A theme of indicators."), examples=["chain"])
    territory: str = Field("", description=gettext_noop("Code of a place."), examples=["ITC4"])
    section: str = Field("", description=gettext_noop("Id of a section of the publication."))
    source: str = Field("", description=gettext_noop("Id of a publisher."), examples=["istat"])
    q: str = Field(
        "", max_length=LONGEST_TEXT, description=gettext_noop("Words that the figure, its place or its sources hold.")
    )
    language: str = Field("en", max_length=3, description=gettext_noop("Language of q."))


@router.get(
    "/figures",
    response={200: Figures, 400: Problem, 422: Problem},
    summary=gettext_noop("Figures"),
    description=gettext_noop("Claims of the examined text in its order, then figures of other publications."),
)
def figures(request: PageRequest, asked: Query[FigureFilters]) -> HttpResponse:
    """The figures that the filters leave."""
    refuse_unknown(request, FigureFilters)
    evidence = request.evidence
    for name, known in _known(evidence, request.hub.languages).items():
        known_value(name, getattr(asked, name), known)
    question = Question(
        verdict=asked.verdict,
        section=asked.section,
        source=asked.source,
        text=asked.q,
        observations=True,
        origin=asked.origin,
        indicator=asked.indicator,
        theme=asked.theme,
        territory=asked.territory,
    )
    found = ask(evidence, question, asked.language).rows
    # Put in the order of the ledger: claims by their line, then observations.
    found.sort(key=lambda view: view.origin != "claim")
    return page(request, found, asked, lambda view: figure_told(request, view))


@router.get(
    "/figures/{origin}/{id}",
    response={200: FigureInFull, 400: Problem, 404: Problem, 422: Problem},
    summary=gettext_noop("One figure"),
    description=gettext_noop("With its definition and what the rules found, each with its arithmetic."),
)
def one_figure(
    request: PageRequest,
    origin: Literal["claim", "observation"],
    id: Path[Annotated[str, P(description=gettext_noop("Id after the slash of the address."), examples=["beds"])]],
) -> HttpResponse:
    """The figure at an address."""
    refuse_unknown(request)
    return answer(request, figure_in_full(request, figure(request.evidence, f"{origin}/{id}")))


@lru_cache(maxsize=4)
def _known(evidence: Evidence, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The values that each filter may have; the same for as long as the evidence is."""
    every = all_figures(evidence)
    return {
        "verdict": tuple(VERDICTS),
        "indicator": tuple(sorted({view.indicator for view in every})),
        "theme": tuple(sorted({view.theme for view in every})),
        "territory": tuple(sorted({view.territory for view in every})),
        "section": tuple(sorted(section_titles(evidence))),
        "source": tuple(sorted(producer.id for producer in producers(evidence))),
        "language": languages,
    }
