"""A reader's words as a question to the index: each word with all that may stand for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from filiera.search.heard import Concepts
from filiera.search.spelling import Spelling
from filiera.search.terms import composed, forms
from filiera.vocabulary.lexicon import Heard

LONGEST = 400
MOST_WORDS = 16
_LEAVE_ONE_OUT = 8


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question, and the words of the index that stand for it."""

    form: str
    others: tuple[str, ...] = ()
    """The same word with other endings, or what was probably meant."""
    beginning: bool = False
    """Any word that begins so stands for it."""
    known: bool = True
    meant: tuple[str, ...] = ()
    """For an unknown word: what it was taken for."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """All words that stand for it."""
        return tuple(dict.fromkeys((self.form, *self.others)))


@dataclass(frozen=True, slots=True)
class Group:
    """Words of the question that together say one thing, and the concepts that say the same."""

    words: tuple[Word, ...]
    concepts: tuple[int, ...] = ()

    def expression(self) -> str:
        """The group as FTS5 reads it."""
        said = " AND ".join(_any(_quoted(word)) for word in self.words)
        meant = [f'"#{number}"' for number in self.concepts]
        return _any([f"({said})" if meant else said, *meant])


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it was understood."""

    groups: tuple[Group, ...]
    shortened: bool = False
    """There were more words than are used."""
    concepts: frozenset[str] = field(default_factory=frozenset)

    @property
    def words(self) -> list[Word]:
        """All words, in order."""
        return [word for group in self.groups for word in group.words]

    def all(self) -> str:
        """Entries that have every group."""
        return " AND ".join(f"({group.expression()})" for group in self.groups)

    def all_but_one(self) -> str:
        """Entries that lack one group at most; as ``any`` where there are too few or too many to leave one out."""
        if not 2 < len(self.groups) <= _LEAVE_ONE_OUT:
            return self.any()
        said = [f"({group.expression()})" for group in self.groups]
        return " OR ".join(f"({' AND '.join(said[:i] + said[i + 1 :])})" for i in range(len(said)))

    def any(self) -> str:
        """Entries that have at least one."""
        return " OR ".join(f"({group.expression()})" for group in self.groups)


@dataclass(frozen=True, slots=True)
class Reader:
    """Understands questions to one index."""

    spelling: Spelling
    concepts: Concepts
    small_words: Collection[str] = ()
    """Articles, prepositions: left out where other words remain."""

    def read(self, text: str) -> Question:
        """The question that a text asks."""
        said = forms(composed(text[:LONGEST]))
        shortened = len(text) > LONGEST or len(said) > MOST_WORDS
        said = said[:MOST_WORDS]
        telling = [form for form in said if form not in self.small_words] or said
        known = self.spelling.known(said)
        heard = self.concepts.hear(said)
        covered = {place for h in heard for place in range(h.start, h.end)}
        words: list[Word] = []
        for place, form in enumerate(said):
            whole = place in covered
            if form in telling or whole:
                words += self._words(form, known.get(form, 0) > 0 or whole)
        # Heard again: a word that was put right may say what its slip did not.
        heard = self.concepts.hear([word.meant[0] if word.meant else word.form for word in words])
        return Question(
            tuple(self._groups(words, heard)),
            shortened,
            frozenset(self.concepts.meant(h.concept for h in heard)),
        )

    def widened(self, question: Question) -> Question:
        """The same question where each word may also have been a slip for another, or be half of one."""
        words = [
            replace(w, others=(*w.others, *(n.form for n in self.spelling.near(w.form, 1)))) for w in question.words
        ]
        heard = self.concepts.hear([word.form for word in words])
        groups = tuple(self._groups(words, heard))
        joined = self._joined(words)
        return replace(question, groups=joined or groups)

    def _words(self, form: str, known: bool) -> list[Word]:
        if known:
            return [Word(form, tuple(self.spelling.endings(form)))]
        if self.spelling.beginning(form):
            return [Word(form, beginning=True)]
        near = tuple(n.form for n in self.spelling.near(form))
        if not near and (halves := self.spelling.halves(form)):
            return [Word(half, tuple(self.spelling.endings(half))) for half in halves]
        if near:
            return [Word(form, near, known=False, meant=near)]
        return [Word(form, tuple(self.spelling.containing(form)), known=False)]

    def _groups(self, words: list[Word], heard: list[Heard]) -> Iterable[Group]:
        """Words that name a concept together; the longest name counts."""
        spans: dict[tuple[int, int], set[str]] = {}
        for found in heard:
            if not found.inner:
                spans.setdefault((found.start, found.end), set()).add(found.concept)
        place = 0
        while place < len(words):
            end = max((end for start, end in spans if start == place), default=place + 1)
            numbers = sorted(self.concepts.numbers[name] for name in spans.get((place, end), ()))
            inside = [w for w in words[place:end] if w.form not in self.small_words] or words[place:end]
            yield Group(tuple(inside), tuple(numbers))
            place = end

    def _joined(self, words: list[Word]) -> tuple[Group, ...]:
        """Two words that the index writes as one (poli clinico), the first such pair."""
        pairs = [one.form + other.form for one, other in pairwise(words)]
        known = self.spelling.known(pairs) if pairs else {}
        for place, pair in enumerate(pairs):
            if known.get(pair):
                whole = [*words[:place], Word(pair, tuple(self.spelling.endings(pair))), *words[place + 2 :]]
                return tuple(self._groups(whole, self.concepts.hear([word.form for word in whole])))
        return ()


def _quoted(word: Word) -> list[str]:
    # Words hold letters, digits, _ and & alone: nothing in them can end the quotation.
    return [f'"{form}"' for form in word.accepted] + ([f'"{word.form}" *'] if word.beginning else [])


def _any(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"
