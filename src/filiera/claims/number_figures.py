"""Figures in the making: a numeral takes its multiplier, unit, currency and qualifier, or is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from filiera.claims.number_context import DASH_CHAIN, is_year, refers
from filiera.claims.number_grammar import Grammar
from filiera.claims.number_measure import (
    currency_before,
    qualifier_after,
    qualifier_before,
    words_before,
)
from filiera.claims.number_parts import PERCENT

RANK = "rank"
ONE = Decimal(1)


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


class Figures:
    """The figures of a text found so far, and what was refused last."""

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

    def _refuse(self, end: int, chain: re.Pattern[str] | None = None) -> None:
        self.resume = self.refused = end
        self.chain = chain

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
                unit = RANK
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
            self._share(first, number, value / number if number else ONE, unit)
        self._append(begin, close, first, last, value, step, qualifier, unit, form)
        self.open_range = bare and not negative
        return None

    def _is_version(self, start: int, end: int) -> bool:
        """``4.0`` behind a name or in a language that writes decimals otherwise is a version."""
        printed = self.text[start:end]
        if end - start != 3 or printed[1:] != ".0":
            return False
        name = self.text[max(0, start - 30) : start].split()[-1:]
        return self.mark != "." or bool(name and name[0].strip('*_("“')[:1].isupper())

    def _closes_rate(self, rate: tuple[str, re.Pattern[str]], start: int, end: int) -> bool:
        """Whether this number is the base of a rate that the last mention opens: "12 per 100.000"."""
        if not self.mentions:
            return False
        last = self.mentions[-1]
        if last.unit or start - last.end > 60 or not rate[1].fullmatch(self.text[last.end : start]):
            return False
        self.mentions[-1] = replace(last, end=end, number_end=end, text=self.text[last.start : end], unit=rate[0])
        self.resume = self.floor = end
        return True

    def _share(self, first: int, number: Decimal, factor: Decimal, unit: str) -> None:
        """Give the last mention the unit of the range that this number closes: "2-3 anni"."""
        last = self.mentions[-1]
        if last.value <= number and self.grammar.range_link.fullmatch(self.text[last.end : first]):
            value, step = _whole(last.value * factor), _whole(last.step * factor)
            self.mentions[-1] = replace(last, value=value if factor != 1 else last.value, step=step, unit=unit)

    def _add(self, start: int, first: int, last: int, value: Decimal, step: Decimal, unit: str, form: str) -> None:
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
