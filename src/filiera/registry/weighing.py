"""A register made ready for linking, and a batch of names weighed against it: candidates and their features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from filiera.registry.candidates import Overlay, candidates
from filiera.registry.features import Organisations, features
from filiera.registry.gazetteer import Gazetteer
from filiera.registry.name_index import NameIndex
from filiera.registry.reading_mentions import Mentions
from filiera.registry.register import Register
from filiera.registry.spelling import Spelling
from filiera.registry.usage import Usage, UsageOfRegister


@dataclass(frozen=True, slots=True)
class Weighed:
    """A batch against a register."""

    mentions: Mentions
    candidates: Overlay
    features: dict[str, np.ndarray]
    """Feature → one value a candidate."""


class Scales:
    """The index of a register: names, places, spelling, relations. Built once, read by many."""

    def __init__(self, register: Register) -> None:
        entries = register.entries
        self.names = NameIndex(entries)
        self.places = Gazetteer(entries)
        self.spelling = Spelling(list(self.names.words), self.names.document_frequencies)
        self.organisations = Organisations(entries)
        self.ids = [entry.id for entry in entries]

    def usage(self, usage: Usage) -> UsageOfRegister:
        """The part of a usage that concerns this register."""
        return UsageOfRegister(usage, self.ids)

    def weigh(
        self, names: Sequence[str], beside: Sequence[tuple[str | None, str | None]], usage: UsageOfRegister
    ) -> Weighed:
        """Candidates of each name, with what speaks for and against them.

        Args:
            names: as they stand.
            beside: city and country of each, where the source gives them in columns of their own.
            usage: what writers mean by phrases and names.
        """
        mentions = Mentions(names, beside, self.names, self.places, self.spelling)
        phrases = usage.found_in(mentions.terms)
        laid = candidates(mentions, self.names, phrases)
        found = features(mentions, laid, self.names, self.places, self.organisations, usage, phrases)
        return Weighed(mentions, laid, found)
