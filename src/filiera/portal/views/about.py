"""About this hub: who runs it, how it works, what may be passed on, for whom it works, how to cite it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.portal.findings_told import title
from filiera.portal.requests import PageRequest
from filiera.portal.views.indicator import VERSION_SHOWN
from filiera.publish.open_data.datasets import COMPILATION
from filiera.services.hub import featured
from filiera.services.indicators import indicator
from filiera.services.open_data import open_data
from filiera.services.reuse import given_under_licence
from filiera.vocabulary.licences import load_licences


@require_safe
def about(request: PageRequest, language: str) -> HttpResponse:
    """The page."""
    evidence = request.evidence
    data = open_data(evidence)
    chosen = featured(evidence)
    example = indicator(evidence, chosen[0].indicator) if chosen else None
    context = {
        "given": given_under_licence(evidence),
        "left_out": data.left_out,
        "licence": load_licences()[COMPILATION],
        "built_at": data.built_at,
        "example": example,
        "example_title": title(example) if example else "",
        "example_version": example.version[:VERSION_SHOWN] if example else "",
        "example_address": request.build_absolute_uri(f"/{example.address}") if example else "",
    }
    return render(request, "filiera/about.html", context)
