"""An indicator with all that is held of it: its figures as courses, places and parts."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.continuity import by_source
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.hub import hub


@dataclass(frozen=True, slots=True)
class Course:
    """One figure a year of one place by one source, in order; years without a figure are simply not there."""

    territory: str
    names: Text
    source: str
    """Who counted, by name; empty where the text names nobody."""
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A total broken down by one dimension, at one time in one place."""

    dimension: str
    names: Text
    total: FigureView | None
    parts: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One measurable concept with every figure of it."""

    id: str
    label: Text
    definition: Text
    unit: str
    theme: str
    base: str
    direction: str
    derivation: dict[str, Any]
    version: str
    """Hash of the definition and of all its figures."""
    figures: tuple[FigureView, ...]
    """All, those of the hub's own territory first, then by place, part and year."""
    headline: FigureView
    """The figure that stands for it: the text's own, of the hub's territory, whole rather than part."""
    courses: tuple[Course, ...]
    """The hub's own territory first, there the headline's source; only places with figures of two years or more."""
    places: tuple[FigureView, ...]
    """Wholes of several places at the same time, the largest first; territories that a map shows are not among them."""
    parts: tuple[Parts, ...]

    @property
    def address(self) -> str:
        """Where it lies, without the language."""
        return f"figure/{self.id}"


def indicators(evidence: Evidence) -> tuple[IndicatorView, ...]:
    """All indicators of which at least one figure is held, in the order of the text that states them."""
    return _indicators_of(evidence, evidence.version.hash)


def indicator(evidence: Evidence, name: str) -> IndicatorView:
    """The indicator of that id.

    Raises:
        AddressError: no such indicator, or no figure of it is held.
    """
    for view in indicators(evidence):
        if view.id == name:
            return view
    raise AddressError("no such indicator", where=f"figure/{name}", remedy="the page of figures lists them all")


