"""The ways into the hub: by the question with which a reader comes, not by department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from filiera.portal.templatetags.filiera import words
from filiera.services.impact_ground import has_ground
from filiera.services.pages import Evidence
from filiera.services.plan import programmes
from filiera.services.questionnaires import questionnaires
from filiera.services.themes import themes

KINDS = 3
THEMES = 4
"""So many themes stand on the home page; the page of figures has them all."""


@dataclass(frozen=True, slots=True)
class Way:
    """One page that answers."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the pages that answer it."""

    words: str
    ways: tuple[Way, ...]


def questions(evidence: Evidence, language: str) -> list[Question]:
    """The questions that this hub can answer; one without a page is left out."""
    plan = bool(programmes(evidence))
    asked = [
        Question(
            _("Where is …?"),
            (
                *_kinds(evidence, language),
                *_ways(language, [("organisations", _("All organisations")), ("map", _("On the map"))]),
            ),
        ),
        Question(
            _("How much is it worth?"),
            (*_themes(evidence, language), *_ways(language, [*_impact(evidence), ("figures", _("All figures"))])),
        ),
        _question(
            _("Can I trust this figure?"),
            language,
            [
                ("ledger", _("The ledger: every figure with its verdict")),
                ("method", _("How verdicts come about")),
                ("sources", _("Sources")),
            ],
        ),
        _question(
            _("What is being done?"),
            language,
            [
                *([("plan", _("The plan, line by line"))] if plan else []),
                *([("readiness", _("Measure your digital readiness"))] if questionnaires(evidence) else []),
                ("partners", _("Offers and requests of organisations")),
                ("brochure", _("The brochure (PDF)")),
            ],
        ),
    ]
    return [question for question in asked if question.ways]


def _impact(evidence: Evidence) -> list[tuple[str, str]]:
    if not has_ground(evidence):
        return []
    return [
        ("impact", _("What the chain is worth, computed")),
        ("impact-what-if", _("What an investment would do here")),
    ]


def _question(asked: str, language: str, pages: Iterable[tuple[str, str]]) -> Question:
    return Question(asked, _ways(language, pages))


def _ways(language: str, pages: Iterable[tuple[str, str]]) -> tuple[Way, ...]:
    found = []
    for name, told in pages:
        try:
            found.append(Way(told, reverse(name, kwargs={"language": language})))
        except NoReverseMatch:
            # A part that this installation does not have answers nothing.
            continue
    return tuple(found)


def _kinds(evidence: Evidence, language: str) -> list[Way]:
    """The kinds of organisation with the most rows."""
    names = {row["id"]: msgspec.json.decode(row["plural_json"]) for row in evidence.rows("organisation_kind")}
    most = Counter(row["kind"] for row in evidence.rows("organisation")).most_common(KINDS)
    (whole,) = _ways(language, [("organisations", "")])
    return [Way(capfirst(words(names[kind])), f"{whole.url}?{urlencode({'kind': kind})}") for kind, _count in most]


def _themes(evidence: Evidence, language: str) -> list[Way]:
    asked = [theme for theme in themes(evidence) if theme.question][:THEMES]
    return [Way(words(t.question), reverse("theme", kwargs={"language": language, "id": t.id})) for t in asked]
