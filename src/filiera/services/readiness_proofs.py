"""What shows an answer: a short note, a link, or both. Files are not taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.assessment_models import LINK_LENGTH, NOTE_LENGTH
from filiera.contributions.assessments import Proof
from filiera.errors import UsageError
from filiera.pack.questionnaire_schema import Questionnaire
from filiera.services.questionnaires import questions_of
from filiera.vocabulary.plain_text import is_plain

__all__ = ["LINK_LENGTH", "NOTE_LENGTH", "Fault", "Proof", "checked_proofs", "fault_of"]
Fault = Literal["", "long", "signs", "link"]


def fault_of(proof: Proof) -> Fault:
    """What does not fit of a proof: too long, signs that nobody sees, or a link that leads nowhere; empty: nothing."""
    if len(proof.note) > NOTE_LENGTH or len(proof.link) > LINK_LENGTH:
        return "long"
    if not is_plain(proof.note) or not is_plain(proof.link):
        return "signs"
    return "" if not proof.link or _leads_somewhere(proof.link) else "link"


def checked_proofs(told: Questionnaire, proofs: Mapping[str, Proof]) -> dict[str, Proof]:
    """Proofs that fit, as they stand.

    Raises:
        UsageError: a question that is not asked, or a proof that does not fit.
    """
    known = questions_of(told)
    for key, proof in proofs.items():
        if key not in known:
            raise UsageError(
                "there is no question '{key}'", remedy="answer the ones that are asked", words={"key": key}
            )
        if fault_of(proof):
            raise UsageError(
                "what shows the answer to '{key}' does not fit",
                remedy="a note of {note} signs at most, a link (http or https) of {link}, no control characters",
                words={"key": key, "note": NOTE_LENGTH, "link": LINK_LENGTH},
            )
    return dict(proofs)


def _leads_somewhere(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not any(sign.isspace() for sign in link)
