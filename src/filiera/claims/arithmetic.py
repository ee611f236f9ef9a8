"""A finding's arithmetic as one readable line in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from filiera.claims.finding import Amount, Message, Name, Parameter, Span, Terms
from filiera.pack import Pack
from filiera.vocabulary.language import Language
from filiera.vocabulary.render import format_number, render_value
from filiera.vocabulary.translation import translate
from filiera.vocabulary.units import load_units

Resolve = Callable[[Name, str], str]


def render(message: Message, language: Language, resolve: Resolve) -> str:
    """The message's sentence with every number, interval and name as ``language`` writes them."""
    words = {key: _word(value, language, resolve) for key, value in message.parameters.items()}
    return translate(message.template, language.code).format(**words)


def _word(value: Parameter, language: Language, resolve: Resolve) -> str:
    if isinstance(value, Amount):
        return render_value(rounded(value.value, value.digits), value.unit, value.qualifier, language)
    if isinstance(value, Span):
        return _span(value, language)
    if isinstance(value, Name):
        return resolve(value, language.code)
    if isinstance(value, Terms):
        return value.join.join(format_number(number, language) for number in value.values)
    return str(value)


def _span(span: Span, language: Language) -> str:
    """An interval in the unit's own scale, with the digits at which its ends first differ."""
    factor = Fraction(load_units()[span.unit].factor)
    low = None if span.interval.low is None else span.interval.low / factor
    high = None if span.interval.high is None else span.interval.high / factor
    digits = span.digits
    if low is not None and high is not None:
        while digits < 6 and low != high and rounded(low, digits) == rounded(high, digits):
            digits += 1
        first = format_number(rounded(low, digits), language)
        return f"{first}–{render_value(rounded(high, digits), span.unit, 'exact', language)}"
    if low is not None:
        return render_value(rounded(low, digits), span.unit, "at_least", language)
    return render_value(rounded(high or Fraction(0), digits), span.unit, "up_to", language)


def rounded(value: Decimal | Fraction, digits: int | None) -> Decimal:
    """``value`` to ``digits`` decimals, half to even; whole numbers above a thousand need no decimals."""
    if isinstance(value, Decimal) and digits is None:
        return value
    exact = Fraction(value)
    places = 0 if digits is None or (abs(exact) >= 1000 and exact.denominator != 1) else digits
    if exact.denominator == 1 and digits is None:
        return Decimal(exact.numerator)
    return Decimal(round(exact * 10**places)).scaleb(-places)


def resolver(pack: Pack) -> Resolve:
    """Names of a pack's records in a language (English, then any, where it has none)."""

    def resolve(name: Name, language: str) -> str:
        text = _text(pack, name)
        return text.get(language) or text.get("en") or next(iter(text.values()), name.id)

    return resolve


def _text(pack: Pack, name: Name) -> dict[str, str]:
    match name.kind:
        case "indicator" if name.id in pack.indicators:
            return pack.indicators[name.id].label
        case "territory" if name.id in pack.territories:
            return pack.territories[name.id].names
        case "kind" if name.id in pack.kinds:
            return pack.kinds[name.id].plural
        case "work" if name.id in pack.works:
            producer = pack.producers[pack.producer_of[name.id]].name
            return {code: f"{producer}, {title}" for code, title in pack.works[name.id].title.items()}
        case "concept" if name.id in pack.concepts:
            concept = pack.concepts[name.id]
            return concept.names or {code: words[0].rstrip("*") for code, words in concept.phrases.items() if words}
        case "section":
            publication, _, section = name.id.partition("/")
            found = [s for s in pack.publications[publication].sections if s.id == section]
            return found[0].title if found else {}
        case _:
            return {}
