"""Words of which names of institutions are made, as data: many forms, in many languages, of few meanings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from filiera.vocabulary.folding import fold

_DATA = Path(__file__).with_name("languages") / "institution_words.yml"
_ENDING = re.compile(r"[aeiouys]{1,3}$")
_TWICE = re.compile(r"(.)\1+")
_SOUNDS = (("ph", "f"), ("th", "t"), ("ch", "c"), ("ck", "c"), ("k", "c"), ("y", "i"))
_SHORTEST_STEM = 5
_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xxiii": "23",
}  # fmt: skip

KINDS_OF_HEAD = ("university", "hospital", "institute", "department")
"""What a body calls itself: four families of institution words."""
HEADS = {
    **dict.fromkeys(("@university", "@college", "@academy", "@polytechnic"), 1),
    **dict.fromkeys(("@hospital", "@clinic"), 2),
    **dict.fromkeys(("@institute", "@centre", "@laboratory", "@foundation", "@museum", "@ministry", "@society"), 3),
    **dict.fromkeys(("@department", "@division", "@section", "@unit", "@faculty", "@school"), 4),
}
"""Meaning → which of them, from one."""
WEAK = "@weak"
"""What stands for a word of little weight."""
UNHEARD = ""
"""What stands for a word that is left out of names."""


def key(word: str) -> str:
    """A folded word without what spelling and inflection vary: ``technologies``, ``tecnologia`` → ``tecnolog``.

    Its own key: ``key(key(word)) == key(word)``.
    """
    if not word.isalpha() or not word.isascii():
        return word
    spelled = ""
    while spelled != word:
        spelled, word = word, _once_shorter(word)
    return word


def _once_shorter(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = _TWICE.sub(r"\1", word)
    ending = _ENDING.search(word)
    return word[: max(ending.start(), _SHORTEST_STEM)] if ending else word


@cache
def meanings() -> dict[str, str]:
    """Key of a word → ``@`` and what it means, or ``UNHEARD``."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    heard = {
        spelled: f"@{meaning}"
        for meaning, words in data["concepts"].items()
        for word in words
        for spelled in (fold(word), key(fold(word)))
    }
    heard |= {fold(word): WEAK for word in data["weak"]}
    return heard | {fold(word): UNHEARD for words in data["unheard"].values() for word in words}


@cache
def term(word: str) -> str:
    """What a folded word is to the linker: its meaning where it is an institution word, else its key."""
    if (number := _ROMAN.get(word)) is not None:
        return number
    known = meanings()
    found = known.get(word)
    if found is None:
        spelled = key(word)
        found = known.get(spelled) or _ROMAN.get(spelled, spelled)
    return found
