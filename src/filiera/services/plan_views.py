"""What is said of a plan: programmes, lines of action, statements, who takes part."""

from __future__ import annotations

from dataclasses import dataclass, field

from filiera.services.figures import FigureView, Text
from filiera.services.pages import PublicationView


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation as the plan names it."""

    address: str
    """``organisation/<id>``."""
    name: str = field(compare=False)
    kind: Text = field(compare=False)

    @property
    def id(self) -> str:
        """The address after ``organisation/``."""
        return self.address.partition("/")[2]


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """An organisation that takes part in something, in which role, and the lines that say so."""

    organisation: Member
    role: Text
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One thing that a plan states, or that the platform offers for it, in own words, with its lines."""

    part: str
    """Where it belongs: ``mission``, ``aims``, ``projects``, ``today`` …"""
    title: Text
    text: Text
    lines: tuple[int, ...]
    organisation: Member | None
    """The organisation that it is itself (a working group, a forum, a study)."""
    participants: tuple[ParticipantView, ...]
    others: Text
    link: str


def _of(statements: tuple[StatementView, ...], part: str) -> tuple[StatementView, ...]:
    return tuple(statement for statement in statements if statement.part == part)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of action."""

    id: str
    title: Text
    lines: tuple[int, ...]
    statements: tuple[StatementView, ...]
    takes_part: tuple[ParticipantView, ...]
    """Who carries the line as a whole."""
    figures: tuple[FigureView, ...]

    @property
    def aims(self) -> tuple[StatementView, ...]:
        """What it is for, one sentence each."""
        return _of(self.statements, "aims")

    @property
    def instruments(self) -> tuple[StatementView, ...]:
        """How it works."""
        return _of(self.statements, "instruments")

    @property
    def working_groups(self) -> tuple[StatementView, ...]:
        """Who works on it together."""
        return _of(self.statements, "working_groups")

    @property
    def projects(self) -> tuple[StatementView, ...]:
        """What it has set going."""
        return _of(self.statements, "projects")

    @property
    def activities(self) -> tuple[StatementView, ...]:
        """Instruments, working groups and projects."""
        return (*self.instruments, *self.working_groups, *self.projects)

    @property
    def today(self) -> tuple[StatementView, ...]:
        """What the platform offers for it today, each with a link."""
        return _of(self.statements, "today")

    @property
    def to_come(self) -> tuple[StatementView, ...]:
        """What the platform does not do for it yet."""
        return _of(self.statements, "to_come")

    @property
    def involved(self) -> tuple[ParticipantView, ...]:
        """Every organisation that takes part, once: in the line as a whole, then in its activities."""
        found: dict[str, ParticipantView] = {}
        for who in (*self.takes_part, *(who for each in self.activities for who in each.participants)):
            found.setdefault(who.organisation.address, who)
        return tuple(found.values())

    @property
    def members(self) -> tuple[Member, ...]:
        """The organisations that take part in its activities, each once, in the order of the plan."""
        return tuple(dict.fromkeys(who.organisation for each in self.activities for who in each.participants))


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """A plan as a whole."""

    id: str
    title: Text
    publication: PublicationView
    producer: str
    """Id of the publication's producer."""
    statements: tuple[StatementView, ...]
    takes_part: tuple[ParticipantView, ...]
    lines_of_action: tuple[LineView, ...]

    @property
    def purpose(self) -> tuple[StatementView, ...]:
        """Why there is a plan."""
        return _of(self.statements, "purpose")

    @property
    def mission(self) -> tuple[StatementView, ...]:
        """What it sets out to do."""
        return _of(self.statements, "mission")

    @property
    def vision(self) -> tuple[StatementView, ...]:
        """What it hopes for."""
        return _of(self.statements, "vision")

    @property
    def directions(self) -> tuple[StatementView, ...]:
        """The strategic directions."""
        return _of(self.statements, "directions")

    @property
    def drivers(self) -> tuple[StatementView, ...]:
        """The strategic drivers."""
        return _of(self.statements, "drivers")
