"""What can be wrong with the outlines of a pack, and which positions lie where they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filiera.pack.boundary_schema import Boundaries, Outline
from filiera.pack.problems import Problem
from filiera.pack.problems import known_in as _known
from filiera.pack.problems import text_in_all_languages as _text
from filiera.pack.read import Pack
from filiera.pack.schema import Attestation
from filiera.vocabulary.licences import licences_named
from filiera.vocabulary.outlines import Position, Ring, encloses, metres_to_border, read_ring


@dataclass(frozen=True, slots=True)
class Stray:
    """A position that a source gives and that lies outside the territory of the organisation."""

    where: str
    key: str
    """The statement's."""
    organisation: str
    position: str
    territory: str
    """The one that it should lie in; empty where any of those with an outline would do."""


def problems_of_boundaries(pack: Pack) -> Iterator[Problem]:
    """Every problem of the outlines, in reading order."""
    seen: dict[str, str] = {}
    for boundaries in pack.boundaries.values():
        where = pack.where("boundaries", boundaries.id)
        yield from _known(pack, where, "work", boundaries.work, pack.works, "work", "sources/")
        yield from _licence(pack, where, boundaries)
        if boundaries.note:
            yield from _text(pack, where, "note", boundaries.note)
        for outline in boundaries.outlines:
            if outline.territory in seen:
                remedy = "keep one of the two"
                yield Problem(where, "outlines", f"{outline.territory} has an outline twice", remedy)
            seen[outline.territory] = where
            yield from _outline(pack, where, outline)


def _licence(pack: Pack, where: str, boundaries: Boundaries) -> Iterator[Problem]:
    """Drawings are passed on with every page and print: only outlines that may be passed on are taken."""
    if boundaries.work not in pack.works:
        return
    stated = pack.works[boundaries.work].licence
    named = licences_named(stated)
    if not named or any(licence.passing_on != "open" for licence in named):
        what = f"the licence of '{boundaries.work}' is not an open one ('{stated[:60]}')"
        yield Problem(where, "work", what, "take outlines under an open licence, such as CC BY")


def _outline(pack: Pack, where: str, outline: Outline) -> Iterator[Problem]:
    known = pack.territories
    yield from _known(pack, where, "territory", outline.territory, known, "territory", "territories.yml")
    if not outline.rings:
        yield Problem(where, "rings", f"{outline.territory} has no ring", "give its border")
    for number, text in enumerate(outline.rings, start=1):
        try:
            read_ring(text)
        except ValueError as error:
            remedy = "write longitude and latitude, points parted by commas, the first again at the end"
            yield Problem(where, "rings", f"{outline.territory}, ring {number} {error}", remedy)


def stray_positions(pack: Pack) -> list[Stray]:
    """Positions that lie off the map, farther than borders were made simpler.

    One that is given of a site may lie in any territory with an outline, all others lie in the organisation's own.
    """
    outlines = _rings(pack)
    slack = max((each.tolerance for each in pack.boundaries.values()), default=0)
    found = []
    for key, row in pack.attestations.items():
        if row.property != "position" or not outlines:
            continue
        home = "" if row.site else pack.organisations[row.organisation].territory
        allowed = [outlines[home]] if home in outlines else list(outlines.values())
        if not any(_within(rings, _position(row), slack) for rings in allowed):
            home = home if home in outlines else ""
            found.append(Stray(pack.where("statement", key), key, row.organisation, row.value, home))
    return found


def _rings(pack: Pack) -> dict[str, list[Ring]]:
    return {
        outline.territory: [read_ring(text) for text in outline.rings]
        for boundaries in pack.boundaries.values()
        for outline in boundaries.outlines
    }


def _position(row: Attestation) -> Position:
    latitude, longitude = map(float, row.value.split(" "))
    return longitude, latitude


def _within(rings: list[Ring], position: Position, slack: float) -> bool:
    return encloses(rings, position) or metres_to_border(rings, position) <= slack
