"""Which words of a text answer the question, and the part of it worth showing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from filiera.search.heard import Concepts
from filiera.search.question import Question
from filiera.search.terms import terms

_SHOWN = 240
_BEFORE = 60


class Part(NamedTuple):
    """A piece of text; ``found`` where it answers the question."""

    text: str
    found: bool


class Marker:
    """Marks texts for one question."""

    def __init__(self, question: Question, concepts: Concepts) -> None:
        self._forms = {form for word in question.words for form in word.accepted}
        self._beginnings = tuple(word.form for word in question.words if word.beginning)
        self._asked = question.concepts
        self._concepts = concepts

    def marked(self, text: str, language: str) -> tuple[Part, ...]:
        """The whole text in parts."""
        return tuple(_parts(text, self._spans(text, language), 0, len(text)))

    def excerpt(self, text: str, language: str) -> tuple[Part, ...]:
        """The part of a text around the first word that answers; its beginning where none does."""
        spans = self._spans(text, language)
        if len(text) <= _SHOWN:
            return tuple(_parts(text, spans, 0, len(text)))
        start = max(0, spans[0][0] - _BEFORE) if spans else 0
        start = 0 if start < _BEFORE else text.find(" ", start) + 1
        end = text.rfind(" ", start + _SHOWN // 2, start + _SHOWN) if start + _SHOWN < len(text) else len(text)
        end = end if end > start else min(len(text), start + _SHOWN)
        parts = _parts(text, [(a, b) for a, b in spans if a >= start and b <= end], start, end)
        return (
            *([Part("… ", False)] if start else []),
            *parts,
            *([Part(" …", False)] if end < len(text) else []),
        )

    def _spans(self, text: str, language: str) -> list[tuple[int, int]]:
        words = list(terms(text))
        hit = {i for i, w in enumerate(words) if w.form in self._forms or w.form.startswith(self._beginnings)}
        if self._asked:
            for heard in self._concepts.hear([word.form for word in words], language):
                if heard.concept in self._asked:
                    hit.update(range(heard.start, heard.end))
        return _joined(text, ((words[i].start, words[i].end) for i in sorted(hit)))


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words that follow each other as one span."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and (start <= found[-1][1] or text[found[-1][1] : start].isspace()):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _parts(text: str, spans: list[tuple[int, int]], start: int, end: int) -> Iterable[Part]:
    place = start
    for first, last in spans:
        if first > place:
            yield Part(text[place:first], False)
        yield Part(text[first:last], True)
        place = last
    if place < end:
        yield Part(text[place:end], False)
