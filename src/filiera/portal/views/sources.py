"""Who the figures come from: producers, their works, how the text spells them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.portal.requests import PageRequest
from filiera.services.sources import producers


@require_safe
def sources(request: PageRequest, language: str) -> HttpResponse:
    """All sources."""
    found = producers(request.evidence)
    works = [work for producer in found for work in producer.works]
    context = {
        "producers": [producer for producer in found if producer.works],
        "works": len(works),
        "second_hand": sum(not work.primary for work in works),
        "several_spellings": sum(len(work.spellings) > 1 for work in works),
    }
    return render(request, "filiera/sources.html", context)
