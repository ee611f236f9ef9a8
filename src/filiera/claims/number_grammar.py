"""The number grammar of a language, compiled from its data: one scanner and the patterns around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from filiera.claims.number_context import ContextWords, context_words
from filiera.claims.number_spelling import (
    BETWEEN,
    GAP,
    NO_LETTER_AFTER,
    NOTHING_AFTER,
    NOTHING_BEFORE,
    SPACE,
    any_of,
    gate,
    heard,
)
from filiera.claims.number_words import SpelledNumbers, spelled_numbers
from filiera.vocabulary.language import Language

_MORE_DIGITS = (
    r"[0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]*(?:[.,'’][0-9]+)*"
)
_MORE_PHONE = r"[0-9]{2}[\s./()-]{0,2}(?:[0-9][\s./()-]?){6,14}(?<=[0-9])"
_NO_WORD_BEFORE = r"(?<![0-9A-Za-zÀ-ɏ].)"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Everything that reading numbers in one language needs."""

    language: Language
    scanner: re.Pattern[str]
    """Candidates: digits and telephone numbers whole, and the first letter of what may be a number word."""
    words: re.Pattern[str]
    """Spelled numbers, ones and halves before a multiplier, halves, ordinals."""
    spelled: SpelledNumbers
    tail: re.Pattern[str]
    """Multiplier and unit after a number."""
    tail_gate: frozenset[str]
    multipliers: dict[str, Decimal]
    units: dict[str, str]
    prefix: re.Pattern[str]
    """A currency before a number, up to where it begins."""
    prefix_gate: frozenset[str]
    prefixes: dict[str, tuple[str, Decimal]]
    qualifier_before: re.Pattern[str]
    qualifier_after: re.Pattern[str]
    before_gate: frozenset[str]
    after_gate: frozenset[str]
    qualifiers_before: dict[str, str]
    qualifiers_after: dict[str, str]
    fraction: re.Pattern[str]
    fraction_gate: frozenset[str]
    denominators: dict[str, int]
    noun_between: frozenset[str]
    ordinal_mark: re.Pattern[str]
    mark_gate: frozenset[str]
    rank: re.Pattern[str]
    rank_by_verb: re.Pattern[str]
    ordinals: dict[str, int]
    half_of: frozenset[str]
    rate_links: frozenset[str]
    rate: dict[int, tuple[str, re.Pattern[str]]]
    range_link: re.Pattern[str]
    context: ContextWords


