"""Identities: the address of each organisation, given once and never given again.

``settle`` says which address each cluster has, and which lines must be added to the decisions so that the next build
says the same: an address minted for what is new, the older address where clusters have merged, an address of its own
for what was parted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from filiera.errors import Phrase
from filiera.registry.addresses import Named, best_name, free_address
from filiera.registry.decision_lines import Decision, Extend, Merge, Mint, Split
from filiera.registry.history import History
from filiera.registry.judgements import is_organisation

Cluster = Sequence[str]
MERGED = Phrase("its mentions mean the same organisation").template
PARTED = Phrase("its mentions no longer mean one organisation").template
"""Reasons that the engine gives; people give their own."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The address of every cluster, and the lines that keep it so."""

    addresses: tuple[str, ...]
    """Of each cluster, in the order of the clusters."""
    lines: tuple[Decision, ...]


def settle(
    clusters: Sequence[Cluster], named: Mapping[str, Named], history: History, taken: Iterable[str] = ()
) -> Settled:
    """The address of each cluster of nodes.

    An organisation of the pack keeps the address that its row has. Of several minted addresses the oldest stays and
    the others lead to it. An address whose mentions were parted stays with most of them; the others get back the
    address that they had before, else a new one. ``taken`` are further addresses that nobody may get.

    Settling again after the lines were added gives the same addresses and no further line.
    """
    now = deepcopy(history)
    lines: list[Decision] = []
    unavailable = {*taken, *history.minted, *history.redirects}
    unavailable |= {node for cluster in clusters for node in cluster if is_organisation(node)}

    def say(line: Decision) -> None:
        now.add(line)
        lines.append(line)

    order = {address: n for n, address in enumerate(history.minted)}
    claims = _claims(clusters, history, order)
    former = _former(clusters, history, order)
    addresses = [mine[0] if mine else "" for mine in claims]
    for n, cluster in enumerate(clusters):
        mentions = [node for node in cluster if not is_organisation(node)]
        if not addresses[n]:
            addresses[n] = former.get(n, "")
        address = addresses[n] or free_address(best_name(_names(mentions, named)), unavailable)
        parted_from = sorted({history.holds(m) for m in mentions} - {"", address})
        if not addresses[n]:
            best = best_name(_names(mentions, named))
            say(Mint(address=address, name=best.name, city=best.city, country=best.country, mentions=mentions))
            for other in parted_from:
                say(Split(address=other, into=[address], reason=PARTED))
        elif address in history.redirects:
            say(Split(address=history.current(address), into=[address], reason=PARTED))
        addresses[n] = address
        unavailable.add(address)
    for n, mine in enumerate(claims):
        for other in mine:
            if now.current(other) != addresses[n]:
                say(Merge(address=other, into=addresses[n], reason=MERGED))
    for address, cluster in zip(addresses, clusters, strict=True):
        # A mention that only ever meant an organisation of the pack needs no line: the row itself holds the address.
        known = address in cluster
        mentions = [node for node in cluster if not is_organisation(node) and (node in now.holder or not known)]
        if fresh := [mention for mention in mentions if now.holds(mention) != address]:
            say(Extend(address=address, mentions=fresh))
    return Settled(tuple(addresses), tuple(lines))


def _claims(clusters: Sequence[Cluster], history: History, order: Mapping[str, int]) -> list[list[str]]:
    """The addresses that each cluster has a claim to, the one that stays first."""
    found: list[list[str]] = []
    for cluster in clusters:
        organisations = [node for node in cluster if is_organisation(node)]
        found.append(sorted(organisations, key=lambda address: (address in history.redirects, address)))
    of_packs = {address for mine in found for address in mine}
    owners = _owners(clusters, history.holds)
    for address in sorted(owners.keys() & order.keys() - of_packs, key=lambda address: order[address]):
        found[owners[address]].append(address)
    return found


def _former(clusters: Sequence[Cluster], history: History, order: Mapping[str, int]) -> dict[int, str]:
    """Cluster → the oldest of the addresses that were minted for it and then led elsewhere: it may have it back."""
    owners = _owners(clusters, lambda node: history.holder.get(node, ""))
    redirected = sorted(owners.keys() & history.redirects.keys() & order.keys(), key=lambda a: order[a], reverse=True)
    return {owners[address]: address for address in redirected}


def _owners(clusters: Sequence[Cluster], address_of: Callable[[str], str]) -> dict[str, int]:
    """Address → the cluster that holds most of its mentions; of equals one without an organisation."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for n, cluster in enumerate(clusters):
        for node in cluster:
            if address := address_of(node):
                counts[address][n] += 1
    return {
        address: min(held, key=lambda n: (-held[n], any(map(is_organisation, clusters[n])), n))
        for address, held in counts.items()
    }


def _names(mentions: Iterable[str], named: Mapping[str, Named]) -> list[Named]:
    """How the mentions stand in their records; of one without records what its key says."""
    return [named.get(mention) or _as_keyed(mention) for mention in mentions]


def _as_keyed(mention: str) -> Named:
    name, city, country = mention.split("|")
    return Named(name, city, country)
