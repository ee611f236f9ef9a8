"""Digital readiness: what it is, what is asked, how it is counted, and trying it without an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from filiera.errors import AddressError, ContributionError, UsageError
from filiera.pack.questionnaire_schema import Questionnaire
from filiera.portal.readiness_form import Trial, fields, read
from filiera.portal.readiness_sides import Side
from filiera.portal.requests import PageRequest
from filiera.services.questionnaires import questionnaire, questionnaires, questions_of
from filiera.services.readiness_peers import (
    FEWEST_FOR_RELIABILITY,
    Compared,
    compared,
    peers_at_least,
    reliability,
)
from filiera.services.readiness_results import WEIGHT_FACTOR, result

ACTIONS = 5
"""So many actions are told in full; the others by name."""


@require_safe
def readiness(request: PageRequest, language: str) -> HttpResponse:
    """What this is, for whom, and the instruments."""
    context = {
        "instruments": list(questionnaires(request.evidence).values()),
        "least": peers_at_least(request.evidence),
    }
    return render(request, "filiera/readiness.html", context)


@require_safe
def method(request: PageRequest, language: str) -> HttpResponse:
    """How answers become scores: weights, alignment, bands, reliability so far, comparison."""
    told = questionnaires(request.evidence)
    if not told:
        raise Http404("readiness")
    context = {
        "instruments": [(each, _reliability(each)) for each in told.values()],
        "least": peers_at_least(request.evidence),
        "for_reliability": FEWEST_FOR_RELIABILITY,
        "factor": WEIGHT_FACTOR,
    }
    return render(request, "filiera/readiness_method.html", context)


@require_safe
def instrument(request: PageRequest, language: str, id: str) -> HttpResponse:
    """All that a questionnaire asks, with weights and what shows an answer."""
    return render(request, "filiera/readiness_instrument.html", {"told": _told(request, id)})


# Nothing is stored and nothing changes: another site that sends this form gets arithmetic, and no cookie is needed.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_it(request: PageRequest, language: str, id: str) -> HttpResponse:
    """One page of questions after another, then the result; the answers travel with the form."""
    told = _told(request, id)
    try:
        trial = read(told, request.POST) if request.method == "POST" else Trial(told)
    except UsageError:
        response = render(request, "filiera/readiness_unfit.html", {"told": told}, status=422)
    else:
        response = _result(request, trial) if trial.finished else _page(request, trial)
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: PageRequest, trial: Trial) -> HttpResponse:
    context = {"told": trial.told, "trial": trial, "fields": fields(trial), "last": trial.step + 1 == trial.steps}
    return render(request, "filiera/readiness_try.html", context)


def _result(request: PageRequest, trial: Trial) -> HttpResponse:
    came_to = result(request.evidence, trial.told, trial.answers)
    among = _among(request, trial)
    sides = [Side(view, among.dimensions.get(view.dimension.id) if among else None) for view in came_to.dimensions]
    names = {choice.id: choice.names for asked in trial.told.profile for choice in asked.choices}
    context = {
        "told": trial.told,
        "trial": trial,
        "result": came_to,
        "sides": sides,
        "actions": came_to.actions[:ACTIONS],
        "more": came_to.actions[ACTIONS:],
        "calls": any(way.what == "calls" for each in came_to.actions[:ACTIONS] for way in each.ways),
        "compared": among,
        "group": [names[each] for each in (among.group if among else ()) if each in names],
        "least": peers_at_least(request.evidence),
        "factor": WEIGHT_FACTOR,
    }
    return render(request, "filiera/readiness_result.html", context)


def _among(request: PageRequest, trial: Trial) -> Compared | None:
    scores = {
        view.dimension.id: view.found.score
        for view in result(request.evidence, trial.told, trial.answers).dimensions
        if view.found.score is not None
    }
    try:
        return compared(settings.FILIERA_HOME, request.evidence, trial.told.id, trial.profile, scores)
    except ContributionError:
        # The result is the reader's own and does not wait for the store.
        return None


def _reliability(told: Questionnaire) -> list[tuple[str, dict[str, Any]]]:
    try:
        found = reliability(settings.FILIERA_HOME, told)
    except ContributionError:
        return []
    asks = {question.id: question.asks for question in questions_of(told).values()}
    return [
        (d.id, found[d.id] | {"items_told": [(asks[key], each) for key, each in found[d.id]["item_total"].items()]})
        for d in told.dimensions
        if d.id in found
    ]


def _told(request: PageRequest, id: str) -> Questionnaire:
    try:
        return questionnaire(request.evidence, id)
    except AddressError as error:
        raise Http404(str(error)) from error
