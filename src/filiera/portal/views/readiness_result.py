"""What a measurement comes to, beside peers and earlier ones; and the organisation's own data."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.readiness_access import own_assessment
from filiera.portal.readiness_sides import Before, Side
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.services.organisation_claims import speaks_for
from filiera.services.organisations import all_organisations
from filiera.services.readiness import export_organisation
from filiera.services.readiness_findings import Findings, findings
from filiera.services.readiness_peers import peers_at_least
from filiera.services.readiness_results import WEIGHT_FACTOR

ACTIONS = 5
"""So many actions are told in full; the others by name."""
WEAKEST = 2
"""So many sides are named first."""


@require_safe
@own_assessment()
def result(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """The result of a measurement, finished or so far."""
    found = _findings(request, key)
    sides = [_side(found, place) for place in range(len(found.weakest_first))]
    names = {choice.id: choice.names for asked in found.sheet.told.profile for choice in asked.choices}
    scored = [side for side in sides if side.view.found.score is not None]
    context = {
        "sheet": found.sheet,
        "told": found.sheet.told,
        "organisation": all_organisations(request.evidence).get(found.sheet.view.organisation),
        "result": found.result,
        "sides": sides,
        "weakest": scored[:WEAKEST] if len(scored) > WEAKEST else (),
        "since": found.since,
        "actions": found.result.actions[:ACTIONS],
        "more": found.result.actions[ACTIONS:],
        "compared": found.compared,
        "group": [names[each] for each in found.compared.group if each in names],
        "least": peers_at_least(request.evidence),
        "factor": WEIGHT_FACTOR,
        "done": request.GET.get("done", ""),
    }
    return render(request, "account/readiness_result.html", context)


@require_safe
@member
def data(request: MemberRequest, language: str, id: str) -> HttpResponse:
    """All that is held of the organisation's measurements, as a file."""
    address = f"organisation/{id}"
    if not speaks_for(settings.FILIERA_HOME, request.user.pk, address):
        raise Http404("organisation")
    held = {"organisation": address, "measurements": export_organisation(settings.FILIERA_HOME, address)}
    response = HttpResponse(
        json.dumps(held, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="readiness-{id}.json"'
    return response


def _findings(request: MemberRequest, key: str) -> Findings:
    try:
        return findings(settings.FILIERA_HOME, request.evidence, key, by=request.user.address)
    except AddressError as error:
        raise Http404("assessment") from error


def _side(found: Findings, place: int) -> Side:
    view = found.weakest_first[place]
    id = view.dimension.id
    before = tuple(Before(f"T{since.view.wave}", since.scores.get(id), since.changes[id]) for since in found.since)
    return Side(view, found.compared.dimensions.get(id), before)
