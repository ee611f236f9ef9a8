"""The directory of organisations: filtered by what the evidence holds, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from filiera.evidence import Evidence
from filiera.services.organisations import OrganisationView, all_organisations
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
    """All that match, by name."""
    total: int
    page: int
    pages: int
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


def look_up(evidence: Evidence, asked: Search) -> Found:
    """Organisations of the directory; counts of a facet are taken with the other filters applied.

    A page beyond the last gives the last.
    """
    entries = _entries(evidence, evidence.version.hash)
    words = fold(asked.text).split()
    spoken = [view for view, told in entries if all(word in told for word in words)]
    rows = [view for view in spoken if _passes(view, asked)]
    pages = max(1, -(-len(rows) // PAGE))
    counts = {
        name: dict(Counter(value for view in spoken if _passes(view, asked, but=name) and (value := of(view))))
        for name, of in _FACETS.items()
    }
    return Found(
        rows=rows,
        total=len(entries),
        page=min(max(1, asked.page), pages),
        pages=pages,
        kinds=counts["kind"],
        territories=counts["territory"],
        municipalities=counts["municipality"],
        sources=counts["source"],
    )


def known_values(evidence: Evidence, facet: str) -> list[str]:
    """Every value that the evidence holds of a facet."""
    of = _FACETS[facet]
    return sorted({value for view in all_organisations(evidence).values() if (value := of(view))})


def _passes(view: OrganisationView, asked: Search, but: str = "") -> bool:
    """Whether a row meets all filters; all but one, to count what that one would leave."""
    # A municipality lies in one place only: choosing another place frees it.
    free = {but, "municipality"} if but == "territory" else {but}
    return all(
        name in free or not getattr(asked, name) or of(view) == getattr(asked, name) for name, of in _FACETS.items()
    )


@lru_cache(maxsize=4)
def _entries(evidence: Evidence, version: str) -> tuple[tuple[OrganisationView, str], ...]:
    """Every row by name, with the folded words by which it is found; kept per evidence version."""
    views = sorted(all_organisations(evidence).values(), key=lambda view: (fold(view.name), view.address))
    return tuple((view, _told(view)) for view in views)


def _told(view: OrganisationView) -> str:
    return fold(" ".join((view.name, view.municipality, *(code.code for code in view.codes))))
