"""Clusters: which mentions and organisations mean the same, as an equivalence relation.

Edges are taken in the order of their strength (people, the latest first; then methods by score), so that the same
judgements in any order make the same clusters. A pair that is held apart never comes to lie in one cluster, whatever
stands between the two: an edge that would bring it there is refused and told.

A mention that names several organisations joins none of them to another: it stands apart, with all that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from filiera.registry.constrained_union import ConstrainedUnion
from filiera.registry.judgements import Judged, Judgement, Pair, Verdict, is_organisation, moment
from filiera.registry.tables import Tier


@dataclass(frozen=True, slots=True)
class Link:
    """What a method says of a mention and an organisation, or of two mentions."""

    left: str
    right: str
    score: float
    tier: str
    """A ``Tier``."""
    reason: str = ""
    by: str = "method:linker"

    @property
    def pair(self) -> Pair:
        """The two nodes in order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


@dataclass(frozen=True, slots=True)
class Refused:
    """An edge that was not taken, and the pair held apart that it would have crossed."""

    pair: Pair
    by: str
    crosses: Pair


@dataclass(frozen=True, slots=True)
class Clusters:
    """A partition of all nodes that mean one organisation, and the mentions that do not."""

    members: tuple[tuple[str, ...], ...]
    """Each cluster's nodes in order; clusters in the order of their first nodes."""
    several: dict[str, tuple[str, ...]]
    """Mentions that name more than one organisation, with all of these."""
    pending: tuple[str, ...]
    """Mentions of which somebody must say whom they mean: a candidate is there, but nobody is sure."""
    refused: tuple[Refused, ...]
    place: dict[str, int] = field(repr=False)
    """Node → the place of its cluster in ``members``."""

    def together(self, left: str, right: str) -> bool:
        """Whether two nodes mean the same organisation."""
        return left in self.place and self.place[left] == self.place.get(right, -1)


def clustered(
    organisations: Iterable[str],
    mentions: Iterable[str],
    links: Collection[Link],
    judged: Judged,
    forbidden: Iterable[Pair] = (),
    stand_ins: Mapping[str, str] = MappingProxyType({}),
) -> Clusters:
    """The clusters of these organisations and mentions; links and judgements of other nodes are passed over.

    Of ``links`` those of tier ``link`` join, unless ``judged`` says otherwise. ``forbidden`` are pairs that codes
    hold apart: only a person joins them. Two organisations are joined by nothing but a judgement about the two.
    ``stand_ins`` leads from the address of an organisation that is no node to the node that it was given to.
    """
    known, named = sorted(set(organisations)), sorted(set(mentions))
    union = ConstrainedUnion([*known, *named])

    def at(node: str) -> str:
        return stand_ins.get(node, node)

    judgements = [j for _, j in sorted(judged.holding.items()) if at(j.left) in union and at(j.right) in union]
    drawn = [link for link in links if at(link.left) in union and at(link.right) in union]
    positive = _by_strength(j for j in judgements if j.verdict is Verdict.POSITIVE)
    refused: list[Refused] = []

    def join(edges: Iterable[Judgement | Link]) -> None:
        for edge in edges:
            crosses = union.join(at(edge.left), at(edge.right))
            if crosses is not None:
                refused.append(Refused(edge.pair, edge.by, crosses))

    def hold_apart(pairs: Iterable[Pair]) -> None:
        for pair in sorted(pairs):
            left, right = at(pair[0]), at(pair[1])
            if left in union and right in union:
                union.hold_apart(left, right)

    hold_apart(j.pair for j in judgements if j.verdict is Verdict.NEGATIVE and j.of_a_person)
    join(j for j in positive if _of_organisations(j))
    for organisation in known:
        union.label(organisation)
    meant = _meant(drawn, judged, judgements)
    pending = _pending(drawn, judged, meant, positive)
    several = _several(meant, union, at)
    of_mentions = [j for j in positive if not _of_organisations(j)]
    methods = _of_methods(drawn, judged, of_mentions)

    def touches(edge: Judgement | Link, nodes: Container[str]) -> bool:
        return at(edge.left) in nodes or at(edge.right) in nodes

    apart = several.keys() | pending
    join(j for j in of_mentions if j.of_a_person and not touches(j, several))
    hold_apart(j.pair for j in judgements if j.verdict is Verdict.NEGATIVE)
    hold_apart(forbidden)
    join(edge for edge in methods if not touches(edge, apart))
    # What looked like several may have turned out to be one.
    several = _several({m: meant[m] for m in several}, union, at)
    apart = several.keys() | pending
    join(j for j in of_mentions if j.of_a_person and not touches(j, several))
    join(edge for edge in methods if not touches(edge, apart))
    refused += [_names_several(j, several) for j in of_mentions if _between_mentions(j) and touches(j, several)]
    members = union.sets([*known, *(m for m in named if m not in apart)])
    place = {node: n for n, cluster in enumerate(members) for node in cluster}
    return Clusters(members, several, tuple(sorted(pending)), tuple(dict.fromkeys(refused)), place)


