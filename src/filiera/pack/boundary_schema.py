"""The shape of ``boundaries/*.yml``: outlines of territories, for maps."""

from __future__ import annotations

import msgspec

from filiera.pack.schema import Record, Text


class Outline(Record):
    """The border of one territory."""

    territory: str
    rings: list[str]
    """Each part and each hole: longitude and latitude in degrees, ``8.55 45.78, 8.59 45.83, …``, closed."""


class Boundaries(Record):
    """``boundaries/<id>.yml``: outlines from one work, made simple together so that neighbours share their borders."""

    id: str
    work: str
    vintage: str
    tolerance: int
    """Metres by which a border may leave the true one."""
    outlines: list[Outline]
    note: Text = msgspec.field(default_factory=dict)
    """How the outlines differ from the work's own: licences ask for it."""
