"""The shape of ``sources/<producer>.yml``: who publishes what, how it is had and read, and its known faults."""

from __future__ import annotations

from typing import Literal

from filiera.pack.schema import Record, Text


class Work(Record):
    """One publication or data set of a producer."""

    id: str
    title: Text
    published: int | None = None
    primary: bool = True
    """False where the work passes on figures that somebody else produced."""
    licence: str = "unknown"
    licence_reference: str = ""
    """Address of the page or law that says so, where it does not stand in the work itself."""
    licence_assumed: bool = False
    """True where the reference speaks of such works in general, and nobody has seen it stated of this one."""
    url: str = ""
    aliases: list[str] = []


Protocol = Literal["", "http", "sdmx", "socrata", "ckan"]


class Feed(Record):
    """Observations of a data set that are figures of an indicator."""

    indicator: str
    measure: str = ""
    """The publisher's measure; any if empty."""
    where: dict[str, str] = {}
    """Values that dimensions (and ``unit``) must have."""
    breakdown: dict[str, str] = {}
    """What the figure is broken down by, in the pack's own dimensions."""
    parts: dict[str, str] = {}
    """A dimension of the pack → the publisher's: each of its codes that the publisher uses too is a figure."""
    factor: str = "1"
    """What the publisher's unit is multiplied with to give the indicator's."""
    places: dict[str, str] = {}
    """The publisher's code of a place → the pack's; if empty, the codes of the territory itself, its country, its
    peers and its parts."""
    since: str = ""
    """Earlier years are not made figures."""

    @property
    def scope(self) -> str:
        """The breakdown as observations write it: ``age=Y65;sex=F``."""
        return scope(self.breakdown)


def scope(breakdown: dict[str, str]) -> str:
    """A breakdown as observations write it."""
    return ";".join(f"{name}={value}" for name, value in sorted(breakdown.items()))


class Attest(Record):
    """What a data set says of the organisations whose codes it bears: counts, or a field of their records."""

    property: Literal["discharges", "students", "website"]
    measures: list[str] = []
    """They are added up."""
    field: str = ""
    """Of a ``website``: the field in the body of a record that states it; of a list the first entry counts."""


class Count(Record):
    """How the records of a data set are counted, for the hub's own region and in all."""

    of: Text
    """What is counted, in the plural."""
    among: dict[str, list[str]] = {}
    """Only records of which all these conditions hold, written as those of ``region``; all if empty."""
    by: str = ""
    """By which they are told apart: a column of the records, or ``body.<field>``."""
    as_told: Text = {}
    """What ``by`` is, for readers: 'phase'."""
    first: int = 0
    """Only so many of its first letters: 4 makes a year of a day; all if 0."""
    codes: dict[str, Text] = {}
    """The publisher's word → ours; a word that is not named stands as its publisher writes it."""
    region: list[dict[str, list[str]]] = []
    """Which records are of the region: all conditions of one entry hold. A condition names a column, ``body.<field>``,
    or ``mention.<column>`` of one organisation that the record names, and patterns (``*``, ``?``, ``[0-9]``), any of
    which fits. Empty where the files do not tell."""
    region_told: Text = {}
    """By what the region is told, or why it cannot be."""


class Expectation(Record):
    """What an index states of a file's rows, and why another number is read."""

    rows: int
    because: Text = {}


class Dataset(Record):
    """A file, or files of one kind, that a producer keeps giving: where it is had, how it is read, what it feeds."""

    id: str
    work: str
    """The work that its figures cite; it has title and licence."""
    format: str
    """One of the formats of the room ``sources``."""
    files: str
    """Its path in a folder of snapshots; ``*`` stands for any part of a name."""
    options: dict[str, object] = {}
    """What the format asks for."""
    expected: Expectation | None = None
    vintage: str = ""
    """As of when it speaks (ISO 8601), where its bytes do not say so themselves."""
    cadence: str = ""
    """How often a new one appears, as an ISO 8601 duration (``P1Y``); empty where none is foreseen."""
    protocol: Protocol = ""
    """How it is fetched; empty where only a file that somebody brings can be read."""
    url: str = ""
    query: dict[str, str] = {}
    """What the protocol asks for beside the address: data flow and key, resource, filter."""
    attribution: str = ""
    """The words that its licence asks for."""
    older_of: str = ""
    """The data set of which this is an earlier vintage: it is compared with it, and feeds nothing."""
    covers: Text = {}
    lacks: Text = {}
    """What a reader might look for in it in vain, so that absence is never read as zero."""
    introduces: str = ""
    """The kind of organisation that each of its records introduces, where it lies in the pack's territory and the pack
    has no row of it."""
    feeds: list[Feed] = []
    attests: list[Attest] = []
    counts: list[Count] = []


class Correction(Record):
    """One known fault of a data set, and what is done about it as long as it is there."""

    where: dict[str, str]
    """The row that is meant: values that columns of the parsed table must have."""
    action: Literal["set", "clear", "leave_out"]
    reason: Text
    expect: dict[str, str]
    """What the publisher's row says today. Where it no longer does, the build stops: the fault may be mended."""
    table: Literal["observations", "records", "mentions"] = "mentions"
    columns: dict[str, str] = {}
    """Column → its new value for ``set``; the columns to be emptied for ``clear``."""
    reported: str = ""
    """Where and when the publisher was told; empty where it was not yet."""


class Unread(Record):
    """Files that lie in a folder of snapshots and are left unread, with the reason."""

    files: str
    because: Text


class Producer(Record):
    """``sources/<producer>.yml``: who publishes, under which licence, and what."""

    id: str
    name: str
    kind: Text
    works: list[Work]
    url: str = ""
    datasets: list[Dataset] = []
    corrections: dict[str, list[Correction]] = {}
    """Data set → its known faults."""
