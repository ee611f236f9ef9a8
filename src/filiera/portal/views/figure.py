"""The page of one figure: what it says, where it stands, what was found, what to compare it with."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from filiera.errors import AddressError
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import place, shown, words, years
from filiera.publish.charts import Point, Spec, draw, over_time, side_by_side
from filiera.services.figures import FigureView, figure
from filiera.services.pages import Comparison, comparison, explained, publications

VERSION_SHOWN = 16


def choose_language(request: PageRequest, address: str) -> HttpResponse:
    """From an address as it is cited to its page in the reader's language."""
    _found(request, address)
    return redirect(f"/{request.language}/{address}/")


def claim(request: PageRequest, language: str, id: str) -> HttpResponse:
    """A figure as the checked text states it."""
    return _page(request, f"claim/{id}")


def observation(request: PageRequest, language: str, id: str) -> HttpResponse:
    """A figure transcribed from another publication."""
    return _page(request, f"observation/{id}")


def _page(request: PageRequest, address: str) -> HttpResponse:
    view = _found(request, address)
    publication = publications(request.evidence).get(view.publication)
    compared = comparison(request.evidence, view)
    context = {
        "figure": view,
        "findings": explained(request.evidence, view),
        "publication": publication,
        "comparison": compared,
        "version": view.version[:VERSION_SHOWN],
    }
    if compared is not None:
        # Drawn by us from escaped text; the drawing holds no script and no style.
        context["chart_wide"] = mark_safe(draw(_chart(compared, view, narrow=False), settings.FILIERA_HOME))  # noqa: S308
        context["chart_narrow"] = mark_safe(draw(_chart(compared, view, narrow=True), settings.FILIERA_HOME))  # noqa: S308
    return render(request, "filiera/figure.html", context)


def _found(request: PageRequest, address: str) -> FigureView:
    try:
        return figure(request.evidence, address)
    except AddressError as error:
        raise Http404(str(error)) from error


def _chart(compared: Comparison, view: FigureView, *, narrow: bool) -> Spec:
    if compared.over_time:
        points = [_point(f, view, lambda f: f.period) for f in compared.figures]
        beside = None
        if compared.undated:
            level = _("this text, without a year: %(value)s") % {"value": shown(view)}
            beside = Point(level, view.number, shown(view), own=True)
        return over_time(points, beside, narrow=narrow)
    return side_by_side([_point(f, view, lambda f: _name(f, view)) for f in compared.figures], narrow=narrow)


def _point(figure: FigureView, view: FigureView, name: Callable[[FigureView], str]) -> Point:
    second_hand = bool(figure.via) or figure.qualifier == "estimate"
    return Point(name(figure), figure.number, shown(figure), figure.address == view.address, second_hand)


def _name(figure: FigureView, view: FigureView) -> str:
    """What tells a bar from its neighbours: the part, else the place."""
    if figure.territory == view.territory:
        return words(figure.breakdown_names) or _("total")
    return f"{place(figure)}{f', {years(figure.period)}' if figure.period else ''}"
