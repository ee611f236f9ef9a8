"""Names and values of a comparison of regions, as they are written."""

from __future__ import annotations

from decimal import Decimal

from filiera.services.similar_regions import Region
from filiera.vocabulary.language import available_languages, load_language
from filiera.vocabulary.render import format_number, render_value

_DIGITS = {"percent": 1, "PPS_per_person": -2, "EUR_per_person": -2, "per_100000": 0, "count": 0, "years": 1}
"""Decimals that are written; below 0, to tens and hundreds, as these figures are published."""

_SMALL = 10
"""Percentages below it are published with one more."""


def written(value: float, unit: str, language: str, *, bare: bool = False) -> str:
    """A value with its unit, to as many digits as such figures are published with."""
    number = rounded(value, unit)
    spoken = load_language(language if language in available_languages() else "en")
    return format_number(number, spoken) if bare else render_value(number, unit, "", spoken)


def rounded(value: float, unit: str) -> Decimal:
    """A value to as many digits as such figures are published with."""
    digits = _DIGITS.get(unit, 2)
    if unit == "percent" and abs(value) < _SMALL:
        digits += 1
    number = Decimal(str(round(value, digits)))
    return number.quantize(Decimal(1)) if digits <= 0 else number.quantize(Decimal(1).scaleb(-digits))


def plain(number: Decimal, language: str) -> str:
    """A number with the language's marks."""
    return format_number(number, load_language(language if language in available_languages() else "en"))


def name(region: Region, language: str) -> str:
    """A region's name; its code where nobody whom we hold names it."""
    return region.names.get(language) or region.names.get("en") or region.code
