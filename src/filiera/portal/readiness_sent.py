"""A page of answers as it comes back from a member: read, checked, and shown again where something does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiera.pack.questionnaire_schema import Dimension, Questionnaire
from filiera.portal.forms import FormName
from filiera.portal.readiness_form import Field, asked_in, level_of, unfit
from filiera.services.readiness_proofs import LINK_LENGTH, NOTE_LENGTH, Proof, fault_of
from filiera.services.readiness_results import checked
from filiera.services.readiness_sheets import Given, Said, Sheet
from filiera.vocabulary.plain_text import with_plain_line_ends

FORM, SEEN, SEEN_PROOFS = "form", "seen", "shown"
LONGEST = 4000
_NAME = re.compile(FormName.PATTERN)
_FAULTS: dict[str, str | Promise] = {
    "long": _("Please say it in at most 500 characters."),
    "signs": _("Please leave out control characters."),
    "link": _("A link begins with https:// or http:// and holds no space."),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page of answers says."""

    levels: Mapping[str, int | None]
    proofs: Mapping[str, Proof]
    seen: Mapping[str, int | None]
    seen_proofs: Mapping[str, str]
    form: str
    """Its name; empty where it has none that is ours: it was cut off."""

    @property
    def faults(self) -> dict[str, str | Promise]:
        """Question → what does not fit of its proof."""
        return {key: _FAULTS[fault] for key, proof in self.proofs.items() if (fault := fault_of(proof))}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a member sees it: with what stands, or what was just written."""

    field: Field
    given: Given | None
    before: Given | None
    proof: Proof
    said: Said | None
    earlier: tuple[Said, ...]
    fault: str | Promise

    @property
    def before_words(self) -> Mapping[str, str]:
        """The other person's answer in words; nothing where it was that it does not concern."""
        level = self.before.level if self.before else None
        return self.field.question.levels[level] if level is not None and level >= 0 else {}


def read_sent(told: Questionnaire, dimension: Dimension, sent: QueryDict) -> Sent:
    """What was sent for a dimension.

    Raises:
        UsageError: something does not fit the questionnaire: it was tampered with, or is of an earlier version.
    """
    own = [question.id for question in dimension.questions]
    if any(name.partition("-")[0] in ("q", "n", "l") and name[2:] not in own for name in sent if name[1:2] == "-"):
        raise unfit()
    chosen = {id: sent.get(f"q-{id}", "") for id in own if f"q-{id}" in sent}
    levels = {id: level_of(level) if level else None for id, level in chosen.items()}
    proofs = {
        id: Proof(with_plain_line_ends(sent.get(f"n-{id}", "")).strip(), sent.get(f"l-{id}", "").strip())
        for id in own
        if f"n-{id}" in sent or f"l-{id}" in sent
    }
    seen, marks = sent.get(SEEN, ""), sent.get(SEEN_PROOFS, "")
    if len(seen) > LONGEST or len(marks) > LONGEST:
        raise unfit()
    form = sent.get(FORM, "")
    return Sent(
        checked(told, levels),
        proofs,
        {key: level_of(level) for key, level in parse_qsl(seen) if key in own},
        {key: mark for key, mark in parse_qsl(marks) if key in own},
        form if _NAME.fullmatch(form) else "",
    )


def asked_of(sheet: Sheet, dimension: Dimension, sent: Sent | None = None) -> list[Asked]:
    """The questions of a dimension; with ``sent``, what was written stands in the place of what is stored."""
    answers = dict(sheet.view.answers)
    proofs = {key: said.proof for key, said in sheet.said.items()}
    faults: dict[str, str | Promise] = {}
    if sent is not None:
        answers = {**answers, **{key: level for key, level in sent.levels.items() if level is not None}}
        for key, level in sent.levels.items():
            if level is None:
                answers.pop(key, None)
        proofs, faults = proofs | dict(sent.proofs), sent.faults
    return [
        Asked(
            field,
            sheet.given.get(field.question.id),
            sheet.before.get(field.question.id),
            proofs.get(field.question.id, Proof()),
            sheet.said.get(field.question.id),
            sheet.earlier.get(field.question.id, ()),
            faults.get(field.question.id, ""),
        )
        for field in asked_in(sheet.told, dimension, answers)
    ]


def shown_as(sheet: Sheet, dimension: Dimension) -> dict[str, str]:
    """What a form that is shown now carries of what stands: levels, and marks of proofs."""
    own = {question.id for question in dimension.questions}
    levels = {key: level for key, level in sheet.view.answers.items() if key in own}
    marks = {key: said.proof.mark for key, said in sheet.said.items() if key in own}
    return {"seen": urlencode(levels), "seen_proofs": urlencode(marks)}


__all__ = ["LINK_LENGTH", "NOTE_LENGTH", "Asked", "Sent", "asked_of", "read_sent", "shown_as"]
