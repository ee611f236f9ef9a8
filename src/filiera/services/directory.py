"""The directory of organisations: filtered by what the evidence holds, page by page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from filiera.evidence import Evidence
from filiera.services.figures import Text
from filiera.services.kept_answers import kept_per_version
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.services.search import addresses
from filiera.vocabulary.folding import fold

PAGE = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader asks the directory for; empty fields do not restrict."""

    text: str = ""
    kind: str = ""
    territory: str = ""
    municipality: str = ""
    source: str = ""
    """Id of a producer."""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """The rows asked for, and what each value of each facet would leave."""

    rows: list[OrganisationView]
    """All that match, by name; where they are only close to what was asked, the closest first."""
    total: int
    page: int
    pages: int
    close: bool = False
    """No row has the words as they were written."""
    kinds: dict[str, int] = field(default_factory=dict)
    territories: dict[str, int] = field(default_factory=dict)
    municipalities: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> list[OrganisationView]:
        """The rows of the page asked for."""
        return self.rows[(self.page - 1) * PAGE : self.page * PAGE]


CLOSEST = 100
"""So many rows are shown at most where none has the words as they were written."""


class _Entry(NamedTuple):
    """A row, its value of each facet in their order, and the folded words by which it is found."""

    kind: str
    territory: str
    municipality: str
    source: str
    view: OrganisationView
    told: str


_PLACES = {name: place for place, name in enumerate(("kind", "territory", "municipality", "source"))}
"""Facet → where an entry has its value."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Every value that the evidence holds of each facet, and what it is called."""

    values: dict[str, list[str]]
    kinds: dict[str, Text]
    territories: dict[str, Text]
    sources: dict[str, str]


def look_up(evidence: Evidence, asked: Search) -> Found:
    """Organisations of the directory; counts of a facet are taken with the other filters applied.

    Where no row has the words as they are written, slips and other languages' words are forgiven, and the closest
    come first. A page beyond the last gives the last.
    """
    entries = _entries(evidence)
    spoken, close = _spoken(evidence, asked.text)
    wanted = {place: value for name, place in _PLACES.items() if (value := getattr(asked, name))}
    passing = _passing(spoken, wanted)
    pages = max(1, -(-len(passing) // PAGE))
    counts = {name: _counts(spoken, wanted, name, passing) for name in _PLACES}
    return Found(
        rows=[entry.view for entry in passing],
        total=len(entries),
        page=min(max(1, asked.page), pages),
        pages=pages,
        close=close,
        kinds=counts["kind"],
        territories=counts["territory"],
        municipalities=counts["municipality"],
        sources=counts["source"],
    )


@kept_per_version
def facets(evidence: Evidence) -> Facets:
    """What a reader may choose from."""
    views = all_organisations(evidence).values()
    return Facets(
        values={
            name: sorted(set(map(itemgetter(place), _entries(evidence))) - {""}) for name, place in _PLACES.items()
        },
        kinds={view.kind: view.kind_plural for view in views},
        territories={view.territory: view.territory_names for view in views},
        sources={view.source.producer: view.source.producer_name for view in views},
    )


def _spoken(evidence: Evidence, text: str) -> tuple[Sequence[_Entry], bool]:
    """The rows that a text speaks of, and whether they are only close to it."""
    entries = _entries(evidence)
    found: Sequence[_Entry] = entries
    # The longest word is looked for in all that is told at once: it leaves few rows for the others.
    for place, word in enumerate(sorted(fold(text).split(), key=len, reverse=True)):
        found = _telling(evidence, word) if place == 0 else [entry for entry in found if word in entry.told]
    if found or not entries:
        return found, False
    held = _by_address(evidence)
    closest = addresses(evidence, text, kinds=("organisation",), most=CLOSEST)
    return [held[address] for address in closest], bool(closest)


def _telling(evidence: Evidence, word: str) -> Sequence[_Entry]:
    """The rows in whose words a word stands, by name."""
    text, starts = _told_together(evidence)
    entries, found = _entries(evidence), []
    at = text.find(word)
    while at >= 0:
        row = bisect_right(starts, at) - 1
        found.append(entries[row])
        at = text.find(word, starts[row + 1])
    return found


def _passing(entries: Sequence[_Entry], wanted: dict[int, str]) -> Sequence[_Entry]:
    for place, value in wanted.items():
        entries = [entry for entry in entries if entry[place] == value]
    return entries


def _counts(entries: Sequence[_Entry], wanted: dict[int, str], facet: str, passing: Sequence[_Entry]) -> dict[str, int]:
    """How many rows each value of a facet would leave, with the other filters applied.

    ``passing`` are the rows that pass them all: what most facets count.
    """
    # A municipality lies in one place only: choosing another place frees it.
    free = {"territory", "municipality"} if facet == "territory" else {facet}
    others = {place: value for place, value in wanted.items() if place not in {_PLACES[name] for name in free}}
    counted = passing if len(others) == len(wanted) else _passing(entries, others)
    counts = Counter(map(itemgetter(_PLACES[facet]), counted))
    return {value: number for value, number in counts.items() if value}


@kept_per_version
def _entries(evidence: Evidence) -> tuple[_Entry, ...]:
    """Every row, by name."""
    views = sorted(all_organisations(evidence).values(), key=lambda view: (fold(view.name), view.address))
    return tuple(
        _Entry(view.kind, view.territory, view.municipality, view.source.producer, view, _told(view)) for view in views
    )


@kept_per_version
def _told_together(evidence: Evidence) -> tuple[str, list[int]]:
    """The words of all rows as one text, and where each row's begin in it; last where the text ends."""
    told = [f"{entry.told}\n" for entry in _entries(evidence)]
    return "".join(told), [0, *accumulate(map(len, told))]


@kept_per_version
def _by_address(evidence: Evidence) -> dict[str, _Entry]:
    return {entry.view.address: entry for entry in _entries(evidence)}


def _told(view: OrganisationView) -> str:
    return fold(" ".join((view.name, view.municipality, *(code.code for code in view.codes))))
