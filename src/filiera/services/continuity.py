"""Which figures one line may join: those that one source counted in one way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from filiera.services.figures import FigureView


def by_source(figures: Iterable[FigureView]) -> list[list[FigureView]]:
    """Figures of one measure and one place, apart by the source that counted them.

    The text and its earlier editions are one source: an edition continues what the text states, whoever passes it
    on. Two other sources that print a value under the same name may count differently: no line joins them.
    """
    held = list(figures)
    own = _source_of_the_text(held)
    found: dict[str, list[FigureView]] = defaultdict(list)
    for figure in held:
        found[own if figure.role == "edition" else _source(figure) or own].append(figure)
    return list(found.values())


def like(view: FigureView, others: Iterable[FigureView]) -> list[FigureView]:
    """Those of ``others`` that may stand in one line with ``view``."""
    (joined,) = [each for each in by_source([view, *others]) if any(figure is view for figure in each)]
    return [figure for figure in joined if figure is not view]


def _source_of_the_text(figures: list[FigureView]) -> str:
    """The work on which the text most often rests; a claim that names none continues it."""
    cited = Counter(source for figure in figures if figure.origin == "claim" and (source := _source(figure)))
    return min(cited, key=lambda work: (-cited[work], work), default="")


def _source(figure: FigureView) -> str:
    return figure.citations[0].work if figure.citations else ""
