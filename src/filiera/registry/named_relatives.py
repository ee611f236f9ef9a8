"""Small registers: a trust and its hospital in one string, each in a segment of its own.

*Trust of the Lake - Hospital of Port* names two: the hospital, and the trust that runs it. Training on labels of one
organisation a string teaches that a parent beside its child is rarely meant; a segment that is nothing but a name says
that it is.
"""

from __future__ import annotations

import numpy as np

from filiera.registry.features import Organisations
from filiera.registry.name_index import NameIndex
from filiera.registry.reading_mentions import Mentions
from filiera.registry.rivals import pairs_of_rivals
from filiera.registry.weighing import Weighed

_FEWEST = 2
"""Words of a segment that may be a name: one alone is a town or a country."""
_OTHERS = 1
"""Words of it that the name need not have: a first name, of which the register has the initial"""
_MOST_OF_IT = 0.5
"""Share of the name's information that the segment must have."""
_AS_GOOD_AS_WHOLE = 0.89
"""Weight of a word from which it is the name's: as it stands, or its initial."""
NONE = -1


class NamedRelatives:
    """Which candidates a segment of the mention names from its first word to its last."""

    def __init__(self, names: NameIndex, organisations: Organisations) -> None:
        self._organisations = organisations
        self._information = names.information
        self._heads = frozenset(number for word, number in names.words.items() if word.startswith("@"))
        owners = np.repeat(np.arange(len(names.first_owner) - 1), np.diff(names.first_owner))
        self._words_of: dict[int, list[frozenset[int]]] = {}
        for name, owner in zip(owners.tolist(), names.owner_of.tolist(), strict=True):
            words = frozenset(names.terms[name][names.terms[name] >= 0].tolist())
            self._words_of.setdefault(owner, []).append(words)

    def segments(self, weighed: Weighed) -> np.ndarray:
        """For each candidate that has a relative among its rivals: the segment that one of its names holds whole.

        ``NONE`` where there is none. Words of towns count as words of the segment; countries stand in their own.
        """
        laid = weighed.candidates
        found = np.full(len(laid.mention), NONE)
        one, _ = self._pairs(weighed)
        read: dict[int, dict[int, list[frozenset[int]]]] = {}
        for candidate in np.unique(one).tolist():
            mention = int(laid.mention[candidate])
            if mention not in read:
                read[mention] = _words_by_segment(weighed.mentions, mention)
            names = self._words_of.get(int(laid.owner[candidate]), [])
            for segment, words in read[mention].items():
                if any(self._holds(name, words) for name in names):
                    found[candidate] = segment
        return found

    def _holds(self, name: frozenset[int], words: list[frozenset[int]]) -> bool:
        """Whether the words are the name's: two or more, one of them no institution word. One more may stand there."""
        known = [heard & name for heard in words if heard & name]
        if len(known) < _FEWEST or len(words) - len(known) > _OTHERS or all(held <= self._heads for held in known):
            return False
        told = sum(self._information[number] for number in frozenset[int]().union(*known))
        return bool(told >= _MOST_OF_IT * sum(self._information[number] for number in name))

    def beside(self, weighed: Weighed, segments: np.ndarray, linked: np.ndarray) -> np.ndarray:
        """For each candidate: whether a segment names it, and another one a relative of it that is linked.

        Args:
            weighed: a batch against the register.
            segments: what ``segments`` gives for it.
            linked: for each candidate, whether it is.
        """
        laid = weighed.candidates
        one, other = self._pairs(weighed)
        possible = (segments[one] != NONE) & linked[other]
        sure = np.zeros(len(segments), bool)
        for candidate, relative in zip(one[possible].tolist(), other[possible].tolist(), strict=True):
            start = weighed.mentions.at[laid.mention[relative]]
            over = weighed.mentions.segment[start + laid.low[relative] : start + laid.high[relative] + 1]
            sure[candidate] |= bool(np.bincount(over).argmax() != segments[candidate])
        return sure

    def _pairs(self, weighed: Weighed) -> tuple[np.ndarray, np.ndarray]:
        """Candidates of one mention of which the one runs the other, each way."""
        laid = weighed.candidates
        one, other = pairs_of_rivals(laid)
        is_parent = self._organisations.is_parent
        related = is_parent(laid.owner[one], laid.owner[other]) | is_parent(laid.owner[other], laid.owner[one])
        return one[related], other[related]


def _words_by_segment(mentions: Mentions, mention: int) -> dict[int, list[frozenset[int]]]:
    """Segment → for each of its words, the numbers of the register's words that it may be."""
    first, last = np.searchsorted(mentions.word_mention, [mention, mention + 1])
    heard: dict[int, set[int]] = {}
    for row in range(first, last):
        if mentions.word_weight[row] >= _AS_GOOD_AS_WHOLE:
            heard.setdefault(int(mentions.word_position[row]), set()).add(int(mentions.word_number[row]))
    start = mentions.at[mention]
    found: dict[int, list[frozenset[int]]] = {}
    for position in range(mentions.length[mention]):
        found.setdefault(int(mentions.segment[start + position]), []).append(frozenset(heard.get(position, ())))
    return found
