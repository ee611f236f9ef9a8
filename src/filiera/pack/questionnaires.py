"""What can be wrong with questionnaires: answers that count wrongly, conditions that never hold, missing words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from filiera.pack.problems import Problem, known_in, text_in_all_languages
from filiera.pack.questionnaire_schema import Action, Dimension, Question, Questionnaire, WhereToTurn
from filiera.pack.read import Pack

RESERVED = "method"
"""The page of readiness that is no questionnaire's."""
FEWEST_LEVELS, MOST_LEVELS = 2, 6


def problems_of_questionnaires(pack: Pack) -> Iterator[Problem]:
    """Every problem of the questionnaires and of where their actions lead."""
    for questionnaire in pack.questionnaires.values():
        yield from _questionnaire(pack, questionnaire)
    for row in pack.where_to_turn.values():
        yield from _where_to_turn(pack, row)


def _questionnaire(pack: Pack, questionnaire: Questionnaire) -> Iterator[Problem]:
    where = f"{pack.where('questionnaire', questionnaire.id)} ({questionnaire.id})"
    if questionnaire.id == RESERVED:
        yield Problem(where, "id", f"'{RESERVED}' is another page's address", "give it another id")
    for field in ("title", "about", "for_whom"):
        yield from text_in_all_languages(pack, where, field, getattr(questionnaire, field))
    if questionnaire.aligned_with is not None:
        yield from text_in_all_languages(pack, where, "aligned_with names", questionnaire.aligned_with.names)
        yield from text_in_all_languages(pack, where, "aligned_with note", questionnaire.aligned_with.note)
    if questionnaire.minutes < 1:
        yield Problem(where, "minutes", f"{questionnaire.minutes} is no time", "say how long answering takes")
    yield from _bands(pack, where, questionnaire)
    for asked in questionnaire.profile:
        yield from text_in_all_languages(pack, where, f"profile {asked.id}", asked.asks)
        yield from _twice(where, f"profile {asked.id}", (choice.id for choice in asked.choices))
        for choice in asked.choices:
            yield from text_in_all_languages(pack, where, f"profile {asked.id} {choice.id}", choice.names)
    own = (question.id for dimension in questionnaire.dimensions for question in dimension.questions)
    yield from _twice(where, "questions", (*(asked.id for asked in questionnaire.profile), *own))
    yield from _twice(where, "dimensions", (dimension.id for dimension in questionnaire.dimensions))
    yield from _twice(where, "actions", (action.id for action in questionnaire.actions))
    earlier: dict[str, Question] = {}
    for dimension in questionnaire.dimensions:
        yield from _dimension(pack, questionnaire, dimension, earlier)
    for action in questionnaire.actions:
        yield from _action(pack, questionnaire, action, earlier)


def _dimension(
    pack: Pack, questionnaire: Questionnaire, dimension: Dimension, earlier: dict[str, Question]
) -> Iterator[Problem]:
    where = _part(pack, questionnaire, "dimension", dimension.id)
    yield from text_in_all_languages(pack, where, "names", dimension.names)
    yield from text_in_all_languages(pack, where, "about", dimension.about)
    if not dimension.questions:
        yield Problem(where, "questions", "asks nothing", "write a question, or take the dimension out")
    for question in dimension.questions:
        yield from _question(pack, _part(pack, questionnaire, "question", question.id), question, earlier)
        earlier[question.id] = question
    weights = [question for question in dimension.questions if question.weight > 0]
    if dimension.questions and all(question.shown_if for question in weights):
        yield Problem(where, "questions", "may ask nothing at all", "ask one question without shown_if")


