"""Nobody learns from benchmarks what one organisation answered, however many of them are published."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.analysis.readiness.peers import (
    STEP,
    TOLD_AT_BEST,
    Benchmark,
    Block,
    benchmark,
    form_blocks,
    freeze,
    highest_shown,
    peers_of,
    percentile,
    shown_mean,
    told_range,
)

SCORES = st.floats(0, 100)
GROUPS = st.tuples(st.sampled_from(["pharma", "devices"]), st.sampled_from(["small", "large"]))
ARRIVALS = st.lists(st.tuples(GROUPS, SCORES), min_size=1, max_size=60)
K = 5


class Hub:
    """Takes organisations one after another, and publishes a benchmark for every group after each."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, tuple[str, ...]]] = []
        self.scores: dict[int, float] = {}
        self.blocks: list[Block] = []
        self.members: list[tuple[int, ...]] = []

    def arrive(self, group: tuple[str, ...], score: float) -> dict[tuple[str, ...], Benchmark | None]:
        number = len(self.scores)
        self.scores[number] = score
        self.waiting.append((number, group))
        for of, members in form_blocks(self.waiting, K):
            self.blocks.append(freeze(of, [{"data": self.scores[each]} for each in members], K))
            self.members.append(members)
            self.waiting = [each for each in self.waiting if each[0] not in members]
        groups = {of[:length] for _, of in [*self.waiting, *((0, b.group) for b in self.blocks)] for length in range(3)}
        return {of: benchmark([b for b in self.blocks if b.group[: len(of)] == of], "data") for of in groups}


@given(ARRIVALS)
def test_successive_benchmarks_differ_by_whole_blocks_only(arrivals: list[tuple[tuple[str, str], float]]) -> None:
    """The attack by difference: subtract the benchmark before an organisation came from the one after."""
    hub, before = Hub(), {}
    for group, score in arrivals:
        after = hub.arrive(group, score)
        for of, found in after.items():
            earlier = before.get(of)
            gained = (found.organisations if found else 0) - (earlier.organisations if earlier else 0)
            assert gained == 0 or gained >= K
            if gained == 0 and found is not None:
                assert found == earlier
        before = after


@given(ARRIVALS)
def test_groups_subtracted_from_one_another_leave_whole_blocks(arrivals: list[tuple[tuple[str, str], float]]) -> None:
    """The attack by complement: all less one sector, a sector less one size."""
    hub = Hub()
    published: dict[tuple[str, ...], Benchmark | None] = {}
    for group, score in arrivals:
        published = hub.arrive(group, score)
    sizes = {of: found.organisations if found else 0 for of, found in published.items()}
    for of, whole in sizes.items():
        for inner, part in sizes.items():
            if len(inner) > len(of) and inner[: len(of)] == of:
                assert whole - part == 0 or whole - part >= K


@given(ARRIVALS)
def test_a_member_cannot_tell_the_score_of_another(arrivals: list[tuple[tuple[str, str], float]]) -> None:
    """The attacker sees every block ever made, knows who is in it, and the score of one organisation: the own.

    Each organisation is in one block, so what that block shows is all that is ever told of it.
    """
    hub = Hub()
    for group, score in arrivals:
        hub.arrive(group, score)
    assert len({member for members in hub.members for member in members}) == sum(map(len, hub.members))
    for block, members in zip(hub.blocks, hub.members, strict=True):
        for attacker in members:
            low, high = told_range(block.means["data"], block.size, own=hub.scores[attacker])
            assert high - low >= TOLD_AT_BEST - 1e-6
            for victim in set(members) - {attacker}:
                assert low - 1e-6 <= hub.scores[victim] <= high + 1e-6


@given(st.integers(3, 12), st.data())
def test_the_range_told_is_what_other_answers_would_also_have_shown(size: int, data: st.DataObject) -> None:
    """``told_range`` is no wish: both ends are reached by answers that give the very same benchmark."""
    scores = data.draw(st.lists(SCORES, min_size=size, max_size=size))
    shown = shown_mean(sum(scores) / size, size)
    low, high = told_range(shown, size, own=scores[0])
    for victim in (low + 1e-6, high - 1e-6):
        others = size - 2
        reached = [
            shown_mean((scores[0] + victim + others * rest / 1000) / size, size) for rest in range(0, 100_001, 50)
        ]
        assert shown in reached


