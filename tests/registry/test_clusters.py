"""Clusters: an equivalence, whatever the order of input, that never crosses what is held apart."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from filiera.registry.clusters import Clusters, Link, clustered
from filiera.registry.judgements import Judgement, Verdict, weighed

MENTIONS = [f"name {letter}||" for letter in "abcdefg"]
ORGANISATIONS = [f"organisation/{letter}" for letter in "xyz"]
PEOPLE = ("anna", "bruno", "method:codes")
mentions, organisations = st.sampled_from(MENTIONS), st.sampled_from(ORGANISATIONS)
nodes = st.one_of(mentions, organisations)
days = st.integers(1, 28).map(lambda n: f"2026-11-{n:02}")
links = st.builds(
    Link,
    mentions,
    nodes,
    st.sampled_from([0.5, 0.7, 0.9, 0.99]),
    st.sampled_from(["link", "link", "ask", "leave"]),
).filter(lambda link: link.left != link.right)
judgements = st.builds(Judgement, nodes, nodes, st.sampled_from(list(Verdict)), st.sampled_from(PEOPLE), days).filter(
    lambda judgement: judgement.left != judgement.right
)
many_links = st.lists(links, max_size=14)
many_judgements = st.lists(judgements, max_size=12)


def found(drawn: list[Link], judged: list[Judgement]) -> Clusters:
    return clustered(ORGANISATIONS, MENTIONS, drawn, weighed(judged))


@given(many_links, many_judgements, st.randoms(use_true_random=False))
def test_order_of_input_changes_nothing(drawn: list[Link], judged: list[Judgement], order: random.Random) -> None:
    # Of one person about one pair at one moment, the line that is written later holds: here each is said once.
    judged = list({(j.pair, j.by, j.at): j for j in judged}.values())
    expected = found(drawn, judged)
    order.shuffle(drawn)
    order.shuffle(judged)
    turned = [Judgement(j.right, j.left, j.verdict, j.by, j.at) for j in judged]
    assert found(drawn, judged) == expected
    shuffled = clustered(ORGANISATIONS[::-1], MENTIONS[::-1], drawn, weighed(turned))
    assert shuffled.members == expected.members
    assert shuffled.several == expected.several


@given(many_links, many_judgements)
def test_clusters_part_all_nodes(drawn: list[Link], judged: list[Judgement]) -> None:
    clusters = found(drawn, judged)
    told = [node for cluster in clusters.members for node in cluster]
    apart = [*clusters.several, *clusters.pending]
    assert sorted([*told, *apart]) == sorted([*MENTIONS, *ORGANISATIONS])
    for first, second in combinations(told, 2):
        assert clusters.together(first, second) == clusters.together(second, first)
        together = any(first in cluster and second in cluster for cluster in clusters.members)
        assert clusters.together(first, second) == together


@given(many_links, many_judgements)
def test_what_people_hold_apart_never_comes_together(drawn: list[Link], judged: list[Judgement]) -> None:
    clusters, held = found(drawn, judged), weighed(judged).holding
    for (left, right), judgement in held.items():
        if judgement.verdict is Verdict.NEGATIVE and judgement.of_a_person:
            assert not clusters.together(left, right)


@given(many_links, many_judgements)
def test_only_a_judgement_about_them_joins_two_organisations(drawn: list[Link], judged: list[Judgement]) -> None:
    about_them = [j for j in judged if {j.left, j.right} <= set(ORGANISATIONS)]
    clusters = found(drawn, judged)
    alone = found([], about_them)
    for first, second in combinations(ORGANISATIONS, 2):
        assert clusters.together(first, second) == alone.together(first, second)


@given(many_links, many_judgements)
def test_a_positive_word_of_a_person_holds_or_is_told_as_refused(drawn: list[Link], judged: list[Judgement]) -> None:
    clusters = found(drawn, judged)
    refused = {each.pair for each in clusters.refused}
    for pair, judgement in weighed(judged).holding.items():
        if judgement.verdict is Verdict.POSITIVE and judgement.of_a_person:
            named = [node for node in pair if node in clusters.several]
            told = clusters.together(*pair) or pair in refused
            assert told or any(set(pair) - {node} <= set(clusters.several[node]) for node in named)


@given(many_links)
def test_forbidden_pairs_stay_apart_unless_a_person_joins_them(drawn: list[Link]) -> None:
    pair = (MENTIONS[0], MENTIONS[1])
    kept = clustered(ORGANISATIONS, MENTIONS, drawn, weighed([]), [pair])
    assert not kept.together(*pair)
    joined = Judgement(*pair, Verdict.POSITIVE, "anna", "2026-11-26")
    told = clustered(ORGANISATIONS, MENTIONS, [], weighed([joined]), [pair])
    assert told.together(*pair)


def link(mention: str, other: str, score: float = 0.98, tier: str = "link") -> Link:
    return Link(mention, other, score, tier)


def test_a_mention_of_two_organisations_joins_neither() -> None:
    a, b = MENTIONS[:2]
    x, y = ORGANISATIONS[:2]
    clusters = found([link(a, x), link(a, y), link(b, x)], [])
    assert clusters.several == {a: (x, y)}
    assert clusters.together(b, x)
    assert not clusters.together(x, y)


def test_what_seemed_two_is_one_where_its_other_names_say_so() -> None:
    a, b = MENTIONS[:2]
    x = ORGANISATIONS[0]
    minted = {"organisation/minted": b}
    drawn = [link(a, x), link(a, "organisation/minted"), link(b, x)]
    clusters = clustered(ORGANISATIONS, MENTIONS, drawn, weighed([]), stand_ins=minted)
    assert not clusters.several
    assert clusters.together(a, b)
    assert clusters.together(a, x)


def test_a_doubtful_mention_waits_until_somebody_decides() -> None:
    a, x = MENTIONS[0], ORGANISATIONS[0]
    ask = [link(a, x, 0.6, "ask")]
    assert found(ask, []).pending == (a,)
    for verdict, together in ((Verdict.POSITIVE, True), (Verdict.NEGATIVE, False)):
        clusters = found(ask, [Judgement(a, x, verdict, "anna", "2026-11-26")])
        assert not clusters.pending
        assert clusters.together(a, x) == together
    unsure = Judgement(a, x, Verdict.UNSURE, "anna", "2026-11-26")
    assert found([link(a, x)], [unsure]).pending == (a,)


def test_the_better_link_is_taken_where_both_cannot_be() -> None:
    a, b, c = MENTIONS[:3]
    x = ORGANISATIONS[0]
    apart = Judgement(c, x, Verdict.NEGATIVE, "anna", "2026-11-26")
    clusters = found([link(a, x, 0.9), link(a, b, 0.95), link(b, c, 0.99)], [apart])
    assert clusters.together(a, c)
    assert not clusters.together(a, x)
    (refused,) = clusters.refused
    assert refused.pair == (a, x)
    assert refused.crosses == (c, x)
