"""What a profile says: an offer or a request, in one or more languages; checked before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.models import Profile
from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.services.figures import Text
from filiera.services.hub import hub
from filiera.services.kept_answers import kept_per_version
from filiera.services.organisations import all_organisations
from filiera.services.parameters import whole_number

KINDS = tuple(str(kind) for kind in Profile.Kind.values)
OFFER, REQUEST = KINDS
STAGES = tuple(str(stage) for stage in Profile.Stage.values if stage)
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_KEYWORD = 120, 2000, 60
SHORTEST_SUMMARY = 40
MOST_KEYWORDS, MOST_PARTNERS = 8, 6
NO_PARTNERS = ("Project", "CreativeWork")


@dataclass(frozen=True, slots=True)
class Told:
    """A profile in one language."""

    title: str
    summary: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All that its writers decide on."""

    kind: str
    texts: Mapping[str, Told]
    """By language; at least one."""
    valid_until: date
    partner_kinds: tuple[str, ...] = ()
    territory: str = ""
    stage: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """In which it can be read."""
        return tuple(self.texts)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many profiles an organisation may have, and for how long one stands."""

    of_one_organisation: int = 10
    months: int = 12
    changes_in_a_day: int = 30

    @classmethod
    def of(cls, evidence: Evidence) -> Limits:
        """As the pack's parameters say, else the engine's own."""
        own = cls()
        return cls(
            whole_number(evidence, "profiles-of-one-organisation", own.of_one_organisation),
            whole_number(evidence, "profiles-stand-for", own.months),
            whole_number(evidence, "profile-changes-in-a-day", own.changes_in_a_day),
        )

    def latest(self, today: date) -> date:
        """The last day on which a profile may stand that is written today."""
        return today + timedelta(days=round(self.months * 365.2425 / 12))


@dataclass(frozen=True, slots=True)
class Choices:
    """What a profile can ask of a partner in this hub."""

    partner_kinds: Mapping[str, Text]
    territories: Mapping[str, Text]
    languages: tuple[str, ...]


def choices(evidence: Evidence) -> Choices:
    """Kinds of organisation and territories that this hub knows."""
    return Choices(_partner_kinds(evidence), _places(evidence), hub(evidence).languages)


def enclosing(evidence: Evidence, territory: str) -> tuple[str, ...]:
    """A territory and those that it lies in, the nearest first."""
    parents = {row["code"]: row["parent"] for row in evidence.rows("territory")}
    found: list[str] = []
    while territory in parents and territory not in found:
        found.append(territory)
        territory = parents[territory]
    return tuple(found)


@kept_per_version
def _partner_kinds(evidence: Evidence) -> dict[str, Text]:
    """Kinds of organisation in the directory: plans and studies that stand there too are nobody's partner."""
    views = all_organisations(evidence).values()
    return {view.kind: view.kind_plural for view in views if view.schema_type not in NO_PARTNERS}


@kept_per_version
def _places(evidence: Evidence) -> dict[str, Text]:
    """The hub's territory with its parts, and what it lies in: from the widest."""
    names = {row["code"]: msgspec.json.decode(row["names_json"]) for row in evidence.rows("territory")}
    own = hub(evidence).territory
    within = [code for code in names if own in enclosing(evidence, code)[1:]]
    order = [*reversed(enclosing(evidence, own)), *sorted(within)]
    return {code: names[code] for code in order}


def keywords_of(text: str) -> tuple[str, ...]:
    """The keywords in a line with commas: each once, however it is written."""
    found = (" ".join(word.split()) for line in text.splitlines() for word in line.replace(";", ",").split(","))
    return tuple({word.casefold(): word for word in reversed([w for w in found if w])}.values())[::-1]


def check(evidence: Evidence, content: Content, today: date) -> None:
    """Refuse what does not fit, naming the field.

    Raises:
        UsageError: something is missing, too long, unknown, or cannot be stored.
    """
    known = choices(evidence)
    _among("kind", content.kind, KINDS)
    if content.stage:
        _among("stage", content.stage, STAGES)
    if content.territory:
        _among("territory", content.territory, known.territories)
    for kind in content.partner_kinds:
        _among("partner_kinds", kind, known.partner_kinds)
    if len(content.partner_kinds) > MOST_PARTNERS:
        raise _too_many("partner_kinds", MOST_PARTNERS)
    if not today <= content.valid_until <= Limits.of(evidence).latest(today):
        raise UsageError(
            "the day on which a profile ends is not within its time",
            where="valid_until",
            remedy="choose a day until {day}",
            words={"day": Limits.of(evidence).latest(today).isoformat()},
        )
    if not content.texts:
        raise UsageError("a profile needs a text", where="texts", remedy="write it in one of the languages")
    for language, told in content.texts.items():
        _among("texts", language, known.languages)
        _check_text(language, told)


def _check_text(language: str, told: Told) -> None:
    for name, text, longest in (
        ("title", told.title, LONGEST_TITLE),
        ("summary", told.summary, LONGEST_SUMMARY),
        *(("keywords", keyword, LONGEST_KEYWORD) for keyword in told.keywords),
    ):
        if not text.strip():
            raise UsageError("nothing is written here", where=f"{name}_{language}", remedy="fill it in")
        if len(text) > longest:
            raise _too_long(f"{name}_{language}", longest)
        if not is_plain(text, lines=name == "summary"):
            raise UsageError("holds control characters", where=f"{name}_{language}", remedy="write it in plain letters")
    if not told.keywords:
        raise UsageError(
            "a profile needs keywords to be found by", where=f"keywords_{language}", remedy="write some, with commas"
        )
    if len(told.keywords) > MOST_KEYWORDS:
        raise _too_many(f"keywords_{language}", MOST_KEYWORDS)


def is_plain(text: str, *, lines: bool) -> bool:
    """Whether a text can be stored and shown: no control characters but, where it has lines, their ends."""
    if lines:
        text = text.replace("\r\n", "").replace("\n", "")
    # Marks of direction and joining are no letters that anybody sees, but can turn what stands around them.
    return text.isprintable()


def as_stored(content: Content) -> dict[str, Any]:
    """The columns of a profile."""
    return {
        "kind": content.kind,
        "texts": {
            language: {"title": told.title, "summary": told.summary, "keywords": list(told.keywords)}
            for language, told in content.texts.items()
        },
        "partner_kinds": list(content.partner_kinds),
        "territory": content.territory,
        "stage": content.stage,
        "valid_until": content.valid_until,
    }


def content_of(profile: Profile) -> Content:
    """What a stored profile says."""
    return Content(
        kind=profile.kind,
        texts={
            language: Told(told["title"], told["summary"], tuple(told["keywords"]))
            for language, told in profile.texts.items()
        },
        valid_until=profile.valid_until,
        partner_kinds=tuple(profile.partner_kinds),
        territory=profile.territory,
        stage=profile.stage,
    )


def _among(name: str, value: str, known: Any) -> None:
    if value not in known:
        raise UsageError(
            "there is no '{value}' to choose", where=name, remedy="choose from the list", words={"value": value[:40]}
        )


def _too_long(name: str, n: int) -> UsageError:
    return UsageError("longer than {n} characters", where=name, remedy="make it shorter", words={"n": n})


def _too_many(name: str, n: int) -> UsageError:
    return UsageError("more than {n} are given", where=name, remedy="leave some out", words={"n": n})
