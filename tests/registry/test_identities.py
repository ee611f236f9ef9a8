"""Addresses: given once, kept over every rebuild; the older stays where clusters merge."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from filiera.registry.addresses import LONGEST, Named, best_name, free_address
from filiera.registry.decision_lines import Extend, Merge, Mint, Split
from filiera.registry.history import History
from filiera.registry.identities import Settled, settle
from filiera.registry.judgements import is_organisation

MENTIONS = [f"name {letter}||" for letter in "abcdefg"]
ORGANISATIONS = ["organisation/x", "organisation/y"]
NODES = [*MENTIONS, *ORGANISATIONS]
partitions = st.tuples(
    st.lists(st.integers(0, 4), min_size=len(NODES), max_size=len(NODES)), st.sets(st.sampled_from(MENTIONS))
)
"""In which cluster each node lies, and mentions that no record holds."""


def parted(labels: Sequence[int], gone: set[str]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for node, label in zip(NODES, labels, strict=True):
        if node not in gone:
            found.setdefault(label, []).append(node)
    return sorted(sorted(cluster) for cluster in found.values())


def built(history: History, clusters: list[list[str]]) -> Settled:
    settled = settle(clusters, {}, history)
    for line in settled.lines:
        history.add(line)
    return settled


@given(st.lists(partitions, min_size=1, max_size=6))
def test_whatever_happened_before_addresses_are_settled_once(builds: list[tuple[list[int], set[str]]]) -> None:
    history = History()
    for labels, gone in builds:
        clusters = parted(labels, gone)
        settled = built(history, clusters)
        assert len(set(settled.addresses)) == len(clusters)
        for address, cluster in zip(settled.addresses, clusters, strict=True):
            assert history.current(address) == address
            known = [node for node in cluster if is_organisation(node)]
            assert all(history.current(node) == address for node in known)
            assert known or all(history.holds(node) == address for node in cluster)
            assert not known or address in known
        again = settle(clusters, {}, history)
        assert again.addresses == settled.addresses
        assert not again.lines


@given(st.lists(partitions, min_size=2, max_size=6))
def test_no_address_ever_given_leads_nowhere(builds: list[tuple[list[int], set[str]]]) -> None:
    history, given_out = History(), set[str]()
    for labels, gone in builds:
        given_out |= {*built(history, parted(labels, gone)).addresses}
        standing = {*history.minted, *ORGANISATIONS} - history.redirects.keys()
        assert all(history.current(address) in standing for address in given_out)


@given(partitions, partitions)
def test_a_merge_keeps_the_older_address(first: tuple[list[int], set[str]], second: tuple[list[int], set[str]]) -> None:
    history = History()
    alone = [[node] for node in MENTIONS if node not in first[1]]
    built(history, alone)
    age = {address: n for n, address in enumerate(history.minted)}
    clusters = [c for c in parted(*second) if not any(map(is_organisation, c))]
    holders = [[history.holds(node) for node in cluster if history.holds(node)] for cluster in clusters]
    settled = built(history, clusters)
    for address, held in zip(settled.addresses, holders, strict=True):
        if held:
            assert address == min(held, key=age.__getitem__)
            assert all(history.current(other) == address for other in held)


def test_a_new_organisation_is_minted_with_its_names() -> None:
    history = History()
    named = {"clinica dalt|dalt|": Named("Clínica Dalt", "Dalt", "", 3), "cl dalt|dalt|": Named("Cl. Dalt", "Dalt")}
    settled = settle([["cl dalt|dalt|", "clinica dalt|dalt|"]], named, history)
    (line,) = settled.lines
    assert line == Mint(
        address="organisation/clinica-dalt",
        name="Clínica Dalt",
        city="Dalt",
        mentions=["cl dalt|dalt|", "clinica dalt|dalt|"],
    )


def test_what_was_parted_again_gets_its_address_back() -> None:
    history, a, b = History(), MENTIONS[0], MENTIONS[1]
    assert built(history, [[a], [b]]).addresses == ("organisation/name-a", "organisation/name-b")
    (merge,) = built(history, [[a, b]]).lines
    assert isinstance(merge, Merge)
    assert (merge.address, merge.into) == ("organisation/name-b", "organisation/name-a")
    settled = built(history, [[a], [b]])
    assert settled.addresses == ("organisation/name-a", "organisation/name-b")
    (split,) = settled.lines
    assert isinstance(split, Split)
    assert split.into == ["organisation/name-b"]


def test_the_larger_part_keeps_the_address() -> None:
    history, (a, b, c) = History(), MENTIONS[:3]
    built(history, [[a, b, c]])
    settled = built(history, [[a], [b, c]])
    assert settled.addresses == ("organisation/name-a-2", "organisation/name-a")
    assert [type(line) for line in settled.lines] == [Mint, Split]


def test_an_address_outlives_the_name_that_it_was_minted_for() -> None:
    history, a, b = History(), MENTIONS[0], MENTIONS[1]
    built(history, [[a]])
    (extend,) = built(history, [[a, b]]).lines
    assert isinstance(extend, Extend)
    assert built(history, [[b]]).addresses == ("organisation/name-a",)


def test_a_row_of_the_pack_takes_the_place_of_a_minted_address() -> None:
    history, a = History(), MENTIONS[0]
    built(history, [[a]])
    settled = built(history, [[a, "organisation/x"]])
    assert settled.addresses == ("organisation/x",)
    assert history.current("organisation/name-a") == "organisation/x"


def test_a_minted_address_that_becomes_a_row_stays() -> None:
    history, a = History(), MENTIONS[0]
    built(history, [[a]])
    settled = built(history, [[a, "organisation/name-a"]])
    assert settled.addresses == ("organisation/name-a",)
    assert not settled.lines


@given(st.text(max_size=300), st.text(max_size=40))
def test_addresses_are_plain_and_bounded(name: str, city: str) -> None:
    address = free_address(Named(name, city), ())
    again = free_address(Named(name, city), {address})
    for each in (address, again):
        slug = each.removeprefix("organisation/")
        assert slug
        assert slug[0].isalnum()
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()
        assert slug == slug.lower()
        assert len(slug) <= LONGEST + 25
    assert address != again


def test_the_name_that_most_records_use_is_the_best() -> None:
    assert best_name([Named("B", records=2), Named("Long A", records=5), Named("A", records=5)]).name == "A"
