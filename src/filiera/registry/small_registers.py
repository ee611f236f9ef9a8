"""What holds in a register of a few thousand organisations, as a region's, beside what the world's names taught."""

from __future__ import annotations

import numpy as np

from filiera.registry.family_words import FamilyWords
from filiera.registry.learned_model import SmallRegister, Thresholds
from filiera.registry.named_relatives import NamedRelatives
from filiera.registry.weighing import Scales, Weighed
from filiera.registry.whole_names import CHANCE, elsewhere, only_a_place, placed, whole_names


class SmallRegisterRules:
    """Raises and lowers the chances of candidates."""

    def __init__(self, scales: Scales, knowledge: SmallRegister, thresholds: Thresholds) -> None:
        self._knowledge, self._thresholds, self._places = knowledge, thresholds, scales.places
        self._family_words = FamilyWords(scales.names, scales.organisations, scales.places)
        self._relatives = NamedRelatives(scales.names, scales.organisations)

    def segments(self, weighed: Weighed) -> np.ndarray:
        """For each candidate: the segment of the mention that names it, or ``NONE``."""
        return self._relatives.segments(weighed)

    def chance(self, weighed: Weighed, segments: np.ndarray, kept: np.ndarray, learned: np.ndarray) -> np.ndarray:
        """The chance of each candidate that is kept.

        Args:
            weighed: a batch against the register.
            segments: what ``segments`` gives for it.
            kept: the candidates that were compared.
            learned: their chances, as learned.
        """
        of_all = np.zeros(len(weighed.candidates.mention))
        of_all[kept] = learned
        sure = (whole_names(weighed) | self._family_words.sure(weighed, of_all))[kept]
        chance = np.where(sure, np.maximum(learned, CHANCE), learned)
        doubtful = elsewhere(weighed, self._places)[kept]
        doubtful |= ~placed(weighed)[kept] & (chance < self._knowledge.link_without_place)
        chance = np.where(doubtful, np.minimum(chance, self._thresholds.ask), chance)
        chance = np.where(only_a_place(weighed)[kept] & ~sure, 0, chance)
        linked = np.zeros(len(of_all), bool)
        linked[kept] = chance >= self._thresholds.link
        beside = self._relatives.beside(weighed, segments, linked)[kept]
        return np.where(beside, np.maximum(chance, CHANCE), chance)
