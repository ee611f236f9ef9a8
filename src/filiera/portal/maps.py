"""Maps as pages show them: what stands where, what each part is called, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from filiera.portal.templatetags.filiera import words
from filiera.portal.templatetags.organisations import organisation_url
from filiera.publish.map_classes import PALE, classes_of, tints_of
from filiera.publish.map_drawing import Drawing, Link
from filiera.publish.map_frame import WIDTH, Frame, frame_of
from filiera.publish.map_marks import Mark, marks_of
from filiera.services.geography import Area, Geography, Places, geography
from filiera.services.organisations import OrganisationView
from filiera.services.pages import Evidence
from filiera.vocabulary.outlines import encloses

MarkLead = Callable[[int, Mark], Link]
NAMED_AREAS = 25
"""So many names still find room on a map."""


@dataclass(frozen=True, slots=True)
class Step:
    """One class of a legend: its tint and the values that it holds."""

    tint: str
    least: int
    greatest: int


@dataclass(frozen=True, slots=True)
class PageMap:
    """A map ready for a page."""

    drawing: SafeString
    marks: tuple[Mark, ...]
    legend: tuple[Step, ...]
    lacking: bool
    """Whether some territory has none of those asked for."""
    geography: Geography

    @property
    def groups(self) -> list[tuple[int, Mark]]:
        """The marks that stand for several organisations, with their numbers."""
        return [(number, mark) for number, mark in enumerate(self.marks, start=1) if not mark.single]


def map_address(language: str, kind: str = "", territory: str = "", part: str = "") -> str:
    """Where the map of a kind in a territory lies."""
    asked = urlencode({name: value for name, value in (("kind", kind), ("territory", territory)) if value})
    return f"{reverse('map', kwargs={'language': language})}{'?' if asked else ''}{asked}{part}"


def page_map(evidence: Evidence, found: Places, kind: str, territory: str) -> PageMap | None:
    """The map of what was found, its provinces and marks as links; none without outlines."""
    held = geography(evidence)
    if not held.areas:
        return None
    chosen = [area for area in held.areas if area.territory == territory]
    frame = whole_frame(tuple(chosen) or held.areas)
    marks = tuple(marks_of(frame, found.placed))
    counts = {area.territory: found.territories.get(area.territory, 0) for area in held.areas}
    steps = classes_of({code: number for code, number in counts.items() if number}, PALE)
    drawing = Drawing(
        frame,
        held.areas,
        marks,
        names=area_names(held),
        tints=tints_of(steps),
        chosen=territory,
        areas_lead=lambda area: _area_link(area, counts[area.territory], kind),
        marks_lead=_mark_link,
    )
    legend = tuple(Step(step.tint, counts[step.least], counts[step.greatest]) for step in steps)
    return PageMap(
        _safe(drawing.svg(_("Map: territories and organisations"))), marks, legend, 0 in counts.values(), held
    )


def list_map(evidence: Evidence, views: Sequence[OrganisationView], title: str, *, led: bool = True) -> PageMap | None:
    """A map beside a list: marks lead to their organisations, one that stands for several to the map's own page.

    Not ``led``, it is one picture with the title as its words.
    """
    held = geography(evidence)
    if not held.areas:
        return None
    frame = whole_frame(held.areas)
    marks = tuple(marks_of(frame, views))
    drawing = Drawing(frame, held.areas, marks, marks_lead=_mark_or_area_link(held) if led else None)
    return PageMap(_safe(drawing.svg(title)), marks, (), False, held)


def map_of_one(evidence: Evidence, view: OrganisationView) -> PageMap | None:
    """Where one organisation is: its province among the others, one mark."""
    held = geography(evidence)
    if not held.areas or view.latitude is None or view.longitude is None:
        return None
    frame = whole_frame(held.areas)
    marks = tuple(marks_of(frame, [view]))
    title = _("Map: %(name)s, %(place)s") % {"name": view.name, "place": _place(view)}
    own = next((a.territory for a in held.areas if encloses(a.rings, (view.longitude, view.latitude))), "")
    drawing = Drawing(frame, held.areas, marks, chosen=own, tints={own: PALE[1]})
    return PageMap(_safe(drawing.svg(title)), marks, (), False, held)


def area_names(held: Geography) -> dict[str, str]:
    """What each territory is called in the reader's language; nothing where names would cover the map."""
    return {area.territory: words(area.names) for area in held.areas} if len(held.areas) <= NAMED_AREAS else {}


def whole_frame(areas: tuple[Area, ...], width: int = WIDTH) -> Frame:
    """The frame that some territories fill."""
    return frame_of([ring for area in areas for ring in area.rings], width)


def _area_link(area: Area, count: int, kind: str) -> Link:
    told = ngettext("%(area)s: %(n)s organisation", "%(area)s: %(n)s organisations", count)
    return Link(
        map_address(get_language() or "en", kind, area.territory),
        told % {"area": words(area.names), "n": count},
    )


def _mark_link(number: int, mark: Mark) -> Link:
    if mark.single:
        return _to_organisation(mark.members[0])
    return Link(f"#group-{number}", _several(mark))


def _mark_or_area_link(held: Geography) -> MarkLead:
    def lead(number: int, mark: Mark) -> Link:
        if mark.single:
            return _to_organisation(mark.members[0])
        territory = Counter(view.territory for view in mark.members).most_common(1)[0][0]
        known = territory if any(area.territory == territory for area in held.areas) else ""
        return Link(map_address(get_language() or "en", territory=known), _several(mark))

    return lead


def _to_organisation(view: OrganisationView) -> Link:
    return Link(organisation_url(view), f"{view.name}, {_place(view)} ({words(view.kind_names)})")


def _several(mark: Mark) -> str:
    told = ngettext("%(n)s organisation: %(place)s", "%(n)s organisations: %(place)s", len(mark.members))
    return told % {"n": len(mark.members), "place": mark_place(mark)}


def mark_place(mark: Mark) -> str:
    """The municipalities of a mark's members, those of most members first."""
    found = Counter(_place(view) for view in mark.members)
    return ", ".join(place for place, _count in found.most_common(3))


def _place(view: OrganisationView) -> str:
    return view.municipality or words(view.territory_names)


def _safe(svg: str) -> SafeString:
    # Drawn by us; names are escaped, and the drawing holds no script and no style.
    return mark_safe(svg)  # noqa: S308
