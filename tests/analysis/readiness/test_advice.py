"""Actions follow from weak answers, and from nothing else."""

from __future__ import annotations

from filiera.analysis.readiness.advice import Rule, advise
from filiera.analysis.readiness.scoring import NOT_APPLICABLE, Item

DIMENSIONS = {
    "data": [Item("copy", 3, 2.0), Item("restore", 3, 1.0, "copy", 1), Item("policy", 3)],
    "people": [Item("skills", 3)],
}
RULES = [
    Rule("write", 0, (("policy", 1),)),
    Rule("restore", 0, (("copy", 0), ("restore", 1))),
    Rule("teach", 2, (("skills", 1),)),
]


def test_the_most_room_for_the_least_effort_comes_first() -> None:
    found = advise(RULES, DIMENSIONS, {"copy": 0, "policy": 1, "skills": 0})
    # restore: 50 + 25 points, days; teach: 100 points, but months; write: half of 25.
    assert [(advice.action, advice.because) for advice in found] == [
        ("restore", ("copy", "restore")),
        ("teach", ("skills",)),
        ("write", ("policy",)),
    ]
    assert [round(advice.room, 1) for advice in found] == [75.0, 100.0, 12.5]


def test_strong_missing_and_inapplicable_answers_call_for_nothing() -> None:
    assert advise(RULES, DIMENSIONS, {"copy": 2, "restore": 2, "skills": NOT_APPLICABLE}) == []
    assert advise(RULES, DIMENSIONS, {}) == []
