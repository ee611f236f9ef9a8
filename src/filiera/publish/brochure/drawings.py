"""Charts of the brochure: the drawings of the pages, with words for who cannot see them."""

from __future__ import annotations

from pathlib import Path

from filiera.publish.brochure.edition import Block, Edition
from filiera.publish.brochure.statements import place, years
from filiera.publish.drawing import draw
from filiera.publish.indicator_charts import IndicatorChart, Words, charts_of
from filiera.services.figures import FigureView
from filiera.services.geography import area_values, geography
from filiera.services.indicators import IndicatorView
from filiera.services.pages import Evidence

_ALT = {"time": "chart_alt_time", "map": "chart_alt_map"}


def first_chart(edition: Edition, view: IndicatorView) -> IndicatorChart | None:
    """The most telling chart of an indicator, if its figures allow one."""
    return next(iter(charts_of(view, edition.language, _said(edition))), None)


def map_chart(edition: Edition, evidence: Evidence, view: IndicatorView) -> IndicatorChart | None:
    """The map of an indicator's values, if enough territories have one."""
    found = area_values(evidence, view)
    if found is None:
        return None
    charts = charts_of(view, edition.language, _said(edition), (geography(evidence), found))
    return next(chart for chart in charts if chart.name == "map")


def _said(edition: Edition) -> Words:
    words = edition.words
    return Words(
        total=words["total"],
        undated=words["chart_undated"],
        whole=words["chart_whole"],
        missing=words["chart_missing"],
    )


def chart_block(edition: Edition, view: IndicatorView, chart: IndicatorChart, home: Path) -> Block:
    """A chart as data for the templates: its drawing, what it says in words, and where its figures come from."""
    words = edition.words
    title = f"{edition.text(view.label)}."
    kind = words[_ALT.get(chart.name, "chart_alt_parts")]
    points = (f"{_name(edition, chart, figure)}: {figure.shown(edition.language)}" for figure in chart.figures)
    return {
        "drawing": draw(chart.wide, home),
        "tall": chart.name not in ("time", "share"),
        "alt": kind.format(title=title, points="; ".join(dict.fromkeys(points))),
        "caption": " ".join(_caption(edition, chart)),
        "sources": edition.cites(*chart.figures),
        "figures": [figure.address for figure in chart.figures],
    }


def _caption(edition: Edition, chart: IndicatorChart) -> list[str]:
    words = edition.words
    told = [words["chart_unit"].format(unit=chart.unit)] if chart.unit else []
    if chart.name != "time":
        dated = sorted({years(figure.period) for figure in chart.figures if figure.period})
        told += [words["chart_years"].format(years=", ".join(dated))] if dated else []
    told += [words["chart_dashed"]] if chart.dashed else []
    told += [words["chart_hollow"]] if chart.hollow and not chart.geography else []
    told += [words["map"]["darker"]] if chart.geography else []
    return told


def _name(edition: Edition, chart: IndicatorChart, figure: FigureView) -> str:
    """What a point is called: year, part or place, as far as the chart tells them apart."""
    if chart.name == "time":
        several = len({each.territory for each in chart.figures}) > 1
        return " ".join(filter(None, (place(edition, figure) if several else "", years(figure.period))))
    if chart.name in ("places", "map"):
        return place(edition, figure)
    return edition.text(figure.breakdown_names) or str(edition.words["total"])
