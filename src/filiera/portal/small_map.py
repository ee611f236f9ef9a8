"""The small map of the home page: the kind of organisation with the most positions, and ways to others."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from filiera.portal.maps import PageMap, list_map, map_address
from filiera.portal.questions import Way
from filiera.portal.templatetags.filiera import words
from filiera.services.directory import facets
from filiera.services.geography import most_placed, places
from filiera.services.pages import Evidence

KINDS = 4


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A map with what it shows, where it leads, and the kinds that have a map of their own."""

    map: PageMap
    told: str
    url: str
    ways: tuple[Way, ...]


def small_map(evidence: Evidence, language: str) -> SmallMap | None:
    """The map; none where no outlines or no positions are held."""
    kinds = most_placed(evidence)[:KINDS]
    if not kinds:
        return None
    names = {kind: words(told) for kind, told in facets(evidence).kinds.items()}
    found = places(evidence, kinds[0])
    told = _("%(kind)s: %(placed)s of the %(listed)s in the list have a position.") % {
        "kind": capfirst(names[kinds[0]]),
        "placed": len(found.placed),
        "listed": len(found.rows),
    }
    drawn = list_map(evidence, found.placed, told, led=False)
    ways = tuple(Way(capfirst(names[kind]), map_address(language, kind)) for kind in kinds)
    return SmallMap(drawn, told, map_address(language), ways) if drawn else None
