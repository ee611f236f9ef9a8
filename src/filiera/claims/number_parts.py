"""Fractions and ranks: parts of a whole and places in an order, told from other uses of the same words."""

from __future__ import annotations

import re
from decimal import Decimal

from filiera.claims.number_grammar import Grammar
from filiera.claims.number_spelling import GAP, heard

PERCENT = "percent"
_HUNDRED = Decimal(100)
_ROUND = (10, 100, 1000)
_WORD_AFTER = re.compile(rf"{GAP}([^\W\d_]+)")


def fraction_after(
    grammar: Grammar, text: str, end: int, numerator: int, spoken: str
) -> tuple[Decimal, Decimal, int] | None:
    """Percent, step and end of the fraction whose upper part ends at ``end`` and reads ``spoken``.

    Spoken fractions are loose: the step is two points, or the grain of "4 out of 10".
    """
    found = grammar.fraction.match(text, end)
    if found is None:
        return None
    one = heard(spoken) in {heard(word) for word in grammar.language.fractions.one}
    if found["parts"]:
        denominator = grammar.denominators[heard(found["parts"])]
        if not (one or numerator > 1) or (one and not _whole_follows(grammar, text, found.end())):
            return None
    else:
        denominator = _denominator(grammar, found)
        noun, link = found["noun"], heard(found["of"])
        if denominator in grammar.rate and link in grammar.rate_links:
            return None
        if noun and not (numerator == 1 and not one_is_article(grammar, spoken)) and link not in grammar.noun_between:
            return None
        if noun and heard(noun) in grammar.context.stop:
            return None
        if grammar.tail.match(text, found.end()):
            return None
    if not (0 < numerator < denominator and (denominator <= 10 or denominator in _ROUND)):
        return None
    step = _HUNDRED / denominator if denominator in _ROUND else Decimal(2)
    return _HUNDRED * numerator / denominator, step, found.end()


def one_is_article(grammar: Grammar, spoken: str) -> bool:
    """Whether a word for one is an article only, as "a" in "a rise in two regions"."""
    return not spoken.isdigit() and spoken.lower() not in grammar.language.numerals.units


def _denominator(grammar: Grammar, found: re.Match[str]) -> int:
    if found["whole"]:
        return int(found["whole"])
    return grammar.spelled.value(found["spelled"]) or 0


def _whole_follows(grammar: Grammar, text: str, end: int) -> bool:
    """Whether "a third" is a part: the whole follows, or nothing does ("a third hospital" is none)."""
    following = _WORD_AFTER.match(text, end)
    if following is None:
        return True
    word = heard(following[1])
    return word in grammar.context.of or word in grammar.context.stop


def is_half(grammar: Grammar, text: str, end: int, before: list[str]) -> bool:
    """Whether a word for half is a share and not the middle of a period or an object's part."""
    if before and before[-1] in grammar.context.halves_not_after:
        return False
    return text[end : end + 1] not in ("-", "‑")


def rank_after(grammar: Grammar, text: str, start: int, end: int) -> int | None:
    """End of the rank that the ordinal word at ``start`` gives; ``None`` where it gives none."""
    found = grammar.rank.match(text, end)
    if found is None:
        return None
    if found["place"]:
        return found.end()
    if found["reason"] or found["directly"]:
        return end
    verb = grammar.rank_by_verb.search(text, max(0, start - 30), start)
    return end if verb else None


def rank_mark(grammar: Grammar, text: str, end: int) -> tuple[int, bool] | None:
    """End of the ordinal mark (and word for place) behind digits; whether the ordinal gives a rank."""
    found = grammar.ordinal_mark.match(text, end)
    if found is None:
        return None
    if found["place"]:
        return found.end(), True
    following = _WORD_AFTER.match(text, found.end())
    if following is None:
        return found.end(), True
    words = grammar.context
    if following[1] in words.months_as_written:
        return found.end(), False
    word = heard(following[1])
    if word not in words.stop and word not in words.contest:
        return found.end(), False
    second = _WORD_AFTER.match(text, following.end())
    return found.end(), second is None or second[1] not in words.months_as_written
