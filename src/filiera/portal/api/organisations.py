"""``/organisations`` and ``/organisations/{id}``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field

from filiera.errors import AddressError
from filiera.portal.api.answering import LONGEST_TEXT, Paging, answer, known_value, page, refuse_unknown
from filiera.portal.api.gate import API
from filiera.portal.api.linked_records import involvement_told, link_told
from filiera.portal.api.problems import Problem, problem
from filiera.portal.api.records import Links, OrganisationInFull, Organisations
from filiera.portal.api.telling import history_told, organisation_told, statement_told
from filiera.portal.requests import PageRequest
from filiera.services.datasets import datasets
from filiera.services.identity_history import identity_history, moved
from filiera.services.involvement import involvement
from filiera.services.licensing import terms_of_works
from filiera.services.linked import Tier, links_to
from filiera.services.pages import Evidence
from filiera.vocabulary.folding import fold

router = Router(tags=["Organisations"])
Row = dict[str, Any]


class OrganisationFilters(Paging):
    """Which organisations are asked for."""

    kind: str = Field("", description=gettext_noop("Id of a kind of organisation."), examples=["hospital"])
    territory: str = Field("", description=gettext_noop("Code of a place."))
    source: str = Field("", description=gettext_noop("Id of the work that the row was read in."))
    q: str = Field(
        "", max_length=LONGEST_TEXT, description="Words that name, place or codes hold; /search forgives slips."
    )


@router.get(
    "/organisations",
    response={200: Organisations, 400: Problem, 422: Problem},
    summary=gettext_noop("Organisations"),
    description=gettext_noop("Who is who: name, kind, place, codes, source of the row."),
)
def organisations(request: PageRequest, asked: Query[OrganisationFilters]) -> HttpResponse:
    """The organisations that the filters leave, by address."""
    refuse_unknown(request, OrganisationFilters)
    rows = _rows(request.evidence)
    known_value("kind", asked.kind, sorted({row["kind"] for row, _ in rows}))
    known_value("territory", asked.territory, sorted({row["territory"] for row, _ in rows} - {""}))
    known_value("source", asked.source, sorted({row["work"] for row, _ in rows}))
    words = fold(asked.q).split()
    found = [
        row
        for row, told in rows
        if (not asked.kind or row["kind"] == asked.kind)
        and (not asked.territory or row["territory"] == asked.territory)
        and (not asked.source or row["work"] == asked.source)
        and all(word in told for word in words)
    ]
    kinds, works = _kinds(request.evidence), terms_of_works(request.evidence)
    return page(request, found, asked, lambda row: organisation_told(row, kinds, works))


@router.get(
    "/organisations/{id}",
    response={200: OrganisationInFull, 301: Problem, 400: Problem, 404: Problem, 422: Problem},
    summary=gettext_noop("One organisation"),
    description=gettext_noop("With what each source says of it. An address that was given up leads on, and says why."),
)
def one_organisation(request: PageRequest, id: str) -> HttpResponse:
    """The organisation with an id."""
    refuse_unknown(request)
    evidence = request.evidence
    if gone := _moved(evidence, id, ""):
        return gone
    row = _organisation(evidence, id)
    works, address = terms_of_works(evidence), row["address"]
    said = [
        statement_told(evidence, each, works) for each in evidence.rows("organisation_statement", organisation=address)
    ]
    told = organisation_told(row, _kinds(evidence), works)
    past = history_told(identity_history(evidence, address))
    records = involvement_told(involvement(evidence, address), address)
    return answer(request, told | {"statements": said} | past | records)


class LinkFilters(Paging):
    """Which mentions of an organisation are asked for."""

    dataset: str = Field("", description=gettext_noop("Id of a data set."))
    tier: str = Field("", description=gettext_noop("link: used; ask: a person has to decide."), examples=["link"])


@router.get(
    "/organisations/{id}/links",
    response={200: Links, 301: Problem, 400: Problem, 404: Problem, 422: Problem},
    summary=gettext_noop("Records that name an organisation"),
    description=gettext_noop(
        "Each mention with score and reason. What is not found is no zero: looked_through says what the files cover."
    ),
)
def links_of_organisation(request: PageRequest, id: str, asked: Query[LinkFilters]) -> HttpResponse:
    """The mentions that mean, or may mean, the organisation with an id."""
    refuse_unknown(request, LinkFilters)
    evidence = request.evidence
    if gone := _moved(evidence, id, "/links"):
        return gone
    row = _organisation(evidence, id)
    known_value("tier", asked.tier, sorted(Tier))
    known_value("dataset", asked.dataset, sorted(view.id for view in datasets(evidence)))
    found = [
        link
        for link in links_to(evidence, row["address"])
        if (not asked.dataset or link.dataset == asked.dataset) and (not asked.tier or link.tier == asked.tier)
    ]
    works, held = terms_of_works(evidence), {view.id: view for view in datasets(evidence)}
    return page(request, found, asked, lambda link: link_told(link, held[link.dataset], works))


def _moved(evidence: Evidence, id: str, rest: str) -> HttpResponse | None:
    """Where an address that was given up leads, and why; None where it stands."""
    address = f"organisation/{id}"
    led = moved(evidence, address)
    if led is None:
        return None
    to = f"{API}/organisations/{led.target.partition('/')[2]}{rest}"
    return problem(
        301,
        title="this address was given up: the organisation has another",
        detail=f"{address} → {led.target}; {', '.join(filter(None, (led.at, led.by, led.reason)))}",
        remedy=f"ask for {to}",
        headers={"Location": to},
    )


def _organisation(evidence: Evidence, id: str) -> Row:
    address = f"organisation/{id}"
    rows = evidence.rows("organisation", address=address)
    if not rows:
        raise AddressError(
            "no such organisation",
            where=address[:80],
            remedy="{address} lists them all",
            words={"address": f"{API}/organisations"},
        )
    return rows[0]


@lru_cache(maxsize=2)
def _rows(evidence: Evidence) -> tuple[tuple[Row, str], ...]:
    """Each organisation with what a word may be looked for in."""
    return tuple(
        (row, fold(" ".join((row["name"], row["municipality"], row["codes_json"], row["address"]))))
        for row in evidence.rows("organisation")
    )


@lru_cache(maxsize=2)
def _kinds(evidence: Evidence) -> dict[str, Any]:
    return {row["id"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("organisation_kind")}
