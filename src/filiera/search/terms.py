"""Words as the index holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from filiera.vocabulary.folding import fold

LONGEST = 64
"""Letters of a word that count; more are no word."""
_WORD = re.compile(r"[\w&]+")
_AMPERSANDS = re.compile(r"^&+|&+$")


class Term(NamedTuple):
    """A word in a text: as it is compared, and where it stands."""

    form: str
    start: int
    end: int


def terms(text: str) -> Iterator[Term]:
    """The words of a text with their places. The text is taken as ``composed`` gives it."""
    for found in _WORD.finditer(text):
        word = found[0]
        # A letter may fold into several words or none ("½", "™").
        for form in [word.lower()] if word.isascii() else _WORD.findall(fold(word)):
            if _AMPERSANDS.sub("", form):
                yield Term(form[:LONGEST], found.start(), found.end())


def forms(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return [term.form for term in terms(text)]


def composed(text: str) -> str:
    """The text with letters and their accents as one character each."""
    return unicodedata.normalize("NFC", text)
