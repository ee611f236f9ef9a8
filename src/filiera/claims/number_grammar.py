"""The number grammar of a language, compiled from its data: one scanner and the patterns around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

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

_DIGITS = (
    r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,'’][0-9]+)*"
)
_PHONE = r"(?:\+|00)[0-9]{2}[\s./()-]{0,2}(?:[0-9][\s./()-]?){6,14}(?<=[0-9])"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Everything that reading numbers in one language needs."""

    language: Language
    scanner: re.Pattern[str]
    """Candidates: digits, phone numbers, spelled numbers, ones and halves before a multiplier, halves, ordinals."""
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
    rate: dict[int, tuple[str, re.Pattern[str]]]
    range_link: re.Pattern[str]
    words: ContextWords


@dataclass(frozen=True, slots=True, eq=False)
class ContextWords:
    """Words beside a number that say what it is, or that it is no figure; folded where not said otherwise."""

    stop: frozenset[str]
    contest: frozenset[str]
    months: frozenset[str]
    year: frozenset[str]
    decade: frozenset[str]
    counting: frozenset[str]
    reference: frozenset[str]
    reference_as_written: frozenset[str]
    phone: frozenset[str]
    rank_before: frozenset[str]
    halves_not_after: frozenset[str]
    of: frozenset[str]
    street: frozenset[str]
    street_line: re.Pattern[str]
    street_after: re.Pattern[str]


