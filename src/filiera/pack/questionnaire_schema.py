"""The shape of the files under ``questionnaires/``: what is asked, how answers count, what to do next."""

# ruff: noqa: RUF012 - msgspec gives each record its own list or mapping
from __future__ import annotations

from typing import Literal

from filiera.pack.schema import Record, Text
from filiera.vocabulary.learned import learned

Effort = Literal["days", "weeks", "months", "years"]
EFFORTS: tuple[Effort, ...] = ("days", "weeks", "months", "years")
"""How long an action takes, the shortest first."""


class ShownIf(Record):
    """When a question is asked: an earlier one was answered with this level or a higher one."""

    question: str
    at_least: int
    """Level of that answer, counted from 0."""


class Question(Record):
    """One thing that is asked. Its answers are facts that can be observed, from the lowest to the highest."""

    id: str
    asks: Text
    levels: list[Text]
    evidence: Text
    """What shows that the answer is so."""
    help: Text = {}
    weight: float = 1.0
    """Beside the other questions of its dimension."""
    because: Text = {}
    """Why it weighs more or less than 1."""
    shown_if: ShownIf | None = None
    hidden: Literal["left_out", "lowest"] = "lowest"
    """How it counts where it is not asked: not at all, or as its lowest level."""
    may_not_apply: bool = False
    """Whether one may answer that it does not concern the organisation; then it does not count."""


class Dimension(Record):
    """A side of readiness that has a score of its own."""

    id: str
    names: Text
    about: Text
    questions: list[Question]
    aligned_with: str = ""
    """The dimension of the official assessment to which this one corresponds; empty: none does."""


class Band(Record):
    """A part of the scale in words."""

    starts: int
    """Lowest score that belongs to it."""
    names: Text
    says: Text


class Choice(Record):
    """One answer about the organisation itself."""

    id: str
    names: Text


class ProfileQuestion(Record):
    """Something about the organisation that counts for no score, but says who its peers are."""

    id: str
    asks: Text
    choices: list[Choice]


class Condition(Record):
    """A weak answer: this level or a lower one."""

    question: str
    at_most: int


class Action(Record):
    """What an organisation can do about weak answers."""

    id: str
    title: Text
    does: Text
    effect: Text
    """What can be expected of it, in words: no number is promised."""
    effort: Effort
    when: list[Condition]
    """Any of them suffices."""


class Alignment(Record):
    """The official assessment with which a questionnaire is aligned, without being it."""

    names: Text
    url: str
    note: Text


@learned
class Questionnaire(Record):
    """``questionnaires/<id>.yml``: one instrument. Another version is another file's content: answers keep theirs."""

    id: str
    version: str
    title: Text
    about: Text
    for_whom: Text
    minutes: int
    dimensions: list[Dimension]
    bands: list[Band]
    actions: list[Action]
    aligned_with: Alignment | None = None
    profile: list[ProfileQuestion] = []


@learned
class WhereToTurn(Record):
    """One of ``where_to_turn.yml``: where in this region an action leads, which a country's pack cannot know."""

    action: str
    """``<questionnaire>/<action>``."""
    lines_of_action: list[str] = []
    organisations: list[str] = []
    kinds: list[str] = []
    """Kinds of organisations that can help: the directory lists them."""
    datasets: list[str] = []
    """Data sets of calls that bear on it; shown where their rows are held, with the day that they are of."""
