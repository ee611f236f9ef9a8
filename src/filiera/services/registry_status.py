"""The state of who is who: what was decided, where people do not agree, what waits, and what has moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filiera.errors import EvidenceError
from filiera.evidence import Evidence
from filiera.registry.clusters import Refused
from filiera.registry.decisions import file_of, read_decisions
from filiera.registry.judgements import Contradiction
from filiera.registry.mending import Mended, mend
from filiera.registry.moves import Move, moved_tiers
from filiera.services.decided import judged_now
from filiera.services.explain import evidence_file
from filiera.services.identities import as_link, clusters_now
from filiera.services.judging import doubts
from filiera.services.mention_links import mention_links

__all__ = ["Mended", "Move", "Moves", "Status", "mend_decisions", "moves", "status"]


@dataclass(frozen=True, slots=True)
class Status:
    """Who is who, counted."""

    file: Path
    lines: int
    torn: bool
    """A process died while it wrote a line: the next decision sets the rest of it aside."""
    does: dict[str, int]
    """Kind of line → how many of this home's."""
    people: dict[str, int]
    """Person → how many judgements of pack and home hold."""
    mentions: int
    linked: int
    several: int
    waiting: int
    """Pairs that a person has to decide."""
    contradictions: tuple[Contradiction, ...]
    refused: tuple[Refused, ...]
    """What could not be joined, because somebody holds it apart."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved between two versions of the evidence."""

    old: Path
    new: Path
    mentions: int
    """Names that one or the other says something of."""
    moves: tuple[Move, ...]


def status(evidence: Evidence, home: Path) -> Status:
    """The state of who is who, as of the evidence and of what was decided since.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    here = read_decisions(home)
    judged = judged_now(evidence, home)
    links = mention_links(evidence)
    found = clusters_now(evidence, judged)
    linked = {link.mention for link in links if link.tier == "link"}
    return Status(
        file=file_of(home),
        lines=len(here.lines),
        torn=bool(here.torn),
        does=dict(sorted(Counter(type(line).__name__.lower() for line in here.lines).items())),
        people=dict(sorted(Counter(j.by for j in judged.holding.values() if j.of_a_person).items())),
        mentions=len({link.mention for link in links}),
        linked=len(linked),
        several=len(found.several),
        waiting=len(doubts(evidence, home)),
        contradictions=judged.contradictions,
        refused=found.refused,
    )


def moves(old: str, new: str) -> Moves:
    """Every mention whose tier moved between two versions of the evidence; the last two by default.

    Raises:
        EvidenceError: no such version, or only one.
    """
    before, after = evidence_file(old, older=True), evidence_file(new, older=False)
    with Evidence.at(before) as first, Evidence.at(after) as second:
        try:
            was = [as_link(link) for link in mention_links(first)]
        except EvidenceError as error:
            raise EvidenceError(
                "this version of the evidence was built before names were linked",
                where=before.name,
                remedy="build again after the next change, and compare then",
            ) from error
        now = [as_link(link) for link in mention_links(second)]
        mentions = len({link.left for link in (*was, *now)})
        return Moves(before, after, mentions, tuple(moved_tiers(was, now)))


def mend_decisions(home: Path) -> Mended:
    """Goes on from what can be read of damaged decisions; the damaged file is set aside."""
    return mend(home, datetime.now(UTC))
