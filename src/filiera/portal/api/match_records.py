"""What answers of /match are made of, as the specification describes it."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from filiera.portal.api.records import Text


class MatchCandidate(Schema):
    """An organisation that a name may mean."""

    address: str
    api: str
    name: str
    kind: str
    kind_name: Text
    municipality: str
    score: float = Field(description="Probability that the name means it.")
    tier: str = Field(description="link: sure enough to be used; ask: a person decides; leave: not the same.")
    reason: str = Field(description="What spoke for and against.")


class Match(Schema):
    """What was found for one name."""

    id: str = Field(description="As given.")
    name: str
    candidates: list[MatchCandidate] = Field(description="Best first; empty where none is known.")


class Matches(Schema):
    """What was found for each name, in the order given."""

    version: str = Field(description="Version of the evidence.")
    organisations: int = Field(description="How many organisations were looked among.")
    results: list[Match]
