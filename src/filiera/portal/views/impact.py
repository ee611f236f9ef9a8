"""Impact: what the region's chain is worth, what an investment would set off, and how both are computed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from filiera.errors import FilieraError, PublishError, UsageError
from filiera.portal.impact_told import chain_pages
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import words
from filiera.portal.what_if_form import WhatIfForm
from filiera.publish.drawing import draw
from filiera.publish.impact_files import FILES, impact_file
from filiera.publish.what_if_pdf import what_if_csv, what_if_pdf
from filiera.publish.what_if_sheet import PhaseSheet, what_if_sheet
from filiera.services.impact_ground import has_ground
from filiera.services.investment import Answer, answer_here
from filiera.services.regional_economy import economy_of
from filiera.services.worked_example import worked_example

EXAMPLES = (("million", "100"), ("jobs", "200"))
"""What the example asks, in the first sector of the region's chain."""


@require_safe
def impact(request: PageRequest, language: str) -> HttpResponse:
    """What the chain is worth, beside what was published of it."""
    if not has_ground(request.evidence):
        return render(request, "filiera/impact_missing.html")
    return render(request, "filiera/impact.html", {"chains": chain_pages(request.evidence, language)})


@require_safe
def method(request: PageRequest, language: str) -> HttpResponse:
    """Formulas, assumptions with their references, files, and an example to follow by hand."""
    if not has_ground(request.evidence):
        return render(request, "filiera/impact_missing.html")
    economy = economy_of(request.evidence)
    ground = economy.ground
    used = [each for id, each in ground.parameters.items() if id.startswith(("impact-", "chain-"))]
    weighed = sorted(ground.weights, key=lambda row: row.group)
    share = economy.weights.share
    context = {
        "told": ground.told,
        "economy": economy,
        "parameters": used,
        "weights": [
            (row, float(row.region) / float(row.nation), float(row.region) / float(row.nation) / share)
            for row in weighed
        ],
        "works": {row.work: ground.works.get(row.work, {}) for row in weighed}.values(),
        "share": share,
        "example": {step.name: step.rows for step in worked_example()},
        "files": list(FILES),
        "chains": list(ground.chains.values()),
    }
    return render(request, "filiera/impact_method.html", context)


@require_safe
def what_if(request: PageRequest, language: str) -> HttpResponse:
    """The form, and below it the answer to what the address asks."""
    if not has_ground(request.evidence):
        return render(request, "filiera/impact_missing.html")
    form = _form(request)
    context: dict[str, Any] = {"form": form, "example": _example(form)}
    status = 200
    if form.is_bound:
        if form.is_valid():
            context |= _told(request, form, language)
        else:
            status = 422
    response = render(request, "filiera/what_if.html", context, status=status)
    if form.is_bound:
        # One of endlessly many questions.
        response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def what_if_file(request: PageRequest, language: str, form: str) -> HttpResponse:
    """The answer to take away: CSV or PDF."""
    asked = _form(request) if has_ground(request.evidence) else None
    if asked is None or not asked.is_valid():
        raise Http404("no such investment")
    answer = answer_here(request.evidence, asked.asked)
    name = f"{request.hub.pack}-what-if-{answer.what_if.asked.sector}-{language}.{form}"
    if form == "csv":
        response = HttpResponse(what_if_csv(answer, language), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    address = request.build_absolute_uri(
        f"{reverse('impact-what-if', kwargs={'language': language})}?{request.GET.urlencode()}"
    )
    try:
        pdf = what_if_pdf(
            answer,
            language,
            author=f"Filiera {words(request.hub.names)}",
            address=address,
            version=request.hub.version,
            invented=request.hub.invented,
        )
    except (PublishError, UsageError) as error:
        return _unavailable(request, error)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def file(request: PageRequest, language: str, name: str) -> HttpResponse:
    """One of the files that the numbers can be repeated from."""
    if name not in FILES or not has_ground(request.evidence):
        raise Http404(name)
    response = HttpResponse(impact_file(request.evidence, name, language), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.hub.pack}-impact-{name}.csv"'
    return response


def _form(request: PageRequest) -> WhatIfForm:
    return WhatIfForm(economy_of(request.evidence), request.GET or None)


def _told(request: PageRequest, form: WhatIfForm, language: str) -> dict[str, Any]:
    answer: Answer = answer_here(request.evidence, form.asked)
    sheet = what_if_sheet(answer, language)
    return {
        "sheet": replace(sheet, phases=tuple(_drawn(phase) for phase in sheet.phases)),
        "query": request.GET.urlencode(),
        "address": request.build_absolute_uri(),
    }


def _example(form: WhatIfForm) -> str:
    chains = form.economy.ground.chains.values()
    first = next((part.sector for chain in chains for part in chain.parts), form.economy.table.sectors[0])
    return urlencode([("sector", first), *EXAMPLES])


@dataclass(frozen=True, slots=True)
class DrawnPhase(PhaseSheet):
    """A phase with its chart, ready for the page."""

    drawing: SafeString = field(default_factory=SafeString)


def _drawn(phase: PhaseSheet) -> DrawnPhase:
    told = {each.name: getattr(phase, each.name) for each in fields(PhaseSheet)}
    # Drawn by us from escaped text; the drawing holds no script and no style.
    return DrawnPhase(**told, drawing=mark_safe(draw(phase.chart, None)))  # noqa: S308


def _unavailable(request: PageRequest, error: FilieraError) -> HttpResponse:
    return render(
        request,
        "filiera/print_unavailable.html",
        {"what": error.what, "where": error.where, "remedy": error.remedy},
        status=503,
    )
