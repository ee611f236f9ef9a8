"""Mentions linked to the organisations that they mean: a pure function from batch to batch."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from filiera.registry.boosted_trees import Evaluation
from filiera.registry.codes import Codes, codes_of
from filiera.registry.learned_model import Learned, packaged
from filiera.registry.named_relatives import NONE
from filiera.registry.reasons import families, reason
from filiera.registry.register import Register
from filiera.registry.rivals import rivals
from filiera.registry.small_registers import SmallRegisterRules
from filiera.registry.tables import LINKS, Tier
from filiera.registry.weighing import Scales, Weighed

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
        self._thresholds = model.thresholds
        self._first, self._second = Evaluation(model.first), Evaluation(model.second)
        self._families = families(model.first.features)
        self._scales = scales or Scales(register)
        self._usage = self._scales.usage(held.usage)
        small = model is not held.model
        self._rules = SmallRegisterRules(self._scales, model.small, model.thresholds) if small else None
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
        nobody = np.full(len(weighed.candidates.mention), NONE)
        segments = self._rules.segments(weighed) if self._rules else nobody
        kept, first, second = self._compared(weighed, segments)
        chance = self._second.chance(second)
        if self._rules:
            chance = self._rules.chance(weighed, segments, kept, chance)
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

    def _compared(self, weighed: Weighed, segments: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Candidates worth comparing or named by a segment, and their log-odds: alone, and against their rivals."""
        laid = weighed.candidates
        first = self._first.log_odds(weighed.features)
        chance = 1 / (1 + np.exp(-first))
        among = rivals(laid, chance, self._scales.organisations)
        kept = np.flatnonzero((chance > WORTH_COMPARING) | (segments != NONE))
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
