"""The score of a dimension: a weighted mean of levels, from 0 to 100, and what the unanswered could still change.

A level of a question with L answers is worth level / (L - 1), so that the lowest is 0 and the highest 1, at equal
distances. The score is 100 times the mean over the questions that count, by weight. It is an index, not a scale of
measurement with a unit: differences are read with the words of the answers beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

NOT_APPLICABLE = -1
"""The answer that a question does not concern the organisation: it then does not count."""

Answers = Mapping[str, int]
"""Question → level, counted from 0, or ``NOT_APPLICABLE``; what is missing is unanswered."""
Asked = Literal["asked", "hidden", "unknown"]


@dataclass(frozen=True, slots=True)
class Item:
    """What scoring needs to know of a question."""

    id: str
    levels: int
    weight: float = 1.0
    gate: str = ""
    """The earlier question on whose answer it depends whether this one is asked."""
    gate_level: int = 0
    """The lowest level of that answer with which it is asked."""
    counts_if_hidden: bool = True
    """Whether it counts as its lowest level where it is not asked."""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """How ready an organisation is on one side, from 0 to 100."""

    score: float | None
    """From what was answered; none where nothing was."""
    low: float | None
    """If every open question got its lowest answer; none where no question concerns the organisation."""
    high: float | None
    """If every open question got its highest answer."""
    answered: int
    open: int
    """Questions without an answer, those included that may turn out not to be asked."""

    @property
    def complete(self) -> bool:
        """Whether no answer could change it any more."""
        return self.score is not None and self.open == 0


def asked(item: Item, items: Mapping[str, Item], answers: Answers) -> Asked:
    """Whether a question is asked, as far as the answers tell."""
    if not item.gate:
        return "asked"
    before = asked(items[item.gate], items, answers)
    if before != "asked":
        return before
    level = answers.get(item.gate)
    if level is None:
        return "unknown"
    return "asked" if level >= item.gate_level else "hidden"


def score_dimension(dimension: Iterable[Item], items: Mapping[str, Item], answers: Answers) -> DimensionScore:
    """The score of the questions of one dimension; ``items`` are those of all, for what depends on one another.

    Bounds are never narrower than what answers can still bring. They are wider only where a question may turn out
    not to be asked and then would not count.

    >>> items = {"a": Item("a", 3), "b": Item("b", 3)}
    >>> found = score_dimension(items.values(), items, {"a": 2})
    >>> found.score, found.low, found.high
    (100.0, 50.0, 100.0)
    """
    known: list[tuple[float, float]] = []
    unknown = 0.0
    answered = open_ = 0
    for item in dimension:
        state = asked(item, items, answers)
        level = answers.get(item.id)
        if state == "hidden":
            if item.counts_if_hidden:
                known.append((0.0, item.weight))
        elif state == "unknown" or level is None:
            unknown += item.weight
            open_ += 1
        elif level == NOT_APPLICABLE:
            answered += 1
        else:
            answered += 1
            known.append((level / (item.levels - 1), item.weight))
    weight = sum(each for _, each in known)
    reached = sum(value * each for value, each in known)
    everything = weight + unknown
    return DimensionScore(
        score=_percent(reached, weight) if weight and answered else None,
        low=_percent(reached, everything) if everything else None,
        high=_percent(reached + unknown, everything) if everything else None,
        answered=answered,
        open=open_,
    )


def values(dimension: Iterable[Item], items: Mapping[str, Item], answers: Answers) -> dict[str, tuple[float, float]]:
    """Question → value from 0 to 1 and weight, of those that count now."""
    found = {}
    for item in dimension:
        state, level = asked(item, items, answers), answers.get(item.id)
        if state == "hidden" and item.counts_if_hidden:
            found[item.id] = (0.0, item.weight)
        elif state == "asked" and level is not None and level != NOT_APPLICABLE:
            found[item.id] = (level / (item.levels - 1), item.weight)
    return found


def weight_sensitivity(counted: Sequence[tuple[float, float]], factor: float = 2.0) -> tuple[float, float]:
    """The lowest and highest score if each weight may lie anywhere from weight / factor to weight · factor.

    ``counted`` are values from 0 to 1 with their weights. A weighted mean is extreme where every value above it has
    one end of its range and every value below it the other, so that trying each place of the cut in the order of
    values finds both ends exactly.

    Raises:
        ValueError: nothing counts, or the factor is below 1.

    >>> weight_sensitivity([(0.0, 1.0), (1.0, 1.0)])
    (20.0, 80.0)
    """
    if not counted or factor < 1:
        raise ValueError("values and a factor of at least 1 are needed")
    ordered = sorted(counted)
    lows: list[float] = []
    highs: list[float] = []
    for cut in range(len(ordered) + 1):
        for ends, found in (((factor, 1 / factor), lows), ((1 / factor, factor), highs)):
            weights = [each * ends[place >= cut] for place, (_, each) in enumerate(ordered)]
            reached = sum(value * each for (value, _), each in zip(ordered, weights, strict=True))
            found.append(_percent(reached, sum(weights)))
    return min(lows), max(highs)


def band_of(score: float, starts: Sequence[int]) -> int:
    """Which of the bands, each named by its lowest score, a score belongs to.

    >>> band_of(50.0, [0, 25, 50, 75]), band_of(49.9, [0, 25, 50, 75])
    (2, 1)
    """
    return max(place for place, start in enumerate(starts) if score >= start or place == 0)


def _percent(part: float, whole: float) -> float:
    # Sums of weights carry a last digit of rounding: no score leaves the scale by it.
    return min(100.0, max(0.0, round(100.0 * part / whole, 9)))
