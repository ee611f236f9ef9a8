"""Chapters: the story of a theme where the pack tells one, then every figure of it, in a sentence or in a chart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from filiera.publish.brochure.drawings import chart_block, first_chart
from filiera.publish.brochure.edition import CALM, Block, Edition, arithmetic, choices
from filiera.publish.brochure.statements import alike, large, statement
from filiera.publish.brochure.story import story
from filiera.publish.indicator_charts import IndicatorChart
from filiera.services.figures import FigureView
from filiera.services.hub import featured
from filiera.services.indicators import IndicatorView, indicators
from filiera.services.pages import VERDICTS, Evidence
from filiera.services.themes import ThemeView, themes

_AGREEING = ("reproduced", "consistent", "derived")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a chapter is about, and the figures of the text that belong to it."""

    id: str
    theme: ThemeView | None
    figures: list[FigureView] = field(default_factory=list)


def chapter_blocks(edition: Edition, evidence: Evidence, claims: list[FigureView], home: Path) -> list[Block]:
    """All chapters, in the order of the pack's themes, then of the text."""
    return [_chapter(edition, evidence, subject, home) for subject in _subjects(evidence, claims)]


def _subjects(evidence: Evidence, claims: list[FigureView]) -> list[Subject]:
    told = {theme.id: Subject(theme.id, theme) for theme in themes(evidence)}
    home_of = {covered: theme.id for theme in reversed(themes(evidence)) for covered in theme.covers}
    for figure in claims:
        subject = home_of.get(figure.theme, figure.theme)
        told.setdefault(subject, Subject(subject, None)).figures.append(figure)
    return [subject for subject in told.values() if subject.figures]


def _chapter(edition: Edition, evidence: Evidence, subject: Subject, home: Path) -> Block:
    views = {view.id: view for view in indicators(evidence)}
    told = story(edition, evidence, subject.theme, home) if subject.theme else []
    said = {address for block in told for address in block.get("addresses", ())}
    drawn = {block["indicator"] for block in told if "indicator" in block}
    figures = [figure for figure in subject.figures if figure.address not in said]
    charts = {} if told else _charts(edition, views, figures)
    groups = alike(figures)
    within = _within(edition, charts)
    within |= {figure.address for figure in figures if told and _drawn_part(edition, views, figure, drawn)}
    sections: dict[str, list[Block]] = {}
    titles: dict[str, str] = {}
    for group in groups:
        if all(figure.address in within for figure in group):
            continue
        block = statement(edition, group)
        for figure in group:
            if figure.address in charts:
                view, chart = charts[figure.address]
                block["chart"] = chart_block(edition, view, chart, home)
        titles[group[0].section] = edition.text(group[0].section_title)
        sections.setdefault(group[0].section, []).append(block)
    counts = Counter(figure.verdict for figure in subject.figures)
    named = {figure.address for figure in featured(evidence)}
    opening = next((f for f in subject.figures if f.address in named), None)
    opening = opening or next(iter(_standing(views, subject.figures)), None)
    return {
        "id": subject.id,
        "title": _title(edition, subject),
        "opening": large(edition, opening) if opening and not told else None,
        "marks": [{"verdict": v, "count": edition.number(counts[v])} for v in VERDICTS if counts[v]],
        "story": told,
        "sections": _sections(edition, sections, titles, after_story=bool(told)),
        "figures": len(subject.figures),
    }


def _title(edition: Edition, subject: Subject) -> str:
    if subject.theme is not None:
        return edition.text(subject.theme.names)
    known: dict[str, str] = edition.words["themes"]
    return known.get(subject.id) or edition.text(subject.figures[0].section_title)


def _sections(
    edition: Edition, sections: dict[str, list[Block]], titles: dict[str, str], *, after_story: bool
) -> list[Block]:
    """Headings with two statements or more; what stands alone under its heading is gathered at the end."""
    words = edition.words["chapters"]
    if after_story:
        rest = [each for found in sections.values() for each in found]
        return [{"title": words["other"], "statements": rest}] if rest else []
    told = [{"title": titles[key], "statements": found} for key, found in sections.items() if len(found) > 1]
    alone = [found[0] for found in sections.values() if len(found) == 1]
    if len(told) == 1 and not alone:
        told[0]["title"] = ""
    if alone:
        told.append({"title": words["other"] if told else "", "statements": alone})
    return told


def standing_figures(evidence: Evidence, claims: list[FigureView], taken: set[str]) -> list[FigureView]:
    """Figures that stand for the chapters: the best of each, then the second best of each, and so on.

    ``taken`` are indicators that are shown elsewhere.
    """
    views = {view.id: view for view in indicators(evidence)}
    of_chapters = [
        [figure for figure in _standing(views, subject.figures) if figure.indicator not in taken]
        for subject in _subjects(evidence, claims)
    ]
    rounds = zip_longest(*of_chapters)
    return [figure for each in rounds for figure in each if figure is not None]


def _standing(views: dict[str, IndicatorView], figures: list[FigureView]) -> list[FigureView]:
    """The headlines among some figures: those that agree with others first, then those with a source.

    A place in an order says little by itself, so it comes last.
    """
    headlines = [figure for figure in figures if figure.address == views[figure.indicator].headline.address]
    home = headlines[0].territory if headlines else ""

    def order(figure: FigureView) -> tuple[bool, bool, bool, bool]:
        agrees, sourced = figure.verdict in _AGREEING, bool(figure.citations)
        return (figure.unit == "rank", not agrees, not sourced, figure.territory != home)

    return sorted(headlines, key=order)


def _charts(
    edition: Edition, views: dict[str, IndicatorView], figures: list[FigureView]
) -> dict[str, tuple[IndicatorView, IndicatorChart]]:
    """The charts that hold most, courses through time first, each by the figure that it stands beside."""
    choice = choices()
    printed = {figure.address for figure in figures}
    found = []
    for name in dict.fromkeys(figure.indicator for figure in figures):
        view = views[name]
        chart = first_chart(edition, view)
        beside = next((a for a in (view.headline.address, *(f.address for f in view.figures)) if a in printed), "")
        if chart is not None and beside and len(chart.figures) >= choice["fewest_points"]:
            found.append((beside, view, chart))
    found.sort(key=lambda each: (each[2].name != "time", -len(each[2].figures)))
    return {beside: (view, chart) for beside, view, chart in found[: choice["charts"]]}


def _within(edition: Edition, charts: dict[str, tuple[IndicatorView, IndicatorChart]]) -> set[str]:
    """Figures that a chart shows, and that need no sentence of their own."""
    return {
        figure.address
        for beside, (view, chart) in charts.items()
        for figure in chart.figures
        if figure.address != beside and _said_by(edition, figure, view.headline)
    }


def _drawn_part(edition: Edition, views: dict[str, IndicatorView], figure: FigureView, drawn: set[str]) -> bool:
    """Whether a chart of the story shows a figure that its text does not name."""
    if figure.indicator not in drawn:
        return False
    view = views[figure.indicator]
    chart = first_chart(edition, view)
    shown = {each.address for each in chart.figures} if chart else set()
    return figure.address in shown and _said_by(edition, figure, view.headline)


def _said_by(edition: Edition, figure: FigureView, headline: FigureView) -> bool:
    """Whether a figure's doubts, if any, are those of the figure that its chart is about."""
    return figure.verdict in CALM or set(arithmetic(edition, figure)) <= set(arithmetic(edition, headline))
