"""A document as passages: sentences with their words, numbers, concepts, places and years.

What a number states lies around it: in its sentence first, then in the sentences before, in the rest of
the block, and in the headings above. Each kind of nearness has a weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from filiera.claims.numbers import NumberMention, find_numbers
from filiera.claims.reading import Document
from filiera.vocabulary.folding import fold
from filiera.vocabulary.language import Language
from filiera.vocabulary.lexicon import Heard, Lexicon

_WORD = re.compile(r"[\w&]+", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?;])[*_\s]+(?=[*_«\"“(]*[A-ZÀ-ÖØ-Þ0-9])|\n\s*\n")
_ROW_END = re.compile(r"\n")
"""In a block with tabs each line is a row of a table."""
_MARKUP = re.compile(r"<sup>.*?</sup>|<[^<>\n]{0,200}>", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:](?=[\s*_])|[()]|\s[-–—]\s")
_YEAR = re.compile(r"(19|20)\d\d$")
PLACE = "@"
"""Places are heard like concepts, under their code with this mark before it."""


@dataclass(slots=True)
class Sentence:
    """One sentence: its words folded, where each starts, and what is heard in it."""

    start: int
    end: int
    words: list[str]
    offsets: list[int]
    heard: list[Heard]
    mentions: list[NumberMention] = field(default_factory=list)
    """Numbers, their offsets counted in the document."""
    places: list[int] = field(default_factory=list)
    """For each mention the index of its first word."""
    years: list[tuple[int, int]] = field(default_factory=list)
    """Years with the index of their word."""
    clauses: list[int] = field(default_factory=list)
    """For each word the number of its clause: commas, brackets and dashes divide."""
    names: frozenset[int] = frozenset()
    """Words written with a capital inside the sentence: names of somebody or something."""

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at or after ``offset``."""
        low, high = 0, len(self.offsets)
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


@dataclass(slots=True)
class Block:
    """A paragraph, table row or heading as sentences, under the headings above it."""

    kind: str
    sentences: list[Sentence]
    headings: tuple[Sentence, ...]
    finished: bool
    """Whether it ends as a sentence does: a fragment goes on in the next block."""


_FOLDED: dict[str, str] = {}


def _folded(word: str) -> str:
    known = _FOLDED.get(word)
    if known is None:
        if len(_FOLDED) > 200_000:
            _FOLDED.clear()
        known = _FOLDED[word] = fold(word)
    return known


def blocks_of(document: Document, language: Language, lexicon: Lexicon) -> Iterator[Block]:
    """The blocks of a document that can state a figure; footnotes cannot."""
    headings: list[tuple[int, Sentence]] = []
    for segment in document.segments:
        if segment.kind == "footnote":
            continue
        text = document.text[segment.start : segment.end]
        sentences = list(_sentences(text, segment.start, language, lexicon))
        if not sentences:
            continue
        if segment.kind == "heading":
            headings = [(level, s) for level, s in headings if level < segment.level]
            above = tuple(s for _, s in reversed(headings))
            headings.append((segment.level, sentences[0]))
        else:
            above = tuple(s for _, s in reversed(headings))
        finished = segment.kind != "paragraph" or text.rstrip(" *_\n").endswith((".", "!", "?"))
        yield Block(segment.kind, sentences, above, finished)


def _sentences(text: str, start: int, language: Language, lexicon: Lexicon) -> Iterator[Sentence]:
    mentions = find_numbers(text, language)
    plain = _MARKUP.sub(lambda found: " " * len(found.group()), text)
    ends = _ROW_END if "\t" in text else _SENTENCE_END
    cut = 0
    bounds: list[tuple[int, int]] = []
    for end in ends.finditer(plain):
        if any(m.start < end.end() and m.end > end.start() for m in mentions):
            continue
        bounds.append((cut, end.start()))
        cut = end.end()
    bounds.append((cut, len(text)))
    position = 0
    for low, high in bounds:
        found = [(m.group(), m.start() + low) for m in _WORD.finditer(plain[low:high])]
        if not found:
            continue
        words = [_folded(word) for word, _ in found]
        offsets = [offset + start for _, offset in found]
        sentence = Sentence(low + start, high + start, words, offsets, lexicon.hear(words))
        while position < len(mentions) and mentions[position].start < high:
            mention = mentions[position]
            moved = _moved(mention, start)
            sentence.mentions.append(moved)
            sentence.places.append(min(sentence.word_at(moved.number_start), len(words) - 1))
            position += 1
        sentence.clauses = _clauses(plain, found)
        sentence.names = frozenset(
            i for i, (word, _) in enumerate(found) if i and word[0].isupper() and len(word) > 2 and not word.isupper()
        )
        sentence.years = [(int(w), i) for i, w in enumerate(words) if _YEAR.match(w)]
        yield sentence


def _clauses(text: str, found: list[tuple[str, int]]) -> list[int]:
    numbers, clause, end = [], 0, 0
    for word, start in found:
        # a mark inside a number ("12,6") stands between two words too, but without a space
        if _CLAUSE.search(text[end:start]):
            clause += 1
        numbers.append(clause)
        end = start + len(word)
    return numbers


def _moved(mention: NumberMention, by: int) -> NumberMention:
    return NumberMention(
        start=mention.start + by,
        end=mention.end + by,
        number_start=mention.number_start + by,
        number_end=mention.number_end + by,
        text=mention.text,
        value=mention.value,
        step=mention.step,
        qualifier=mention.qualifier,
        unit=mention.unit,
        form=mention.form,
        language=mention.language,
    )
