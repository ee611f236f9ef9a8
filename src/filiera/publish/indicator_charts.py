"""The charts that fit an indicator: its course, its places, its parts, or its share of a whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from filiera.publish.charts import Line, Point, Spec, over_time, share_of_whole, side_by_side
from filiera.publish.value_map import AreaValue, value_map
from filiera.services.figures import FigureView, Text
from filiera.services.geography import AreaValues, Geography
from filiera.services.indicators import Course, IndicatorView, Parts

_UNIT = re.compile(r"\D*\d[\d.,]*\S*(?P<after>.*)", re.DOTALL)
_LIKE = 3
"""Courses whose highest values differ by more than this factor do not stand in one chart."""
_TIMES = 2
_OTHERS = 3
"""So many courses beside the own one still bear their names without crowding."""


@dataclass(frozen=True, slots=True)
class Words:
    """What charts say besides names and values, in the reader's language."""

    total: str
    undated: str
    """A figure without a year, as a level: holds ``%(value)s``."""
    whole: str
    missing: str
    """On a map: nothing is held of a territory."""


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """One chart of an indicator: what it shows, of which figures, wide and narrow."""

    name: str
    """``time``, ``places``, ``parts-<dimension>``, ``map`` or ``share``."""
    wide: Spec
    narrow: Spec
    figures: tuple[FigureView, ...]
    unit: str
    """The words of the unit, where all figures have the same."""
    dashed: bool
    """Whether years are missing between two points."""
    hollow: bool
    """Whether some point is an estimate or known only from a report."""
    dimension: Text
    """Of parts: what they are parts by."""
    apart: bool = False
    """Whether several sources count the same thing of one place, each in a line of its own."""
    geography: Geography | None = None
    """Of a map: whose outlines it shows."""


def charts_of(
    view: IndicatorView, language: str, words: Words, on_map: tuple[Geography, AreaValues] | None = None
) -> list[IndicatorChart]:
    """The charts that the figures held allow, the most telling first; none where a single value stands alone.

    ``on_map``: outlines, and the values that lie in them.
    """
    found = [
        *_time(view, language, words),
        *_parts(view, language, words),
        *([_map(*on_map, language, words)] if on_map else []),
        *_places(view, language),
    ]
    return found or _share(view, language, words)


def _time(view: IndicatorView, language: str, words: Words) -> list[IndicatorChart]:
    if not view.courses or view.courses[0].territory != view.headline.territory:
        return []
    own = view.courses[0]
    others = [course for course in view.courses[1:] if _of_like_size(course, own)][:_OTHERS]
    held = [*own.figures, *(figure for course in others for figure in course.figures)]
    if len({figure.period for figure in held}) < _TIMES:
        return []
    undated = view.headline if not view.headline.period and view.headline.territory == own.territory else None
    short = _unit_words([*held, *([undated] if undated else [])], language)
    points = [_point(f, f.period, language, short, own=True) for f in own.figures]
    beside = None
    if undated is not None:
        shown = undated.shown(language)
        beside = Point(words.undated % {"value": shown}, undated.number, shown, own=True)
    apart = any(course.territory == own.territory for course in others)
    lines = [
        Line(
            f"{_who(course, own, language)} {_short(course.figures[-1], language, short)}",
            [_point(f, f.period, language, short, own=False) for f in course.figures],
        )
        for course in others
    ]
    name = (apart and own.source) or _named(own.names, language)
    years = [[int(f.period) for f in course.figures] for course in (own, *others)]
    specs = [over_time(points, beside, narrow=narrow, name=name, others=lines) for narrow in (False, True)]
    dashed = any(two - one > 1 for each in years for one, two in itertools.pairwise(each))
    return [_chart("time", specs, [*held, *([undated] if undated else [])], short, dashed=dashed, apart=apart)]


def _who(course: Course, own: Course, language: str) -> str:
    """What tells a course from the own one: another place, else another source."""
    return course.source if course.territory == own.territory else _named(course.names, language)


