"""Numbers in running text: value, unit, qualifier and place of every figure, and of nothing else.

Years, footnote marks, headings, addresses, dates, codes and references are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from filiera.claims.number_context import (
    CLEAR,
    DASH_CHAIN,
    PHONE_CHAIN,
    Refusal,
    ahead,
    beside,
    is_year,
    line_opening,
    refers,
)
from filiera.claims.number_digits import read_digits
from filiera.claims.number_grammar import Grammar, grammar_of
from filiera.claims.number_measure import (
    currency_before,
    measure_after,
    qualifier_after,
    qualifier_before,
    words_before,
)
from filiera.claims.number_parts import PERCENT, fraction_after, is_half, rank_after, rank_mark
from filiera.claims.number_spelling import GAP, heard
from filiera.vocabulary.language import Language, detect_language

__all__ = ["NumberMention", "detect_language", "find_numbers"]

_NEXT = re.compile(rf"{GAP}-?([^\W_]+|[%€+])?")
_STEPS = [Decimal(1).scaleb(-places) for places in range(40)]
_ONE = Decimal(1)
_RANK = "rank"


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One figure in a text. Offsets are those of the text that was given."""

    start: int
    end: int
    """The whole mention: qualifier, numeral, multiplier, unit."""
    number_start: int
    number_end: int
    """The numeral with its multiplier and unit."""
    text: str
    value: Decimal
    """In ``unit`` before the unit's factor, multiplier applied: "1,8 milioni" is 1800000."""
    step: Decimal
    """Weight of the last printed digit, in the same terms."""
    qualifier: str
    unit: str
    """Id of a unit; empty for a bare count."""
    form: str
    """digits, words, fraction or ordinal."""
    language: str


def find_numbers(text: str, language: Language) -> list[NumberMention]:
    """All figures of ``text``, in order."""
    return _Reader(text, grammar_of(language)).read()