@cache
def grammar_of(language: Language) -> Grammar:
    """The grammar of ``language``, compiled once."""
    spelled = spelled_numbers(language)
    after_units = {word: unit for unit, words in language.units.items() for word in words.after}
    before_units = {
        word: (unit, factor)
        for unit, words in language.units.items()
        for word, factor in words.before.items()
    }
    multipliers = language.multipliers | language.glued_multipliers
    before = {phrase: q for q, phrases in language.qualifiers.before.items() for phrase in phrases}
    after = {phrase: q for q, phrases in language.qualifiers.after.items() for phrase in phrases}
    ordinals, fractions = language.ordinals, language.fractions
    tail_words = [*multipliers, *after_units, *language.links]
    fraction = _fraction(language, spelled)
    return Grammar(
        language=language,
        scanner=_scanner(language, spelled, fraction),
        spelled=spelled,
        tail=_tail(language, list(after_units)),
        tail_gate=gate(tail_words) | {"%", "€"},
        multipliers={heard(word): Decimal(factor) for word, factor in multipliers.items()},
        units={heard(word): unit for word, unit in after_units.items()},
        prefix=_pattern(rf"{NOTHING_BEFORE}(?P<unit>{any_of(before_units, after='')}){SPACE}\Z"),
        prefix_gate=gate(before_units, last=True),
        prefixes={heard(word): entry for word, entry in before_units.items()},
        qualifier_before=_pattern(
            rf"{NOTHING_BEFORE}(?<![-=])(?P<words>{any_of(before, after='')}){GAP}"
            rf"(?:{any_of(language.articles, after='')}{GAP})?\Z"
        ),
        qualifier_after=_pattern(rf"{GAP}(?P<words>{any_of(after)})(?!{GAP}[0-9])"),
        before_gate=gate(before, last=True),
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
        words=_context_words(language),
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _scanner(language: Language, spelled: SpelledNumbers, fraction: str) -> re.Pattern[str]:
    """Digits first; words only where a word begins, and only with a first letter that a number word has."""
    numerals = language.numerals
    anonymous = re.sub(r"\(\?P<\w+>", "(?:", fraction)
    units = set(numerals.units)
    counted = [word for word in numerals.one if word in units]
    one = (
        rf"{any_of([*numerals.one, *numerals.half_of])}(?={GAP}{any_of(language.multipliers)})"
        rf"|{any_of(counted)}(?={anonymous})"
        rf"|{any_of([w for w in language.fractions.one if not w.isdigit()])}"
        rf"(?=[\s*_-]{{1,8}}{any_of(language.fractions.denominators)})"
    )
    halves = any_of(language.fractions.halves)
    ordinal = any_of(language.ordinals.words)
    words = rf"(?P<one>{one})|(?P<words>{spelled.pattern})|(?P<half>{halves})|(?P<ordinal>{ordinal})"
    spoken = [
        *numerals.one,
        *numerals.half_of,
        *numerals.units,
        *numerals.tens,
        *numerals.hundreds,
        *numerals.hundred_alone,
        *numerals.thousand_alone,
        *language.fractions.one,
        *language.fractions.halves,
        *language.ordinals.words,
    ]
    letters = {word[0] for word in spoken if word[0].isalpha()}
    first = "".join(sorted(letters | {letter.upper() for letter in letters}))
    return re.compile(
        rf"{NOTHING_BEFORE}(?:(?P<digits>(?!00[0-9]){_DIGITS})|(?=[{first}])(?i:{words})|(?P<phone>{_PHONE}))"
    )


def _tail(language: Language, units: list[str]) -> re.Pattern[str]:
    """Multiplier, half of it, link and unit; or the unit alone. A glued multiplier stands without a blank."""
    glued = any_of(language.glued_multipliers, after="")
    symbols = any_of([unit for unit in units if not unit[-1].isalnum()])
    unit = any_of(units, after=NO_LETTER_AFTER)
    links = any_of(language.links, after="")
    return _pattern(
        rf"(?:{GAP}(?P<multiplier>{any_of(language.multipliers)})"
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
    out_of = rf"(?:{BETWEEN}(?P<noun>[^\W\d_]+))?{BETWEEN}(?P<of>{any_of(fractions.out_of)}){BETWEEN}{whole}"
    return rf"(?:{of_parts}|{out_of})"


def _rank(language: Language) -> re.Pattern[str]:
    """What makes an ordinal word a rank: a word for place, or a contest with a reason for it."""
    ordinals = language.ordinals
    words = rf"(?:{BETWEEN}[^\W\d_]+){{0,3}}?"
    contest = any_of(ordinals.contests, after="")
    reasons = any_of(ordinals.reasons)
    return _pattern(
        rf"(?P<place>{BETWEEN}{any_of(ordinals.places)})"
        rf"|(?P<reason>{words}{BETWEEN}{contest}(?:[\s'’*_]+[^\W\d_]+){{0,3}}?{BETWEEN}{reasons})"
        rf"|(?P<directly>{BETWEEN}{reasons})"
        rf"|(?P<contest>{BETWEEN}{any_of(ordinals.contests)})"
    )


def _context_words(language: Language) -> ContextWords:
    def folded(words: list[str]) -> frozenset[str]:
        return frozenset(heard(word).strip(".'") for word in words)

    references = language.reference_words
    street = "|".join(re.escape(word) for word in language.street_words)
    after = "|".join(re.escape(word) for word in language.street_words_after)
    return ContextWords(
        stop=folded(language.stopwords) | folded(language.links),
        contest=folded([c.split()[0] for c in (*language.ordinals.contests, *language.ordinals.reasons)]),
        months=frozenset({*language.months, *(month.capitalize() for month in language.months)}),
        year=folded(language.year_words),
        decade=folded(language.decade_words),
        counting=folded(language.counting_words),
        reference=folded([word for word in references if word[0].islower()]),
        reference_as_written=frozenset(word for word in references if word[0].isupper()),
        phone=folded(language.phone_words),
        rank_before=folded(language.ordinals.before),
        halves_not_after=folded(language.fractions.halves_not_after),
        of=folded(language.fractions.of),
        street=frozenset(language.street_words),
        street_line=re.compile(
            rf"(?:^|[\s*_,;(-])(?i:{street or '(?!)'})\.?\s+(?:[a-zà-ÿ'’]{{1,6}}\s+){{0,2}}[A-ZÀ-Ý]"
            rf"[^\d\n;:()]{{0,40}}\Z"
        ),
        street_after=re.compile(rf"[0-9]+[a-z]?\s+(?:[A-ZÀ-Ý][\w'’]*\s+){{1,3}}(?i:{after or '(?!)'}){NOTHING_AFTER}"),
    )
