"""Texts of the pack as pages show them: figures live, charts drawn, links within the hub."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from filiera.portal.drawn_charts import drawn, planned_charts
from filiera.portal.templatetags.filiera import live, shown, words
from filiera.publish.texts import body, line, plain
from filiera.services.figures import FigureView, all_figures
from filiera.services.indicators import IndicatorView, indicators
from filiera.services.pages import Evidence
from filiera.services.themes import ThemeView


@dataclass
class PageWriter:
    """Writes what texts refer to for a page, and remembers which figures it wrote."""

    figures: dict[str, FigureView]
    indicators: dict[str, IndicatorView]
    written: dict[str, FigureView] = field(default_factory=dict)

    def value(self, address: str) -> str:
        """A figure with its year and mark, linked to its page."""
        figure = self.figures.get(address)
        if figure is None:
            return format_html("<code>{}</code>", address)
        self.written[address] = figure
        return live(figure)

    def chart(self, indicator: str) -> str:
        """The first chart of an indicator with a way to its page; only that way where nothing can be drawn."""
        view = self.indicators.get(indicator)
        if view is None:
            return ""
        charts = planned_charts(view)
        context = {"indicator": view, "chart": drawn(view, charts[0]) if charts else None, "language": get_language()}
        return render_to_string("filiera/text_chart.html", context)

    def target(self, address: str) -> str:
        """The page of an address in the reader's language."""
        return f"/{get_language()}/{address.rstrip('/')}/"


@dataclass
class TitleWriter(PageWriter):
    """Writes a figure of a title: without its year, which the text gives below."""

    def value(self, address: str) -> str:
        """Value and mark, linked to the figure's page."""
        figure = self.figures.get(address)
        return live(figure, dated=False) if figure else format_html("<code>{}</code>", address)


@dataclass
class PlainWriter(PageWriter):
    """Writes values only: for the title of a window."""

    def value(self, address: str) -> str:
        """The value as plain text."""
        figure = self.figures.get(address)
        return shown(figure) if figure else address


@dataclass(frozen=True, slots=True)
class Told:
    """A text ready for a page."""

    title: SafeString
    plain_title: str
    body: SafeString
    figures: tuple[FigureView, ...]
    """Those that it names, each once."""


def told(evidence: Evidence, theme: ThemeView) -> Told:
    """The text of a theme in the reader's language."""
    figures = {figure.address: figure for figure in all_figures(evidence)}
    known = {view.id: view for view in indicators(evidence)}
    writer = PageWriter(figures, known)
    head = words(theme.titles) or words(theme.names)
    # Markdown with raw HTML off; what the writer adds is escaped by it.
    told_title = mark_safe(line(head, TitleWriter(figures, known)))  # noqa: S308
    told_body = mark_safe(body(words(theme.bodies), writer))  # noqa: S308
    plain_title = plain(head, PlainWriter(figures, known))
    return Told(told_title, plain_title, told_body, tuple(writer.written.values()))
