"""Spelled numbers: every composed form from a language's parts, and the value of each."""

from __future__ import annotations

import re
from functools import cache

from filiera.claims.number_spelling import any_of, heard, pattern_of
from filiera.vocabulary.language import Language

_BREAK = re.compile(r"[\s-]+")


class SpelledNumbers:
    """The number words of a language."""

    def __init__(self, language: Language) -> None:
        self._numerals = language.numerals
        self._below_thousand = self._compose()
        joins = "|".join(re.escape(join) for join in self._numerals.joins.thousands)
        words = "|".join(re.escape(heard(word)) for word in {*self._numerals.thousands, *self._numerals.thousand_alone})
        self._thousands = re.compile(rf"(?:(?P<times>.+?)(?:{joins}))??(?P<word>{words})(?:(?:{joins})(?P<rest>.+))?")
        self._alone = {heard(word) for word in self._numerals.thousand_alone}
        self.pattern = self._pattern()

    def read(self, phrase: str) -> tuple[int, int] | None:
        """Value of the longest spelled number at the start of ``phrase``, and where it ends."""
        ends = [len(phrase), *reversed([found.start() for found in _BREAK.finditer(phrase)])]
        for end in ends:
            value = self.value(phrase[:end])
            if value is not None:
                return value, end
        return None

    def value(self, phrase: str) -> int | None:
        """Value of a phrase that is a spelled number as a whole."""
        key = _BREAK.sub(" ", heard(phrase))
        if key in self._below_thousand:
            return self._below_thousand[key]
        if key in self._alone:
            return 1000
        found = self._thousands.fullmatch(key)
        if found is None:
            return None
        times: int | None = 1
        if found["times"]:
            times = self._below_thousand.get(found["times"])
        elif found["word"] not in self._alone:
            return None
        rest = self._below_thousand.get(found["rest"]) if found["rest"] else 0
        return None if not times or rest is None else times * 1000 + rest

    def _compose(self) -> dict[str, int]:
        """All spelled numbers below a thousand, folded, parts joined as the language joins them."""
        numerals, joins = self._numerals, self._numerals.joins
        units = {heard(word): value for word, value in numerals.units.items()}
        tens = {heard(word): value for word, value in numerals.tens.items()}
        stems = {heard(word) for word in numerals.stems}
        small = units | tens
        for ten, value in tens.items():
            for unit, more in units.items():
                if 0 < more < 10:
                    small |= {ten + join + unit: value + more for join in joins.tens}
        hundreds = {heard(word): 100 for word in numerals.hundred_alone}
        for word in map(heard, numerals.hundreds):
            for unit, times in units.items():
                if 0 < times < 10:
                    hundreds |= {unit + join + word: times * 100 for join in joins.multiple}
        composed = small | hundreds
        for hundred, value in hundreds.items():
            for word, more in small.items():
                if more:
                    composed |= {hundred + join + word: value + more for join in joins.hundreds}
        # "cent" and "vent" are only parts; "ducent" would be one too.
        return {
            word: value
            for word, value in composed.items()
            if not any(word.endswith(stem) for stem in stems) or word in units
        }

    def _pattern(self) -> str:
        """A pattern for spelled numbers other than one by itself."""
        numerals = self._numerals
        scales = [*numerals.hundreds, *numerals.thousands, *numerals.thousand_alone]
        parts = [*numerals.units, *numerals.tens, *numerals.hundred_alone, *scales]
        not_one = [part for part in parts if numerals.units.get(part) != 1]
        joins = {
            join
            for group in (numerals.joins.tens, numerals.joins.multiple, numerals.joins.hundreds)
            for join in (*group, *numerals.joins.thousands)
        }
        join = "|".join(_join_pattern(join) for join in sorted(joins, key=len, reverse=True))
        join = f"(?:{join})"
        ones = [word for word, value in numerals.units.items() if value == 1]
        free = {"after": ""}
        start = rf"(?:{any_of(not_one, **free)}|{any_of(ones, **free)}{join}{any_of(scales, **free)})"
        idioms = rf"(?!{any_of(numerals.idioms)})" if numerals.idioms else ""
        return rf"{idioms}{start}(?:{join}{any_of(parts, **free)}){{0,11}}(?![^\W_])"


def _join_pattern(join: str) -> str:
    if not join.strip():
        return r"[ \u00a0\n-]" if join else ""
    return rf"[\s-]{{1,3}}{pattern_of(join.strip())}[\s-]{{1,3}}"


@cache
def spelled_numbers(language: Language) -> SpelledNumbers:
    """The number words of ``language``, composed once."""
    return SpelledNumbers(language)
