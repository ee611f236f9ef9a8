"""Small registers: a word that one organisation and its own alone bear says whose it is, where the town agrees.

A hospital is called by the one word that no other has, with whatever stands around it: *Luigi Sacco University
Hospital* for *Ospedale L. Sacco*. In a register of the whole world such a word has many bearers; in a region's it has
one family: an organisation, what it belongs to, and what belongs to it.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from filiera.registry.features import Organisations
from filiera.registry.gazetteer import Gazetteer
from filiera.registry.name_index import NameIndex
from filiera.registry.reading_mentions import Mentions
from filiera.registry.weighing import Weighed
from filiera.registry.word_frequencies import information_in_the_world

_TELLING = 7.5
"""Information in the world of a word that may say by itself whose name it is, in nats: up to thirty bear it."""
_MORE = 1.0
"""Information of a second word, in nats."""
_SHORTEST = 5
"""Letters of such a word: shorter ones stand for too much."""
_AS_IT_STANDS = 0.99
NOBODY, SEVERAL = -1, -2


class FamilyWords:
    """Which words of a register's names are one family's alone."""

    def __init__(self, names: NameIndex, organisations: Organisations, places: Gazetteer) -> None:
        self._of_owner = _families(organisations)
        self._information = names.information
        of_word = np.full(len(names.words), NOBODY)
        telling = information_in_the_world(list(names.words)) >= _TELLING
        towns = frozenset[str]().union(*places.words_of)
        for word, number in names.words.items():
            if word in towns:
                telling[number] = False
        owners = np.repeat(np.arange(len(names.first_owner) - 1), np.diff(names.first_owner))
        for name, owner in zip(owners.tolist(), names.owner_of.tolist(), strict=True):
            family = self._of_owner[owner]
            terms = names.terms[name]
            for number in terms[terms >= 0].tolist():
                held = of_word[number]
                of_word[number] = family if held in (NOBODY, family) else SEVERAL
        self._of_word = np.where(telling, of_word, SEVERAL)

    def sure(self, weighed: Weighed, chance: np.ndarray) -> np.ndarray:
        """For each candidate: whether the mention has a word that is its family's alone, and no relative fits better.

        Its town must stand in the mention or beside it; and in the same segment as the word an institution word, or in
        the mention another word of the name.

        Args:
            weighed: a batch against the register.
            chance: of each candidate.
        """
        mentions, laid = weighed.mentions, weighed.candidates
        family = self._of_word[mentions.word_number]
        held = (family >= 0) & (mentions.word_weight >= _AS_IT_STANDS)
        found = np.zeros(len(chance), bool)
        first = np.searchsorted(laid.mention, np.arange(len(mentions.length) + 1))
        headed = _beside_a_head(mentions)
        told = self._information[mentions.word_number] + _MORE
        placed = (weighed.features["city_outside"] > 0) | (weighed.features["city_inside"] > 0)
        for word in np.flatnonzero(held).tolist():
            mention, position, of = mentions.word_mention[word], mentions.word_position[word], family[word]
            if len(mentions.written[mention][position]) < _SHORTEST:
                continue
            here = np.arange(first[mention], first[mention + 1])
            here = here[(laid.low[here] <= position) & (position <= laid.high[here])]
            here = here[headed[word] | (laid.matched[here] > told[word])]
            own = self._of_owner[laid.owner[here]] == of
            if own.any() and not (~own & (chance[here] > chance[here[own]].max())).any():
                best = here[own][np.argmax(chance[here[own]])]
                found[best] |= placed[best]
        return found


def _beside_a_head(mentions: Mentions) -> np.ndarray:
    """For each word: whether an institution word stands in its segment."""
    of = np.repeat(np.arange(len(mentions.length)), mentions.length) * 1_000 + mentions.segment
    at = mentions.at[mentions.word_mention] + mentions.word_position
    return np.isin(of[at], of[mentions.head > 0])


def _families(organisations: Organisations) -> np.ndarray:
    """For each organisation the number of its family: all that parents and children join."""
    size = organisations.count
    parent, child = np.divmod(organisations.family, max(size, 1))
    related = sparse.coo_matrix((np.ones(len(parent), bool), (parent, child)), shape=(size, size))
    return np.asarray(connected_components(related, directed=False)[1], np.int64)
