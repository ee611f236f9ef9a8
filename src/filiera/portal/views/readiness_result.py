"""What a measurement comes to, beside peers and earlier ones; and the organisation's own data."""

from __future__ import annotations

import json
from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError, PublishError, UsageError
from filiera.portal.readiness_access import own_assessment
from filiera.portal.readiness_sides import Before, Side
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import member
from filiera.publish.readiness.report import readiness_report
from filiera.services.organisation_claims import speaks_for
from filiera.services.organisations import all_organisations
from filiera.services.readiness import export_organisation
from filiera.services.readiness_findings import Findings, findings, findings_data
from filiera.services.readiness_peers import peers_at_least
from filiera.services.readiness_results import WEIGHT_FACTOR
from filiera.vocabulary.translation import translate

JSON = "application/json; charset=utf-8"
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
        "organisation_id": found.sheet.view.organisation.partition("/")[2],
        "result": found.result,
        "sides": sides,
        "weakest": scored[:WEAKEST] if len(scored) > WEAKEST else (),
        "since": found.since,
        "actions": found.result.actions[:ACTIONS],
        "more": found.result.actions[ACTIONS:],
        "calls": any(way.what == "calls" for each in found.result.actions[:ACTIONS] for way in each.ways),
        "compared": found.compared,
        "group": [names[each] for each in found.compared.group if each in names],
        "least": peers_at_least(request.evidence),
        "factor": WEIGHT_FACTOR,
        "done": request.GET.get("done", ""),
    }
    return render(request, "account/readiness_result.html", context)


@require_safe
@own_assessment()
def report(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """The result as a PDF; where it cannot be set, what is missing and what to do."""
    found = _findings(request, key)
    view = found.sheet.view
    try:
        pdf = readiness_report(request.evidence, found, _name(request, view.organisation), language)
    except (PublishError, UsageError) as error:
        what, where, remedy = error.told(partial(translate, language=language))
        told = {"what": what, "where": where, "remedy": remedy}
        return render(request, "filiera/brochure_unavailable.html", told, status=503)
    return _as_file(pdf, "application/pdf", _file(found, language, "pdf"))


@require_safe
@own_assessment()
def report_data(request: MemberRequest, language: str, key: str) -> HttpResponse:
    """The result as data."""
    found = _findings(request, key)
    told = findings_data(found, _name(request, found.sheet.view.organisation), language)
    return _as_file(_json(told), JSON, _file(found, language, "json"))


@require_safe
@member
def data(request: MemberRequest, language: str, id: str) -> HttpResponse:
    """All that is held of the organisation's measurements, as a file."""
    address = f"organisation/{id}"
    if not speaks_for(settings.FILIERA_HOME, request.user.pk, address):
        raise Http404("organisation")
    held = {"organisation": address, "measurements": export_organisation(settings.FILIERA_HOME, address)}
    return _as_file(_json(held), JSON, f"readiness-{id}.json")


def _as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _name(request: MemberRequest, address: str) -> str:
    organisation = all_organisations(request.evidence).get(address)
    return organisation.name if organisation else ""


def _file(found: Findings, language: str, ending: str) -> str:
    view = found.sheet.view
    return f"readiness-{view.organisation.partition('/')[2]}-{found.sheet.told.id}-t{view.wave}-{language}.{ending}"


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
