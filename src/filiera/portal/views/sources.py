"""Who the figures come from: producers, their works, how the text spells them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.requests import PageRequest
from filiera.services.datasets import DatasetView, datasets
from filiera.services.datasets import dataset as find_dataset
from filiera.services.sources import producers
from filiera.vocabulary.translation import translate

REFUSALS_SHOWN = 50


@require_safe
def sources(request: PageRequest, language: str) -> HttpResponse:
    """All sources."""
    found = producers(request.evidence)
    works = [work for producer in found for work in producer.works]
    read: dict[str, list[DatasetView]] = {}
    for view in datasets(request.evidence):
        read.setdefault(view.work, []).append(view)
    context = {
        "producers": [
            (producer, [(work, read.get(work.id, [])) for work in producer.works])
            for producer in found
            if producer.works
        ],
        "works": len(works),
        "second_hand": sum(not work.primary for work in works),
        "several_spellings": sum(len(work.spellings) > 1 for work in works),
    }
    return render(request, "filiera/sources.html", context)


@require_safe
def dataset(request: PageRequest, language: str, id: str) -> HttpResponse:
    """One data set: what is held of it, and what is not."""
    try:
        view = find_dataset(request.evidence, id)
    except AddressError as error:
        raise Http404(str(error)) from error
    held = view.held
    context = {
        "dataset": view,
        "held": held,
        "refusals": [
            (each, each.told(lambda text: translate(text, language))) for each in held.refusals[:REFUSALS_SHOWN]
        ]
        if held
        else [],
    }
    return render(request, "filiera/dataset.html", context)
