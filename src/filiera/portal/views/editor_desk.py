"""The editors' desk: what waits, and where it is dealt with."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from filiera.portal.requests import MemberRequest
from filiera.portal.roles import editor
from filiera.services.accounts import ADMINISTRATOR, may
from filiera.services.editors_desk import piles

PAGES = {
    "reports": "editors-reports",
    "claims": "organisation-claims",
    "identities": "editors-identities",
    "changes": "editors-changes",
    "profiles": "editors-profiles",
    "messages": "editors-messages",
}


@require_safe
@editor
def desk(request: MemberRequest, language: str) -> HttpResponse:
    """What waits, how much of it, and since when."""
    found = piles(request.evidence, settings.FILIERA_HOME)
    context = {
        "piles": [(pile, reverse(PAGES[pile.kind], kwargs={"language": language})) for pile in found],
        "is_administrator": may(request.user.role, ADMINISTRATOR),
    }
    return render(request, "editors/desk.html", context)
