"""Composite and structures of a comparison as its page shows them: drawings, ranks, indices, parts of a change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from filiera.portal.templatetags.filiera import words
from filiera.publish.benchmark_charts import Interval, Quotient, quotients_around_one, rank_intervals
from filiera.publish.benchmark_text import plain, rounded, written
from filiera.publish.charts import Spec
from filiera.publish.drawing import draw
from filiera.services.benchmark_composite import Change, CompositeView, Placed
from filiera.services.benchmark_regions import RegionsCompared
from filiera.services.benchmark_structures import StructureView
from filiera.vocabulary.language import load_language


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for wide and narrow pages."""

    wide: SafeString
    narrow: SafeString
    alt: str


def told_composite(
    found: RegionsCompared, view: CompositeView, names: dict[str, str], language: str
) -> dict[str, object]:
    """Ranks as intervals, the scores, and what would change them."""
    labels = {row.compared.id: words(row.label) for row in found.rows}
    ranked = [placed for placed in view.placed if placed.rank is not None]
    intervals = [
        Interval(
            names[placed.region],
            placed.low or 0,
            placed.median or 0.0,
            placed.high or 0,
            _span(placed),
            placed.region == found.own.code,
        )
        for placed in sorted(ranked, key=lambda placed: (placed.median or 0.0, placed.low or 0))
    ]
    return {
        "drawing": _drawing(
            rank_intervals(intervals, view.ranked),
            rank_intervals(intervals, view.ranked, narrow=True),
            "; ".join(f"{each.name} {each.shown}" for each in intervals),
        ),
        "n": len(view.indicators),
        "ranked": view.ranked,
        "weights": [
            (labels[indicator], f"{100 * weight:.0f}%")
            for indicator, weight in zip(view.indicators, view.weights, strict=True)
        ],
        "left_out": [labels[indicator] for indicator in view.left_out],
        "placed": [
            {
                "name": names[placed.region],
                "own": placed.region == found.own.code,
                "span": _span(placed) if placed.rank is not None else "",
                "rank": placed.rank,
                "median": plain(Decimal(str(placed.median)).normalize(), language) if placed.median else "",
                "arithmetic": _one(placed.arithmetic, language),
                "geometric": _one(placed.geometric, language),
                "lacks": ", ".join(labels[each] for each in placed.lacks),
            }
            for placed in view.placed
        ],
        "changes": [(_changed(change, labels), _moves(change, view)) for change in view.changes],
        "joined": view.joined,
        "joined_ranks": list(
            zip(
                [names[placed.region] for placed in view.placed],
                view.joined.alone,
                view.joined.together,
                strict=True,
            )
        )
        if view.joined
        else [],
        "joined_moves": view.joined is not None and view.joined.alone != view.joined.together,
        "drawn_in": [(names.get(region, region), labels[indicator]) for region, indicator in view.drawn_in],
    }


def _span(placed: Placed) -> str:
    return str(placed.low) if placed.low == placed.high else f"{placed.low}–{placed.high}"


def _changed(change: Change, labels: dict[str, str]) -> str:
    if change.indicator:
        return _("without: %(indicator)s") % {"indicator": labels[change.indicator]}
    return {
        "z-score": _("normalised by z-scores instead of from 1 to 100"),
        "geometric": _("geometric instead of arithmetic mean"),
    }[change.changed]


def _moves(change: Change, view: CompositeView) -> list[tuple[int | None, int]]:
    """Rank under this choice, and by how much it moved; what had no rank before did not move."""
    return [(rank, moved or 0) for rank, moved in zip(change.ranks, change.moved, strict=True)]


def told_structure(
    found: RegionsCompared, view: StructureView, names: dict[str, str], language: str
) -> dict[str, object] | None:
    """One measure by industry; None where nothing is held of the hub\'s region."""
    if view.year is None:
        return None
    quotients = [
        Quotient(
            words(each.names),
            each.quotients[0],
            two(each.quotients[0], language),
            tuple(other for other in each.quotients[1:] if other is not None),
        )
        for each in view.industries
        if each.quotients[0] is not None
    ]
    mark = load_language(language).decimal
    work = found.held.works.get(view.work)
    return {
        "id": view.told.id,
        "label": words(view.label),
        "because": words(view.told.because),
        "year": view.year,
        "dataset": view.dataset,
        "indicator": view.told.indicator,
        "work": words(work.title) if work else view.work,
        "producer": work.producer if work else "",
        "drawing": _drawing(
            quotients_around_one(quotients, mark),
            quotients_around_one(quotients, mark, narrow=True),
            "; ".join(f"{each.name} {each.shown}" for each in quotients),
        )
        if quotients
        else None,
        "industries": [
            {
                "name": words(each.names),
                "cells": [
                    {
                        "share": _percent(share, language),
                        "quotient": two(quotient, language),
                        "balassa": two(balassa, language),
                        "above": quotient is not None and quotient >= 1.25,
                    }
                    for share, quotient, balassa in zip(each.shares, each.quotients, each.balassa, strict=True)
                ],
            }
            for each in view.industries
        ],
        "krugman": [two(index, language) for index in view.krugman],
        "krugman_nation": [two(index, language) for index in view.krugman_nation],
        "missing": ", ".join(names[code] for code in view.missing),
        "years": view.years,
        "parted": [
            {
                "name": names[each.region],
                "own": each.region == found.own.code,
                "nation": each.nation,
                "cells": [
                    _signed(value, language)
                    for value in (
                        each.change,
                        each.national,
                        each.mix,
                        each.competitive,
                        each.competitive_alike,
                        each.allocation,
                    )
                ],
                "relative": _relative(each.change, each.start, language),
            }
            for each in view.parted
        ],
        "parted_industries": [
            (
                words(each.names),
                [_signed(value, language) for value in (each.change, each.national, each.mix, each.competitive)],
            )
            for each in next((p.industries for p in view.parted if p.region == found.own.code), ())
        ],
    }


def _one(value: float | None, language: str) -> str:
    return "–" if value is None else plain(Decimal(f"{value:.1f}"), language)


def two(value: float | None, language: str) -> str:
    """A number with two decimals; a dash where it is missing."""
    return "–" if value is None else plain(Decimal(f"{value:.2f}"), language)


def _percent(value: float | None, language: str) -> str:
    return "–" if value is None else written(100 * value, "percent", language)


def _signed(value: float | None, language: str) -> str:
    if value is None:
        return "–"
    number = rounded(value, "PPS_per_person") if abs(value) > 10_000 else Decimal(round(value))
    return f"{'+' if number > 0 else ''}{plain(number, language)}".replace("-", "−")


def _relative(change: float | None, start: float, language: str) -> str:
    if change is None or not start:
        return ""
    told = plain(Decimal(f"{100 * change / start:.1f}"), language)
    return f"{'+' if change > 0 else ''}{told}%".replace("-", "−")


def _drawing(wide: Spec, narrow: Spec, alt: str) -> Drawing:
    return Drawing(svg(wide), svg(narrow), alt)


def svg(spec: Spec) -> SafeString:
    """A chart drawn."""
    # Drawn by us from escaped text; the drawing holds no script and no style.
    return mark_safe(draw(spec, settings.FILIERA_HOME))  # noqa: S308
