"""A map as SVG: outlines, marks and names; the same drawing for pages, where marks are links, and for print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from filiera.publish.ink import ACCENT, FONT, PAPER
from filiera.publish.map_frame import Frame, path
from filiera.publish.map_marks import Mark
from filiera.publish.map_names import LINE, names_on
from filiera.services.geography import Area

LAND = "#F1EEE8"
BORDER = "#A39B90"
SOFT = "#524C45"
SINGLE, SEVERAL = 5.5, 8.5
"""Radius of a mark for one organisation, and of one with a number."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a part of the map leads, and what it is called for who cannot see it."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a map shows. ``areas_lead`` and ``marks_lead`` make links of its parts; without them nothing can be hit."""

    frame: Frame
    areas: Sequence[Area]
    marks: Sequence[Mark] = ()
    names: Mapping[str, str] | None = None
    """What each territory is called, by code; no names where there are none."""
    tints: Mapping[str, str] | None = None
    chosen: str = ""
    """The territory that stands out."""
    areas_lead: Callable[[Area], Link] | None = None
    marks_lead: Callable[[int, Mark], Link] | None = None

    def svg(self, title: str = "") -> str:
        """The drawing; with a title it is an image with that name, or a group of links; else silent."""
        frame = self.frame
        linked = self.areas_lead or self.marks_lead
        role = f'role="{"group" if linked else "img"}" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="map__drawing" viewBox="0 0 {frame.width} {frame.height}"'
            f' font-family="{FONT}" {role} focusable="false">',
            *self._outlines(),
            *self._labels(),
            *(self._mark(number, mark) for number, mark in enumerate(self.marks, start=1)),
            "</svg>",
        ]
        return "\n".join(parts)

    def _outlines(self) -> Iterable[str]:
        # The chosen one last: its border lies above its neighbours'.
        for area in sorted(self.areas, key=lambda area: area.territory == self.chosen):
            own = area.territory == self.chosen
            tint = (self.tints or {}).get(area.territory, LAND)
            shape = (
                f'<path class="map__area{" map__area--chosen" if own else ""}" d="{path(self.frame, area.rings)}"'
                f' fill="{tint}" fill-rule="evenodd" stroke="{ACCENT if own else BORDER}"'
                f' stroke-width="{1.8 if own else 0.8}" stroke-linejoin="round"/>'
            )
            link = self.areas_lead(area) if self.areas_lead else None
            yield _linked(shape, link, "map__land") if link else shape

    def _labels(self) -> Iterable[str]:
        for name in names_on(self.frame, self.areas, self.names or {}, self.marks):
            top = name.y + 3.5 - (len(name.lines) - 1) / 2 * LINE
            spans = "".join(
                f'<tspan x="{name.x:g}" y="{top + place * LINE:g}">{escape(line)}</tspan>'
                for place, line in enumerate(name.lines)
            )
            yield (
                f'<text class="map__name" aria-hidden="true" text-anchor="middle" font-size="11" font-weight="600"'
                f' fill="{SOFT}">{spans}</text>'
            )

    def _mark(self, number: int, mark: Mark) -> str:
        radius = SINGLE if mark.single else SEVERAL
        kind = "one" if mark.single else "several"
        shape = (
            f'<circle class="map__dot map__dot--{kind}" cx="{mark.x:g}" cy="{mark.y:g}" r="{radius}"'
            f' fill="{ACCENT}" stroke="{PAPER}" stroke-width="1.4"/>'
        )
        if not mark.single:
            shape += (
                f'<text class="map__number" x="{mark.x:g}" y="{mark.y + 3.2:g}" text-anchor="middle" font-size="9"'
                f' font-weight="700" fill="{PAPER}" aria-hidden="true">{len(mark.members)}</text>'
            )
        link = self.marks_lead(number, mark) if self.marks_lead else None
        return _linked(shape, link, "map__mark", f"mark-{number}") if link else shape


def _linked(shape: str, link: Link, name: str, key: str = "") -> str:
    label = escape(link.label)
    key = f' id="{key}"' if key else ""
    return f'<a class="{name}"{key} href="{escape(link.url)}" aria-label="{label}"><title>{label}</title>{shape}</a>'
