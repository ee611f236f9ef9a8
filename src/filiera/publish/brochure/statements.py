"""Figures as the brochure prints them: alone and large, or within a sentence, with mark, sources and note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from filiera.publish.brochure.edition import Block, Edition, arithmetic
from filiera.services.figures import FigureView, gravity

_VALUE = re.compile(r"(?P<before>\D*)(?P<number>\d(?:[\d.,'’\u00a0\u202f]*\d)?\S*)(?P<after>.*)", re.DOTALL)


def large(edition: Edition, figure: FigureView) -> Block:
    """A figure that stands by itself: the number apart from its qualifier and unit."""
    found = _VALUE.fullmatch(figure.shown(edition.language))
    before, number, after = found.group("before", "number", "after") if found else ("", figure.shown("en"), "")
    return {
        "address": figure.address,
        "before": before.strip(),
        "number": number,
        "after": after.strip(),
        "label": edition.text(figure.label),
        "sentence": figure.sentence(edition.language),
        "place": place(edition, figure),
        "period": years(figure.period) or edition.words["no_year"],
        **proof(edition, figure),
    }


def statement(edition: Edition, alike: list[FigureView]) -> Block:
    """A sentence for figures that say the same; the gravest of their verdicts is its mark."""
    figure = gravest(alike)
    sentence = figure.sentence(edition.language) or figure.sentence("en") or edition.text(figure.label)
    before, found, after = sentence.partition(figure.shown(edition.language))
    if not found:
        # A qualifier may stand apart from its number, with an article between them.
        before, found, after = sentence.partition(replace(figure, qualifier="exact").shown(edition.language))
    return {
        "addresses": [each.address for each in alike],
        "before": before,
        "value": found,
        "after": after,
        "repeated": edition.words["repeated"].format(n=edition.number(len(alike))) if len(alike) > 1 else "",
        **proof(edition, figure, *alike),
    }


def gravest(alike: list[FigureView]) -> FigureView:
    """The figure whose mark stands for all that say the same."""
    return min(alike, key=lambda figure: (gravity(figure.verdict), figure.line or 0))


def alike(figures: Iterable[FigureView]) -> list[list[FigureView]]:
    """Figures grouped by what they say: same measure, place, breakdown, kind of publication and printed value."""
    groups: dict[tuple[str, ...], list[FigureView]] = {}
    for figure in figures:
        key = (
            figure.origin,
            figure.indicator,
            figure.territory,
            figure.breakdown,
            figure.value,
            figure.unit,
            figure.qualifier,
        )
        groups.setdefault(key, []).append(figure)
    return list(groups.values())


def place(edition: Edition, figure: FigureView) -> str:
    """Territory and breakdown of a figure."""
    territory = edition.text(figure.territory_names) or figure.territory
    return ", ".join(filter(None, (territory, edition.text(figure.breakdown_names))))


def years(period: str) -> str:
    """``2015/2023`` as 2015–2023."""
    return period.replace("/", "–")


def proof(edition: Edition, figure: FigureView, *others: FigureView) -> Block:
    """Mark of a figure, with the notes and sources of all who say the same."""
    lines = dict.fromkeys(line for each in (figure, *others) for line in arithmetic(edition, each))
    return {
        "verdict": figure.verdict,
        "sources": edition.cites(figure, *others),
        "notes": [{"number": edition.note(line), "text": line} for line in lines],
    }
