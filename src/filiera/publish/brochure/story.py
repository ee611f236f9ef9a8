"""The text of a theme as blocks to set: paragraphs with live figures, headings, lists, charts."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, cast

from filiera.publish.brochure.drawings import chart_block, first_chart
from filiera.publish.brochure.edition import Block, Edition
from filiera.publish.brochure.statements import alike, gravest, proof, years
from filiera.services.figures import FigureView, all_figures
from filiera.services.indicators import indicators
from filiera.services.pages import Evidence
from filiera.services.themes import ThemeView

Figures = dict[str, list[FigureView]]
"""Address → all figures that say the same."""

_EMPHASIS = {"em": "emphasis", "strong": "strong"}
_HEADINGS = {"h2": 2, "h3": 3, "h4": 3}


class _References:
    """Leaves what a text refers to as elements for the walk over it."""

    def value(self, address: str) -> str:
        """A figure."""
        return f'<data value="{escape(address)}"></data>'

    def chart(self, indicator: str) -> str:
        """The chart of an indicator."""
        return f'<figure id="{escape(indicator)}"></figure>'

    def target(self, address: str) -> str:
        """Paper has no links within the hub: the words stay."""
        return address


def story(edition: Edition, evidence: Evidence, theme: ThemeView, home: Path) -> list[Block]:
    """The title and the text of a theme, in order; what they cite is numbered as it is met.

    Where the pack has no text, there are no blocks.
    """
    from lxml import html

    from filiera.publish.texts import body

    title, markdown = edition.text(theme.titles), edition.text(theme.bodies)
    if not markdown:
        return []
    figures = {figure.address: group for group in alike(all_figures(evidence)) for figure in group}
    views = {view.id: view for view in indicators(evidence)}
    blocks: list[Block] = []
    elements = cast(list[Any], html.fragments_fromstring(body(f"{title}\n\n{markdown}", _References())))
    for element in elements:
        if isinstance(element, str):
            continue
        if element.tag == "figure" and (view := views.get(element.get("id", ""))):
            chart = first_chart(edition, view)
            if chart is not None:
                drawn = chart_block(edition, view, chart, home)
                blocks.append(
                    {"kind": "chart", "indicator": view.id, "title": edition.text(view.label), "chart": drawn}
                )
        elif element.tag in _HEADINGS:
            blocks.append({"kind": "heading", "level": _HEADINGS[element.tag], "title": element.text_content()})
        elif element.tag in ("ul", "ol"):
            blocks += [_paragraph(edition, item, figures, "item") for item in element]
        else:
            blocks.append(_paragraph(edition, element, figures, "paragraph" if blocks else "deck"))
    return blocks


def _paragraph(edition: Edition, element: Any, figures: Figures, kind: str) -> Block:
    runs = [run for run in _runs(edition, element, figures, "") if run.get("text") or run.get("figure")]
    named = {figures[run["figure"]][0].address: figures[run["figure"]] for run in runs if "figure" in run}
    return {
        "kind": kind,
        "runs": runs,
        "addresses": [figure.address for group in named.values() for figure in group],
        "margin": [_margin(edition, group) for group in named.values()],
    }


def _margin(edition: Edition, group: list[FigureView]) -> Block:
    """A figure as the margin proves it, with all places that say the same."""
    figure = gravest(group)
    period = next((each.period for each in group if each.period), "")
    return {"shown": figure.shown(edition.language), "period": years(period), **proof(edition, figure, *group)}


def _runs(edition: Edition, element: Any, figures: Figures, style: str) -> list[Block]:
    """Words and figures of an element, each with the emphasis that it stands in."""
    runs: list[Block] = [{"text": _flowing(element.text), "style": style}]
    for child in element:
        address = child.get("value", "") if child.tag == "data" else ""
        if address in figures:
            figure = gravest(figures[address])
            runs.append({"figure": address, "value": figure.shown(edition.language), "verdict": figure.verdict})
        else:
            runs += _runs(edition, child, figures, _EMPHASIS.get(str(child.tag), style))
        runs.append({"text": _flowing(child.tail), "style": style})
    return runs


def _flowing(text: str | None) -> str:
    return (text or "").replace("\n", " ")