def test_plain_means_would_tell() -> None:
    """The same attack on benchmarks that are neither rounded nor held back finds the score: so the tests can fail."""
    scores = [20.0, 40.0, 60.0, 80.0, 50.0]
    mean_before, mean_after = sum(scores) / 5, (sum(scores) + 97) / 6
    assert mean_after * 6 - mean_before * 5 == pytest.approx(97)
    # And rounded means without cut ends tell a member with 0 that all others have nearly everything.
    low = 5 * (80 - STEP / 2) - 100 * 3
    assert 100 - low < TOLD_AT_BEST


@given(st.integers(2, 40), SCORES)
def test_a_mean_is_shown_to_the_nearest_step_within_the_ends(size: int, mean: float) -> None:
    shown, end = shown_mean(mean, size), highest_shown(size)
    assert shown % STEP == 0
    assert 100 - end <= shown <= end
    if 100 - end <= mean <= end:
        assert abs(shown - mean) <= STEP / 2


def test_below_k_nothing_is_made() -> None:
    waiting = [(number, ("pharma", "small")) for number in range(4)]
    assert form_blocks(waiting, K) == []
    with pytest.raises(ValueError, match="fewer than 5"):
        freeze(("pharma",), [{"data": 1.0}] * 4, K)
    with pytest.raises(ValueError, match="at least 2"):
        form_blocks(waiting, 1)


def test_the_rare_are_gathered_with_those_most_alike() -> None:
    waiting = [(number, ("pharma", f"size {number}")) for number in range(10)]
    blocks = form_blocks(waiting, K)
    assert [(group, len(members)) for group, members in blocks] == [(("pharma",), 5)]
    assert form_blocks(waiting[:9], K) == []


def test_a_dimension_that_one_lacks_is_left_out() -> None:
    scores = [{"data": 50.0, "green": 50.0}] * 4 + [{"data": 50.0}]
    assert freeze((), scores, K).means == {"data": 50.0}


def test_percentiles_are_areas_under_the_normal_distribution_of_the_blocks() -> None:
    """By hand: blocks of 5 with means 40, 50, 60: mean 50, between 5 · (100 + 0 + 100) / 2 = 500, less 5 · 25 / 12."""
    blocks = [Block((), 5, {"data": mean}) for mean in (40.0, 50.0, 60.0)]
    peers = benchmark(blocks, "data")
    assert peers is not None
    assert (peers.organisations, peers.blocks, peers.mean) == (15, 3, 50)
    assert peers.deviation == pytest.approx((500 - 125 / 12) ** 0.5)
    assert (middle := percentile(50, peers)) is not None
    assert middle.value == pytest.approx(50)
    assert (above := percentile(50 + peers.deviation, peers)) is not None
    # The area below one standard deviation.
    assert above.value == pytest.approx(84.1345, abs=1e-4)
    assert above.low < above.value < above.high
    assert percentile(50, Benchmark(10, 2, 50, None)) is None


@pytest.mark.parametrize(("mean", "spread"), [(45, 15), (35, 20), (60, 12)])
def test_percentiles_from_blocks_are_near_those_from_all_scores(mean: float, spread: float) -> None:
    """Synthetic scores, bell-shaped and cut at the ends: 400 organisations in blocks of 5, against their own ranks."""
    chance = random.Random(f"{mean} {spread}")
    scores = [min(100.0, max(0.0, chance.gauss(mean, spread))) for _ in range(400)]
    blocks = [freeze((), [{"data": each} for each in scores[start : start + 5]], K) for start in range(0, 400, 5)]
    peers = benchmark(blocks, "data")
    assert peers is not None
    for score in range(10, 91, 10):
        told = percentile(score, peers)
        assert told is not None
        below = 100 * sum(each < score for each in scores) / len(scores)
        assert abs(told.value - below) <= 6


@given(SCORES, SCORES, st.integers(3, 400))
def test_a_higher_score_has_a_higher_percentile_and_more_peers_a_narrower_one(one: float, other: float, n: int) -> None:
    few, many = Benchmark(5 * n, n, 50, 20), Benchmark(50 * n, 10 * n, 50, 20)
    low, high = (percentile(score, few) for score in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low.value <= high.value
    assert 0 <= low.low <= low.value <= low.high <= 100
    more = percentile(min(one, other), many)
    assert more is not None
    assert more.high - more.low <= low.high - low.low + 1e-9


def test_the_nearest_peers_with_enough_blocks_are_chosen() -> None:
    near = [Block(("pharma", "small"), 5, {})] * 2
    sector = [Block(("pharma", "large"), 5, {})] * 2
    assert peers_of([*near, *sector], ("pharma", "small"))[0] == ("pharma",)
    assert peers_of(near, ("pharma", "small"))[0] == ("pharma", "small")
    assert peers_of([*near, *sector], ("devices", "small"))[0] == ()
    assert peers_of([], ("devices", "small")) == ((), [])