@lru_cache(maxsize=4)
def _indicators_of(evidence: Evidence, version: str) -> tuple[IndicatorView, ...]:
    # cached per evidence version: the evidence never changes under its hash
    held: dict[str, list[FigureView]] = defaultdict(list)
    for figure in all_figures(evidence):
        held[figure.indicator].append(figure)
    rows = {row["id"]: row for row in evidence.rows("indicator")}
    dimensions = {row["id"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("dimension")}
    home = _outwards(evidence)
    mapped = {str(row["territory"]) for row in evidence.rows("outline")}
    return tuple(_view(rows[name], figures, home, mapped, dimensions) for name, figures in held.items())


def _outwards(evidence: Evidence) -> list[str]:
    """The hub's own territory and what it lies in, from inside outwards."""
    parents = {row["code"]: row["parent"] for row in evidence.rows("territory")}
    found = [hub(evidence).territory]
    while (parent := parents.get(found[-1], "")) and parent not in found:
        found.append(parent)
    return found


def _view(
    row: dict[str, Any], figures: list[FigureView], home: list[str], mapped: set[str], dimensions: dict[str, Text]
) -> IndicatorView:
    body = msgspec.json.decode(row["body_json"])
    own = home[0]
    headline = min(figures, key=lambda figure: _headline_order(figure, home))
    digest = hashlib.sha256("".join([row["row_hash"], *sorted(f.version for f in figures)]).encode())
    return IndicatorView(
        id=row["id"],
        label=msgspec.json.decode(row["label_json"]),
        definition=msgspec.json.decode(row["definition_json"]),
        unit=row["unit"],
        theme=row["theme"],
        base=body.get("base", ""),
        direction=body.get("direction", ""),
        derivation=body.get("derivation") or {},
        version=digest.hexdigest(),
        figures=tuple(sorted(figures, key=lambda f: (f.territory != own, f.territory, f.breakdown, f.period))),
        headline=headline,
        courses=_courses(figures, own, headline),
        places=_places([figure for figure in figures if figure.territory not in mapped], headline),
        parts=_parts(figures, headline, dimensions),
    )


def _headline_order(figure: FigureView, home: list[str]) -> tuple[int, bool, bool, bool, int, int]:
    """Own place before what it lies in, whole, stated by the text, with a source, latest; then as printed."""
    latest = -int(figure.period[-4:]) if figure.period else 0
    return (
        home.index(figure.territory) if figure.territory in home else len(home),
        bool(figure.breakdown),
        figure.origin != "claim",
        not figure.citations,
        latest,
        figure.line or 0,
    )


def _first_hand(figure: FigureView) -> tuple[bool, bool, bool, str]:
    """Of several figures for one cell: the text's own, then what was read at its source, then what is reported."""
    return (figure.origin != "claim", bool(figure.via), figure.qualifier == "estimate", figure.address)


def one_each(figures: Iterable[FigureView]) -> list[FigureView]:
    """One figure for each place, part and time."""
    chosen: dict[tuple[str, str, str], FigureView] = {}
    for figure in sorted(figures, key=_first_hand):
        chosen.setdefault((figure.territory, figure.breakdown, figure.period), figure)
    return list(chosen.values())


def _courses(figures: list[FigureView], own: str, headline: FigureView) -> tuple[Course, ...]:
    by_place: dict[str, list[FigureView]] = defaultdict(list)
    for figure in figures:
        if not figure.breakdown and (figure.period.isdigit() or figure.origin == "claim"):
            by_place[figure.territory].append(figure)
    found = [course for place in by_place.values() for course in _of_one_place(place)]
    return tuple(
        sorted(found, key=lambda c: (c.territory != own, headline not in c.figures, -len(c.figures), c.territory))
    )


def _of_one_place(figures: list[FigureView]) -> list[Course]:
    """A course for each source; none where all figures are of one year, or only one has a year."""
    courses = [
        Course(
            dated[0].territory,
            dated[0].territory_names,
            next((figure.citations[0].producer_name for figure in reversed(dated) if figure.citations), ""),
            tuple(sorted(dated, key=lambda figure: figure.period)),
        )
        for each in by_source(figures)
        if (dated := [figure for figure in one_each(each) if figure.period.isdigit()])
    ]
    years = {figure.period for course in courses for figure in course.figures}
    return courses if len(years) > 1 else []


def _places(figures: list[FigureView], headline: FigureView) -> tuple[FigureView, ...]:
    whole = [figure for figure in one_each(figures) if not figure.breakdown]
    times = Counter(figure.period for figure in whole)
    if not times:
        return ()
    period = max(times, key=lambda p: (times[p], p == headline.period, p))
    found = [figure for figure in whole if figure.period == period]
    return tuple(sorted(found, key=lambda f: -f.number)) if len(found) > 1 else ()


def _parts(figures: list[FigureView], headline: FigureView, dimensions: dict[str, Text]) -> tuple[Parts, ...]:
    groups: dict[tuple[str, str, str], list[FigureView]] = defaultdict(list)
    for figure in one_each(figures):
        names = [part.partition("=")[0] for part in figure.breakdown.split(";") if part]
        if len(names) == 1:
            groups[(names[0], figure.territory, figure.period)].append(figure)
    totals = {(f.territory, f.period): f for f in one_each(figures) if not f.breakdown}
    found = [
        Parts(
            dimension=dimension,
            names=dimensions.get(dimension, {}),
            total=totals.get((territory, period)),
            parts=tuple(sorted(parts, key=lambda f: (-f.number, f.line or 0, f.address))),
        )
        for (dimension, territory, period), parts in groups.items()
        if len(parts) > 1
    ]
    return tuple(sorted(found, key=lambda p: (p.parts[0].territory != headline.territory, -len(p.parts), p.dimension)))


def in_order(views: Iterable[IndicatorView]) -> list[IndicatorView]:
    """Those of which the text itself speaks first, in its order; those known from elsewhere after them, by id."""
    return sorted(views, key=lambda v: (v.headline.origin != "claim", v.headline.line or 0, v.id))
