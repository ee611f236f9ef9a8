"""Scores lie within what answers can bring, and each answer only narrows it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.analysis.readiness.change import change
from filiera.analysis.readiness.scoring import (
    NOT_APPLICABLE,
    Item,
    band_of,
    score_dimension,
    values,
    weight_sensitivity,
)


@st.composite
def dimensions(draw: st.DrawFn) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for number in range(draw(st.integers(1, 5))):
        gate = draw(st.sampled_from(["", *items]))
        items[f"q{number}"] = Item(
            f"q{number}",
            draw(st.integers(2, 4)),
            draw(st.sampled_from([0.5, 1.0, 1.5, 2.0])),
            gate,
            draw(st.integers(1, items[gate].levels - 1)) if gate else 0,
            draw(st.booleans()),
        )
    return items


@st.composite
def answered(draw: st.DrawFn) -> tuple[dict[str, Item], dict[str, int]]:
    items = draw(dimensions())
    some = draw(st.lists(st.sampled_from(sorted(items)), unique=True))
    return items, {key: draw(st.integers(NOT_APPLICABLE, items[key].levels - 1)) for key in some}


@given(answered())
def test_every_way_to_complete_the_answers_lies_within_the_bounds(case: tuple[dict[str, Item], dict[str, int]]) -> None:
    items, answers = case
    found = score_dimension(items.values(), items, answers)
    open_ = [key for key in items if key not in answers]
    for levels in product(*(range(items[key].levels) for key in open_)):
        completed = score_dimension(items.values(), items, answers | dict(zip(open_, levels, strict=True)))
        if completed.score is not None:
            assert found.low is not None
            assert found.high is not None
            assert found.low - 1e-6 <= completed.score <= found.high + 1e-6
            assert completed.low == pytest.approx(completed.high)


@given(answered(), st.data())
def test_an_answer_more_never_widens_the_bounds(
    case: tuple[dict[str, Item], dict[str, int]], data: st.DataObject
) -> None:
    items, answers = case
    before = score_dimension(items.values(), items, answers)
    for key in [key for key in items if key not in answers]:
        level = data.draw(st.integers(0, items[key].levels - 1))
        after = score_dimension(items.values(), items, answers | {key: level})
        if after.low is not None:
            assert before.low is not None
            assert before.high is not None
            assert after.high is not None
            assert before.low - 1e-6 <= after.low <= after.high <= before.high + 1e-6


def test_a_worked_example() -> None:
    """By hand: levels 1 of 0..3 and 2 of 0..2 with weights 1 and 2: (1/3 + 2) / 3 = 77.8; a third open, weight 1."""
    items = {"a": Item("a", 4), "b": Item("b", 3, 2.0), "c": Item("c", 2)}
    found = score_dimension(items.values(), items, {"a": 1, "b": 2})
    assert found.score == pytest.approx(700 / 9)
    assert (found.low, found.high) == (pytest.approx(700 / 12), pytest.approx(1000 / 12))
    assert (found.answered, found.open, found.complete) == (2, 1, False)


def test_a_hidden_question_counts_as_the_questionnaire_says() -> None:
    gate, lowest = Item("copy", 3), Item("restore", 2, 1.0, "copy", 1)
    items = {"copy": gate, "restore": lowest}
    assert score_dimension(items.values(), items, {"copy": 0}).complete
    items["restore"] = Item("restore", 2, 1.0, "copy", 1, counts_if_hidden=False)
    assert score_dimension(items.values(), items, {"copy": 2, "restore": 1}).score == 100
    # An answer from before the gate was closed no longer counts.
    assert values(items.values(), items, {"copy": 0, "restore": 1}) == {"copy": (0.0, 1.0)}


def test_what_does_not_apply_neither_helps_nor_harms() -> None:
    items = {"a": Item("a", 3), "b": Item("b", 3)}
    assert score_dimension(items.values(), items, {"a": 1, "b": NOT_APPLICABLE}).score == 50
    nothing = score_dimension(items.values(), items, {"a": NOT_APPLICABLE, "b": NOT_APPLICABLE})
    assert (nothing.score, nothing.low, nothing.high) == (None, None, None)


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.sampled_from([0.5, 1.0, 2.0])), min_size=1, max_size=6
    )
)
def test_sensitivity_finds_the_extremes_of_all_weights(counted: list[tuple[float, float]]) -> None:
    low, high = weight_sensitivity(counted, 2.0)
    scores = []
    for factors in product((0.5, 2.0), repeat=len(counted)):
        weights = [weight * factor for (_, weight), factor in zip(counted, factors, strict=True)]
        scores.append(100 * sum(v * w for (v, _), w in zip(counted, weights, strict=True)) / sum(weights))
    assert low == pytest.approx(min(scores))
    assert high == pytest.approx(max(scores))


def test_bands_hold_their_lowest_score() -> None:
    assert [band_of(score, [0, 25, 50, 75]) for score in (0, 24.9, 25, 74.9, 75, 100)] == [0, 0, 1, 2, 3, 3]


def test_change_compares_what_counts_at_both_times() -> None:
    items = {"a": Item("a", 3), "b": Item("b", 3)}
    found = change(list(items.values()), items, {"a": 0}, {"a": 1, "b": 2}, alpha=0.8, deviation=20)
    assert found.points == 50
    assert found.compared == 1
    # 1.96 · 20 · sqrt(2 · 0.2) = 24.8; before: 0 to 50, after: 75.
    assert found.reliable_from == pytest.approx(24.79, abs=0.01)
    assert found.reliable
    assert (found.low, found.high) == (25, 75)
    assert change(list(items.values()), items, {}, {"a": 1}).points is None
