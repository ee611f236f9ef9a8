"""Judgements: two names that mean the same, or do not; by whom, when and why.

After the resolver of nomenklatura (OpenSanctions): judgements are only ever added, and what holds follows from all of
them. A judgement joins or parts two *nodes*: organisations (``organisation/…``) or mentions, each under its key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from filiera.sources.countries import country_code
from filiera.vocabulary.folding import tokens

ORGANISATION = "organisation/"
METHOD = "method:"
"""With this begins who judges where it is no person."""
LONGEST_NAME = 200
"""Characters of a name in a key; of a longer one the key has the beginning and a hash."""
_BEGINNING = 120

Pair = tuple[str, str]
"""Two nodes in order."""


class Verdict(StrEnum):
    """What a judgement says of two nodes."""

    POSITIVE = "positive"
    """They mean the same organisation."""
    NEGATIVE = "negative"
    """They do not."""
    UNSURE = "unsure"
    """Whoever looked could not tell."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one person, or one method, holds of two nodes."""

    left: str
    right: str
    verdict: Verdict
    by: str
    """The name of a person, or ``method:`` and the name of a method: who signs it."""
    at: str
    """When: a day (2026-11-26) or a moment in UTC (2026-11-26T16:40:00Z)."""
    reason: str = ""
    score: float | None = None
    where: str = ""
    """Where it stands: file and line."""

    @property
    def pair(self) -> Pair:
        """The two nodes in order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)

    @property
    def of_a_person(self) -> bool:
        """Whether a person judged."""
        return not self.by.startswith(METHOD)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """People who do not agree about two nodes: the latest word of each."""

    pair: Pair
    judgements: tuple[Judgement, ...]
    """The latest first: it holds, unless another of the same moment says the opposite."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What holds of all that was judged."""

    holding: dict[Pair, Judgement]
    """Of each pair the judgement that holds; a pair whose people contradict each other at the same moment is unsure."""
    contradictions: tuple[Contradiction, ...]

    def verdict(self, left: str, right: str) -> Verdict | None:
        """What holds of two nodes; None where nobody judged."""
        found = self.holding.get((left, right) if left <= right else (right, left))
        return found.verdict if found else None


def mention_key(name: str, city: str = "", country: str = "") -> str:
    """The node of a mention: what of its name, city and country any spelling of the same letters shares.

    Case, accents, punctuation and spacing do not count; words, their order and the place do. A key is its own key.

    >>> mention_key("Clínica de Dalt,  s.l.", "Dalt", "Andorra")
    'clinica de dalt s l|dalt|AD'
    """
    told = _plain(name)
    if len(told) > LONGEST_NAME:
        told = f"{told[:_BEGINNING].rstrip()} {hashlib.sha256(told.encode()).hexdigest()[:16]}"
    return f"{told}|{_plain(city)}|{_country(country)}"


def node(text: str) -> str:
    """The node that a cell of a table names: an organisation's address, or ``name|city|country`` in any spelling.

    Raises:
        ValueError: it is neither; the message says what it must be.
    """
    if text.startswith(ORGANISATION):
        if not text.removeprefix(ORGANISATION):
            raise ValueError(text)
        return text
    parts = text.split("|")
    if len(parts) != 3 or not _plain(parts[0]):
        raise ValueError(text)
    return mention_key(*parts)


def is_organisation(text: str) -> bool:
    """Whether a node is an organisation, not a mention."""
    return text.startswith(ORGANISATION)


def moment(at: str) -> datetime:
    """When: a day is its first moment.

    Raises:
        ValueError: it is neither a day nor a moment.
    """
    found = datetime.fromisoformat(at)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def weighed(judgements: Iterable[Judgement]) -> Judged:
    """What holds: people before methods, and of either the later word. Order counts only within a moment.

    Whoever changes their own mind contradicts nobody. Two people who say opposite things are reported, whoever holds.
    """
    by_pair: dict[Pair, list[Judgement]] = {}
    for judgement in judgements:
        by_pair.setdefault(judgement.pair, []).append(judgement)
    holding: dict[Pair, Judgement] = {}
    contradictions = []
    for pair in sorted(by_pair):
        people = _latest_of_each([j for j in by_pair[pair] if j.of_a_person])
        ranked = people or _latest_of_each(by_pair[pair])
        holding[pair] = _held(ranked)
        if {Verdict.POSITIVE, Verdict.NEGATIVE} <= {j.verdict for j in people}:
            contradictions.append(Contradiction(pair, tuple(people)))
    return Judged(holding, tuple(contradictions))


def _latest_of_each(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The last word of each who judged, the latest first."""
    latest: dict[str, Judgement] = {}
    # What is read later was written later, where the moment is the same and the same person speaks.
    for judgement in sorted(judgements, key=lambda j: moment(j.at)):
        latest[judgement.by] = judgement
    return sorted(latest.values(), key=lambda j: (-moment(j.at).timestamp(), j.by))


def _held(ranked: Sequence[Judgement]) -> Judgement:
    first = ranked[0]
    same_moment = [j for j in ranked if moment(j.at) == moment(first.at)]
    if len({j.verdict for j in same_moment}) == 1:
        return first
    by, where = (", ".join(part) for part in zip(*((j.by, j.where) for j in same_moment), strict=True))
    return Judgement(first.left, first.right, Verdict.UNSURE, by, first.at, where=where)


def _plain(text: str) -> str:
    """The words of a text as readers hear them, one space between two."""
    told = " ".join(tokens(text))
    # A compatibility sign may unfold to a capital letter: folded until nothing moves, a key is its own key.
    while (again := " ".join(tokens(told))) != told:
        told = again
    return told


def _country(text: str) -> str:
    for written in (text, _plain(text)):
        code = country_code(written)
        if len(code) == 2 and code.isascii() and code.isalpha():
            return code
    return _plain(text)
