"""What to do next: actions chosen by rules from weak answers, the most helpful for the least effort first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filiera.analysis.readiness.scoring import NOT_APPLICABLE, Answers, Item, asked


@dataclass(frozen=True, slots=True)
class Rule:
    """An action and the answers that call for it: any of them, at that level or below."""

    action: str
    effort: int
    """Place of its effort among the efforts, the least first."""
    calls: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """An action that is called for."""

    action: str
    because: tuple[str, ...]
    """The questions whose answers call for it, the weightiest first."""
    room: float
    """Points of the dimensions concerned that the answers leave to gain, all of them together."""


def advise(rules: Sequence[Rule], dimensions: Mapping[str, Sequence[Item]], answers: Answers) -> list[Advice]:
    """Actions that are called for, in order: most room to gain, less for each step of effort; then as the rules stand.

    An unanswered question calls for nothing. One that is hidden because of an earlier answer calls as its lowest
    level does, if it counts so.
    """
    items = {item.id: item for dimension in dimensions.values() for item in dimension}
    shares = {
        item.id: 100 * item.weight / sum(each.weight for each in dimension)
        for dimension in dimensions.values()
        for item in dimension
    }
    found = []
    for place, rule in enumerate(rules):
        called = [question for question, at_most in rule.calls if _is_weak(items[question], items, answers, at_most)]
        if called:
            room = sum(shares[question] * (1 - _value(items[question], items, answers)) for question in called)
            called.sort(key=lambda question: -shares[question])
            found.append((-room / (1 + rule.effort), place, Advice(rule.action, tuple(called), room)))
    return [advice for _, _, advice in sorted(found, key=lambda each: each[:2])]


def _is_weak(item: Item, items: Mapping[str, Item], answers: Answers, at_most: int) -> bool:
    state, level = asked(item, items, answers), answers.get(item.id)
    if state == "hidden":
        return item.counts_if_hidden
    return state == "asked" and level is not None and level != NOT_APPLICABLE and level <= at_most


def _value(item: Item, items: Mapping[str, Item], answers: Answers) -> float:
    hidden = asked(item, items, answers) == "hidden"
    return 0.0 if hidden else answers[item.id] / (item.levels - 1)
