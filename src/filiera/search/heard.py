"""The concepts of the packs as synonyms: what a text speaks of, in whichever language's words."""

from __future__ import annotations

from collections.abc import Iterable

from filiera.search.document import Synonyms
from filiera.vocabulary.lexicon import Heard, Lexicon

_REMEMBERED = 20_000


class Concepts:
    """Hears concepts in the words of readers and of documents."""

    def __init__(self, synonyms: Iterable[Synonyms], remembered: float = _REMEMBERED) -> None:
        """``remembered``: about how many words to keep in memory."""
        self._remembered = remembered
        self._synonyms = tuple(synonyms)
        self.numbers = {concept.id: number for number, concept in enumerate(self._synonyms, 1)}
        self._broader = {concept.id: concept.broader for concept in self._synonyms}
        self._lexicons: dict[str, Lexicon] = {}
        self._words = 0

    def hear(self, words: list[str], language: str = "") -> list[Heard]:
        """Concepts in folded words of ``language``; of any language where none is named."""
        # A lexicon remembers each word that it was asked about: readers must not fill the memory with theirs.
        self._words += len(words)
        if self._words > self._remembered:
            self._words = 0
            self._lexicons = {}
        lexicon = self._lexicons.get(language)
        if lexicon is None:
            lexicon = Lexicon(self._phrases(language))
            self._lexicons[language] = lexicon
        return lexicon.hear(words)

    def meant(self, ids: Iterable[str]) -> set[str]:
        """The concepts with all that are broader: a large hospital is a hospital."""
        found: set[str] = set()
        for name in ids:
            while name in self.numbers and name not in found:
                found.add(name)
                name = self._broader[name]
        return found

    def _phrases(self, language: str) -> list[tuple[str, str]]:
        spoken = {code for concept in self._synonyms for code in concept.phrases}
        wanted = {language} if language in spoken else spoken
        return [
            (concept.id, phrase)
            for concept in self._synonyms
            for code, phrases in concept.phrases.items()
            if code in wanted
            for phrase in phrases
        ]
