"""Linking at build: which mentions of the snapshots mean which of the pack's organisations, as evidence rows."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from filiera.registry.asking import Asked, Spelling, asked, spelling
from filiera.registry.by_code import CodeIndex, with_names_by_code
from filiera.registry.method import method
from filiera.registry.of_evidence import country_of, register_of
from filiera.registry.register import Register
from filiera.registry.remembered import remembered_links
from filiera.registry.tables import LINKS, Tier
from filiera.services.decided import Decided
from filiera.services.identities import identify
from filiera.services.introducing import Introduced, introduced, organisation_rows
from filiera.services.linking_decided import decided_answers
from filiera.services.linking_parts import LinkingPart, RecordKey
from filiera.services.placing import Places
from filiera.services.snapshots import ReadSnapshots
from filiera.services.tables import as_json

if TYPE_CHECKING:
    from filiera.registry.linking import Linker

Rows = list[dict[str, object]]
Row = dict[str, Any]
_RECORD = ("kind", "title", "language", "status", "published", "starts", "ends", "line", "file")
_SAID = ("role", "name", "country", "codes", "line", "file")

WhyNot = Literal["", "no snapshots", "not installed"]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gave: rows of ``link``, ``linked_record`` and ``linking``."""

    tables: dict[str, Rows] = field(default_factory=dict)
    method: str = ""
    why_not: WhyNot = ""
    """Why nothing was linked, or nothing by name."""
    fresh: bool = False
    """The linker was asked just now; its answer was not remembered."""
    spellings: int = 0
    """Different spellings that were asked."""

    @property
    def sure(self) -> int:
        """Mentions that mean an organisation."""
        return sum(row["tier"] == Tier.LINK for row in self.tables.get("link", []))

    @property
    def unsure(self) -> int:
        """Mentions that a person has to decide on."""
        return sum(row["tier"] == Tier.ASK for row in self.tables.get("link", []))


NOTHING = Linked(why_not="no snapshots")


def link_mentions(
    tables: Mapping[str, Rows], held: ReadSnapshots, home: Path, territory: str, known: Decided
) -> Linked:
    """Link the mentions of all snapshots that may concern ``territory``'s country to the organisations of ``tables``.

    Mentions that state another country are left out. Without snapshots nothing is linked; without the extra
    ``match`` codes alone decide, and the answer says so. What people decided wins over both; ``known`` is brought up
    to date with what follows for addresses.

    Raises:
        DecisionError: what follows from decisions cannot be written.
    """
    organisations = {str(row["address"]) for row in tables["organisation"]}
    if not held.read:
        identify(home, known, organisations, {}, ())
        return NOTHING
    country = country_of(territory, {str(row["code"]): row for row in tables["territory"]})
    register = register_of(tables, territory)
    parts = [
        LinkingPart.read(
            holding.dataset,
            remembered.report.vintage or holding.vintage or holding.dataset.vintage,
            remembered.folder,
            country,
        )
        for holding, remembered in held.read
        if not holding.past
    ]
    questions = asked(row for part in parts for row in part.mentions)
    linker = _linker()
    named_by = f"{questions.digest} {register.version} {method()} {linker is not None}"
    key = hashlib.sha256(named_by.encode()).hexdigest()[:32]
    links, fresh = remembered_links(home, key, lambda: _link(questions, register, linker))
    said = _answers(links, questions)
    places = Places(tables["territory"], territory, (row for part in parts for row in part.mentions))
    # Without the linker nobody knows who is known already: an address given to a known one would stay for ever.
    new = introduced(parts, said, places) if linker is not None else Introduced()
    answers, addresses = decided_answers(said, questions.ids, organisations, home, known, new)
    found = _tables(parts, answers, method())
    found["organisation"] = [*tables["organisation"], *organisation_rows(new, addresses, tables)]
    return Linked(
        tables=found,
        method=method(),
        why_not="" if linker is not None else "not installed",
        fresh=fresh,
        spellings=len(questions.ids),
    )


