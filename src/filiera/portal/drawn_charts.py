"""The charts of an indicator as pages, downloads and embeds show them: drawn, with what stands under them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from filiera.portal.templatetags.filiera import licence, shown, words
from filiera.publish.charts import Spec
from filiera.publish.drawing import draw
from filiera.publish.indicator_charts import IndicatorChart, Words, charts_of
from filiera.publish.pictures import Format, framed, picture
from filiera.services.figures import FigureView
from filiera.services.geography import area_values, geography
from filiera.services.indicators import IndicatorView
from filiera.services.pages import Evidence


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart ready for a page."""

    name: str
    title: str
    wide: SafeString
    narrow: SafeString
    figures: tuple[FigureView, ...]
    foot: str
    """Unit, years, sources, and how to read lines and points."""


def planned_charts(view: IndicatorView, evidence: Evidence | None = None) -> list[IndicatorChart]:
    """The charts that fit, in the reader's language, not yet drawn; with the evidence a map too."""
    told = Words(
        total=_("total"),
        undated=_("this text, without a year: %(value)s"),
        whole=_("the whole: %(all)s") % {"all": "100%"},
        missing=_("no value held"),
    )
    found = area_values(evidence, view) if evidence else None
    on_map = (geography(evidence), found) if evidence and found else None
    return charts_of(view, get_language() or "en", told, on_map)


def drawn(view: IndicatorView, chart: IndicatorChart) -> DrawnChart:
    """A chart for a page."""
    return DrawnChart(
        chart.name, heading(view, chart), _svg(chart.wide), _svg(chart.narrow), chart.figures, foot(chart)
    )


def heading(view: IndicatorView, chart: IndicatorChart) -> str:
    """What a chart compares."""
    if chart.name == "time":
        return _("Over the years")
    if chart.name == "places":
        return _("Beside other places")
    if chart.name == "map":
        return _("Territory by territory")
    if chart.name == "share":
        return _("As part of the whole")
    return _("Its parts, by %(dimension)s") % {"dimension": words(chart.dimension)}


def foot(chart: IndicatorChart) -> str:
    """The line under a chart."""
    names = [citation.producer_name for figure in chart.figures for citation in figure.citations[:1]]
    parts = [
        f"{chart.unit[:1].upper()}{chart.unit[1:]}." if chart.unit else "",
        _("Years: %(years)s.") % {"years": years} if (years := span(chart.figures)) else _("No year is given."),
        _("Source: %(chart_sources)s.") % {"chart_sources": ", ".join(dict.fromkeys(names))} if names else "",
        _("Dashed: no figure is held of the years between.") if chart.dashed else "",
        _("Each source counts in its own way: no line joins two of them.") if chart.apart else "",
        _("Hollow: estimates, and figures known only from a report.") if chart.hollow and not chart.geography else "",
        *_borders(chart),
    ]
    return " ".join(filter(None, parts))


def _borders(chart: IndicatorChart) -> list[str]:
    """How a map is to be read, and whose outlines it shows."""
    if chart.geography is None:
        return []
    told = _("Borders: %(who)s, %(title)s, %(year)s (%(licence)s).")
    return [
        _("The darker, the higher."),
        *(
            told % {"who": s.producer_name, "title": words(s.title), "year": year, "licence": licence(s.licence)}
            for s, year, _note in chart.geography.sources
        ),
    ]


def span(figures: tuple[FigureView, ...]) -> str:
    """First and last year of some figures."""
    found = sorted({year for figure in figures for year in figure.period.split("/") if year})
    return "–".join(dict.fromkeys((found[0], found[-1]))) if found else ""


def image(view: IndicatorView, chart: IndicatorChart, origin: str, form: Format) -> bytes:
    """A chart to take away: its title, what it measures, and where it comes from are in the picture."""
    where = f"{foot(chart)} {origin}"
    label = words(view.label)
    value = shown(view.headline) if chart.name == "share" else heading(view, chart)
    return picture(framed(chart.wide, f"{label}. {value}", words(view.definition), where), settings.FILIERA_HOME, form)


def _svg(spec: Spec) -> SafeString:
    # Drawn by us from escaped text; the drawing holds no script and no style.
    return mark_safe(draw(spec, settings.FILIERA_HOME))  # noqa: S308
