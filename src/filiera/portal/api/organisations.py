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
from filiera.portal.api.problems import Problem
from filiera.portal.api.records import OrganisationInFull, Organisations
from filiera.portal.api.telling import organisation_told, statement_told
from filiera.portal.requests import PageRequest
from filiera.services.licensing import terms_of_works
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
    response={200: OrganisationInFull, 400: Problem, 404: Problem, 422: Problem},
    summary=gettext_noop("One organisation"),
    description=gettext_noop("With what each source says of it."),
)
def one_organisation(request: PageRequest, id: str) -> HttpResponse:
    """The organisation with an id."""
    refuse_unknown(request)
    evidence, address = request.evidence, f"organisation/{id}"
    rows = evidence.rows("organisation", address=address)
    if not rows:
        raise AddressError(
            "no such organisation",
            where=address[:80],
            remedy="{address} lists them all",
            words={"address": f"{API}/organisations"},
        )
    works = terms_of_works(evidence)
    statements = evidence.rows("organisation_statement", organisation=address)
    said = [statement_told(evidence, row, works) for row in statements]
    return answer(request, organisation_told(rows[0], _kinds(evidence), works) | {"statements": said})


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
