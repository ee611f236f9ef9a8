"""Charts of the brochure: the drawings of the pages, with words for who cannot see them."""

from __future__ import annotations

from pathlib import Path

from filiera.publish.brochure.edition import Block, Edition
from filiera.publish.brochure.statements import place, years
from filiera.publish.drawing import draw
from filiera.publish.indicator_charts import IndicatorChart, Words, charts_of
from filiera.services.figures import FigureView
from filiera.services.indicators import IndicatorView


def first_chart(edition: Edition, view: IndicatorView) -> IndicatorChart | None:
    """The most telling chart of an indicator, if its figures allow one."""
    words = edition.words
    said = Words(total=words["total"], undated=words["chart_undated"], whole=words["chart_whole"])
    return next(iter(charts_of(view, edition.language, said)), None)


def chart_block(edition: Edition, view: IndicatorView, chart: IndicatorChart, home: Path) -> Block:
    """A chart as data for the templates: its drawing, what it says in words, and where its figures come from."""
    words = edition.words
    title = f"{edition.text(view.label)}."
    kind = words["chart_alt_time" if chart.name == "time" else "chart_alt_parts"]
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
    told += [words["chart_hollow"]] if chart.hollow else []
    return told


def _name(edition: Edition, chart: IndicatorChart, figure: FigureView) -> str:
    """What a point is called: year, part or place, as far as the chart tells them apart."""
    if chart.name == "time":
        several = len({each.territory for each in chart.figures}) > 1
        return " ".join(filter(None, (place(edition, figure) if several else "", years(figure.period))))
    if chart.name == "places":
        return place(edition, figure)
    return edition.text(figure.breakdown_names) or str(edition.words["total"])
