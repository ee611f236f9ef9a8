"""Names taken apart: segments at commas and brackets, words in their common form, acronyms as they are written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from filiera.registry.institution_words import UNHEARD, term
from filiera.vocabulary.folding import fold

LONGEST = 2_000
"""Characters of a name that are read; what follows is an abstract, or noise."""
MOST_TERMS = 160

_PART = re.compile(
    r"(?P<word>[^\W_]+(?:['’][^\W\d_](?![^\W_]))?)|(?P<break>[,;|()\[\]{}\n\t:/\\]|\s[-–—]\s?|\s?[–—]\s)|(?P<dot>\.)"
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ]{3})(?=[A-ZÀ-Þ][a-zß-ÿ])")
_ACRONYM = re.compile(r"(?=.*[^\W\d_].*[^\W\d_])[^\W_]{2,12}")
_SHOUTED = 0.7
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ð": "d",
        "þ": "th",
    }
)
"""Letters that have no mark to take off."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a name that is heard: what it is to the linker, where it stands, how it was written."""

    text: str
    segment: int
    written: str
    shortened: bool
    """It ends with a full stop, so that it may stand for a longer word."""
    capitals: bool
    """Written in capitals where the rest is not: an acronym, perhaps."""


def named(text: str) -> list[Term]:
    """The words of a name in their order; empty where it has none."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_LETTERS)
    text = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", text)
    text = _CAMEL.sub(" ", text)
    letters = [char for char in text if char.isalpha()]
    shouted = len(letters) > 12 and sum(char.isupper() for char in letters) > _SHOUTED * len(letters)
    terms: list[Term] = []
    segment, filled = 0, False
    for part in _PART.finditer(text):
        if part.lastgroup == "break":
            segment, filled = segment + filled, False
        elif part.lastgroup == "word":
            written = part.group()
            heard = _heard(written)
            if heard == UNHEARD:
                continue
            acronym = not shouted and sum(char.isupper() for char in written) * 2 > len(written) > 1
            shortened = text[part.end() : part.end() + 1] == "."
            terms.append(Term(heard, segment, written, shortened, acronym and bool(_ACRONYM.fullmatch(written))))
            filled = True
            if len(terms) == MOST_TERMS:
                break
    return terms


@lru_cache(maxsize=2**17)
def _heard(written: str) -> str:
    return term(fold(written).replace("'", ""))


def terms_of(text: str) -> tuple[str, ...]:
    """Only the words, each in its common form."""
    return tuple(each.text for each in named(text))


def normalised(text: str) -> str:
    """The name as its words in their common form; two names that read alike are equal."""
    return " ".join(each.text for each in named(text))