class _Reader:
    """One pass over a text."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        self.mark = grammar.language.decimal
        self.code = grammar.language.code
        self.mentions: list[NumberMention] = []
        self.resume = 0
        """Where reading goes on: what lies before belongs to a mention or was refused."""
        self.floor = 0
        """End of the last mention: no qualifier reaches behind it."""
        self.refused = -1
        self.chain: re.Pattern[str] | None = None
        """What may stand between a refused number and one that is refused with it ("pp. 4-6")."""
        self.open_range = False
        """Whether the last mention is bare digits, to which a unit further on may belong."""

    def read(self) -> list[NumberMention]:
        """The figures of the whole text."""
        for found in self.grammar.scanner.finditer(self.text):
            start = found.start()
            if start < self.resume:
                continue
            kind = found.lastgroup
            if kind == "digits":
                self._digits(start, found.end())
            elif kind is None:
                self._spoken(start)
            else:
                self._refuse(found.end(), PHONE_CHAIN)
        return self.mentions

    def _refuse(self, end: int, chain: re.Pattern[str] | None = None) -> None:
        self.resume = self.refused = end
        self.chain = chain

    def _digits(self, start: int, end: int) -> None:
        text, grammar = self.text, self.grammar
        negative = False
        if start and text[start - 1] not in CLEAR:
            side = beside(text, start, end)
            if isinstance(side, Refusal):
                return self._refuse(side.end, side.chain)
            negative = side
        if self.chain is not None and start - self.refused < 6 and self._is_chained(start, end):
            return self._refuse(end, self.chain)
        if start < 14 or text.rfind("\n", start - 14, start) >= 0:
            skipped = line_opening(text, start, end)
            if skipped:
                return self._refuse(skipped)
        read = read_digits(text[start:end], self.mark)
        if read is None:
            return self._refuse(end, PHONE_CHAIN if text[start] == "0" else None)
        number, places = read
        after = text[end : end + 1]
        if after in "/:@_-–°" and after:
            refusal = ahead(text, end)
            if refusal is not None:
                return self._refuse(refusal.end, refusal.chain)
        if after.lower() in grammar.mark_gate and not places:
            marked = rank_mark(grammar, text, end)
            if marked is not None:
                return self._rank_in_digits(start, marked, number)
        following = _NEXT.match(text, end)
        word = (following[1] or "") if following else ""
        small = not places and number <= 1000 and end - start <= 4
        if small and (word.lower() in grammar.fraction_gate or number <= 10) and not negative:
            part = fraction_after(grammar, text, end, int(number), text[start:end])
            if part is not None:
                return self._add(start, start, part[2], part[0], part[1], PERCENT, "fraction")
        measure = None
        if word.lower() in grammar.tail_gate:
            measure = measure_after(grammar, text, end)
        if measure is None and after.isalpha():
            return self._refuse(end)
        return self._figure(start, end, number, _STEPS[places], "digits", measure, negative, word)

    def _is_chained(self, start: int, end: int) -> bool:
        """Whether a number belongs to the refused one before it: "pp. 4-6", "2023-24", parts of a telephone number."""
        assert self.chain is not None
        between = self.text[self.refused : start]
        if self.chain.fullmatch(between) is None or not self.text[start:end].isdigit():
            return False
        if self.chain is PHONE_CHAIN or not between[-1].isspace():
            return True
        # "Tabelle 3 e 4" goes on, "Tabella 3, 262 aziende" does not.
        following = _NEXT.match(self.text, end)
        return end - start <= 3 and not (following and (following[1] or "")[:1].islower())

    def _figure(
        self,
        start: int,
        end: int,
        number: Decimal,
        step: Decimal,
        form: str,
        measure: tuple[Decimal, Decimal, str, int] | None,
        negative: bool,
        word: str,
    ) -> None:
        """A numeral with what stands around it, if it is a figure."""
        text, grammar = self.text, self.grammar
        first, last, unit, value = start, end, "", number
        if measure is not None:
            factor, half, unit, last = measure
            if factor != 1:
                value, step = _whole(number * factor + half), _whole(half or step * factor)
        before = words_before(text, start)
        near = before[-1] if before else ""
        if near in grammar.prefix_gate or text[start - 1 : start] in grammar.prefix_gate:
            currency = currency_before(grammar, text, start, self.floor)
            if currency is not None:
                scale, unit, first = currency
                if scale != 1:
                    value, step = _whole(value * scale), _whole(step * scale)
                before = words_before(text, first)
        if negative:
            first, value = first - 1, -value
        qualifier, begin = "exact", first
        if not grammar.before_gate.isdisjoint(before):
            found = qualifier_before(grammar, text, first, self.floor)
            # "+16%" grows by 16, "+770" are more than 770.
            if found is not None and not (unit == PERCENT and text[found[1] : first] == "+"):
                qualifier, begin = found
        bare = measure is None and first == start
        if bare and not negative:
            if near in grammar.context.rank_before and step == 1 and number < 1000:
                unit = _RANK
            refusal = None if unit else refers(text, start, end, before, word, grammar.context)
            if refusal is not None and qualifier == "exact":
                return self._refuse(refusal.end, refusal.chain)
            if form == "digits" and is_year(text, start, end, before, word, qualifier, grammar.context):
                return self._refuse(end, DASH_CHAIN)
            if form == "digits" and self._is_version(start, end):
                return self._refuse(end)
        rate = grammar.rate.get(int(value)) if not unit and value in grammar.rate else None
        if rate is not None and self._closes_rate(rate, start, last):
            return None
        close = last
        if qualifier == "exact" and (word.lower() in grammar.after_gate or measure is not None):
            trailing = qualifier_after(grammar, text, last)
            if trailing is not None:
                qualifier, close = trailing
        if self.open_range and (unit or value != number):
            self._share(first, number, value / number if number else _ONE, unit)
        self._append(begin, close, first, last, value, step, qualifier, unit, form)
        self.open_range = bare and form == "digits"
        return None

    def _is_version(self, start: int, end: int) -> bool:
        """``4.0`` behind a name or in a language that writes decimals otherwise is a version."""
        printed = self.text[start:end]
        if end - start != 3 or printed[1:] != ".0":
            return False
        name = self.text[max(0, start - 30) : start].split()[-1:]
        return self.mark != "." or bool(name and name[0].strip("*_(\"“")[:1].isupper())

    def _closes_rate(self, rate: tuple[str, re.Pattern[str]], start: int, end: int) -> bool:
        """Whether this number is the base of a rate that the last mention opens: "12 per 100.000"."""
        if not self.mentions:
            return False
        last = self.mentions[-1]
        if last.unit or start - last.end > 60 or not rate[1].fullmatch(self.text[last.end : start]):
            return False
        self.mentions[-1] = replace(
            last, end=end, number_end=end, text=self.text[last.start : end], unit=rate[0]
        )
        self.resume = self.floor = end
        return True

    def _share(self, first: int, number: Decimal, factor: Decimal, unit: str) -> None:
        """Give the last mention the unit of the range that this number closes: "2-3 anni"."""
        last = self.mentions[-1]
        if last.value <= number and self.grammar.range_link.fullmatch(self.text[last.end : first]):
            value, step = _whole(last.value * factor), _whole(last.step * factor)
            self.mentions[-1] = replace(last, value=value if factor != 1 else last.value, step=step, unit=unit)

    def _spoken(self, start: int) -> None:
        """Whatever a number word opens at ``start``."""
        found = self.grammar.words.match(self.text, start)
        if found is None:
            return None
        if found.lastgroup == "ordinal":
            return self._ordinal(start, found.end())
        if found.lastgroup == "half":
            return self._half(start, found.end())
        return self._words(start, found.end())

    def _words(self, start: int, end: int) -> None:
        """Spelled numbers, ones and halves: a figure from two on, or as a fraction or with a multiplier."""
        text, grammar = self.text, self.grammar
        spoken = text[start:end]
        side = beside(text, start, end) if start and text[start - 1] not in CLEAR else False
        if isinstance(side, Refusal):
            return None
        numerals = grammar.language.numerals
        if heard(spoken) in grammar.half_of:
            number: Decimal = Decimal("0.5")
        else:
            read = (1, len(spoken)) if spoken.lower() in numerals.one else grammar.spelled.read(spoken)
            if read is None:
                return None
            number, end = Decimal(read[0]), start + read[1]
            part = fraction_after(grammar, text, end, read[0], spoken[: read[1]])
            if part is not None:
                return self._add(start, start, part[2], part[0], part[1], PERCENT, "fraction")
        measure = measure_after(grammar, text, end)
        scaled = measure is not None and measure[0] != 1
        if number < 2 and not scaled:
            return None
        if measure is None and text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
            return None
        following = _NEXT.match(text, end)
        step = Decimal(1000) if number % 1000 == 0 and number else _ONE
        if number < 1:
            step = Decimal("0.5")
        return self._figure(
            start, end, number, step, "words", measure, False, (following[1] or "") if following else ""
        )

    def _half(self, start: int, end: int) -> None:
        if is_half(self.grammar, self.text, end, words_before(self.text, start)):
            self._add(start, start, end, Decimal(50), Decimal(2), PERCENT, "fraction")

    def _ordinal(self, start: int, end: int) -> None:
        last = rank_after(self.grammar, self.text, start, end)
        if last is not None:
            rank = Decimal(self.grammar.ordinals[heard(self.text[start:end])])
            self._add(start, start, last, rank, _ONE, _RANK, "ordinal")

    def _rank_in_digits(self, start: int, marked: tuple[int, bool], number: Decimal) -> None:
        if not marked[1]:
            return self._refuse(marked[0])
        return self._add(start, start, marked[0], number, _ONE, _RANK, "ordinal")

    def _add(
        self, start: int, first: int, last: int, value: Decimal, step: Decimal, unit: str, form: str
    ) -> None:
        """A figure whose numeral is complete: only its qualifier is still to be found."""
        found = qualifier_before(self.grammar, self.text, start, self.floor)
        qualifier, begin = found or ("exact", start)
        close = last
        trailing = qualifier_after(self.grammar, self.text, last) if found is None else None
        if trailing is not None:
            qualifier, close = trailing
        self._append(begin, close, first, last, value, step, qualifier, unit, form)
        self.open_range = False

    def _append(
        self,
        start: int,
        end: int,
        first: int,
        last: int,
        value: Decimal,
        step: Decimal,
        qualifier: str,
        unit: str,
        form: str,
    ) -> None:
        mention = NumberMention(
            start, end, first, last, self.text[start:end], value, step, qualifier, unit, form, self.code
        )
        self.mentions.append(mention)
        self.resume = self.floor = end
        self.chain = None


def _whole(value: Decimal) -> Decimal:
    """``value`` without decimals that a multiplier has filled."""
    integral = value.to_integral_value()
    return integral if integral == value else value