def _question(pack: Pack, where: str, question: Question, earlier: dict[str, Question]) -> Iterator[Problem]:
    yield from text_in_all_languages(pack, where, "asks", question.asks)
    yield from text_in_all_languages(pack, where, "evidence", question.evidence)
    if question.help:
        yield from text_in_all_languages(pack, where, "help", question.help)
    if not FEWEST_LEVELS <= len(question.levels) <= MOST_LEVELS:
        remedy = f"write {FEWEST_LEVELS} to {MOST_LEVELS}, from the lowest to the highest"
        yield Problem(where, "levels", f"has {len(question.levels)} answers", remedy)
    for number, told in enumerate(question.levels):
        yield from text_in_all_languages(pack, where, f"levels {number}", told)
    for language in pack.manifest.languages:
        yield from _twice(where, f"levels {language}", (told.get(language, "") for told in question.levels))
    if not 0 < question.weight <= 10:
        yield Problem(where, "weight", f"{question.weight} is no weight", "write a number above 0, at most 10")
    if question.weight != 1:
        yield from text_in_all_languages(pack, where, "because", question.because)
    if question.shown_if is not None:
        asked, level = question.shown_if.question, question.shown_if.at_least
        yield from known_in(pack, where, "shown_if", asked, earlier, "an earlier question", "the questions before it")
        yield from _level(where, "shown_if at_least", level, earlier.get(asked), first=1)


def _action(
    pack: Pack, questionnaire: Questionnaire, action: Action, questions: dict[str, Question]
) -> Iterator[Problem]:
    where = _part(pack, questionnaire, "action", action.id)
    for field in ("title", "does", "effect"):
        yield from text_in_all_languages(pack, where, field, getattr(action, field))
    if not action.when:
        yield Problem(where, "when", "is never advised", "name a question and the answers that call for it")
    for condition in action.when:
        yield from known_in(pack, where, "when", condition.question, questions, "question", "the dimensions")
        found = questions.get(condition.question)
        yield from _level(where, "when at_most", condition.at_most, found)
        if found is not None and condition.at_most == len(found.levels) - 1:
            remedy = "leave out the highest answer"
            yield Problem(where, "when at_most", f"'{condition.question}' always calls for it", remedy)


def _level(where: str, field: str, level: int, question: Question | None, first: int = 0) -> Iterator[Problem]:
    if question is not None and not first <= level < len(question.levels):
        remedy = f"write {first} to {len(question.levels) - 1}: levels are counted from 0"
        yield Problem(where, field, f"'{question.id}' has no level {level} that would matter", remedy)


def _bands(pack: Pack, where: str, questionnaire: Questionnaire) -> Iterator[Problem]:
    starts = [band.starts for band in questionnaire.bands]
    if not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] > 100:
        yield Problem(where, "bands", "do not cover the scale in order", "begin at 0 and go up, below 100")
    for band in questionnaire.bands:
        yield from text_in_all_languages(pack, where, f"bands {band.starts} names", band.names)
        yield from text_in_all_languages(pack, where, f"bands {band.starts} says", band.says)


def _where_to_turn(pack: Pack, row: WhereToTurn) -> Iterator[Problem]:
    where = pack.where("where to turn", row.action)
    actions = {f"{each.id}/{action.id}" for each in pack.questionnaires.values() for action in each.actions}
    yield from known_in(pack, where, "action", row.action, actions, "action", "questionnaires/")
    for line in row.lines_of_action:
        table, home = pack.lines_of_action, "programmes/"
        yield from known_in(pack, where, "lines_of_action", line, table, "line of action", home)
    for organisation in row.organisations:
        home = "organisations/"
        yield from known_in(pack, where, "organisations", organisation, pack.organisations, "organisation", home)
    for kind in row.kinds:
        yield from known_in(pack, where, "kinds", kind, pack.kinds, "kind", "kinds.yml")
    for dataset in row.datasets:
        yield from known_in(pack, where, "datasets", dataset, pack.datasets, "data set", "sources/")


def _part(pack: Pack, questionnaire: Questionnaire, kind: str, key: str) -> str:
    """File and line of a part of a questionnaire."""
    return f"{pack.where(kind, f'{questionnaire.id}/{key}')} ({key})"


def _twice(where: str, field: str, keys: Iterable[str]) -> Iterator[Problem]:
    for key, count in Counter(keys).items():
        if count > 1 and key:
            yield Problem(where, field, f"'{key}' stands {count} times", "give each its own")
