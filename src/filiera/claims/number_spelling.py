"""Phrases as patterns: case does not matter, accents and emphasis marks need not be there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from filiera.vocabulary.folding import fold

SPACE = r"[ \u00a0\u202f\u2009*_]*"
"""Blanks and emphasis marks within a line; a tab is a table's border and no blank."""
GAP = rf"{SPACE}(?:\r?\n(?!\s*\n)[ *_]*)?"
"""What may stand between a number and the word that belongs to it: one line break at most."""
BETWEEN = r"[\s*_]{1,8}"
"""What separates the words of a phrase."""
NO_LETTER_AFTER = r"(?![^\W\d_])"
NOTHING_AFTER = r"(?![^\W_])"
NOTHING_BEFORE = r"(?<![^\W_])"

_LOOSE_APOSTROPHE = re.compile(r"'(?= |\Z)")
_EMPHASIS = re.compile(r"[*_\s]+")


@lru_cache(maxsize=8192)
def heard(text: str) -> str:
    """A phrase as it is looked up: folded, emphasis and runs of blanks as one blank."""
    # Case-blind patterns take a dotless i for an i; an apostrophe may stand for an accent.
    return _LOOSE_APOSTROPHE.sub("", _EMPHASIS.sub(" ", fold(text).replace("ı", "i")).strip())


def pattern_of(phrase: str) -> str:
    """A pattern for one phrase; an accent may be absent, combining, or typed as an apostrophe."""
    parts = []
    for place, char in enumerate(phrase):
        base = unicodedata.normalize("NFD", char)[0]
        if char == " ":
            parts.append(BETWEEN)
        elif char in "'’":
            parts.append("['’]")
        elif base != char:
            apostrophe = "['’]?" if phrase[place + 1 : place + 2] in ("", " ") else ""
            parts.append(rf"(?:{char}|{base}[\u0300-\u036f]?{apostrophe})")
        else:
            parts.append(re.escape(char))
    return "".join(parts)


def any_of(phrases: Iterable[str], *, after: str = NOTHING_AFTER) -> str:
    """An alternation of phrases, the longest first; ``after`` guards those that end in a letter."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return "(?!)"
    branches = "|".join(pattern_of(p) + (after if p[-1].isalnum() else "") for p in ordered)
    return f"(?:{branches})"


def gate(phrases: Iterable[str], *, part: Literal["first", "last", "telling"] = "first") -> frozenset[str]:
    """One word of each phrase in every spelling: a cheap test before a pattern is tried."""
    words: set[str] = set()
    for phrase in phrases:
        parts = phrase.lower().split()
        if part == "telling":
            # "more" of "more than": a sign, or else the longest word, which other phrases share least.
            word = max(parts, key=lambda word: (not word[0].isalnum(), len(word)))
        else:
            word = parts[0 if part == "first" else -1]
        for form in (word, fold(word), unicodedata.normalize("NFD", word)):
            words |= {form, form.strip("'’.")}
            if part == "first":
                words.update(re.findall(r"[^\W\d_]+", form)[:1])
    return frozenset(words - {""})
