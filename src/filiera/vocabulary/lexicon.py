"""Concepts found in text: phrases matched token by token, without regard to case and accents.

A phrase is a sequence of words; a word ending in ``*`` matches every word that begins so. A phrase that
lies wholly inside a longer one ("hospital" in "research hospital") is heard, but marked as inner: it is
not what the text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from filiera.vocabulary.folding import fold


class HasPhrases(Protocol):
    """Anything with an id and words per language."""

    @property
    def id(self) -> str: ...
    @property
    def phrases(self) -> dict[str, list[str]]: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """A concept heard in a text: between which tokens (end exclusive)."""

    concept: str
    start: int
    end: int
    inner: bool = False


class Lexicon:
    """The phrases of one language, ready to be found."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """``phrases``: pairs of concept id and phrase."""
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._longest_stem = 0
        self._by_first: dict[int, list[tuple[tuple[int, ...], str]]] = {}
        self._patterns: dict[str, int] = {}
        self._cache: dict[str, frozenset[int]] = {}
        for concept, phrase in phrases:
            words = tuple(self._pattern(word) for word in phrase_words(phrase))
            if words:
                entry = (words, concept)
                own = self._by_first.setdefault(words[0], [])
                if entry not in own:
                    own.append(entry)

    @classmethod
    def of(cls, concepts: Iterable[HasPhrases], language: str) -> Lexicon:
        """The lexicon of ``language`` from concept records."""
        return cls((c.id, phrase) for c in concepts for phrase in c.phrases.get(language, ()))

    def _pattern(self, word: str) -> int:
        number = self._patterns.setdefault(word, len(self._patterns))
        stem = word.endswith("*")
        table = self._stems if stem else self._exact
        key = word.rstrip("*")
        if stem:
            self._longest_stem = max(self._longest_stem, len(key))
        own = table.setdefault(key, [])
        if number not in own:
            own.append(number)
        return number

    def _matches(self, token: str) -> frozenset[int]:
        found = self._cache.get(token)
        if found is None:
            numbers = list(self._exact.get(token, ()))
            for length in range(1, min(len(token), self._longest_stem) + 1):
                numbers += self._stems.get(token[:length], ())
            found = self._cache[token] = frozenset(numbers)
        return found

    def hear(self, words: list[str]) -> list[Heard]:
        """Concepts in a list of folded words, in order of place."""
        heard: list[Heard] = []
        for start, token in enumerate(words):
            for first in self._matches(token):
                for phrase, concept in self._by_first.get(first, ()):
                    end = start + len(phrase)
                    if end <= len(words) and all(
                        phrase[i] in self._matches(words[start + i]) for i in range(1, len(phrase))
                    ):
                        heard.append(Heard(concept, start, end))
        return [
            Heard(h.concept, h.start, h.end, inner=True) if any(_inside(h, other) for other in heard) else h
            for h in heard
        ]

    def concepts_in(self, text: str) -> set[str]:
        """Ids of all concepts that a text speaks of."""
        return {heard.concept for heard in self.hear(fold_words(text))}


def _inside(inner: Heard, outer: Heard) -> bool:
    """Whether ``inner`` is a shorter phrase within ``outer``."""
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start and inner.end <= outer.end


def fold_words(text: str) -> list[str]:
    """The folded words of a sentence."""
    return _WORD.findall(fold(text))


def phrase_words(phrase: str) -> list[str]:
    """The folded words of a phrase; the ``*`` that ends a stem is kept."""
    return _STARRED.findall(fold(phrase))


_WORD = re.compile(r"[\w&]+", re.UNICODE)
_STARRED = re.compile(r"[\w&]+\*?", re.UNICODE)
