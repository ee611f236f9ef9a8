"""The page of one indicator: what it shows, how sure it is, what rests on it, and how to take it away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.drawn_charts import drawn, image, planned_charts, span
from filiera.portal.findings_told import how_to_read, title
from filiera.portal.middleware import EMBED_POLICY
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import words
from filiera.publish.indicator_charts import IndicatorChart
from filiera.publish.indicator_file import indicator_csv
from filiera.publish.open_data import json_stat
from filiera.services.dependence import dependents, findings_about, list_behind, terms_of
from filiera.services.figures import FigureView
from filiera.services.indicators import IndicatorView
from filiera.services.indicators import indicator as find_indicator
from filiera.services.licensing import Terms
from filiera.services.open_data import build_date
from filiera.services.plan import lines_of_figure
from filiera.services.series import cube_of
from filiera.services.themes import theme_of

VERSION_SHOWN = 16
ROWS_UNFOLDED = 40
IMAGES = {"svg": "image/svg+xml", "png": "image/png"}
QUIET = ("noted", "consistent", "reproduced")
"""Outcomes that ask nothing of the reader: they stand folded."""


@require_safe
def choose_language(request: PageRequest, address: str) -> HttpResponse:
    """From the address as it is cited to its page in the reader's language; ``indicator/…`` is the same thing."""
    view = _found(request, address.partition("/")[2])
    return redirect(f"/{request.language}/{view.address}/")


@require_safe
def same_as_figure(request: PageRequest, language: str, id: str) -> HttpResponse:
    """``indicator/…`` names what ``figure/…`` shows."""
    return redirect(f"/{language}/{_found(request, id).address}/", permanent=True)


@require_safe
def indicator(request: PageRequest, language: str, id: str) -> HttpResponse:
    """The page."""
    view = _found(request, id)
    found = findings_about(view)
    terms = terms_of(request.evidence, view)
    first, folded = rows_to_show(view.figures, request.hub.territory)
    context = _head(request, view) | {
        "rows_first": first,
        "rows_folded": folded,
        "charts": [drawn(view, chart) for chart in planned_charts(view, request.evidence)],
        "reading": how_to_read(view),
        "findings": [each for each in found if each.finding.outcome not in QUIET],
        "quiet_findings": [each for each in found if each.finding.outcome in QUIET],
        "dependents": dependents(request.evidence, view),
        "plan_lines": lines_of_figure(request.evidence, view.headline),
        "list_behind": list_behind(request.evidence, view),
        "theme": theme_of(request.evidence, view),
        "left_out": _left_out(terms),
        "given": sum(its.open for _, its in terms),
        "licences": list(dict.fromkeys(its.licence for _, its in terms if its.open and its.licence)),
        "years": span(view.figures),
        "places": list({f.territory: f.territory_names for f in view.figures}.values()),
        "publishers": list(dict.fromkeys(c.producer_name for f in view.figures for c in f.citations)),
        "whole_address": request.build_absolute_uri(f"/{view.address}"),
        "files_address": request.build_absolute_uri(f"/{language}/{view.address}"),
        "embed_address": request.build_absolute_uri(reverse("embed", kwargs={"language": language, "id": id})),
    }
    return render(request, "filiera/indicator.html", context)


def rows_to_show(figures: tuple[FigureView, ...], territory: str) -> tuple[list[FigureView], list[FigureView]]:
    """The rows of the table, and those that stand folded below it where there are many.

    Up front: all that the examined text states, all of the hub's own territory, and of other places the newest.
    """
    if len(figures) <= ROWS_UNFOLDED:
        return list(figures), []
    newest: dict[tuple[str, str], str] = {}
    for each in figures:
        key = (each.territory, each.breakdown)
        newest[key] = max(newest.get(key, ""), each.period)
    first = [
        each
        for each in figures
        if each.origin == "claim"
        or each.territory == territory
        or each.period == newest[each.territory, each.breakdown]
    ]
    shown = {each.address for each in first}
    return first, [each for each in figures if each.address not in shown]


@require_safe
def embed(request: PageRequest, language: str, id: str) -> HttpResponse:
    """The indicator in little, for a frame in somebody else's page."""
    view = _found(request, id)
    charts = planned_charts(view, request.evidence)
    context = _head(request, view) | {"chart": drawn(view, charts[0]) if charts else None}
    response = render(request, "filiera/embed.html", context)
    response["Content-Security-Policy"] = EMBED_POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def as_csv(request: PageRequest, language: str, id: str) -> HttpResponse:
    """The figures as CSV."""
    view = _found(request, id)
    content = indicator_csv(view, terms_of(request.evidence, view), language)
    return _file(request, view, content, "text/csv; charset=utf-8", "csv")


@require_safe
def as_json_stat(request: PageRequest, language: str, id: str) -> HttpResponse:
    """The figures that may be passed on as JSON-stat."""
    view = _found(request, id)
    cube = cube_of(request.evidence, view.id)
    if cube is None:
        raise Http404("no figure of it may be passed on")
    evidence = request.evidence
    content = json_stat(cube, language, version=evidence.version.hash, updated=build_date(evidence))
    return _file(request, view, content, "application/json", "json")


@require_safe
def as_image(request: PageRequest, language: str, id: str, form: str, chart: str = "") -> HttpResponse:
    """A chart as a picture; the first one where none is named."""
    view = _found(request, id)
    planned = [each for each in planned_charts(view, request.evidence) if chart in ("", each.name)]
    if not planned:
        raise Http404("no such chart")
    content = image(view, planned[0], _origin(request, view), "svg" if form == "svg" else "png")
    return _file(request, view, content, IMAGES[form], form, planned[0])


def _head(request: PageRequest, view: IndicatorView) -> dict[str, Any]:
    return {
        "indicator": view,
        "figure": view.headline,
        "title": title(view),
        "version": view.version[:VERSION_SHOWN],
    }


def _found(request: PageRequest, name: str) -> IndicatorView:
    try:
        return find_indicator(request.evidence, name)
    except AddressError as error:
        raise Http404(str(error)) from error


def _left_out(terms: list[tuple[FigureView, Terms]]) -> list[tuple[FigureView, Terms]]:
    """One figure for each work that is left out of the files, so that it can be named."""
    chosen = {figure.citations[0].work: (figure, its) for figure, its in terms if not its.open}
    return list(chosen.values())


def _origin(request: PageRequest, view: IndicatorView) -> str:
    return f"Filiera {words(request.hub.names)}, {view.address}, {view.version[:VERSION_SHOWN]}."


def _file(
    request: PageRequest,
    view: IndicatorView,
    content: bytes,
    kind: str,
    ending: str,
    chart: IndicatorChart | None = None,
) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    part = f"-{chart.name}" if chart else ""
    name = f"{request.hub.pack}-{view.id}{part}-{request.language}.{ending}"
    how = "inline" if ending in IMAGES else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return response
