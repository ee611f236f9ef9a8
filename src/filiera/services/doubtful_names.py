"""Doubtful names as editors judge them: each with all that it may mean, what was said of it, and the way back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.registry.decision_lines import Decision, Judge
from filiera.registry.decisions import read_decisions
from filiera.registry.judgements import Judgement, Verdict, is_organisation
from filiera.registry.reason_parts import ReasonParts, reason_parts
from filiera.registry.tables import Tier
from filiera.services.decided import judged_before, judged_now
from filiera.services.judging import decide, doubts, last_about
from filiera.services.mention_links import MentionLink, mention_links
from filiera.services.organisations import OrganisationView, all_organisations

__all__ = ["Candidate", "DoubtfulName", "Verdict", "code_of", "doubtful_name", "doubtful_names", "judge", "take_back"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that a name may mean."""

    address: str
    view: OrganisationView | None
    """None where it has no row of its own."""
    score: float | None
    """How likely the linker holds it; None where people alone have named it."""
    reason: ReasonParts
    sure: bool
    """The linker was sure of it."""
    said: Judgement | None
    """What holds of the two, where somebody has judged."""
    seen: int
    """The last line of this home about the two; 0 where there is none."""

    @property
    def waits(self) -> bool:
        """Nobody knows: a person decides."""
        return self.said.verdict is Verdict.UNSURE if self.said else not self.sure


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A name with its place, as records write it, and all that it may mean, the likeliest first."""

    code: str
    mention: str
    link: MentionLink
    """For the name itself: spelling, place, codes, records."""
    candidates: tuple[Candidate, ...]

    @property
    def waits(self) -> bool:
        """Something of it waits for a person."""
        return any(candidate.waits for candidate in self.candidates)


def code_of(mention: str) -> str:
    """The name of a mention in an address."""
    return hashlib.sha256(mention.encode()).hexdigest()[:16]


def doubtful_names(evidence: Evidence, home: Path) -> list[tuple[str, list[MentionLink]]]:
    """Code and doubtful links of each name that waits: what most records rest on first.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    found: dict[str, list[MentionLink]] = {}
    for doubt in doubts(evidence, home):
        found.setdefault(doubt.link.mention, []).append(doubt.link)
    return [(code_of(mention), links) for mention, links in found.items()]


def doubtful_name(evidence: Evidence, home: Path, code: str) -> DoubtfulName:
    """The name of a code, whether or not it still waits.

    Raises:
        AddressError: no name that may mean an organisation has this code.
        DecisionError: the home's decisions are damaged.
    """
    links = [link for link in mention_links(evidence) if code_of(link.mention) == code]
    if not links:
        raise AddressError("there is no such name", where=code, remedy="choose one from the list of doubtful names")
    mention = links[0].mention
    views, judged, here = all_organisations(evidence), judged_now(evidence, home), read_decisions(home)
    by_address = {link.organisation: link for link in links}
    told = {address for pair in judged.holding if mention in pair for address in pair if is_organisation(address)}
    candidates = []
    for address in by_address.keys() | told:
        link = by_address.get(address)
        last = last_about(here, mention, address)
        first, second = sorted((mention, address))
        candidates.append(
            Candidate(
                address=address,
                view=views.get(address),
                score=link.score if link else None,
                reason=reason_parts(link.reason if link else ""),
                sure=link is not None and link.tier != Tier.ASK,
                said=judged.holding.get((first, second)),
                seen=last.n if last else 0,
            )
        )
    ranked = sorted(candidates, key=lambda each: (not each.waits, -(each.score or 0), each.address))
    return DoubtfulName(code, mention, max(links, key=lambda link: link.records), tuple(ranked))


def judge(
    evidence: Evidence,
    home: Path,
    name: DoubtfulName,
    address: str,
    verdict: Verdict,
    *,
    by: str,
    reason: str,
    seen: int,
    none_of: Iterable[Candidate] = (),
) -> Decision:
    """Writes down whether a name means an organisation; ``none_of`` are those that it does not mean then.

    Raises:
        UsageError: somebody has judged the two since; or as ``decide``.
        AddressError: no such organisation.
        DecisionError: it cannot be written.
    """
    score = next((each.score for each in name.candidates if each.address == address), None)
    written = decide(evidence, home, name.mention, address, verdict, by=by, reason=reason, score=score, seen=seen)
    for other in none_of:
        if other.address != address:
            decide(
                evidence,
                home,
                name.mention,
                other.address,
                Verdict.NEGATIVE,
                by=by,
                reason=reason,
                score=other.score,
                seen=other.seen,
            )
    return written


def take_back(evidence: Evidence, home: Path, number: int, *, by: str, reason: str) -> Decision:
    """A new judgement that says what held before a line; where nothing did, that nobody can tell.

    Raises:
        AddressError: no line of this home with this number judges anything.
        UsageError: the two were judged again since.
        DecisionError: it cannot be written.
    """
    here = read_decisions(home)
    line = next((each for each in here.lines if each.n == number), None)
    if not isinstance(line, Judge):
        raise AddressError("there is no such judgement", remedy="look at the name again")
    last = last_about(here, line.left, line.right)
    if last is not None and last.n != line.n:
        raise UsageError("the two were judged again since", remedy="look at what was said last")
    before = judged_before(evidence, home, number).verdict(line.left, line.right)
    return decide(
        evidence,
        home,
        line.left,
        line.right,
        before or Verdict.UNSURE,
        by=by,
        reason=reason,
        score=line.score,
        seen=line.n,
    )
