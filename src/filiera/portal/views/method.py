"""How verdicts come about, in their order, and what this hub is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.portal.requests import PageRequest
from filiera.services.ledger import summary
from filiera.services.pages import VERDICTS


@require_safe
def method(request: PageRequest, language: str) -> HttpResponse:
    """The method page."""
    counts = summary(request.evidence)
    return render(
        request,
        "filiera/method.html",
        {
            "verdicts": [(name, counts.get(name, 0)) for name in VERDICTS],
            "built_at": request.evidence.version.built_at,
        },
    )
