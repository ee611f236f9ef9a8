"""Mentions linked to the organisations that they mean: a pure function from batch to batch."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from filiera.registry.boosted_trees import Evaluation
from filiera.registry.codes import Codes, codes_of
from filiera.registry.family_words import FamilyWords
from filiera.registry.learned_model import Learned, packaged
from filiera.registry.named_relatives import NONE, NamedRelatives
from filiera.registry.reasons import families, reason
from filiera.registry.register import Register
from filiera.registry.rivals import rivals
from filiera.registry.tables import LINKS, Tier
from filiera.registry.weighing import Scales, Weighed
from filiera.registry.whole_names import CHANCE, elsewhere, only_a_place, placed, whole_names

_BATCH = 1_000
"""Mentions that are weighed at a time: more take memory, and are no faster."""
WORTH_COMPARING = 0.01
"""First chance below which a candidate is not compared with its rivals."""

_Row = tuple[str, str, float, str, str]


class Linker:
    """Finds the organisations of one register in names; the index is built once.

    It keeps nothing of what it has linked: the same batch gives the same rows, whatever came before. It can be
    pickled, so that another process or machine links with it.
    """

    def __init__(self, register: Register, *, knowledge: Learned | None = None, scales: Scales | None = None) -> None:
        """Build the index.

        Args:
            register: the organisations.
            knowledge: what was learned from labelled strings, if not what comes with the package.
            scales: the index, where it has been built before.
        """
        held = knowledge or packaged()
        model = held.model.for_register_of(len(register.entries))
        self._small = model.small if model is not held.model else None
        self._thresholds = model.thresholds
        self._first, self._second = Evaluation(model.first), Evaluation(model.second)
        self._families = families(model.first.features)
        self._scales = scales or Scales(register)
        self._usage = self._scales.usage(held.usage)
        self._family_words = (
            FamilyWords(self._scales.names, self._scales.organisations, self._scales.places) if self._small else None
        )
        self._relatives = NamedRelatives(self._scales.names, self._scales.organisations) if self._small else None
        self._codes = Codes(register.entries)
        self._ids = [entry.id for entry in register.entries]
        self._titles = [entry.names[0] if entry.names else entry.id for entry in register.entries]

    def link(self, mentions: pa.RecordBatch, *, explain: bool = False) -> pa.RecordBatch:
        """None, one or several rows a mention (``LINKS``): in the order of the mentions, the best one first.

        Args:
            mentions: rows of ``MENTIONS``; city, country and codes may be missing.
            explain: also give the candidates that were left.
        """
        rows: list[_Row] = []
        for start in range(0, mentions.num_rows, _BATCH):
            rows.extend(self._linked(mentions.slice(start, _BATCH), explain))
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(LINKS)
        return pa.RecordBatch.from_arrays(
            [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)], schema=LINKS
        )

    def _linked(self, mentions: pa.RecordBatch, explain: bool) -> list[_Row]:
        count = mentions.num_rows
        column = {
            name: mentions.column(name).to_pylist() if name in mentions.schema.names else [None] * count
            for name in ("mention_id", "name", "city", "country", "codes")
        }
        beside = list(zip(column["city"], column["country"], strict=True))
        weighed = self._scales.weigh([name or "" for name in column["name"]], beside, self._usage)
        named = self._relatives.segments(weighed) if self._relatives else None
        kept, first, second = self._compared(weighed, named)
        chance = self._second.chance(second)
        if self._small:
            sure = whole_names(weighed)[kept]
            if self._family_words is not None:
                of_all = np.zeros(len(weighed.candidates.mention))
                of_all[kept] = chance
                sure |= self._family_words.sure(weighed, of_all)[kept]
            chance = np.where(sure, np.maximum(chance, CHANCE), chance)
            doubtful = elsewhere(weighed, self._scales.places)[kept]
            doubtful |= ~placed(weighed)[kept] & (chance < self._small.link_without_place)
            chance = np.where(doubtful, np.minimum(chance, self._thresholds.ask), chance)
            chance = np.where(only_a_place(weighed)[kept] & ~sure, 0, chance)
            if self._relatives is not None and named is not None:
                linked = np.zeros(len(weighed.candidates.mention), bool)
                linked[kept] = chance >= self._thresholds.link
                beside = self._relatives.beside(weighed, named, linked)[kept]
                chance = np.where(beside, np.maximum(chance, CHANCE), chance)
        codes = [codes_of(cell) for cell in column["codes"]]
        decided = {place: self._codes.decided(each) for place, each in enumerate(codes) if each}
        decided = {place: found for place, found in decided.items() if found}
        laid = weighed.candidates
        told: list[tuple[int, float, str, str, str]] = []
        open_to_chance = []
        for place, candidate in enumerate(kept.tolist()):
            mention, owner = int(laid.mention[candidate]), int(laid.owner[candidate])
            tier = self._tier(float(chance[place]))
            if mention in decided or (tier is Tier.LEAVE and not explain):
                continue
            if codes[mention] and self._codes.forbids(codes[mention], owner):
                if explain:
                    told.append((mention, 0.0, self._ids[owner], Tier.LEAVE, "another code of the same register"))
                continue
            open_to_chance.append(place)
        chosen = np.array(open_to_chance, np.int64)
        reasons = self._reasons(weighed, kept[chosen], (second - first)[chosen])
        for place, why in zip(open_to_chance, reasons, strict=True):
            candidate = int(kept[place])
            score = round(float(chance[place]), 4)
            told.append((int(laid.mention[candidate]), score, self._ids[laid.owner[candidate]], self._tier(score), why))
        for mention, found in decided.items():
            tier = Tier.LINK if len(found) == 1 else Tier.ASK
            told.extend((mention, 1.0 / len(found), self._ids[owner], tier, why) for owner, why in found.items())
        told.sort(key=lambda row: (row[0], -row[1], row[2]))
        ids = column["mention_id"]
        return [(str(ids[mention]), id, score, str(tier), why) for mention, score, id, tier, why in told]

    def _compared(self, weighed: Weighed, named: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Candidates worth comparing, and the log-odds of each: by itself, and against its rivals."""
        laid = weighed.candidates
        first = self._first.log_odds(weighed.features)
        chance = 1 / (1 + np.exp(-first))
        among = rivals(laid, chance, self._scales.organisations)
        worth = chance > WORTH_COMPARING
        kept = np.flatnonzero(worth if named is None else worth | (named != NONE))
        columns = {name: values[kept] for name, values in (weighed.features | among).items()}
        return kept, first[kept], self._second.log_odds(columns)

    def _reasons(self, weighed: Weighed, chosen: np.ndarray, by_rivals: np.ndarray) -> list[str]:
        added = self._first.contributions({name: values[chosen] for name, values in weighed.features.items()})
        of_family = {family: added[:, of].sum(axis=1).tolist() for family, of in self._families.items()}
        of_family["rivals"] = by_rivals.tolist()
        return [
            reason(
                weighed,
                candidate,
                self._titles[weighed.candidates.owner[candidate]],
                {family: values[row] for family, values in of_family.items()},
            )
            for row, candidate in enumerate(chosen.tolist())
        ]

    def _tier(self, chance: float) -> Tier:
        if chance >= self._thresholds.link:
            return Tier.LINK
        return Tier.ASK if chance >= self._thresholds.ask else Tier.LEAVE
