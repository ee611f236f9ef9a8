"""The page of one figure: what it says, where it stands, what was found, what to compare it with."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiera.errors import AddressError
from filiera.portal.requests import PageRequest
from filiera.portal.templatetags.filiera import place, shown, words, years
from filiera.portal.written_value import take_apart
from filiera.publish.charts import Point, Spec, over_time, side_by_side
from filiera.publish.drawing import draw
from filiera.services.figures import FigureView, figure
from filiera.services.pages import Comparison, comparison, explained, publications
from filiera.services.reconciliations import reconciliation_of

VERSION_SHOWN = 16


@require_safe
def choose_language(request: PageRequest, address: str) -> HttpResponse:
    """From an address as it is cited to its page in the reader's language."""
    _found(request, address)
    return redirect(f"/{request.language}/{address}/")


@require_safe
def claim(request: PageRequest, language: str, id: str) -> HttpResponse:
    """A figure as the checked text states it."""
    return _page(request, f"claim/{id}")


@require_safe
def observation(request: PageRequest, language: str, id: str) -> HttpResponse:
    """A figure transcribed from another publication."""
    return _page(request, f"observation/{id}")


@require_safe
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
        "reconciliation": reconciliation_of(request.evidence, view),
    }
    if compared is not None:
        names = [citation.producer_name for each in compared.figures for citation in each.citations[:1]]
        context["chart_sources"] = ", ".join(dict.fromkeys(names))
        context["chart_years"] = _span([each.period for each in compared.figures if each.period])
        context["chart_unit"] = _unit(compared)
        context["chart_hollow"] = any(_second_hand(each) for each in compared.figures)
        # Drawn by us from escaped text; the drawing holds no script and no style.
        context["chart_wide"] = mark_safe(draw(_chart(compared, view, narrow=False), settings.FILIERA_HOME))  # noqa: S308
        context["chart_narrow"] = mark_safe(draw(_chart(compared, view, narrow=True), settings.FILIERA_HOME))  # noqa: S308
    return render(request, "filiera/figure.html", context)


@require_safe
def _found(request: PageRequest, address: str) -> FigureView:
    try:
        return figure(request.evidence, address)
    except AddressError as error:
        raise Http404(str(error)) from error


def _chart(compared: Comparison, view: FigureView, *, narrow: bool) -> Spec:
    short = _unit(compared) != ""
    if compared.over_time:
        points = [_point(f, view, f.period, short=short) for f in compared.figures]
        beside = None
        if compared.undated:
            level = _("this text, without a year: %(value)s") % {"value": shown(view)}
            beside = Point(level, view.number, shown(view), own=True)
        return over_time(points, beside, narrow=narrow)
    return side_by_side([_point(f, view, _name(f, view), short=short) for f in compared.figures], narrow=narrow)


def _unit(compared: Comparison) -> str:
    """The words of the unit, where all figures have the same: they then stand once, under the chart."""
    units = {take_apart(shown(figure)).after.strip() for figure in compared.figures}
    return units.pop() if len(units) == 1 else ""


def _point(figure: FigureView, view: FigureView, name: str, *, short: bool) -> Point:
    written = take_apart(shown(figure))
    label = written.before + written.number if short else shown(figure)
    return Point(name, figure.number, label, figure.address == view.address, _second_hand(figure))


def _second_hand(figure: FigureView) -> bool:
    """An estimate, or known only as somebody else reports it."""
    return bool(figure.via) or figure.qualifier == "estimate"


def _span(periods: list[str]) -> str:
    """First and last year of some periods."""
    found = sorted({year for period in periods for year in period.split("/")})
    return "–".join(dict.fromkeys((found[0], found[-1]))) if found else ""


def _name(figure: FigureView, view: FigureView) -> str:
    """What tells a bar from its neighbours: the part, else the place."""
    if figure.territory == view.territory:
        return words(figure.breakdown_names) or _("total")
    return f"{place(figure)}{f', {years(figure.period)}' if figure.period else ''}"