@cache
def grammar_of(language: Language) -> Grammar:
    """The grammar of ``language``, compiled once."""
    spelled = spelled_numbers(language)
    after_units = {word: unit for unit, words in language.units.items() for word in words.after}
    before_units = {
        word: (unit, factor) for unit, words in language.units.items() for word, factor in words.before.items()
    }
    multipliers = language.multipliers | language.glued_multipliers
    before = {phrase: q for q, phrases in language.qualifiers.before.items() for phrase in phrases}
    after = {phrase: q for q, phrases in language.qualifiers.after.items() for phrase in phrases}
    ordinals, fractions = language.ordinals, language.fractions
    tail_words = [*multipliers, *after_units, *language.links]
    fraction = _fraction(language, spelled)
    return Grammar(
        language=language,
        scanner=_scanner(language),
        words=_words(language, spelled, fraction),
        spelled=spelled,
        tail=_tail(language, list(after_units)),
        tail_gate=gate(tail_words) | {"%", "€"},
        multipliers={heard(word): Decimal(factor) for word, factor in multipliers.items()},
        units={heard(word): unit for word, unit in after_units.items()},
        prefix=_pattern(rf"{NOTHING_BEFORE}(?P<unit>{any_of(before_units, after='')}){SPACE}\Z"),
        prefix_gate=gate(before_units, part="last"),
        prefixes={heard(word): entry for word, entry in before_units.items()},
        qualifier_before=_pattern(
            rf"{NOTHING_BEFORE}(?<![-=])(?P<words>{any_of(before, after='')}){GAP}"
            rf"(?:{any_of(language.articles, after='')}{GAP})?\Z"
        ),
        qualifier_after=_pattern(rf"{GAP}(?P<words>{any_of(after)})(?!{GAP}[0-9])"),
        before_gate=gate(before, part="telling"),
        after_gate=gate(after),
        qualifiers_before={heard(phrase): q for phrase, q in before.items()},
        qualifiers_after={heard(phrase): q for phrase, q in after.items()},
        fraction=_pattern(fraction),
        fraction_gate=gate([*fractions.out_of, *fractions.denominators]),
        denominators={heard(word): value for word, value in fractions.denominators.items()},
        noun_between=frozenset(map(heard, fractions.noun_between)),
        ordinal_mark=_pattern(rf"{any_of(ordinals.marks)}(?P<place>{GAP}{any_of(ordinals.places)})?"),
        mark_gate=frozenset(form[0] for form in gate(ordinals.marks)),
        rank=_rank(language),
        rank_by_verb=_pattern(
            rf"{NOTHING_BEFORE}{any_of(ordinals.verbs, after='')}{BETWEEN}"
            rf"(?:{any_of(language.articles, after='')}{BETWEEN})?\Z"
        ),
        ordinals={heard(word): rank for word, rank in ordinals.words.items()},
        half_of=frozenset(map(heard, language.numerals.half_of)),
        rate_links=frozenset(heard(word) for rate in language.rates.values() for word in rate.words),
        rate={
            base: (
                unit,
                _pattern(rf"(?:{BETWEEN}[^\W\d_]+){{0,4}}?{BETWEEN}{any_of(rate.words, after='')}{BETWEEN}\Z"),
            )
            for unit, rate in language.rates.items()
            for base in rate.of
        },
        range_link=_pattern(
            rf"{SPACE}(?:[-–—]|(?<=[\s*_]){any_of(language.ranges, after='')}(?:(?<=['’])|{BETWEEN})){SPACE}"
        ),
        context=context_words(language),
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _scanner(language: Language) -> re.Pattern[str]:
    """The one pattern that sees every character, so its order is what speed hangs on.

    It begins with a set of characters, which the engine skips to; looks back next, which drops letters
    within words; and only then asks what the character opens.
    """
    numerals = language.numerals
    spoken = [
        *numerals.one,
        *numerals.half_of,
        *numerals.units,
        *numerals.tens,
        *numerals.hundreds,
        *numerals.hundred_alone,
        *numerals.thousand_alone,
        *(word for word in language.fractions.one if word.isalpha()),
        *language.fractions.halves,
        *language.ordinals.words,
    ]
    glued = "" in numerals.joins.tens
    ones = {word for word, value in numerals.units.items() if value == 1}
    whole = {word for word in spoken if len(word) < 4 and (not glued or word in ones)}
    letters = {word[0] for word in spoken}
    first = "".join(sorted(letters | {letter.upper() for letter in letters}))
    return re.compile(
        rf"[0-9+{first}]{_NO_WORD_BEFORE}(?:(?<=[0-9])(?:(?<=0)(?P<zeros>0{_MORE_PHONE})|(?P<digits>{_MORE_DIGITS}))"
        rf"|(?<=\+)(?P<phone>{_MORE_PHONE})|(?<=(?={_openings(spoken, whole)}).))"
    )


def _words(language: Language, spelled: SpelledNumbers, fraction: str) -> re.Pattern[str]:
    """Everything that a number word can open."""
    numerals, fractions = language.numerals, language.fractions
    anonymous = re.sub(r"\(\?P<\w+>", "(?:", fraction)
    counted = [word for word in numerals.one if word in numerals.units]
    one = (
        rf"{any_of([*numerals.one, *numerals.half_of])}(?={GAP}{any_of(language.multipliers)})"
        rf"|{any_of(counted)}(?={anonymous})"
        rf"|{any_of([word for word in fractions.one if word.isalpha()])}"
        rf"(?=[\s*_-]{{1,8}}{any_of(fractions.denominators)})"
    )
    return _pattern(
        rf"(?P<one>{one})|(?P<words>{spelled.pattern})|(?P<half>{any_of(fractions.halves)})"
        rf"|(?P<ordinal>{any_of(language.ordinals.words)})"
    )


def _openings(words: list[str], whole: set[str]) -> str:
    """First letters of the words, as a tree: most other words fail at its root, at almost no cost.

    ``whole``: short words that open nothing longer.
    """
    openings: dict[str, set[str]] = {}
    for word in words:
        plain = word[: next((at for at, char in enumerate(word) if not char.isascii()), len(word))]
        if plain[:1].isalpha():
            rest = re.escape(plain[1:5]) + (NOTHING_AFTER if word in whole else "")
            openings.setdefault(plain[0], set()).add(rest)
    return "|".join(
        f"[{letter}{letter.upper()}](?i:{'|'.join(sorted(rests))})" for letter, rests in sorted(openings.items())
    )


def _tail(language: Language, units: list[str]) -> re.Pattern[str]:
    """Multiplier, half of it, link and unit; or the unit alone. A glued multiplier stands without a blank."""
    glued = any_of(language.glued_multipliers, after="")
    symbols = any_of([unit for unit in units if not unit[-1].isalnum()])
    unit = any_of(units, after=NO_LETTER_AFTER)
    links = any_of(language.links, after="")
    return _pattern(
        rf"(?:{GAP}(?P<multiplier>{any_of(language.multipliers, after=NO_LETTER_AFTER)})"
        rf"|(?P<glued>{glued}){NOTHING_AFTER}"
        rf"|{SPACE}(?P<currency>{glued})(?={SPACE}{symbols}))"
        rf"(?P<half>{GAP}{any_of(language.and_a_half)})?"
        rf"(?:\.?{GAP}(?:{links}{GAP})?(?P<unit>{unit}))?"
        rf"|(?:{GAP}|{SPACE}-)(?P<bare>{unit})"
    )


def _fraction(language: Language, spelled: SpelledNumbers) -> str:
    """What makes a numeral the upper part of a fraction: "thirds", "out of five"."""
    fractions = language.fractions
    parts = rf"(?:{BETWEEN}{any_of(fractions.part_words)})?" if fractions.part_words else ""
    of_parts = rf"[\s*_-]{{1,8}}(?P<parts>{any_of(fractions.denominators)}){parts}"
    whole = rf"(?:(?P<whole>[0-9]{{1,4}})(?![0-9]|[.,][0-9])|(?P<spelled>{spelled.pattern}))"
    noun = rf"(?:(?:{BETWEEN}|['’])(?P<noun>[^\W\d_]+))?"
    out_of = rf"{noun}{BETWEEN}(?P<of>{any_of(fractions.out_of)}){BETWEEN}{whole}"
    return rf"(?:{of_parts}|{out_of})"


def _rank(language: Language) -> re.Pattern[str]:
    """What makes an ordinal word a rank: a word for place, or a contest with a reason for it."""
    ordinals = language.ordinals
    words = rf"(?:{BETWEEN}[^\W\d_]+){{0,3}}?"
    contest = any_of(ordinals.contests, after="")
    reasons = any_of(ordinals.reasons)
    return _pattern(
        rf"(?P<place>[\s*_-]{{1,8}}{any_of(ordinals.places)})"
        rf"|(?P<reason>{words}{BETWEEN}{contest}(?:[\s'’*_]+[^\W\d_]+){{0,3}}?{BETWEEN}{reasons})"
        rf"|(?P<directly>{BETWEEN}{reasons})"
        rf"|(?P<contest>{BETWEEN}{any_of(ordinals.contests)})"
    )
