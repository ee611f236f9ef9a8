"""Assessments of organisations: begun, answered by several people, resumed, finished, repeated.

Who may do what is for the caller to see to: an organisation is an address, an account an opaque text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.analysis.readiness.change import Change, change
from filiera.contributions import assessments as stored
from filiera.contributions.assessments import Proof, Saved
from filiera.contributions.consents import COMPARISON, agree, number_of
from filiera.contributions.database import forget_erased, opened
from filiera.contributions.models import Answer, Assessment
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.pack.questionnaire_schema import Questionnaire
from filiera.services.organisations import all_organisations
from filiera.services.questionnaires import items_of, questionnaire
from filiera.services.readiness_proofs import checked_proofs
from filiera.services.readiness_results import Progress, Result, checked, checked_profile, progress, result
from filiera.services.report_limits import assessments_kept_for, months_before

new_form = stored.new_form


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One assessment as those who answer it see it."""

    key: str
    organisation: str
    questionnaire: str
    version: str
    wave: int
    profile: Mapping[str, str]
    answers: Mapping[str, int]
    begun: datetime
    finished: datetime | None
    compares: bool
    in_block: bool


def start(
    home: Path,
    evidence: Evidence,
    organisation: str,
    id: str,
    profile: Mapping[str, str],
    *,
    by: str,
    now: datetime | None = None,
) -> AssessmentView:
    """Begin the assessment of an organisation, or go on with the one that is open.

    Raises:
        AddressError: no such organisation or questionnaire.
        UsageError: the profile does not fit.
    """
    told = questionnaire(evidence, id)
    if organisation not in all_organisations(evidence):
        raise AddressError("there is no such organisation", where=organisation, remedy="find it in the directory")
    fitting = checked_profile(told, profile)
    with opened(home):
        return _view(stored.start(organisation, id, told.version, fitting, by=by, now=now or datetime.now(UTC)))


def resume(home: Path, key: str) -> AssessmentView:
    """The assessment as it stands.

    Raises:
        AddressError: there is none, or it was erased.
    """
    with opened(home):
        return _view(_found(key))


def questionnaire_of(home: Path, key: str) -> str:
    """Which questionnaire an assessment answers.

    Raises:
        AddressError: there is no such assessment.
    """
    with opened(home):
        return _found(key).questionnaire


def of_organisation(home: Path, organisation: str, id: str = "") -> list[AssessmentView]:
    """The assessments of an organisation by questionnaire and wave."""
    with opened(home):
        return [_view(each) for each in stored.of_organisation(organisation, id)]


