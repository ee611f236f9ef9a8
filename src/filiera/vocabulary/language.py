"""A language as data: how its texts write numbers, units, qualifiers and the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import yaml

from filiera.errors import PackError
from filiera.vocabulary.learned import learned
from filiera.vocabulary.units import load_units

_DATA = Path(__file__).with_name("language_data")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """Compared by identity, so that what is compiled from a language can be remembered with it."""


class Qualifiers(_Record, frozen=True):
    """Qualifier → phrases that stand before or after a number."""

    before: dict[str, list[str]]
    after: dict[str, list[str]]


class Joins(_Record, frozen=True):
    """What stands between the parts of a spelled number: tens and units, n and hundred, and so on."""

    tens: list[str]
    multiple: list[str]
    hundreds: list[str]
    thousands: list[str]


class Numerals(_Record, frozen=True):
    """The parts from which number words are composed."""

    units: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    thousands: list[str]
    """Words that multiply by a thousand what stands before them."""
    thousand_alone: list[str]
    """Words that say a thousand by themselves."""
    joins: Joins
    one: list[str]
    """Words for one: a figure only before a multiplier or in a fraction."""
    half_of: list[str]
    """Words for half of the multiplier that follows."""
    idioms: list[str] = []
    """Phrases in which number words count nothing."""
    hundred_alone: list[str] = []
    stems: list[str] = []
    """Shortened parts that are no number by themselves."""


class Ordinals(_Record, frozen=True):
    """Words by which a place in an order is told from any other 'second'."""

    words: dict[str, int]
    marks: list[str]
    places: list[str]
    contests: list[str]
    reasons: list[str]
    verbs: list[str]
    before: list[str]


class Fractions(_Record, frozen=True):
    """Parts of a whole in words."""

    denominators: dict[str, int]
    one: list[str]
    halves: list[str]
    halves_not_after: list[str]
    part_words: list[str]
    of: list[str]
    out_of: list[str]
    noun_between: list[str]
    """The ``out_of`` phrases that allow the counted noun before them."""


class UnitWords(_Record, frozen=True):
    """Words for a unit after a number, and before it with what they multiply by."""

    after: list[str]
    before: dict[str, Decimal] = {}


class Rate(_Record, frozen=True):
    """``per 100,000``: the words before the base, and the base."""

    words: list[str]
    of: list[int]


class Forms(_Record, frozen=True):
    """How a value in a unit is written; ``{n}`` is the number, ``{ordinal}`` its ending."""

    other: str
    one: str = ""


class Rendering(_Record, frozen=True):
    """How values are written in this language."""

    units: dict[str, Forms]
    qualifiers: dict[str, str]
    ordinal_endings: dict[str, str]
    articles: dict[str, tuple[str, str, str]] = {}
    """Preposition and article before a number, by name: the preposition alone (before "over"), before a number
    that begins with a consonant, with a vowel: al → a, "al ", "all'"."""
    article: tuple[str, str] = ("", "")
    """The article that a qualifier takes between itself and the number ("oltre il 10%")."""
    vowel_numbers: str = ""
    """Pattern of the numbers whose word begins with a vowel."""


@learned
class Language(_Record, frozen=True):
    """One language, as its file in ``language_data`` describes it."""

    code: str
    name: str
    decimal: str
    thousands: list[str]
    multipliers: dict[str, Decimal]
    glued_multipliers: dict[str, Decimal]
    links: list[str]
    and_a_half: list[str]
    qualifiers: Qualifiers
    articles: list[str]
    numerals: Numerals
    ordinals: Ordinals
    fractions: Fractions
    units: dict[str, UnitWords]
    rates: dict[str, Rate]
    ranges: list[str]
    months: list[str]
    year_words: list[str]
    decade_words: list[str]
    counting_words: list[str]
    reference_words: list[str]
    phone_words: list[str]
    street_words: list[str]
    street_words_after: list[str]
    stopwords: list[str]
    territory_words: dict[str, list[str]]
    negations: list[str]
    render: Rendering


def available_languages() -> list[str]:
    """Codes of the languages that there is data for."""
    return sorted(path.stem for path in _DATA.glob("*.yml"))


@cache
def load_language(code: str) -> Language:
    """The language with this code."""
    if code not in available_languages():
        raise PackError(
            "there is no data for the language '{code}'",
            where="language_data",
            remedy="use one of {known}, or add {code}.yml",
            words={"code": code, "known": ", ".join(available_languages())},
        )
    where = f"language_data/{code}.yml"
    try:
        loaded = yaml.load((_DATA / f"{code}.yml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
        language = msgspec.convert(loaded, Language, strict=True)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise PackError(
            "the language is not described as it must be ({reason})",
            where=where,
            remedy="compare it with the other languages; quote words such as no, on and numbers",
            words={"reason": error},
        ) from error
    named = {*language.units, *language.rates, *language.render.units}
    unknown = sorted(named - set(load_units()))
    if unknown:
        raise PackError(
            "unit {names} is not in the vocabulary",
            where=where,
            remedy="use an id of units.yml or add it there",
            words={"names": ", ".join(unknown)},
        )
    return language


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def detect_language(text: str, languages: Iterable[Language]) -> str:
    """Code of the language whose small words the text uses most; the first given where none is heard."""
    half = _SAMPLE // 2
    sample = text if len(text) <= _SAMPLE else text[:half] + text[(len(text) - half) // 2 :][:half]
    heard = Counter(_WORD.findall(sample.lower()))
    candidates = list(languages)
    if not candidates:
        raise ValueError("detect_language needs at least one language to choose from")
    return max(candidates, key=lambda language: sum(heard[word] for word in set(language.stopwords))).code
