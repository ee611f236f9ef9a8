"""Trying a questionnaire without an account: the answers travel with the form, and are stored nowhere.

Each page carries what was answered before in one hidden field, as an address carries a question. It is not signed:
they are the reader's own answers, and all that is done with them is arithmetic. What does not fit is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

from filiera.errors import UsageError
from filiera.pack.questionnaire_schema import Dimension, Question, Questionnaire
from filiera.services.figures import Text
from filiera.services.readiness_results import NOT_APPLICABLE, checked, checked_profile, shown_in

CARRIED, STEP, GO = "answers", "step", "go"
LONGEST = 4000
BACK, AGAIN = "back", "again"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a reader has answered so far, and which page comes next."""

    told: Questionnaire
    step: int = 0
    """0: about the organisation; then one for each dimension; then the result."""
    answers: dict[str, int] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """Number of pages with questions."""
        return len(self.told.dimensions) + 1

    @property
    def finished(self) -> bool:
        """Whether the result comes next."""
        return self.step >= self.steps

    @property
    def dimension(self) -> Dimension | None:
        """The dimension that is asked; none on the first page."""
        return self.told.dimensions[self.step - 1] if 0 < self.step < self.steps else None

    @property
    def carried(self) -> str:
        """All answers as the hidden field holds them."""
        return urlencode([*self.profile.items(), *self.answers.items()])


@dataclass(frozen=True, slots=True)
class Field:
    """A question as a page shows it."""

    question: Question
    level: int | None
    depends_on: Question | None
    """An earlier question whose answer decides whether this one is asked at all."""
    depends_on_answer: Text
    """The lowest answer to it with which this one is asked."""

    @property
    def not_applicable(self) -> bool:
        """Whether it was said not to concern the organisation."""
        return self.level == NOT_APPLICABLE


def fields(trial: Trial) -> list[Field]:
    """The questions of the page: all but those that an answer of an earlier page has ruled out."""
    return asked_in(trial.told, trial.dimension, trial.answers) if trial.dimension else []


def asked_in(told: Questionnaire, dimension: Dimension, answers: Mapping[str, int]) -> list[Field]:
    """The questions of a dimension but those that an answer to another dimension has ruled out."""
    questions = {question.id: question for each in told.dimensions for question in each.questions}
    ruled_out = {question.id for question in dimension.questions} - shown_in(told, answers)
    of_this_page = {question.id for question in dimension.questions}
    return [
        Field(
            question,
            answers.get(question.id),
            questions[question.shown_if.question] if question.shown_if else None,
            questions[question.shown_if.question].levels[question.shown_if.at_least] if question.shown_if else {},
        )
        for question in dimension.questions
        if question.id not in ruled_out or (question.shown_if and question.shown_if.question in of_this_page)
    ]


def read(told: Questionnaire, sent: QueryDict) -> Trial:
    """What was sent, checked, and the page that comes next.

    Raises:
        UsageError: something does not fit the questionnaire, or was cut off.
    """
    before = _carried(told, sent.get(CARRIED, ""))
    step = sent.get(STEP, "0")
    if not step.isascii() or not step.isdigit() or int(step) > before.steps:
        raise unfit()
    here = Trial(told, int(step), before.answers, before.profile)
    answers: dict[str, int | None] = dict(here.answers)
    profile = dict(here.profile)
    if here.step == 0:
        for asked in told.profile:
            profile.pop(asked.id, None)
            if choice := sent.get(f"q-{asked.id}", ""):
                profile[asked.id] = choice
    elif here.dimension is not None:
        for question in here.dimension.questions:
            if f"q-{question.id}" in sent:
                level = sent.get(f"q-{question.id}", "")
                answers[question.id] = level_of(level) if level else None
    fitting = {key: level for key, level in checked(told, answers).items() if level is not None}
    go = sent.get(GO, "")
    step_now = 0 if go == AGAIN else max(0, here.step - 1) if go == BACK else here.step + 1
    return Trial(told, min(step_now, here.steps), fitting, checked_profile(told, profile))


def _carried(told: Questionnaire, text: str) -> Trial:
    if len(text) > LONGEST:
        raise unfit()
    choices = {asked.id for asked in told.profile}
    pairs = parse_qsl(text)
    profile = checked_profile(told, {key: value for key, value in pairs if key in choices})
    answers = checked(told, {key: level_of(value) for key, value in pairs if key not in choices})
    return Trial(told, 0, {key: level for key, level in answers.items() if level is not None}, profile)


def level_of(text: str) -> int:
    """A level as a form gives it.

    Raises:
        UsageError: it is no number.
    """
    if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) <= 2:
        return int(text)
    raise unfit()


def unfit() -> UsageError:
    """What was sent does not fit."""
    return UsageError("the answers do not fit this questionnaire", remedy="begin again; nothing was stored")
