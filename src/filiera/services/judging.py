"""Deciding who is who: what waits for a person, and how a person's word is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.registry.decision_lines import Decision, Judge, Relate, RelationKind
from filiera.registry.decisions import Decisions, append
from filiera.registry.judgements import METHOD, Judgement, Verdict, is_organisation, node
from filiera.registry.tables import Tier
from filiera.services.decided import judged_now
from filiera.services.explain import nearest
from filiera.services.identity_history import moved
from filiera.services.mention_links import MentionLink, mention_links
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.vocabulary.durations import day

__all__ = ["RELATIONS", "Doubt", "Verdict", "decide", "doubts", "last_about", "relate"]
LONGEST_REASON = 600
LONGEST_NAME = 100
RELATIONS: tuple[RelationKind, ...] = ("site_of", "department_of", "part_of", "successor_of", "member_of")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that may mean an organisation: nobody is sure, a person decides."""

    link: MentionLink
    candidate: OrganisationView | None
    """None where it has no row of its own."""
    others: tuple[MentionLink, ...]
    """What else the mention means or may mean, the likeliest first."""
    unsure: Judgement | None
    """Who looked before and could not tell."""


def doubts(evidence: Evidence, home: Path) -> list[Doubt]:
    """What waits for a person: what most records rest on first, what somebody was unsure of last.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    judged = judged_now(evidence, home)
    views = all_organisations(evidence)
    by_mention: dict[str, list[MentionLink]] = {}
    for link in mention_links(evidence):
        by_mention.setdefault(link.mention, []).append(link)
    found = []
    for links in by_mention.values():
        for link in links:
            verdict = judged.verdict(link.mention, link.organisation)
            if verdict is Verdict.UNSURE or (verdict is None and link.tier == Tier.ASK):
                others = sorted((o for o in links if o is not link), key=lambda o: -o.score)
                said = judged.holding.get(_pair(link)) if verdict else None
                found.append(Doubt(link, views.get(link.organisation), tuple(others), said))
    return sorted(found, key=lambda d: (d.unsure is not None, -d.link.records, d.link.mention, -d.link.score))


def last_about(found: Decisions, left: str, right: str) -> Judge | None:
    """The last line of a home that judges two nodes."""
    pair = {left, right}
    judged = (line for line in reversed(found.lines) if isinstance(line, Judge) and {line.left, line.right} == pair)
    return next(judged, None)


class _SaidAlreadyError(Exception):
    """The same word of the same person, sent twice."""

    def __init__(self, line: Judge) -> None:
        super().__init__()
        self.line = line


def decide(
    evidence: Evidence,
    home: Path,
    left: str,
    right: str,
    verdict: Verdict,
    *,
    by: str,
    reason: str = "",
    score: float | None = None,
    seen: int | None = None,
    now: datetime | None = None,
) -> Decision:
    """Writes down what a person holds of two nodes; it counts from the next build.

    ``seen`` is the number of the last line about the two that the person had before them (0 for none), where it
    matters that nobody has judged since. The same word, sent twice by one person, is one line.

    Raises:
        UsageError: nobody signs, a node is none, the two are one, or somebody has judged them since.
        AddressError: no such organisation; names the nearest.
        DecisionError: it cannot be written.
    """
    first, second = (_known(evidence, each) for each in (left, right))
    if first == second:
        raise UsageError("the two are one and the same name", where=first, remedy="give two different ones")
    line = Judge(left=first, right=second, verdict=verdict.value, reason=_reason(reason), score=score)
    signed = _signed(by)

    def unless(found: Decisions) -> None:
        last = last_about(found, first, second)
        if seen is None or last is None or last.n <= seen:
            return
        if (last.verdict, last.by, last.reason) == (line.verdict, signed, line.reason):
            raise _SaidAlreadyError(last)
        raise UsageError(
            "{by} has judged these two meanwhile",
            remedy="look at what was said, and judge again if you still see it differently",
            words={"by": last.by},
        )

    try:
        (written,) = append(home, [line], by=signed, now=now or datetime.now(UTC), unless=unless)
    except _SaidAlreadyError as said:
        return said.line
    return written


def relate(
    evidence: Evidence,
    home: Path,
    left: str,
    relation: str,
    right: str,
    *,
    by: str,
    since: str = "",
    until: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> Decision:
    """Writes down what one organisation is to another; that never makes them one. It shows from the next build.

    Raises:
        UsageError: no such relation, a date is none, or nobody signs.
        AddressError: no such organisation; names the nearest.
        DecisionError: it cannot be written.
    """
    kind = next((each for each in RELATIONS if each == relation), None)
    if kind is None:
        raise UsageError(
            "there is no relation '{name}'",
            remedy="one of: {names}",
            words={"name": relation, "names": ", ".join(RELATIONS)},
        )
    for date in filter(None, (since, until)):
        if day(date) is None:
            raise UsageError("'{date}' is no date", remedy="write 2016, 2016-01 or 2016-01-01", words={"date": date})
    first, second = (_organisation(evidence, each) for each in (left, right))
    if first == second:
        raise UsageError("the two are one and the same organisation", where=first, remedy="give two different ones")
    line = Relate(left=first, relation=kind, right=second, since=since, until=until, reason=_reason(reason))
    (written,) = append(home, [line], by=_signed(by), now=now or datetime.now(UTC))
    return written


def _known(evidence: Evidence, text: str) -> str:
    """The node that ``text`` names: a mention as it is spelt, or an organisation that there is."""
    try:
        found = node(text)
    except ValueError as error:
        raise UsageError(
            "is neither an organisation nor a mention",
            where=text[:80],
            remedy="write organisation/…, or a mention as name|city|country (city and country may be empty)",
        ) from error
    return _organisation(evidence, found) if is_organisation(found) else found


def _organisation(evidence: Evidence, address: str) -> str:
    if led := moved(evidence, address):
        return led.target
    known = all_organisations(evidence).keys() | {link.organisation for link in mention_links(evidence)}
    if address in known:
        return address
    near = ", ".join(nearest(address, known))
    raise AddressError(
        "no such organisation",
        where=address[:80],
        remedy="nearest: {near}" if near else "look it up in the directory: addresses begin organisation/",
        words={"near": near},
    )


def _signed(by: str) -> str:
    name = by.strip()
    if not name or name.startswith(METHOD) or not name.isprintable() or len(name) > LONGEST_NAME:
        raise UsageError(
            "a decision is signed by the person who decides",
            where=name[:40],
            remedy="give a name of at most {n} characters (--by)",
            words={"n": LONGEST_NAME},
        )
    return name


def _reason(reason: str) -> str:
    told = " ".join(reason.split())
    if len(told) > LONGEST_REASON or not told.isprintable():
        raise UsageError(
            "the reason is longer than a paragraph, or holds control characters",
            remedy="say it in {n} characters",
            words={"n": LONGEST_REASON},
        )
    return told


def _pair(link: MentionLink) -> tuple[str, str]:
    first, second = sorted((link.mention, link.organisation))
    return first, second
