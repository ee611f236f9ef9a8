"""Marks on a map: one for each place, one with a number for places that would lie on top of one another."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from filiera.publish.map_frame import Frame
from filiera.services.organisations import OrganisationView

APART = 17
"""Units that two marks must be apart to be told from one another, and hit with a finger."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: where it stands, and whom for."""

    x: float
    y: float
    members: tuple[OrganisationView, ...]

    @property
    def single(self) -> bool:
        """Whether it stands for one organisation."""
        return len(self.members) == 1


def marks_of(frame: Frame, views: Iterable[OrganisationView]) -> list[Mark]:
    """Marks from north to south; those too near one another become one, in their middle."""
    alone = [
        Mark(*frame.point((view.longitude, view.latitude)), (view,))
        for view in views
        if view.latitude is not None and view.longitude is not None and frame.holds((view.longitude, view.latitude))
    ]
    marks = _joined(alone)
    return sorted(marks, key=lambda mark: (mark.y, mark.x))


def _joined(marks: list[Mark]) -> list[Mark]:
    """Each mark joins the first that is near it; done again until all stand apart."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (-len(mark.members), mark.x, mark.y)):
        place = next((i for i, other in enumerate(found) if _apart(mark, other) < APART), None)
        if place is None:
            found.append(mark)
        else:
            found[place] = _together(found[place], mark)
    return found if len(found) == len(marks) else _joined(found)


def _apart(one: Mark, other: Mark) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def _together(one: Mark, other: Mark) -> Mark:
    n, m = len(one.members), len(other.members)
    x, y = (one.x * n + other.x * m) / (n + m), (one.y * n + other.y * m) / (n + m)
    members = sorted((*one.members, *other.members), key=lambda view: (view.name.casefold(), view.address))
    return Mark(round(x, 1), round(y, 1), tuple(members))
