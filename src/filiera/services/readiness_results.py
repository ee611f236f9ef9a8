"""What answers come to: scores with what is open, bands in words, and what to do next. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filiera.analysis.readiness.advice import Rule, advise
from filiera.analysis.readiness.scoring import (
    NOT_APPLICABLE,
    Answers,
    DimensionScore,
    asked,
    band_of,
    score_dimension,
    values,
    weight_sensitivity,
)
from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.pack.questionnaire_schema import EFFORTS, Action, Band, Dimension, Question, Questionnaire
from filiera.services.questionnaires import Way, items_of, questions_of, ways

WEIGHT_FACTOR = 2.0
"""By how much each weight is varied, both ways, to show how far a result depends on weights."""
__all__ = [
    "NOT_APPLICABLE",
    "ActionView",
    "DimensionView",
    "Progress",
    "Result",
    "checked",
    "checked_profile",
    "progress",
    "result",
    "shown_in",
]


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One side of readiness as answered."""

    dimension: Dimension
    found: DimensionScore
    band: Band | None
    """Of the score."""
    bands: tuple[Band, ...]
    """All that the score may still come to lie in."""
    by_weights: tuple[float, float] | None
    """Between what and what the score lies if every weight is halved or doubled."""


@dataclass(frozen=True, slots=True)
class ActionView:
    """Something to do next, why, and where it leads."""

    action: Action
    because: tuple[Question, ...]
    room: float
    """Points of the dimensions concerned that are left to gain."""
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are asked now have an answer."""

    answered: int
    asked: int
    next: str
    """The first dimension with an open question; empty where none is."""

    @property
    def complete(self) -> bool:
        """Whether nothing is open."""
        return not self.next


@dataclass(frozen=True, slots=True)
class Result:
    """All dimensions, never summed up into one number, and what to do next."""

    dimensions: tuple[DimensionView, ...]
    actions: tuple[ActionView, ...]
    progress: Progress


def checked(told: Questionnaire, levels: Mapping[str, int | None]) -> dict[str, int | None]:
    """Answers that fit the questionnaire, as they stand.

    Raises:
        UsageError: a question that it does not ask, or a level that the question does not have.
    """
    known = questions_of(told)
    for key, level in levels.items():
        question = known.get(key)
        if question is None:
            raise UsageError(
                "there is no question '{key}'", remedy="answer the ones that are asked", words={"key": key}
            )
        fits = (
            level is None or 0 <= level < len(question.levels) or (level == NOT_APPLICABLE and question.may_not_apply)
        )
        if not fits:
            raise UsageError(
                "the question '{key}' has no answer {level}",
                remedy="choose one of its answers",
                words={"key": key, "level": level},
            )
    return dict(levels)


def checked_profile(told: Questionnaire, profile: Mapping[str, str]) -> dict[str, str]:
    """What an organisation says of itself, as far as the questionnaire asks it.

    Raises:
        UsageError: a choice that there is not.
    """
    choices = {each.id: {choice.id for choice in each.choices} for each in told.profile}
    for key, choice in profile.items():
        if choice not in choices.get(key, ()):
            raise UsageError("'{choice}' is no choice", remedy="choose one of the answers", words={"choice": choice})
    return dict(profile)


def progress(told: Questionnaire, answers: Answers) -> Progress:
    """How far the answering is."""
    of_dimension = items_of(told)
    items = {item.id: item for each in of_dimension.values() for item in each}
    shown = [
        (key, item.id) for key, each in of_dimension.items() for item in each if asked(item, items, answers) == "asked"
    ]
    open_ = [key for key, id in shown if id not in answers]
    return Progress(len(shown) - len(open_), len(shown), open_[0] if open_ else "")


def shown_in(told: Questionnaire, answers: Answers) -> set[str]:
    """The questions that the answers do not rule out."""
    items = {item.id: item for each in items_of(told).values() for item in each}
    return {id for id, item in items.items() if asked(item, items, answers) != "hidden"}


def result(evidence: Evidence, told: Questionnaire, answers: Answers) -> Result:
    """What the answers come to."""
    of_dimension = items_of(told)
    items = {item.id: item for each in of_dimension.values() for item in each}
    starts = [band.starts for band in told.bands]
    views = []
    for dimension in told.dimensions:
        own = of_dimension[dimension.id]
        found = score_dimension(own, items, answers)
        counted = list(values(own, items, answers).values())
        bands: tuple[Band, ...] = ()
        if found.low is not None and found.high is not None:
            bands = tuple(told.bands[band_of(found.low, starts) : band_of(found.high, starts) + 1])
        views.append(
            DimensionView(
                dimension,
                found,
                told.bands[band_of(found.score, starts)] if found.score is not None else None,
                bands,
                weight_sensitivity(counted, WEIGHT_FACTOR) if found.score is not None and counted else None,
            )
        )
    return Result(tuple(views), _actions(evidence, told, answers), progress(told, answers))


def _actions(evidence: Evidence, told: Questionnaire, answers: Answers) -> tuple[ActionView, ...]:
    rules = [
        Rule(each.id, EFFORTS.index(each.effort), tuple((c.question, c.at_most) for c in each.when))
        for each in told.actions
    ]
    actions, questions, leads = {each.id: each for each in told.actions}, questions_of(told), ways(evidence)
    return tuple(
        ActionView(
            actions[advice.action],
            tuple(questions[key] for key in advice.because),
            advice.room,
            leads.get(f"{told.id}/{advice.action}", ()),
        )
        for advice in advise(rules, items_of(told), answers)
    )