def _several(
    meant: Mapping[str, tuple[str, ...]], union: ConstrainedUnion, at: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    """The mentions that mean organisations of different sets, as the sets are now."""
    return {m: named_by for m, named_by in meant.items() if len({union.find(at(each)) for each in named_by}) > 1}


def _by_strength(judgements: Iterable[Judgement]) -> list[Judgement]:
    """People before methods, the latest first."""
    return sorted(judgements, key=lambda j: (not j.of_a_person, -moment(j.at).timestamp(), j.pair))


def _mention_first(pair: Pair) -> Pair:
    return (pair[1], pair[0]) if is_organisation(pair[0]) else pair


def _of_organisations(edge: Judgement | Link) -> bool:
    return is_organisation(edge.left) and is_organisation(edge.right)


def _between_mentions(edge: Judgement | Link) -> bool:
    return not is_organisation(edge.left) and not is_organisation(edge.right)


def _names_several(judgement: Judgement, several: Mapping[str, tuple[str, ...]]) -> Refused:
    """A mention that means two organisations is the same as no other mention."""
    first, second = next(several[node] for node in judgement.pair if node in several)[:2]
    return Refused(judgement.pair, judgement.by, (first, second))


def _meant(links: Iterable[Link], judged: Judged, judgements: Iterable[Judgement]) -> dict[str, tuple[str, ...]]:
    """Each mention with the organisations that it means: as methods say, as far as nobody says otherwise."""
    found: dict[str, set[str]] = defaultdict(set)
    edges: list[Judgement | Link] = [*links, *judgements]
    for edge in edges:
        mention, organisation = _mention_first(edge.pair)
        if is_organisation(mention) or not is_organisation(organisation):
            continue
        verdict = judged.verdict(*edge.pair)
        if verdict is Verdict.POSITIVE or (verdict is None and isinstance(edge, Link) and edge.tier == Tier.LINK):
            found[mention].add(organisation)
    return {mention: tuple(sorted(organisations)) for mention, organisations in sorted(found.items())}


def _of_methods(links: Iterable[Link], judged: Judged, positive: Iterable[Judgement]) -> list[Judgement | Link]:
    """Edges that no person judged, the best score first."""
    edges: list[Judgement | Link] = [j for j in positive if not j.of_a_person]
    edges += [
        link
        for link in links
        if link.tier == Tier.LINK and judged.verdict(*link.pair) is None and not _of_organisations(link)
    ]
    return sorted(edges, key=lambda edge: (-(edge.score or 0.0), edge.pair, edge.by))


def _pending(links: Iterable[Link], judged: Judged, meant: Container[str], positive: Iterable[Judgement]) -> set[str]:
    """Mentions with a candidate that nobody has decided on, and nothing else that says whom they mean."""
    told = {node for judgement in positive for node in judgement.pair}
    found = set()
    for link in links:
        mention, other = _mention_first(link.pair)
        verdict = judged.verdict(*link.pair)
        asked = verdict is Verdict.UNSURE or (verdict is None and link.tier == Tier.ASK)
        if asked and is_organisation(other) and mention not in meant and mention not in told:
            found.add(mention)
    return found
