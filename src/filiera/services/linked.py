"""What the linker said of the names in records, as a build has kept it."""

from __future__ import annotations

from dataclasses import dataclass

from filiera.evidence import Evidence
from filiera.services.kept_answers import kept_per_version


@dataclass(frozen=True, slots=True)
class MentionLink:
    """A mention and an organisation that it means, or may mean; without one, a mention that means none known."""

    mention: str
    """Its key."""
    name: str
    """As most records write it."""
    city: str
    country: str
    records: int
    organisation: str
    """An address, or empty."""
    score: float | None
    tier: str
    reason: str


@kept_per_version
def links_of(evidence: Evidence) -> tuple[MentionLink, ...]:
    """Every mention with its links, in the order of the keys."""
    return tuple(
        MentionLink(
            mention=row["mention"],
            name=row["name"],
            city=row["city"],
            country=row["country"],
            records=row["records"],
            organisation=row["organisation"],
            score=row["score"],
            tier=row["tier"],
            reason=row["reason"],
        )
        for row in evidence.rows("organisation_link")
    )


@dataclass(frozen=True, slots=True)
class NamingRecord:
    """A record in which a mention stands, as its publisher gives it."""

    register: str
    id: str
    title: str
    role: str
    """What the organisation is in it: sponsor, site, participant, buyer …"""
    address: str
    codes: str


def records_of(evidence: Evidence, link: MentionLink) -> tuple[NamingRecord, ...]:
    """The first few records that name it exactly so; none where the evidence was built without snapshots."""
    mentions, records = evidence.parts("mentions"), evidence.parts("records")
    if not mentions or not records:
        return ()
    rows = evidence.rows("records_of_name", mentions=mentions, records=records, name=link.name, city=link.city)
    return tuple(
        NamingRecord(row["register"], row["record"], row["title"], row["role"], row["address"], row["codes"])
        for row in rows
    )
