"""The directory of organisations: filtered by what the evidence holds, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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


_FACETS: dict[str, Callable[[OrganisationView], str]] = {
    "kind": lambda view: view.kind,
    "territory": lambda view: view.territory,
    "municipality": lambda view: view.municipality,
    "source": lambda view: view.source.producer,
}
_PLACES = {name: place for place, name in enumerate(_FACETS)}
CLOSEST = 100
"""So many rows are shown at most where none has the words as they were written."""


class _Entry(NamedTuple):
    """A row, the folded words by which it is found, and its value of each facet."""

    view: OrganisationView
    told: str
    values: tuple[str, ...]


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
    rows = [entry.view for entry in _passing(spoken, wanted)]
    pages = max(1, -(-len(rows) // PAGE))
    counts = {name: _counts(spoken, wanted, name) for name in _FACETS}
    return Found(
        rows=rows,
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
        values={name: sorted({value for view in views if (value := of(view))}) for name, of in _FACETS.items()},
        kinds={view.kind: view.kind_plural for view in views},
        territories={view.territory: view.territory_names for view in views},
        sources={view.source.producer: view.source.producer_name for view in views},
    )


def _spoken(evidence: Evidence, text: str) -> tuple[Sequence[_Entry], bool]:
    """The rows that a text speaks of, and whether they are only close to it."""
    entries = _entries(evidence)
    words = fold(text).split()
    found: Sequence[_Entry] = entries
    for word in words:
        found = [entry for entry in found if word in entry.told]
    if found or not entries:
        return found, False
    held = _by_address(evidence)
    closest = addresses(evidence, text, kinds=("organisation",), most=CLOSEST)
    return [held[address] for address in closest], bool(closest)


def _passing(entries: Sequence[_Entry], wanted: dict[int, str]) -> Sequence[_Entry]:
    for place, value in wanted.items():
        entries = [entry for entry in entries if entry.values[place] == value]
    return entries


def _counts(entries: Sequence[_Entry], wanted: dict[int, str], facet: str) -> dict[str, int]:
    """How many rows each value of a facet would leave, with the other filters applied."""
    # A municipality lies in one place only: choosing another place frees it.
    free = {"territory", "municipality"} if facet == "territory" else {facet}
    others = {place: value for place, value in wanted.items() if place not in {_PLACES[name] for name in free}}
    own = _PLACES[facet]
    counts = Counter(entry.values[own] for entry in _passing(entries, others))
    return {value: number for value, number in counts.items() if value}


@kept_per_version
def _entries(evidence: Evidence) -> tuple[_Entry, ...]:
    """Every row, by name."""
    views = sorted(all_organisations(evidence).values(), key=lambda view: (fold(view.name), view.address))
    return tuple(_Entry(view, _told(view), tuple(of(view) for of in _FACETS.values())) for view in views)


@kept_per_version
def _by_address(evidence: Evidence) -> dict[str, _Entry]:
    return {entry.view.address: entry for entry in _entries(evidence)}


def _told(view: OrganisationView) -> str:
    return fold(" ".join((view.name, view.municipality, *(code.code for code in view.codes))))
