"""Assessments: begun, answered by several people, finished, exported, erased.

Who may do what is not looked at here. An account is an opaque text.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from filiera.contributions.models import Answer, AnswerProof, Assessment, Consent, Submission
from filiera.contributions.reports import log
from filiera.contributions.turns import alone_with

Levels = Mapping[str, int | None]
"""Question → level, or none where it is open."""
MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows an answer, in somebody's words."""

    note: str = ""
    link: str = ""

    @property
    def mark(self) -> str:
        """A short name of what it says, empty where it says nothing: a form carries it instead of the words."""
        return _hash(f"{self.note}\0{self.link}")[:MARK_LENGTH] if self.note or self.link else ""


Proofs = Mapping[str, Proof]
"""Question → what shows its answer."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a form: which answers were stored, and which of them replaced another person's."""

    stored: tuple[str, ...]
    replaced: tuple[str, ...]
    again: bool = False
    """The form had come before, with the same answers."""


def start(
    organisation: str, questionnaire: str, version: str, profile: Mapping[str, str], *, by: str, now: datetime
) -> Assessment:
    """The open assessment of an organisation, begun if there is none: asking twice begins one."""
    with transaction.atomic():
        alone_with(f"assessments of {organisation}")
        own = Assessment.objects.select_for_update().filter(
            organisation=organisation, questionnaire=questionnaire, erased__isnull=True
        )
        found = own.filter(finished__isnull=True, version=version).order_by("wave").last()
        if found is not None:
            return found
        last = own.aggregate(last=Max("wave"))["last"]
        found = Assessment.objects.create(
            key=secrets.token_hex(16),
            organisation=organisation,
            questionnaire=questionnaire,
            version=version,
            wave=0 if last is None else last + 1,
            profile=dict(profile),
            created=now,
            created_by=by,
        )
        log(now, by, "assessment begun", detail=f"{questionnaire} {found.pk}")
    return found


def find(key: str) -> Assessment | None:
    """The assessment of this key, unless it was erased."""
    return Assessment.objects.filter(key=key, erased__isnull=True).first()


def of_organisation(organisation: str, questionnaire: str = "") -> list[Assessment]:
    """The assessments of an organisation, in the order of their waves."""
    found = Assessment.objects.filter(organisation=organisation, erased__isnull=True)
    if questionnaire:
        found = found.filter(questionnaire=questionnaire)
    return list(found.order_by("questionnaire", "wave"))


def current(assessment: Assessment) -> dict[str, int]:
    """The answers that hold now; open questions are missing."""
    rows = Answer.objects.filter(assessment=assessment).order_by("id").values_list("question", "level")
    latest = dict(rows)
    return {question: level for question, level in latest.items() if level is not None}


def history(assessment: Assessment) -> list[Answer]:
    """Every answer ever given, in the order in which they came."""
    return list(Answer.objects.filter(assessment=assessment).order_by("id"))


def proofs_given(assessment: Assessment) -> list[AnswerProof]:
    """Everything ever said of what shows an answer, in the order in which it came."""
    return list(AnswerProof.objects.filter(assessment=assessment).order_by("id"))


def save(
    assessment: Assessment,
    levels: Levels,
    *,
    seen: Levels,
    form: str,
    by: str,
    now: datetime,
    proofs: Proofs | None = None,
    seen_proofs: Mapping[str, str] | None = None,
) -> Saved | None:
    """Add what a form changes; none where the assessment is finished or erased.

    ``seen`` is what the form showed when it was opened, ``seen_proofs`` the marks of the proofs that it showed: what
    was left as it stood says nothing, so that two people who answer at once do not undo each other. A form that comes
    twice in a row changes nothing the second time, even if somebody else has answered in between.
    """
    proofs, marks = proofs or {}, seen_proofs or {}
    content = _hash(json.dumps([sorted(levels.items()), sorted((key, p.mark) for key, p in proofs.items()), by]))
    with transaction.atomic():
        open_ = Assessment.objects.select_for_update().filter(
            pk=assessment.pk, finished__isnull=True, erased__isnull=True
        )
        # Others who answer the same assessment wait here until this is done.
        if open_.first() is None:
            return None
        before = Submission.objects.filter(assessment=assessment, form=_hash(form)).order_by("id").last()
        if before is not None and before.content == content:
            return Saved((), (), again=True)
        held = current(assessment)
        # What this form sent last is what its sender has seen.
        shown = seen if before is None else {**seen, **held}
        changed = [key for key, level in levels.items() if level != shown.get(key) and level != held.get(key)]
        replaced = [key for key in changed if held.get(key) != shown.get(key)]
        said, said_over = _save_proofs(assessment, proofs, marks, again=before is not None, by=by, now=now)
        Submission.objects.create(assessment=assessment, form=_hash(form), content=content, by=by, at=now)
        Answer.objects.bulk_create(
            Answer(assessment=assessment, question=key, level=levels[key], by=by, at=now) for key in changed
        )
        stored = tuple(dict.fromkeys((*changed, *said)))
        if stored:
            log(now, by, "assessment answered", detail=f"{len(stored)} in {assessment.pk}")
    return Saved(stored, tuple(dict.fromkeys((*replaced, *said_over))))


def _save_proofs(
    assessment: Assessment, proofs: Proofs, marks: Mapping[str, str], *, again: bool, by: str, now: datetime
) -> tuple[list[str], list[str]]:
    """Add the proofs that a form changes; of which questions they are, and where another's was replaced."""
    if not any(proof.mark or marks.get(key) for key, proof in proofs.items()):
        return [], []
    held = {row.question: Proof(row.note, row.link).mark for row in proofs_given(assessment)}
    shown = held if again else marks
    changed = [key for key, p in proofs.items() if p.mark != shown.get(key, "") and p.mark != held.get(key, "")]
    AnswerProof.objects.bulk_create(
        AnswerProof(assessment=assessment, question=key, note=proofs[key].note, link=proofs[key].link, by=by, at=now)
        for key in changed
    )
    return changed, [key for key in changed if held.get(key, "") != shown.get(key, "")]


