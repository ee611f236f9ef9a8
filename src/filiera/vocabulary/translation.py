"""Messages of the engine in the reader's language (gettext); a language without a catalogue reads English."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

DOMAIN = "filiera"
LOCALE = Path(__file__).resolve().parents[1] / "locale"


@cache
def translation(language: str) -> gettext.NullTranslations:
    """The catalogue of ``language``, or one that returns every message as it is."""
    return gettext.translation(DOMAIN, LOCALE, languages=[language], fallback=True)


def translate(message: str, language: str) -> str:
    """``message`` in ``language``."""
    return translation(language).gettext(message) if message else ""


def translate_count(one: str, several: str, n: int, language: str) -> str:
    """The form that ``language`` uses for ``n`` of something: a template, not yet filled in."""
    return translation(language).ngettext(one, several, n)