def save(
    home: Path,
    evidence: Evidence,
    key: str,
    levels: Mapping[str, int | None],
    *,
    seen: Mapping[str, int | None],
    form: str,
    by: str,
    proofs: Mapping[str, Proof] | None = None,
    seen_proofs: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Saved:
    """Store what a form changes. ``seen`` is what it showed, ``form`` its name: sent twice, it is one.

    ``proofs`` are notes and links that show the answers, ``seen_proofs`` the marks of those that the form showed.

    Raises:
        AddressError: there is no such assessment.
        UsageError: an answer does not fit, or the assessment is finished.
    """
    with opened(home):
        found = _found(key)
        told = told_of(evidence, found)
        saved = stored.save(
            found,
            checked(told, levels),
            seen=seen,
            form=form,
            by=by,
            now=now or datetime.now(UTC),
            proofs=checked_proofs(told, proofs or {}),
            seen_proofs=seen_proofs,
        )
    if saved is None:
        raise _closed()
    return saved


def describe(
    home: Path, evidence: Evidence, key: str, profile: Mapping[str, str], *, by: str, now: datetime | None = None
) -> None:
    """Say anew who the organisation's peers are.

    Raises:
        UsageError: the profile does not fit, or the assessment is finished.
    """
    with opened(home):
        found = _found(key)
        fitting = checked_profile(told_of(evidence, found), profile)
        if not stored.set_profile(found, fitting, by=by, now=now or datetime.now(UTC)):
            raise _closed()


def how_far(home: Path, evidence: Evidence, key: str) -> Progress:
    """How many of the questions have an answer, and where to go on."""
    with opened(home):
        found = _found(key)
        return progress(told_of(evidence, found), stored.current(found))


def finish(home: Path, evidence: Evidence, key: str, *, by: str, now: datetime | None = None) -> Result:
    """Close the assessment; open questions stay open, and the result says what they could change.

    Raises:
        UsageError: it is finished already, or nothing was answered.
    """
    with opened(home):
        found = _found(key)
        answers = stored.current(found)
        came_to = result(evidence, told_of(evidence, found), answers)
        if not answers:
            raise UsageError("nothing was answered yet", remedy="answer at least one question")
        # Only what no open question can change is compared with others.
        scores = {
            view.dimension.id: view.found.score
            for view in came_to.dimensions
            if view.found.complete and view.found.score is not None
        }
        if not stored.finish(found, answers, scores, by=by, now=now or datetime.now(UTC)):
            raise _closed()
    return came_to


def result_of(home: Path, evidence: Evidence, key: str) -> Result:
    """What the answers come to so far."""
    with opened(home):
        found = _found(key)
        return result(evidence, told_of(evidence, found), stored.current(found))


def consent(home: Path, key: str, *, given: bool, by: str, now: datetime | None = None) -> None:
    """Allow that the scores enter comparisons, or take it back for what is not in one yet.

    Said by an account, it is the person's answer for this purpose everywhere: the page of the account shows the same.
    """
    now = now or datetime.now(UTC)
    with opened(home):
        stored.consent(_found(key), COMPARISON, given=given, by=by, now=now)
        account = number_of(by)
        if account is not None:
            agree(account, COMPARISON, given=given, now=now)


def changes(
    home: Path, evidence: Evidence, before: str, after: str, reliability: Mapping[str, Mapping[str, Any]]
) -> dict[str, Change]:
    """Dimension → change from one assessment to another of the same version; ``reliability`` as it was published.

    Raises:
        UsageError: the two cannot be compared.
    """
    with opened(home):
        first, second = _found(before), _found(after)
        alike = (first.organisation, first.questionnaire, first.version)
        if alike != (second.organisation, second.questionnaire, second.version):
            raise UsageError(
                "these two are of other organisations, questionnaires or versions",
                remedy="compare two of the same version",
            )
        told = told_of(evidence, second)
        earlier, later = stored.current(first), stored.current(second)
    of_dimension = items_of(told)
    items = {item.id: item for each in of_dimension.values() for item in each}
    return {
        key: change(
            own,
            items,
            earlier,
            later,
            alpha=reliability.get(key, {}).get("alpha"),
            deviation=reliability.get(key, {}).get("deviation"),
        )
        for key, own in of_dimension.items()
    }


def erase(home: Path, key: str, *, by: str, now: datetime | None = None) -> bool:
    """Erase an assessment with all its answers."""
    with opened(home):
        gone = stored.erase(_found(key), by=by, now=now or datetime.now(UTC))
        forget_erased()
    return gone


def erase_expired(home: Path, evidence: Evidence, *, now: datetime | None = None) -> int:
    """Erase assessments whose time has passed; how many. Their blocks stay: they tell of nobody."""
    now = now or datetime.now(UTC)
    with opened(home):
        found = stored.untouched_since(months_before(now, assessments_kept_for(evidence)))
        count = sum(stored.erase(each, by="retention", now=now) for each in found)
        forget_erased()
    return count


def erase_account(home: Path, account: str, *, now: datetime | None = None) -> int:
    """Take a person out of all assessments; how many rows named the person."""
    with opened(home):
        count = stored.erase_account(account, now=now or datetime.now(UTC))
        forget_erased()
    return count


def export_organisation(home: Path, organisation: str) -> list[dict[str, Any]]:
    """All that is held of an organisation's assessments."""
    with opened(home):
        return stored.export_organisation(organisation)


def export_account(home: Path, account: str) -> dict[str, list[dict[str, Any]]]:
    """All that is held of what a person did in assessments."""
    with opened(home):
        return stored.export_account(account)


def _found(key: str) -> Assessment:
    found = stored.find(key)
    if found is None:
        raise AddressError("there is no such assessment", remedy="it may have been erased; begin another")
    return found


def told_of(evidence: Evidence, found: Assessment) -> Questionnaire:
    """The questionnaire of an assessment.

    Raises:
        UsageError: it has had another version since.
    """
    told = questionnaire(evidence, found.questionnaire)
    if told.version != found.version:
        raise UsageError(
            "the questionnaire has had version {now} since; this assessment is of version {then}",
            remedy="its answers are kept and can be exported; begin another one",
            words={"now": told.version, "then": found.version},
        )
    return told


def _closed() -> UsageError:
    return UsageError("the assessment is finished", remedy="begin the next one to measure again")


def view_of(found: Assessment, answers: Sequence[Answer]) -> AssessmentView:
    """An assessment with the answers that hold of those ever given."""
    latest = {row.question: row.level for row in answers}
    return _view(found, {question: level for question, level in latest.items() if level is not None})


def _view(found: Assessment, answers: Mapping[str, int] | None = None) -> AssessmentView:
    return AssessmentView(
        key=found.key,
        organisation=found.organisation,
        questionnaire=found.questionnaire,
        version=found.version,
        wave=found.wave,
        profile=found.profile,
        answers=stored.current(found) if answers is None else answers,
        begun=found.created,
        finished=found.finished,
        compares=found.compares,
        in_block=found.block is not None,
    )