def set_profile(assessment: Assessment, profile: Mapping[str, str], *, by: str, now: datetime) -> bool:
    """Say who the organisation's peers are; not after it is finished."""
    with transaction.atomic():
        changed = Assessment.objects.filter(pk=assessment.pk, finished__isnull=True, erased__isnull=True).update(
            profile=dict(profile)
        )
        if changed:
            log(now, by, "assessment described", detail=str(assessment.pk))
    return bool(changed)


def finish(
    assessment: Assessment, levels: Mapping[str, int], scores: Mapping[str, float], *, by: str, now: datetime
) -> bool:
    """Close an assessment, with what it came to; False where it was closed already, or erased."""
    with transaction.atomic():
        changed = Assessment.objects.filter(pk=assessment.pk, finished__isnull=True, erased__isnull=True).update(
            finished=now, finished_by=by, final={"levels": dict(levels), "scores": dict(scores)}
        )
        if changed:
            log(now, by, "assessment finished", detail=str(assessment.pk))
    return bool(changed)


def consent(assessment: Assessment, purpose: str, *, given: bool, by: str, now: datetime) -> None:
    """Allow something, or take it back. What entered a block before stays there: it tells of nobody."""
    with transaction.atomic():
        if Consent.Purpose(purpose) is Consent.Purpose.COMPARISON:
            changed = Assessment.objects.filter(pk=assessment.pk, erased__isnull=True).exclude(compares=given)
            if not changed.update(compares=given):
                return
        Consent.objects.create(assessment=assessment, purpose=purpose, given=given, by=by, at=now)
        log(now, by, "consent given" if given else "consent taken back", detail=f"{purpose} {assessment.pk}")


def export_organisation(organisation: str) -> list[dict[str, Any]]:
    """All that is held of an organisation's assessments, without the names of accounts."""
    return [
        {
            "questionnaire": each.questionnaire,
            "version": each.version,
            "wave": each.wave,
            "profile": each.profile,
            "begun": each.created.isoformat(),
            "finished": each.finished.isoformat() if each.finished else None,
            "scores": each.final.get("scores", {}),
            "in_comparison": each.block is not None,
            "answers": [
                {"question": row.question, "level": row.level, "at": row.at.isoformat()} for row in history(each)
            ],
            "proofs": [
                {"question": row.question, "note": row.note, "link": row.link, "at": row.at.isoformat()}
                for row in proofs_given(each)
            ],
            "consents": [
                {"purpose": row.purpose, "given": row.given, "at": row.at.isoformat()}
                for row in Consent.objects.filter(assessment=each).order_by("id")
            ],
        }
        for each in of_organisation(organisation)
    ]


def export_account(account: str) -> dict[str, list[dict[str, Any]]]:
    """All that is held of what one person did in assessments: answers and consents, with place and time."""
    answers = Answer.objects.filter(by=account).order_by("id").select_related("assessment")
    proofs = AnswerProof.objects.filter(by=account).order_by("id").select_related("assessment")
    consents = Consent.objects.filter(by=account).order_by("id").select_related("assessment")
    return {
        "answers": [
            {"assessment": row.assessment.key, "question": row.question, "level": row.level, "at": row.at.isoformat()}
            for row in answers
        ],
        "proofs": [
            {
                "assessment": row.assessment.key,
                "question": row.question,
                "note": row.note,
                "link": row.link,
                "at": row.at.isoformat(),
            }
            for row in proofs
        ],
        "consents": [
            {"assessment": row.assessment.key, "purpose": row.purpose, "given": row.given, "at": row.at.isoformat()}
            for row in consents
        ],
    }


def erase(assessment: Assessment, *, by: str, now: datetime) -> bool:
    """Take out all answers and who gave them; that there was an assessment, and its block, stays. False: was already.

    A block that it entered is not made anew: the difference would tell its answers.
    """
    with transaction.atomic():
        changed = Assessment.objects.filter(pk=assessment.pk, erased__isnull=True).update(
            organisation="", profile={}, created_by="", finished_by="", final={}, compares=False, erased=now
        )
        if changed:
            Answer.objects.filter(assessment=assessment).delete()
            AnswerProof.objects.filter(assessment=assessment).delete()
            Submission.objects.filter(assessment=assessment).delete()
            Consent.objects.filter(assessment=assessment).delete()
            log(now, by, "assessment erased", detail=str(assessment.pk))
    return bool(changed)


def untouched_since(before: datetime) -> list[Assessment]:
    """Assessments that were finished, or last answered, or begun, before a time."""
    found = Assessment.objects.filter(erased__isnull=True).annotate(
        last=Coalesce("finished", Max("answer__at"), "created")
    )
    return list(found.filter(last__lt=before).order_by("id"))


def erase_account(account: str, *, now: datetime) -> int:
    """Take a person out of all assessments; the answers stay the organisation's. How many rows named the person."""
    if not account:
        return 0
    with transaction.atomic():
        rows = sum(
            model.objects.filter(by=account).update(by="") for model in (Answer, AnswerProof, Submission, Consent)
        )
        rows += Assessment.objects.filter(created_by=account).update(created_by="")
        rows += Assessment.objects.filter(finished_by=account).update(finished_by="")
        if rows:
            log(now, "account", "account erased from assessments", detail=str(rows))
    return rows


def new_form() -> str:
    """A name for a form that is about to be shown."""
    return secrets.token_urlsafe(24)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
