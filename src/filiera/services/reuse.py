"""Who may be quoted how: the works of which rows are passed on, under which licence, and what says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.services.figures import Text
from filiera.services.licensing import Terms, terms_of_works


@dataclass(frozen=True, slots=True)
class GivenWork:
    """A work of which rows are passed on."""

    title: Text
    producer: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class GivenUnder:
    """The works whose publishers name one licence."""

    licence: str
    url: str
    works: tuple[GivenWork, ...]


def given_under_licence(evidence: Evidence) -> list[GivenUnder]:
    """The licences under which works are open, that of most works first, each with its works by publisher."""
    terms = terms_of_works(evidence)
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    found: dict[tuple[str, str], list[GivenWork]] = defaultdict(list)
    for row in evidence.rows("work"):
        its = terms[row["id"]]
        if its.basis == "open licence":
            work = GivenWork(msgspec.json.decode(row["title_json"]), producers[row["producer"]], its)
            found[(its.licence, its.url)].append(work)
    return [
        GivenUnder(licence, url, tuple(sorted(works, key=lambda work: (work.producer, str(work.title)))))
        for (licence, url), works in sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    ]
