"""A document as passages: sentences with their words, numbers, concepts, places and years.

What a number states lies around it: in its sentence first, then in the sentences before, in the rest of
the block, and in the headings above. Words are read and concepts heard only where a number asks for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

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
LONGEST = 120
"""Words after which a stretch without a full stop is cut."""
PLACE = "@"
"""Places are heard like concepts, under their code with this mark before it."""
WIDE = "~"
"""Marks a place that is only alluded to: "national", "in the region"."""


class Sentence:
    """One sentence: its words folded, where each starts, what is heard in it, and its numbers."""

    def __init__(self, text: str, start: int, lexicon: Lexicon, mentions: list[NumberMention], place: int = 0) -> None:
        self.text, self.start, self._lexicon = text, start, lexicon
        self.place = place
        """Which sentence of its block it is."""
        self.mentions = mentions
        """Numbers, their offsets counted in the document."""

    @cached_property
    def _found(self) -> list[tuple[str, int]]:
        return [(match.group(), match.start()) for match in _WORD.finditer(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """The words, folded."""
        return [_folded(word) for word, _ in self._found]

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word starts in the document."""
        return [self.start + offset for _, offset in self._found]

    @cached_property
    def heard(self) -> list[Heard]:
        """Concepts and places."""
        return self._lexicon.hear(self.words)

    @cached_property
    def places(self) -> list[int]:
        """For each number the index of its first word."""
        last = len(self.words) - 1
        return [min(bisect_left(self.offsets, mention.number_start), last) for mention in self.mentions]

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Years with the index of their word."""
        return [(int(word), i) for i, word in enumerate(self.words) if _YEAR.match(word)]

    @cached_property
    def names(self) -> frozenset[int]:
        """Words written with a capital inside the sentence: names of somebody or something."""
        return frozenset(
            i
            for i, (word, _) in enumerate(self._found)
            if i and word[0].isupper() and len(word) > 2 and not word.isupper()
        )

    @cached_property
    def clauses(self) -> list[int]:
        """For each word the number of its clause: commas, brackets and dashes divide."""
        numbers, clause, end = [], 0, 0
        for word, start in self._found:
            # a mark inside a number ("12,6") stands between two words too, but without a space
            if start - end > 1 and _CLAUSE.search(self.text, end, start):
                clause += 1
            numbers.append(clause)
            end = start + len(word)
        return numbers


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
    above: tuple[Sentence, ...] = ()
    for segment in document.segments:
        if segment.kind == "footnote":
            continue
        text = document.text[segment.start : segment.end]
        sentences = _sentences(text, segment.start, language, lexicon)
        if not sentences:
            continue
        if segment.kind == "heading":
            headings = [(level, s) for level, s in headings if level < segment.level]
            yield Block(segment.kind, sentences, tuple(s for _, s in reversed(headings)), finished=True)
            headings.append((segment.level, sentences[0]))
            above = tuple(s for _, s in reversed(headings))
            continue
        finished = segment.kind != "paragraph" or text.rstrip(" *_\n").endswith((".", "!", "?"))
        yield Block(segment.kind, sentences, above, finished)


def _sentences(text: str, start: int, language: Language, lexicon: Lexicon) -> list[Sentence]:
    mentions = sorted(find_numbers(text, language), key=lambda mention: mention.start)
    plain = _MARKUP.sub(lambda found: " " * len(found.group()), text) if "<" in text else text
    ends = _ROW_END if "\t" in text else _SENTENCE_END
    cut, position = 0, 0
    sentences: list[Sentence] = []
    bounds: list[tuple[int, int]] = []
    starts = [mention.start for mention in mentions]
    for end in ends.finditer(plain):
        before = bisect_left(starts, end.end()) - 1
        if before < 0 or mentions[before].end <= end.start():
            bounds.append((cut, end.start()))
            cut = end.end()
    bounds.append((cut, len(text)))
    for low, high in (piece for bound in bounds for piece in _pieces(plain, *bound, mentions)):
        if not _WORD.search(plain, low, high):
            continue
        own: list[NumberMention] = []
        while position < len(mentions) and mentions[position].start < high:
            own.append(_moved(mentions[position], start))
            position += 1
        sentences.append(Sentence(plain[low:high], low + start, lexicon, own, len(sentences)))
    return sentences


def _pieces(text: str, low: int, high: int, mentions: list[NumberMention]) -> Iterator[tuple[int, int]]:
    """A stretch without a full stop in pieces of at most ``LONGEST`` words, none cutting a number.

    Whoever writes longer has written a list; without a bound its cost would grow faster than its length.
    """
    cut = low
    if high - low > LONGEST * 2:
        starts = [mention.start for mention in mentions]
        for count, word in enumerate(_WORD.finditer(text, low, high), start=1):
            if count % LONGEST:
                continue
            at = word.start()
            index = bisect_left(starts, at) - 1
            if index >= 0 and mentions[index].end > at:
                at = starts[index]
            if at > cut:
                yield cut, at
                cut = at
    yield cut, high


def _moved(mention: NumberMention, by: int) -> NumberMention:
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        number_start=mention.number_start + by,
        number_end=mention.number_end + by,
    )
