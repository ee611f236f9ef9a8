"""An assessment as one of those who answer it sees it: what stands, who said it, what somebody else had said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.analysis.readiness.scoring import asked
from filiera.contributions import assessments as stored
from filiera.contributions.assessments import Proof
from filiera.contributions.database import opened
from filiera.contributions.models import Answer, AnswerProof, Assessment, OrganisationClaim
from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.pack.questionnaire_schema import Dimension, Questionnaire
from filiera.services.organisation_claims import ACCEPTED
from filiera.services.questionnaires import items_of
from filiera.services.readiness import AssessmentView, told_of, view_of
from filiera.services.readiness_results import Progress, progress


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, and whether the reader gave it."""

    level: int | None
    mine: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One proof, and whether the reader wrote it."""

    proof: Proof
    mine: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """How far one dimension is answered."""

    dimension: Dimension
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part. Who it is, colleagues do not learn from us."""

    mine: bool
    gone: bool
    """The account has been erased since."""
    answers: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of an assessment."""

    view: AssessmentView
    told: Questionnaire
    given: Mapping[str, Given]
    """Question → the answer that holds, those taken back included."""
    before: Mapping[str, Given]
    """Question → what another person had answered last, where it is another answer."""
    said: Mapping[str, Said]
    """Question → the proof that holds."""
    earlier: Mapping[str, tuple[Said, ...]]
    """Question → proofs that were replaced, the newest first."""
    participants: tuple[Participant, ...]

    @property
    def progress(self) -> Progress:
        """Over all dimensions."""
        return progress(self.told, self.view.answers)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Dimension by dimension."""
        of_dimension = items_of(self.told)
        items = {item.id: item for each in of_dimension.values() for item in each}
        found = []
        for dimension in self.told.dimensions:
            own = [i.id for i in of_dimension[dimension.id] if asked(i, items, self.view.answers) == "asked"]
            found.append(Part(dimension, sum(id in self.view.answers for id in own), len(own)))
        return tuple(found)


def sheet(home: Path, evidence: Evidence, key: str, *, by: str) -> Sheet:
    """An assessment as ``by`` sees it.

    Raises:
        AddressError: there is none.
        UsageError: its questionnaire has had another version since.
    """
    with opened(home):
        found = stored.find(key)
        if found is None:
            raise AddressError("there is no such assessment", remedy="it may have been erased; begin another")
        told = told_of(evidence, found)
        answers, proofs = stored.history(found), stored.proofs_given(found)
        view = view_of(found, answers)
    given, before = _answers(answers, by)
    said, earlier = _proofs(proofs, by)
    return Sheet(view, told, given, before, said, earlier, _participants(answers, by))


def may_answer(home: Path, key: str, account: int) -> bool:
    """Whether a person speaks for the organisation whose assessment this is: one question to the store."""
    with opened(home):
        own = Assessment.objects.filter(key=key, erased__isnull=True).values("organisation")
        claims = OrganisationClaim.objects.filter(account_id=account, status=ACCEPTED, organisation__in=own)
        return claims.exists()


def _answers(rows: Sequence[Answer], by: str) -> tuple[dict[str, Given], dict[str, Given]]:
    latest: dict[str, Answer] = {}
    before: dict[str, Answer] = {}
    for row in rows:
        held = latest.get(row.question)
        if held is not None and held.by != row.by:
            before[row.question] = held
        latest[row.question] = row
    return (
        {key: Given(row.level, row.by == by, row.at) for key, row in latest.items()},
        {
            key: Given(row.level, row.by == by, row.at)
            for key, row in before.items()
            if row.level is not None and row.level != latest[key].level
        },
    )


def _proofs(rows: Sequence[AnswerProof], by: str) -> tuple[dict[str, Said], dict[str, tuple[Said, ...]]]:
    told: dict[str, list[Said]] = {}
    for row in rows:
        told.setdefault(row.question, []).insert(0, Said(Proof(row.note, row.link), row.by == by, row.at))
    return (
        {key: each[0] for key, each in told.items() if each[0].proof.mark},
        {key: gone for key, each in told.items() if (gone := tuple(s for s in each[1:] if s.proof.mark))},
    )


def _participants(rows: Sequence[Answer], by: str) -> tuple[Participant, ...]:
    told: dict[str, list[Answer]] = {}
    for row in rows:
        told.setdefault(row.by, []).append(row)
    found = [
        Participant(name == by, not name, len({row.question for row in each}), max(row.at for row in each))
        for name, each in told.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.mine, each.last)))
