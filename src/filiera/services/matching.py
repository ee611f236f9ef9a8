"""Which organisations of the hub a name means: candidates with score, tier and reason, for programs that ask."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import pyarrow as pa

from filiera.errors import UnavailableError
from filiera.evidence import Evidence
from filiera.registry.engines import Linking, linker_for
from filiera.registry.judgements import Judgement, Verdict, mention_key
from filiera.registry.of_evidence import register_of
from filiera.registry.register import Entry, Register
from filiera.registry.tables import MENTIONS, Tier
from filiera.services.decided import judged_in
from filiera.services.figures import Text
from filiera.services.hub import hub
from filiera.services.kept_answers import kept_per_version
from filiera.services.linking_decided import affirmed, judged_by_mention, judged_row

Row = dict[str, Any]
_TABLES = ("organisation", "organisation_kind", "organisation_statement", "territory")
WAITING = 8
"""Questions that may wait for the linker at a time; one more is told to come again."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name to look for, with what else is known of it."""

    name: str
    city: str = ""
    country: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that a name may mean."""

    entry: Entry
    score: float
    tier: Tier
    reason: str


def match(evidence: Evidence, asked: Sequence[Named], *, explain: bool = False) -> tuple[tuple[Candidate, ...], ...]:
    """For each name the organisations that it may mean, best first; with ``explain`` also those that were left.

    What people decided of a name in its place, as the evidence has it, wins over the linker.

    Raises:
        UnavailableError: what linking needs is not installed, or too many ask at once.
    """
    if not asked:
        return ()
    entries = entries_by_id(evidence)
    rows = [(str(place), one.name, one.city, one.country, ";".join(one.codes)) for place, one in enumerate(asked)]
    columns = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), MENTIONS, strict=True)]
    batch = pa.RecordBatch.from_arrays(columns, schema=MENTIONS)
    with _turn():
        links = _linker(evidence.version.hash, evidence).link(batch, explain=explain).to_pylist()
    of_each: list[list[Row]] = [[] for _ in asked]
    for link in links:
        of_each[int(link["mention_id"])].append(link)
    judged = _judgements(evidence)
    found = [
        [
            Candidate(entries[link["organisation_id"]], link["score"], Tier(link["tier"]), link["reason"])
            for link in _decided(rows, judged.get(mention_key(one.name, one.city, one.country), {}), entries)
        ]
        for one, rows in zip(asked, of_each, strict=True)
    ]
    order = list(Tier)
    return tuple(
        tuple(sorted(each, key=lambda one: (order.index(one.tier), -one.score, one.entry.id))) for each in found
    )


def _decided(rows: Iterable[Row], said: Mapping[str, Judgement], entries: Collection[str]) -> Iterator[Row]:
    """The linker's rows of one name, after what people said of it."""
    found = set()
    for row in rows:
        judgement = said.get(row["organisation_id"])
        found.add(row["organisation_id"])
        if judgement is None:
            yield row
        elif judgement.verdict is not Verdict.NEGATIVE:
            yield judged_row(row, judgement)
    for organisation, judgement in said.items():
        if judgement.verdict is Verdict.POSITIVE and organisation in entries and organisation not in found:
            yield judged_row(affirmed(organisation), judgement)


@kept_per_version
def _judgements(evidence: Evidence) -> dict[str, dict[str, Judgement]]:
    """Mention → organisation → what people said of the two."""
    redirects = {row["address"]: row["target"] for row in evidence.rows("organisation_redirect")}
    judged = judged_by_mention(judged_in(evidence), lambda one: redirects.get(one, one))
    return {mention: dict(said) for mention, said in judged.items()}


@kept_per_version
def hub_register(evidence: Evidence) -> Register:
    """The organisations of the evidence as a register."""
    return register_of({name: evidence.rows(name) for name in _TABLES}, hub(evidence).pack)


@kept_per_version
def entries_by_id(evidence: Evidence) -> dict[str, Entry]:
    """The organisations of the register by their address."""
    return {entry.id: entry for entry in hub_register(evidence).entries}


@kept_per_version
def kinds(evidence: Evidence) -> dict[str, Text]:
    """What the kinds of organisations are called."""
    return {row["id"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("organisation_kind")}


# One at a time: an index takes memory, and linking already uses the processor whole.
_one = threading.Lock()
_places = threading.BoundedSemaphore(1 + WAITING)


@contextmanager
def _turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise UnavailableError("too many ask at once", remedy="ask again in some seconds, with fewer names at a time")
    try:
        with _one:
            yield
    finally:
        _places.release()


@lru_cache(maxsize=1)
def _linker(version: str, evidence: Evidence) -> Linking:
    """The linker of one version of the evidence: the one before is let go when another is asked for."""
    return linker_for(hub_register(evidence))
