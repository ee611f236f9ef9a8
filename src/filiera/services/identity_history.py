"""What became of an organisation's address, and what organisations are to each other, as people and sources say."""

from __future__ import annotations

from dataclasses import dataclass

from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.registry.judgements import METHOD
from filiera.services.kept_answers import kept_per_version
from filiera.services.organisations import OrganisationView, SourceView, all_organisations, sources_of
from filiera.vocabulary.translation import translate

__all__ = [
    "METHOD",
    "DatedRelation",
    "IdentityHistory",
    "MintedView",
    "Moved",
    "identity_history",
    "minted",
    "moved",
]


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that was given up: where it leads, since when, and why."""

    address: str
    target: str
    at: str
    by: str
    reason: str

    def because(self, language: str) -> str:
        """The reason: the engine's own in the reader's language, a person's as it was written."""
        return translate(self.reason, language)


@dataclass(frozen=True, slots=True)
class DatedRelation:
    """What an organisation is to another, from when to when, and who says so."""

    relation: str
    """As of this organisation: ``successor_of``, or ``successor_of:inverse`` where the other says it of this one."""
    address: str
    other: OrganisationView | None
    """None where the other has no row of its own."""
    since: str
    until: str
    source: SourceView | None
    by: str
    at: str
    reason: str

    def because(self, language: str) -> str:
        """The reason, as of an address that was given up."""
        return translate(self.reason, language)


@dataclass(frozen=True, slots=True)
class IdentityHistory:
    """The addresses that an organisation had before, and its dated relations."""

    earlier: tuple[Moved, ...]
    relations: tuple[DatedRelation, ...]

    def __bool__(self) -> bool:
        return bool(self.earlier or self.relations)


@dataclass(frozen=True, slots=True)
class MintedView:
    """An organisation that records name and that no row describes yet: it has an address, and a name."""

    address: str
    name: str
    city: str
    country: str

    @property
    def id(self) -> str:
        """The address without what all organisations' addresses begin with."""
        return self.address.partition("/")[2]


def minted(evidence: Evidence, address: str) -> MintedView | None:
    """The organisation that an address was minted for, as long as no row describes it; None for the others."""
    if address in all_organisations(evidence):
        return None
    rows = evidence.rows("organisation_minted", address=address)
    return MintedView(*(rows[0][name] for name in ("address", "name", "city", "country"))) if rows else None


def moved(evidence: Evidence, address: str) -> Moved | None:
    """Where an address leads that was given up; None for one that stands, and for one that nobody ever gave."""
    return _moved(evidence).get(address)


def identity_history(evidence: Evidence, address: str) -> IdentityHistory:
    """What is known of the past of an address that stands."""
    earlier = sorted((m for m in _moved(evidence).values() if m.target == address), key=lambda m: (m.at, m.address))
    rows = [(row, False) for row in evidence.rows("organisation_relation", organisation=address)]
    rows += [(row, True) for row in evidence.rows("organisation_relation", related=address)]
    return IdentityHistory(tuple(earlier), tuple(_relation(evidence, row, inverse) for row, inverse in rows))


@kept_per_version
def _moved(evidence: Evidence) -> dict[str, Moved]:
    return {
        row["address"]: Moved(row["address"], row["target"], row["at"], row["by"], row["reason"])
        for row in evidence.rows("organisation_redirect")
    }


def _relation(evidence: Evidence, row: Row, inverse: bool) -> DatedRelation:
    address = row["organisation"] if inverse else row["related"]
    if led := moved(evidence, address):
        address = led.target
    return DatedRelation(
        relation=f"{row['relation']}:inverse" if inverse else row["relation"],
        address=address,
        other=all_organisations(evidence).get(address),
        since=row["since"],
        until=row["until"],
        source=sources_of(evidence).get(row["work"]),
        by=row["by"],
        at=row["at"],
        reason=row["reason"],
    )
