"""Numbers of an impact as a language writes them: no more digits than they can bear."""

from __future__ import annotations

from decimal import Decimal

from filiera.services.what_if import Banded
from filiera.vocabulary.language import available_languages, load_language
from filiera.vocabulary.render import format_number

THOUSAND = 1000


def written(number: float, language: str, digits: int = 1) -> str:
    """A number with so many decimals."""
    spoken = language if language in available_languages() else "en"
    return format_number(Decimal(f"{number:.{digits}f}"), load_language(spoken))


def persons(number: float, language: str) -> str:
    """Jobs, to the nearest person below a thousand and to a hundred above ten thousand."""
    step = 100 if abs(number) >= 10 * THOUSAND else 10 if abs(number) >= THOUSAND else 1
    return written(round(number / step) * step, language, 0)


def banded(result: Banded, language: str, digits: int = 1, *, scale: float = 1.0) -> str:
    """A result with its band; alone where nothing moves it."""
    value, low, high = (written(each / scale, language, digits) for each in (result.value, result.low, result.high))
    return value if low == high else f"{value} ({low}–{high})"


def banded_persons(result: Banded, language: str) -> str:
    """Jobs with their band."""
    value, low, high = (persons(each, language) for each in (result.value, result.low, result.high))
    return value if low == high else f"{value} ({low}–{high})"
