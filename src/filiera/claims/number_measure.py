"""What stands around a numeral: multiplier, unit, currency before it, qualifier before or after it."""

from __future__ import annotations

from decimal import Decimal

from filiera.claims.number_context import opening_of_line
from filiera.claims.number_grammar import Grammar
from filiera.claims.number_spelling import heard

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_REACH = 44
_EDGES = "*_(\"“«'’."


def measure_after(grammar: Grammar, text: str, end: int) -> tuple[Decimal, Decimal, str, int] | None:
    """Multiplier, half multiplier to be added ("e mezzo"), unit id, end; ``None`` where nothing follows."""
    found = grammar.tail.match(text, end)
    if found is None:
        return None
    word = found["multiplier"] or found["glued"] or found["currency"]
    factor = grammar.multipliers[heard(word)] if word else _ONE
    unit = found["unit"] or found["bare"]
    half = factor * _HALF if found["half"] else Decimal(0)
    return factor, half, grammar.units[heard(unit)] if unit else "", found.end()


def currency_before(grammar: Grammar, text: str, start: int, floor: int) -> tuple[Decimal, str, int] | None:
    """Factor, unit id and start of a currency that stands right before the number, not before ``floor``."""
    found = grammar.prefix.search(text, max(floor, start - 8), start)
    if found is None:
        return None
    unit, factor = grammar.prefixes[heard(found["unit"])]
    return factor, unit, found.start()


def qualifier_before(grammar: Grammar, text: str, start: int, floor: int) -> tuple[str, int] | None:
    """The qualifier that ends at ``start``, articles between allowed, and where it begins."""
    found = grammar.qualifier_before.search(text, max(floor, start - _REACH), start)
    if found is None:
        return None
    words = found["words"]
    # ">" at the start of a line quotes, it does not compare.
    if words == ">" and opening_of_line(text, found.start()):
        return None
    return grammar.qualifiers_before[heard(words)], found.start()


def qualifier_after(grammar: Grammar, text: str, end: int) -> tuple[str, int] | None:
    """The qualifier that follows the number, and where it ends."""
    found = grammar.qualifier_after.match(text, end)
    return (grammar.qualifiers_after[heard(found["words"])], found.end()) if found else None


def words_before(text: str, start: int) -> list[str]:
    """The last words before ``start``, lower case, without marks at their edges."""
    return [word.strip(_EDGES) or word for word in text[max(0, start - _REACH) : start].lower().split()[-5:]]
