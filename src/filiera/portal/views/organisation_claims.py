"""Claiming an organisation, and the editors' word on it."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from filiera.errors import AddressError, UsageError
from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor, member
from filiera.portal.written_number import written_number
from filiera.services.organisation_claims import (
    LONGEST_REASON,
    ClaimView,
    claim_organisation,
    claims_decided,
    claims_of,
    claims_waiting,
    decide_claim,
    reopen_claim,
    websites_of,
    withdraw_claim,
)
from filiera.services.organisations import all_organisations
from filiera.vocabulary.translation import translate

DECIDED = 50
ACCEPT, REFUSE, REOPEN = WORDS = ("accept", "refuse", "reopen")


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def claim(request: MemberRequest, language: str, id: str) -> HttpResponse:
    """Say that one speaks for an organisation, or no longer; what became of it."""
    address = f"organisation/{id}"
    found = all_organisations(request.evidence).get(address)
    if found is None:
        raise Http404("organisation")
    context = {"organisation": found, "websites": websites_of(request.evidence, address)}
    if request.method == "POST":
        if "withdraw" in request.POST:
            withdraw_claim(settings.FILIERA_HOME, request.user.pk, address)
            return redirect(request.path)
        try:
            claim_organisation(settings.FILIERA_HOME, request.evidence, request.user.pk, address)
        except UsageError:
            return render(request, "account/claim.html", context | {"too_many": True}, status=429)
        return redirect(request.path)
    made = next((c for c in claims_of(settings.FILIERA_HOME, request.user.pk) if c.organisation == address), None)
    return render(request, "account/claim.html", context | {"claim": made})


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def waiting(request: MemberRequest, language: str) -> HttpResponse:
    """The claims that wait for an editor's word, and those that have it."""
    problem = None
    if request.method == "POST":
        try:
            _decide(request)
            return redirect(reverse("organisation-claims", kwargs={"language": language}))
        except AddressError as error:
            raise Http404("claim") from error
        except UsageError as error:
            what, _, remedy = error.told(partial(translate, language=language))
            problem = f"{what}: {remedy}."
    context = {
        "claims": [_beside(request, found) for found in claims_waiting(settings.FILIERA_HOME)],
        "decided": [_beside(request, found) for found in claims_decided(settings.FILIERA_HOME, DECIDED)],
        "own": request.user.pk,
        "problem": problem,
        "about": request.POST.get("claim", ""),
        "written": request.POST.get("says", "")[:LONGEST_REASON],
        "longest": LONGEST_REASON,
    }
    return render(request, "account/claims.html", context, status=422 if problem else 200)


def _decide(request: MemberRequest) -> None:
    number, word = written_number(request.POST.get("claim", "")), request.POST.get("word")
    if word not in WORDS:
        raise BadRequest("word")
    if word == REOPEN:
        reopen_claim(settings.FILIERA_HOME, number, by=request.user.pk)
    else:
        says = request.POST.get("says", "")
        decide_claim(settings.FILIERA_HOME, number, accept=word == ACCEPT, by=request.user.pk, says=says)


def _beside(request: MemberRequest, found: ClaimView) -> dict[str, object]:
    return {
        "claim": found,
        "organisation": all_organisations(request.evidence).get(found.organisation),
        "websites": websites_of(request.evidence, found.organisation),
        "domain": found.email.rpartition("@")[2],
    }