def _of_like_size(course: Course, own: Course) -> bool:
    """A country's count beside a region's would press both flat: they go into a chart of bars instead."""
    most, own_most = (max(abs(f.number) for f in each.figures) for each in (course, own))
    return own_most / _LIKE <= most <= own_most * _LIKE


def _parts(view: IndicatorView, language: str, words: Words) -> list[IndicatorChart]:
    return [_broken_down(view, parts, language, words) for parts in _one_a_dimension(view.parts)]


def _one_a_dimension(parts: Iterable[Parts]) -> list[Parts]:
    chosen: dict[str, Parts] = {}
    for each in parts:
        chosen.setdefault(each.dimension, each)
    return list(chosen.values())


def _broken_down(view: IndicatorView, parts: Parts, language: str, words: Words) -> IndicatorChart:
    held = [*([parts.total] if parts.total else []), *parts.parts]
    short = _unit_words(held, language)
    points = [
        _point(f, _named(f.breakdown_names, language) or words.total, language, short, own=f is parts.total)
        for f in held
    ]
    specs = [side_by_side(points, narrow=narrow) for narrow in (False, True)]
    return _chart(f"parts-{parts.dimension}", specs, held, short, dimension=parts.names)


def _places(view: IndicatorView, language: str) -> list[IndicatorChart]:
    if not view.places:
        return []
    short = _unit_words(view.places, language)
    points = [
        _point(f, _named(f.territory_names, language) or f.territory, language, short, own=f is _own(view))
        for f in view.places
    ]
    specs = [side_by_side(points, narrow=narrow) for narrow in (False, True)]
    return [_chart("places", specs, list(view.places), short)]


def _map(geography: Geography, found: AreaValues, language: str, words: Words) -> IndicatorChart:
    figures = sorted(found.figures.values(), key=lambda figure: -figure.number)
    short = _unit_words(figures, language)
    names = {area.territory: _named(area.names, language) for area in geography.areas}
    values = {f.territory: AreaValue(f.number, _short(f, language, short)) for f in figures}
    specs = [value_map(geography.areas, names, values, words.missing, narrow=narrow) for narrow in (False, True)]
    return replace(_chart("map", specs, figures, short), geography=geography)


def _own(view: IndicatorView) -> FigureView | None:
    return next((figure for figure in view.places if figure.territory == view.headline.territory), None)


def _share(view: IndicatorView, language: str, words: Words) -> list[IndicatorChart]:
    """A single share of a known whole still has a size to be seen."""
    figure = view.headline
    if not view.base or not 0 < figure.number <= 1:
        return []
    point = _point(figure, "", language, "", own=True)
    specs = [share_of_whole(point, words.whole, narrow=narrow) for narrow in (False, True)]
    return [_chart("share", specs, [figure], "")]


def _chart(
    name: str,
    specs: list[Spec],
    figures: list[FigureView],
    unit: str,
    *,
    dashed: bool = False,
    dimension: Text | None = None,
    apart: bool = False,
) -> IndicatorChart:
    hollow = any(_second_hand(figure) for figure in figures)
    return IndicatorChart(name, specs[0], specs[1], tuple(figures), unit, dashed, hollow, dimension or {}, apart)


def _point(figure: FigureView, name: str, language: str, short: str, *, own: bool) -> Point:
    return Point(name, figure.number, _short(figure, language, short), own, _second_hand(figure))


def _short(figure: FigureView, language: str, unit: str) -> str:
    """The value without the words of the unit, where these stand once under the chart."""
    return figure.shown(language).removesuffix(unit).strip() if unit else figure.shown(language)


def _unit_words(figures: Iterable[FigureView], language: str) -> str:
    found = {match["after"].strip() if (match := _UNIT.fullmatch(f.shown(language))) else "" for f in figures}
    return found.pop() if len(found) == 1 else ""


def _second_hand(figure: FigureView) -> bool:
    return bool(figure.via) or figure.qualifier == "estimate"


def _named(names: Text, language: str) -> str:
    return names.get(language) or names.get("en", "")
