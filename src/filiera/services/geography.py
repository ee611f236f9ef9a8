"""Where organisations are: the region's outlines, who has a position in them, and how many lie in each part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.indicators import IndicatorView, one_each
from filiera.services.kept_answers import kept_per_version
from filiera.services.organisations import OrganisationView, SourceView, all_organisations, sources_of
from filiera.vocabulary.folding import fold
from filiera.vocabulary.outlines import Ring, read_ring

LEAST_AREAS = 3
"""So many territories must have a value for a map of values to say something."""


@dataclass(frozen=True, slots=True)
class Area:
    """A territory with its outline."""

    territory: str
    names: Text
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Geography:
    """All outlines that the evidence holds, by code; none where a pack brings none."""

    areas: tuple[Area, ...]
    sources: tuple[tuple[SourceView, str, Text], ...]
    """Works with vintage, and how the outlines differ from theirs."""


@dataclass(frozen=True, slots=True)
class Places:
    """Organisations asked for, and which of them a map can show."""

    rows: tuple[OrganisationView, ...]
    """All that match: by territory, those without one last, then by name."""
    kinds: dict[str, int]
    """How many each kind would leave, with the territory as chosen."""
    territories: dict[str, int]
    """How many lie in each territory, with the kind as chosen."""
    stray: tuple[OrganisationView, ...]
    """Those for which a source gives a position that lies off the map."""
    vintages: tuple[tuple[SourceView, str], ...]
    """The works that positions are from, with the year that they are of."""

    @property
    def placed(self) -> tuple[OrganisationView, ...]:
        """Those with a position."""
        return tuple(row for row in self.rows if row.latitude is not None)

    @property
    def unplaced(self) -> tuple[OrganisationView, ...]:
        """Those without: no source gives one, or only one that lies off the map."""
        return tuple(row for row in self.rows if row.latitude is None)


@dataclass(frozen=True, slots=True)
class AreaValues:
    """The values of an indicator in the territories that have an outline, at one time."""

    period: str
    figures: dict[str, FigureView]
    """By territory; what is not there is not held."""


@kept_per_version
def geography(evidence: Evidence) -> Geography:
    """The outlines held."""
    rows = sorted(evidence.rows("outline"), key=lambda row: str(row["territory"]))
    names = {row["code"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("territory")}
    works = sources_of(evidence)
    sources = {(row["work"], row["vintage"]): msgspec.json.decode(row["note_json"]) for row in rows}
    return Geography(
        areas=tuple(
            Area(
                row["territory"],
                names[row["territory"]],
                tuple(read_ring(text) for text in msgspec.json.decode(row["rings_json"])),
            )
            for row in rows
        ),
        sources=tuple((works[work], vintage, note) for (work, vintage), note in sources.items()),
    )


def places(evidence: Evidence, kind: str = "", territory: str = "") -> Places:
    """Organisations of a kind in a territory; an empty choice does not restrict."""
    views = all_organisations(evidence)
    of_kind = [view for view in views.values() if kind in ("", view.kind)]
    within = [view for view in views.values() if territory in ("", view.territory)]
    rows = [view for view in of_kind if territory in ("", view.territory)]
    stray = _stray(evidence)
    return Places(
        rows=tuple(sorted(rows, key=_order)),
        kinds=dict(Counter(view.kind for view in within)),
        territories=dict(Counter(view.territory for view in of_kind if view.territory)),
        stray=tuple(view for view in rows if view.address in stray),
        vintages=_vintages(evidence, {view.address for view in rows}),
    )


def is_stray(evidence: Evidence, address: str) -> bool:
    """Whether a source puts an organisation off the map."""
    return address in _stray(evidence)


def area_values(evidence: Evidence, view: IndicatorView) -> AreaValues | None:
    """The latest time of which several outlined territories have a value; ``None`` where too few do."""
    outlined = _outlined(evidence)
    times: dict[str, dict[str, FigureView]] = {}
    for figure in one_each(view.figures):
        if _drawable(figure, outlined):
            times.setdefault(figure.period, {})[figure.territory] = figure
    enough = [period for period, figures in times.items() if len(figures) >= LEAST_AREAS]
    return AreaValues(max(enough), times[max(enough)]) if enough else None


@kept_per_version
def most_placed(evidence: Evidence) -> tuple[str, ...]:
    """The kinds of which a map can show any, those with the most positions first."""
    counts = Counter(view.kind for view in places(evidence).placed)
    return tuple(kind for kind, _count in counts.most_common())


@kept_per_version
def mapped_indicators(evidence: Evidence) -> tuple[str, ...]:
    """Indicators of which a map can be drawn, by id."""
    outlined = _outlined(evidence)
    counts = Counter(
        (figure.indicator, figure.period) for figure in all_figures(evidence) if _drawable(figure, outlined)
    )
    return tuple(sorted({indicator for (indicator, _), count in counts.items() if count >= LEAST_AREAS}))


def _outlined(evidence: Evidence) -> set[str]:
    return {area.territory for area in geography(evidence).areas}


def _drawable(figure: FigureView, outlined: Collection[str]) -> bool:
    """Whether a figure stands for a whole territory of the map, at a time."""
    return figure.territory in outlined and not figure.breakdown and bool(figure.period)


def _order(view: OrganisationView) -> tuple[bool, str, str, str]:
    names = view.territory_names
    place = names.get("en") or next(iter(names.values()), "")
    return (not place, fold(place), fold(view.name), view.address)


@kept_per_version
def _stray(evidence: Evidence) -> frozenset[str]:
    rows = evidence.rows("organisation_statement", property="position")
    return frozenset(row["organisation"] for row in rows if row["stray"])


@kept_per_version
def _positions(evidence: Evidence) -> tuple[tuple[str, str, str], ...]:
    rows = evidence.rows("organisation_statement", property="position")
    return tuple((row["organisation"], row["work"], row["period"]) for row in rows if not row["stray"])


def _vintages(evidence: Evidence, addresses: Iterable[str]) -> tuple[tuple[SourceView, str], ...]:
    wanted = set(addresses)
    works = sources_of(evidence)
    found = {(work, period) for address, work, period in _positions(evidence) if address in wanted}
    return tuple((works[work], period) for work, period in sorted(found))
