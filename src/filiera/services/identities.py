"""Who is who after all that was linked and judged: clusters, their addresses, and what that adds to the decisions."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from filiera.evidence import Evidence
from filiera.registry.addresses import Named
from filiera.registry.clusters import Clusters, Link, clustered
from filiera.registry.decision_lines import Decision, Merge
from filiera.registry.decisions import append
from filiera.registry.history import History
from filiera.registry.identities import settle
from filiera.registry.judgements import Judged, Pair, is_organisation
from filiera.services.decided import Decided
from filiera.services.mention_links import MentionLink, mention_links

BUILD = "method:build"
"""Who signs what follows from links and judgements alone."""


@dataclass(frozen=True, slots=True)
class Identities:
    """The organisations behind mentions, and the state of the decisions that keeps their addresses."""

    clusters: Clusters
    addresses: dict[str, tuple[str, ...]]
    """Mention → the addresses of the organisations that it means: one, several, or none while a person must say."""
    lines: tuple[Decision, ...]
    """What this has added to the decisions."""


def identify(
    home: Path,
    known: Decided,
    organisations: Collection[str],
    mentions: Mapping[str, Named],
    links: Collection[Link],
    forbidden: Iterable[Pair] = (),
) -> Identities:
    """Clusters mentions and organisations, gives every cluster its address, and adds what is new to the decisions.

    ``organisations`` are the addresses of the pack's rows, ``mentions`` the keys of all names in records; ``links``
    go from mentions to these, to minted addresses, or to other mentions. ``known`` is brought up to date with the
    lines that were added. The same input adds nothing the second time.

    Raises:
        DecisionError: what follows cannot be written.
    """
    stand_ins = _stand_ins(known.history, organisations, mentions)
    nodes = {*mentions, *_judged_mentions(known.judged), *filter(_is_mention, stand_ins.values())}
    # That a name means the address that was minted for it says nothing: it may mean another by now.
    drawn = [link for link in links if known.history.holds(link.left) != known.history.current(link.right)]
    found = clustered(organisations, nodes, drawn, known.judged, forbidden, stand_ins)
    # A name that was judged, but that no record holds any more, gets no address of its own.
    meant = [c for c in found.members if any(is_organisation(node) or node in mentions for node in c)]
    settled = settle(meant, mentions, known.history)
    lines = append(home, [_explained(line, known.judged) for line in settled.lines], by=BUILD, now=datetime.now(UTC))
    for line in lines:
        known.history.add(line)
    addresses: dict[str, tuple[str, ...]] = {
        node: (address,)
        for cluster, address in zip(meant, settled.addresses, strict=True)
        for node in cluster
        if not is_organisation(node)
    }
    addresses |= {
        mention: tuple(dict.fromkeys(known.history.current(address) for address in several))
        for mention, several in found.several.items()
    }
    return Identities(found, addresses, lines)


def _stand_ins(history: History, organisations: Container[str], mentions: Container[str]) -> dict[str, str]:
    """From addresses that no row has to a mention that they were minted for, or to the address that they lead to."""
    found: dict[str, str] = {}
    for address, line in history.minted.items():
        if address not in organisations:
            found[address] = next((m for m in line.mentions if m in mentions), line.mentions[0])
    for address in history.redirects:
        if address not in organisations and address not in found:
            current = history.current(address)
            found[address] = found.get(current, current)
    return found


def clusters_now(evidence: Evidence, judged: Judged) -> Clusters:
    """The clusters of what was linked when the evidence was built, after what was judged since."""
    links = mention_links(evidence)
    organisations = [row["address"] for row in evidence.rows("organisation")]
    mentions = {link.mention for link in links} | _judged_mentions(judged)
    return clustered(organisations, mentions, [as_link(each) for each in links], judged)


def as_link(link: MentionLink) -> Link:
    """A link as clusters take it."""
    return Link(link.mention, link.organisation, link.score, link.tier, link.reason)


def _judged_mentions(judged: Judged) -> set[str]:
    return {node for pair in judged.holding for node in pair if _is_mention(node)}


def _is_mention(node: str) -> bool:
    return not is_organisation(node)


def _explained(line: Decision, judged: Judged) -> Decision:
    """Where a person joined the two, an address is given up for that person's reason."""
    if not isinstance(line, Merge):
        return line
    pair = (line.address, line.into) if line.address <= line.into else (line.into, line.address)
    judgement = judged.holding.get(pair)
    if judgement is None:
        return line
    return msgspec.structs.replace(line, reason=f"{judgement.reason} ({judgement.by})".strip())
