"""``/match``: names in, organisations of the hub that they mean out."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from filiera.portal.api.answering import MEDIA_TYPE, refuse_unknown
from filiera.portal.api.gate import API
from filiera.portal.api.match_records import Matches
from filiera.portal.api.problems import Problem
from filiera.portal.requests import PageRequest
from filiera.services.matching import Candidate, Named, hub_register, kinds, match

router = Router(tags=["Organisations"])
MOST = 50
LONGEST_NAME = 1_000
LONGEST_FIELD = 200


class Mention(Schema):
    """A name to look for, with what else is known of it."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field("", max_length=LONGEST_FIELD, description=gettext_noop("Yours; it comes back with the answer."))
    name: str = Field(
        ..., min_length=1, max_length=LONGEST_NAME, description=gettext_noop("As it stands; may name several.")
    )
    city: str = Field("", max_length=LONGEST_FIELD)
    country: str = Field("", max_length=LONGEST_FIELD, description=gettext_noop("Two letters, or its English name."))
    codes: list[str] = Field([], max_length=20, description="register:code")


class Mentions(Schema):
    """Names to look for, fifty at a time."""

    model_config = ConfigDict(extra="forbid")

    mentions: list[Mention] = Field(..., min_length=1, max_length=MOST)
    explain: bool = Field(False, description=gettext_noop("Also candidates that were left."))


@router.post(
    "/match",
    response={200: Matches, 400: Problem, 413: Problem, 422: Problem, 503: Problem},
    summary=gettext_noop("Match names"),
    description=gettext_noop("Which organisations of the hub a name means, with score, tier and reason."),
)
def find_organisations(request: PageRequest, asked: Mentions) -> HttpResponse:
    """The candidates of each name, best first; none where it means no organisation that is known."""
    refuse_unknown(request)
    evidence = request.evidence
    named = [Named(each.name, each.city, each.country, tuple(each.codes)) for each in asked.mentions]
    found = match(evidence, named, explain=asked.explain)
    names = kinds(evidence)
    content = {
        "version": evidence.version.hash,
        "organisations": len(hub_register(evidence).entries),
        "results": [
            {"id": one.id, "name": one.name, "candidates": [_told(each, names) for each in candidates]}
            for one, candidates in zip(asked.mentions, found, strict=True)
        ],
    }
    return HttpResponse(msgspec.json.encode(content), content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def _told(candidate: Candidate, names: dict[str, Any]) -> dict[str, Any]:
    entry = candidate.entry
    kind = entry.kinds[0] if entry.kinds else ""
    return {
        "address": entry.id,
        "api": f"{API}/organisations/{entry.id.partition('/')[2]}",
        "name": entry.names[0],
        "kind": kind,
        "kind_name": names.get(kind, {}),
        "municipality": entry.city,
        "score": round(candidate.score, 4),
        "tier": candidate.tier.value,
        "reason": candidate.reason,
    }