def _linker() -> type[Linker] | None:
    """The linker of names; None where the extra that it needs is not installed."""
    try:
        from filiera.registry.linking import Linker
    except ImportError:
        return None
    return Linker


def _link(questions: Asked, register: Register, linker: type[Linker] | None) -> pa.Table:
    """Codes first: what they decide, names need not say."""
    codes = CodeIndex(register)
    decided, left = codes.link(questions.batch)
    if linker is None:
        return pa.Table.from_batches([decided], LINKS)
    called = with_names_by_code(register, decided, questions.batch)
    return pa.Table.from_batches([decided, linker(called).link(left)], LINKS)


def _answers(links: Iterable[Row], questions: Asked) -> dict[Spelling, list[Row]]:
    """Spelling → what the linker says of it."""
    spellings = {id: each for each, id in questions.ids.items()}
    found: dict[Spelling, list[Row]] = defaultdict(list)
    for row in links:
        found[spellings[row["mention_id"]]].append(row)
    return found


def _tables(parts: Iterable[LinkingPart], answers: Mapping[Spelling, list[Row]], method: str) -> dict[str, Rows]:
    found: dict[str, Rows] = {"link": [], "linked_record": [], "linking": []}
    for part in parts:
        if not part.total:
            found["linking"] += [_none(part, kind) for kind in part.record_kinds()]
            continue
        links = list(_links(part, answers, method))
        found["link"] += links
        found["linked_record"] += _records(part, {(row["register"], row["record"]) for row in links if row["register"]})
        found["linking"] += _looked_through(part, links)
    return found


def _links(part: LinkingPart, answers: Mapping[Spelling, list[Row]], method: str) -> Iterator[Row]:
    """A row for each mention and organisation; what a data set without records repeats stands once."""
    told = set()
    for row in part.mentions:
        written = spelling(row)
        for answer in answers.get(written, ()):
            again = (answer["organisation_id"], row["role"], written)
            if not row["register"] and again in told:
                continue
            told.add(again)
            yield {
                "organisation": answer["organisation_id"],
                "dataset": part.dataset,
                "register": row["register"],
                "record": row["record"],
                "seq": row["seq"],
                **{name: row[name] for name in _SAID},
                "city": written[1],
                "score": answer["score"],
                "tier": answer["tier"],
                "reason": answer["reason"],
                "method": method,
            }


def _records(part: LinkingPart, wanted: set[RecordKey]) -> Iterator[Row]:
    counts = part.counts(wanted)
    for row in part.records(wanted):
        yield {
            "dataset": part.dataset,
            "register": row["register"],
            "id": row["id"],
            **{name: row[name] for name in _RECORD},
            "counts_json": as_json(counts.get((row["register"], row["id"]), [])),
        }


def _none(part: LinkingPart, kind: str) -> Row:
    """Records without organisations: that they name none is said of them too."""
    return {"dataset": part.dataset, "kind": kind, "mentions": 0, "compared": 0, "linked": 0, "unsure": 0}


def _looked_through(part: LinkingPart, links: Iterable[Row]) -> Iterator[Row]:
    kinds = part.kinds()
    mentions: Counter[str] = Counter()
    for key, n in part.total.items():
        mentions[kinds.get(key, "")] += n
    compared = Counter(kinds.get((row["register"], row["record"]), "") for row in part.mentions)
    best: dict[tuple[Any, ...], str] = {}
    for row in links:
        place = (kinds.get((row["register"], row["record"]), ""), row["record"], row["seq"], row["line"])
        if best.get(place) != Tier.LINK:
            best[place] = row["tier"]
    found = Counter((place[0], tier) for place, tier in best.items())
    for kind in sorted(mentions):
        yield {
            "dataset": part.dataset,
            "kind": kind,
            "mentions": mentions[kind],
            "compared": compared[kind],
            "linked": found[kind, Tier.LINK],
            "unsure": found[kind, Tier.ASK],
        }
