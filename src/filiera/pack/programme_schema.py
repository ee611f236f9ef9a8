"""The shape of the files under ``programmes/``: a plan, its lines of action, and what each states."""

# ruff: noqa: RUF012 - msgspec gives each record its own list or mapping
from __future__ import annotations

from filiera.pack.schema import Record, Text


class Statement(Record):
    """One thing that a plan says, in own words, with the lines of the publication that say it."""

    text: Text
    lines: list[int]
    title: Text = {}


class Participant(Record):
    """An organisation that takes part in something, in which role, and where the publication says so."""

    organisation: str
    lines: list[int]
    role: Text = {}


class Activity(Record):
    """An instrument, working group or project of a line of action: what it does and who takes part."""

    text: Text
    lines: list[int]
    title: Text = {}
    """Its name; the organisation's where it is one."""
    organisation: str = ""
    """The row of ``organisations/`` that it has itself."""
    takes_part: list[Participant] = []
    others: Text = {}
    """Who else takes part, as far as the publication names kinds and nobody in particular."""


class Offer(Record):
    """Something that this platform offers for a line of action today, with the page that offers it."""

    text: Text
    link: str
    """A page of the portal, from the language on: ``ledger/?section=care``."""
    lines: list[int]
    """The lines of the publication that it serves."""


class LineOfAction(Record):
    """``programmes/<programme>/<id>.yml``: one line of action of a programme."""

    id: str
    title: Text
    lines: list[int]
    aims: list[Statement]
    instruments: list[Activity] = []
    working_groups: list[Activity] = []
    projects: list[Activity] = []
    takes_part: list[Participant] = []
    """Who carries the line as a whole."""
    figures: list[str] = []
    """Figures that bear on it: ``claim/…``, ``observation/…`` or ``indicator/…``."""
    today: list[Offer] = []
    """What this platform offers for it."""
    to_come: list[Statement] = []
    """What this platform does not do for it yet."""


class Programme(Record):
    """``programmes/<id>.yml``: a plan, and the order of its lines of action."""

    id: str
    publication: str
    title: Text
    lines_of_action: list[str]
    purpose: list[Statement] = []
    mission: list[Statement] = []
    vision: list[Statement] = []
    directions: list[Statement] = []
    drivers: list[Statement] = []
    takes_part: list[Participant] = []
