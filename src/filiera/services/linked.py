"""Mentions of organisations in records of snapshots: who is meant, how sure that is, why, and in which record."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.registry.tables import Tier
from filiera.services.kept_answers import kept_per_version
from filiera.vocabulary.learned import learned

__all__ = ["Count", "LinkView", "RecordView", "Tier", "links_of", "links_to"]


@learned
class Count(msgspec.Struct, frozen=True):
    """What a data set counts under a record's id."""

    measure: str
    """The publisher's word for it."""
    value: float
    unit: str = ""
    period: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record that names the organisation, as its publisher gives it."""

    register: str
    id: str
    kind: str
    title: str
    language: str
    status: str
    published: str
    starts: str
    ends: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    """One mention, the organisation that it is held to mean, and why."""

    organisation: str
    """Address of the candidate."""
    dataset: str
    role: str
    name: str
    """As the record writes it."""
    city: str
    country: str
    codes: str
    record: RecordView | None
    """None where the data set counts organisations without a record for each."""
    seq: int
    line: int
    file: str
    score: float
    tier: Tier
    reason: str
    method: str

    @property
    def sure(self) -> bool:
        """It is used; the others wait for a person."""
        return self.tier is Tier.LINK


@kept_per_version
def links_of(evidence: Evidence) -> list[LinkView]:
    """Every link and every doubtful one, by organisation, data set and record."""
    records = _records(evidence)
    return [_view(row, records) for row in evidence.rows("link")]


def links_to(evidence: Evidence, address: str) -> list[LinkView]:
    """The links of one organisation."""
    records = _records(evidence)
    return [_view(row, records) for row in evidence.rows("link", organisation=address)]


@kept_per_version
def _records(evidence: Evidence) -> dict[tuple[str, str, str], RecordView]:
    return {
        (row["dataset"], row["register"], row["id"]): RecordView(
            register=row["register"],
            id=row["id"],
            kind=row["kind"],
            title=row["title"],
            language=row["language"],
            status=row["status"],
            published=row["published"],
            starts=row["starts"],
            ends=row["ends"],
            counts=tuple(msgspec.json.decode(row["counts_json"], type=list[Count])),
        )
        for row in evidence.rows("linked_record")
    }


def _view(row: Row, records: dict[tuple[str, str, str], RecordView]) -> LinkView:
    return LinkView(
        organisation=row["organisation"],
        dataset=row["dataset"],
        role=row["role"],
        name=row["name"],
        city=row["city"],
        country=row["country"],
        codes=row["codes"],
        record=records.get((row["dataset"], row["register"], row["record"])),
        seq=row["seq"],
        line=row["line"],
        file=row["file"],
        score=row["score"],
        tier=Tier(row["tier"]),
        reason=row["reason"],
        method=row["method"],
    )
