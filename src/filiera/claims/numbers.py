"""Numbers in running text: value, unit, qualifier and place of every figure, and of nothing else.

Years, footnote marks, headings, addresses, dates, codes and references are no figures.
"""

from __future__ import annotations

import re
from decimal import Decimal

from filiera.claims.number_context import CLEAR, PHONE_CHAIN, Refusal, ahead, beside, line_opening
from filiera.claims.number_digits import read_digits
from filiera.claims.number_figures import ONE, RANK, Figures, NumberMention
from filiera.claims.number_grammar import grammar_of
from filiera.claims.number_measure import measure_after, words_before
from filiera.claims.number_parts import PERCENT, fraction_after, is_half, rank_after, rank_mark
from filiera.claims.number_spelling import GAP, heard
from filiera.vocabulary.language import Language, detect_language

__all__ = ["NumberMention", "detect_language", "find_numbers"]

_NEXT = re.compile(rf"{GAP}-?([^\W\d_]+|[%€+])?")
_LONGEST = 24
"""A longer run of digits is a code and no figure."""
_STEPS = [Decimal(1).scaleb(-places) for places in range(_LONGEST)]


def find_numbers(text: str, language: Language) -> list[NumberMention]:
    """All figures of ``text``, in order."""
    return _Reader(text, grammar_of(language)).read()


class _Reader(Figures):
    """One pass over a text."""

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
            measure = measure_after(self.grammar, text, end) if skipped else None
            # A unit in capitals is no title: ``1.2 PPS``.
            if skipped and not (measure and measure[2]):
                return self._refuse(skipped)
        read = read_digits(text[start:end], self.mark) if end - start < _LONGEST else None
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
        """Whether a number belongs to the refused one before it: "pp. 4-6", "2023-24"."""
        assert self.chain is not None
        between = self.text[self.refused : start]
        if self.chain.fullmatch(between) is None or not self.text[start:end].isdigit():
            return False
        if self.chain is PHONE_CHAIN or not between[-1].isspace():
            return True
        # "Tabelle 3 e 4" goes on, "Tabella 3, 262 aziende" does not.
        following = _NEXT.match(self.text, end)
        return end - start <= 3 and not (following and (following[1] or "")[:1].islower())

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
        step = Decimal(1000) if number % 1000 == 0 and number else ONE
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
            self._add(start, start, last, rank, ONE, RANK, "ordinal")

    def _rank_in_digits(self, start: int, marked: tuple[int, bool], number: Decimal) -> None:
        if not marked[1]:
            return self._refuse(marked[0])
        return self._add(start, start, marked[0], number, ONE, RANK, "ordinal")
