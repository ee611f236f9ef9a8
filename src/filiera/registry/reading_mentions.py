"""Names of a batch as arrays: words, places and capitals, by mention and position."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from filiera.registry.gazetteer import Found, Gazetteer
from filiera.registry.institution_words import HEADS, KINDS_OF_HEAD
from filiera.registry.institution_words import term as common_form
from filiera.registry.name_index import NameIndex, acronym
from filiera.registry.names import Term, named, terms_of
from filiera.registry.spelling import Spelling
from filiera.vocabulary.folding import fold

_UNKNOWN_INFORMATION = 9.0
_NUMBER_INFORMATION = 1.0


class Mentions:
    """What is read of a batch of names; all arrays are in the order of the mentions."""

    def __init__(
        self,
        names: Sequence[str],
        beside: Sequence[tuple[str | None, str | None]],
        index: NameIndex,
        places: Gazetteer,
        spelling: Spelling,
    ) -> None:
        self.terms = [named(name) for name in names]
        self._index = index
        self._read_words(spelling)
        self._read_positions()
        self._read_places(beside, places)
        self._read_acronyms()

    def _read_words(self, spelling: Spelling) -> None:
        """``word_*``: mention, position, number in the register's words, weight (1 where it stands as it is)."""
        words = self._index.words
        unknown = [t.text for terms in self.terms for t in terms if t.text not in words]
        nearest = spelling.nearest(unknown)
        rows: list[tuple[int, int, int, float]] = []
        for mention, terms in enumerate(self.terms):
            for position, term in enumerate(terms):
                number = words.get(term.text)
                if number is not None:
                    rows.append((mention, position, number, 1.0))
                else:
                    rows.extend((mention, position, near, weight) for near, weight in nearest.get(term.text, ()))
                    rows.extend((mention, position, n, w) for n, w in _split(term, words))
                initial = words.get(term.text[0]) if len(term.text) > 2 and term.written[0].isupper() else None
                if initial is not None:
                    rows.append((mention, position, initial, 0.9))
                last = position + 1 == len(terms)
                if (term.shortened or (last and number is None)) and not term.text.startswith("@"):
                    rows.extend((mention, position, n, w) for n, w in spelling.longer(term.text))
                if position and terms[position - 1].segment == term.segment:
                    joined = common_form(fold(terms[position - 1].written + term.written))
                    if len(joined) > 5 and (number := words.get(joined)) is not None:
                        rows.append((mention, position, number, 0.9))
        table = np.array(rows, float).reshape(-1, 4)
        self.word_mention = table[:, 0].astype(np.int64)
        self.word_position = table[:, 1].astype(np.int32)
        self.word_number = table[:, 2].astype(np.int64)
        self.word_weight = table[:, 3].astype(np.float32)

    def _read_positions(self) -> None:
        """``at[m] + position`` leads into ``segment``, ``information`` and ``head``."""
        lengths = [len(terms) for terms in self.terms]
        self.length = np.array(lengths, np.int32)
        self.at = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        words, known = self._index.words, self._index.information
        information = []
        segment = []
        for terms in self.terms:
            for term in terms:
                number = words.get(term.text)
                digits = sum(char.isdigit() for char in term.text)
                information.append(
                    float(known[number])
                    if number is not None
                    else _NUMBER_INFORMATION
                    if digits > 1
                    else _UNKNOWN_INFORMATION
                )
                segment.append(term.segment)
        self.information = np.array(information, np.float32)
        self.segment = np.array(segment, np.int32)
        self.head = np.array([HEADS.get(term.text, 0) for terms in self.terms for term in terms], np.int8)
        of_each_kind = self.head[:, None] == np.arange(1, len(KINDS_OF_HEAD) + 1)
        self.heads_so_far = np.concatenate(
            [np.zeros((1, len(KINDS_OF_HEAD)), np.int32), np.cumsum(of_each_kind, axis=0)]
        )
        self.written = [[term.written.lower() for term in terms] for terms in self.terms]

    def _read_places(self, beside: Sequence[tuple[str | None, str | None]], places: Gazetteer) -> None:
        """``place_*``: every place that a mention names, or that stands beside it; ``is_place`` by position.

        ``city_beside``: the words of the city that stands beside each, known to the register or not.
        """
        self.city_beside = [frozenset(terms_of(city)) if city else frozenset() for city, _ in beside]
        found: list[tuple[int, Found]] = []
        self.is_place = np.zeros(len(self.information), bool)
        for mention, terms in enumerate(self.terms):
            for each in places.found_in(terms):
                found.append((mention, each))
                self.is_place[self.at[mention] + each.start : self.at[mention] + each.end + 1] = True
            if given := places.given(*beside[mention]):
                found.append((mention, given))
        table = np.array([(mention, *each) for mention, each in found], np.int64).reshape(-1, 5)
        self.place_mention, self.place_start, self.place_end, self.place, self.place_country = table.T
        self.first_place = np.searchsorted(self.place_mention, np.arange(len(self.terms) + 1))

    def _read_acronyms(self) -> None:
        """``acronym_*``: mention, position, and the organisation that bears it."""
        rows: list[tuple[int, int, int, int]] = []
        for mention, terms in enumerate(self.terms):
            for position, term in enumerate(terms):
                if term.capitals:
                    who = self._index.acronyms.get(acronym(term.written))
                    if who is not None and len(who) <= _MOST_OF_ONE_ACRONYM:
                        rows.extend((mention, position, int(owner), len(who)) for owner in who)
        table = np.array(rows, np.int64).reshape(-1, 4)
        self.acronym_mention, self.acronym_position, self.acronym_owner, self.acronym_owners = table.T


_MOST_OF_ONE_ACRONYM = 25


def _split(term: Term, words: dict[str, int]) -> list[tuple[int, float]]:
    """An unknown word that is two known ones, run together."""
    written = fold(term.written)
    if not 8 <= len(written) <= 30:
        return []
    for cut in range(4, len(written) - 3):
        left, right = words.get(common_form(written[:cut])), words.get(common_form(written[cut:]))
        if left is not None and right is not None:
            return [(left, 0.8), (right, 0.8)]
    return []
