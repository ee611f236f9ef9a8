"""Claiming an organisation, and the editors' word on it."""

from __future__ import annotations

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
from filiera.services.organisation_claims import claim_organisation, claims_of, claims_waiting, decide_claim
from filiera.services.organisations import all_organisations


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@member
def claim(request: MemberRequest, language: str, id: str) -> HttpResponse:
    """Say that one speaks for an organisation; what became of it."""
    address = f"organisation/{id}"
    found = all_organisations(request.evidence).get(address)
    if found is None:
        raise Http404("organisation")
    if request.method == "POST":
        try:
            claim_organisation(settings.FILIERA_HOME, request.evidence, request.user.pk, address)
        except UsageError:
            return render(request, "account/claim.html", {"organisation": found, "too_many": True}, status=429)
        return redirect(request.path)
    made = next((c for c in claims_of(settings.FILIERA_HOME, request.user.pk) if c.organisation == address), None)
    return render(request, "account/claim.html", {"organisation": found, "claim": made})


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@editor
def waiting(request: MemberRequest, language: str) -> HttpResponse:
    """The claims that wait for an editor's word."""
    problem = False
    if request.method == "POST":
        number, word = request.POST.get("claim", ""), request.POST.get("word")
        if word not in ("accept", "refuse") or not (number.isascii() and number.isdigit() and len(number) < 18):
            raise BadRequest("claim")
        try:
            decide_claim(settings.FILIERA_HOME, int(number), accept=word == "accept", by=request.user.pk)
            return redirect(reverse("organisation-claims", kwargs={"language": language}))
        except AddressError as error:
            raise Http404("claim") from error
        except UsageError:
            problem = True
    known = all_organisations(request.evidence)
    listed = [(found, known.get(found.organisation)) for found in claims_waiting(settings.FILIERA_HOME)]
    context = {"claims": listed, "own": request.user.pk, "problem": problem}
    return render(request, "account/claims.html", context, status=422 if problem else 200)
