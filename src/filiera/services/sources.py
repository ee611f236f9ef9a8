"""Who publishes what we hold: producers, their works, and the figures that rest on them."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.kept_answers import kept_per_version


@dataclass(frozen=True, slots=True)
class WorkView:
    """One publication or data set, how the brochure spells it, and how many figures cite it."""

    id: str
    title: Text
    published: int | None
    primary: bool
    licence: str
    url: str
    spellings: tuple[str, ...]
    marks: tuple[int, ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class ProducerView:
    """A publisher with its works."""

    id: str
    name: str
    kind: Text
    url: str
    works: tuple[WorkView, ...]

    @property
    def figures(self) -> int:
        """How many figures rest on this producer."""
        return len({f.address for work in self.works for f in work.figures})


@kept_per_version
def producers(evidence: Evidence) -> tuple[ProducerView, ...]:
    """All producers, by name."""
    citing: dict[str, list[FigureView]] = {}
    for view in all_figures(evidence):
        for work in {citation.work for citation in view.citations}:
            citing.setdefault(work, []).append(view)
    notes: dict[str, list[tuple[int, str]]] = {}
    for row in evidence.rows("footnote"):
        notes.setdefault(row["work"], []).append((row["mark"], row["printed"]))
    works: dict[str, list[WorkView]] = {}
    for row in evidence.rows("work"):
        own = sorted(notes.get(row["id"], []))
        works.setdefault(row["producer"], []).append(
            WorkView(
                id=row["id"],
                title=msgspec.json.decode(row["title_json"]),
                published=row["published"],
                primary=row["is_primary"],
                licence=row["licence"],
                url=row["url"],
                spellings=tuple(dict.fromkeys(printed for _, printed in own)),
                marks=tuple(dict.fromkeys(mark for mark, _ in own)),
                figures=tuple(citing.get(row["id"], [])),
            )
        )
    views = [
        ProducerView(
            id=row["id"],
            name=row["name"],
            kind=msgspec.json.decode(row["kind_json"]),
            url=row["url"],
            works=tuple(works.get(row["id"], [])),
        )
        for row in evidence.rows("producer")
    ]
    return tuple(sorted(views, key=lambda view: view.name.casefold()))


def producer(evidence: Evidence, name: str) -> ProducerView:
    """The producer with id ``name``.

    Raises:
        AddressError: no such producer.
    """
    for view in producers(evidence):
        if view.id == name:
            return view
    raise AddressError("no such source", where=name, remedy="the page of sources lists them all")
