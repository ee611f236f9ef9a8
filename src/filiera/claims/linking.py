"""Link each number of a text to the figure it states, by meaning.

A candidate's score says how fully the words around the number speak of what the figure measures: its
concepts, weighted by how telling they are and how near they stand; what is counted beside a count; the
place, the year, and the whole that a share is of. Words that point elsewhere lower it. A candidate whose
meaning is certain can be accused of another value; one whose meaning is only likely is linked where the
values agree. Position in the document plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filiera.claims.numbers import NumberMention
from filiera.claims.passage import Block, Sentence
from filiera.claims.surroundings import LARGE, Scope, Surroundings, scope_of
from filiera.claims.target import Target, agrees
from filiera.claims.weighing import Weigher

LIKELY, CERTAIN, PLAIN = 0.40, 0.48, 0.85
"""Scores from which a target may be linked where the values agree, be accused where they do not, and be accused
a second time in one sentence."""
AGREEMENT, EXACT = 0.25, 0.45
"""What agreement adds when numbers are handed out: a value that fits, the very value where nothing casts doubt."""
MARGIN, AGREEING_MARGIN = 0.12, 0.22
"""How far below the best meaning a target may stand and still be taken: disagreeing, agreeing."""

SPOKEN = {
    "percent": ("ratio", "change"),
    "ratio": ("ratio", "change"),
    "": ("count", "index", "duration"),
    "EUR": ("money", "money_per_person"),
    "PPS": ("purchasing_power", "purchasing_power_per_person"),
    "years": ("duration",),
    "months": ("duration",),
}
"""What a unit as it is spoken may measure."""


@dataclass(frozen=True, slots=True)
class Link:
    """A number of the text, the figure it states (if any), how well that fits, and whether the values agree."""

    mention: NumberMention
    target: Target | None
    score: float
    agrees: bool


class Linker:
    """The figures of a ledger, ready to be recognised in text of one language."""

    def __init__(self, targets: Sequence[Target], around: Surroundings) -> None:
        self.around = around
        self.weigher = Weigher(targets, around)
        self.measures: dict[str, set[tuple[str, str, str, tuple[int, ...]]]] = defaultdict(set)
        self.by_concept: dict[str, list[Target]] = defaultdict(list)
        for target in targets:
            self.measures[target.indicator].add(target.measures)
            self.by_concept[self.weigher.telling(target)].append(target)

    def link(self, blocks: Iterable[Block]) -> list[Link]:
        """Every number of the blocks, in their order, with the figure it states."""
        links: list[Link] = []
        ordered = list(blocks)
        for index, block in enumerate(ordered):
            before = ordered[index - 1] if index else None
            after = ordered[index + 1] if index + 1 < len(ordered) else None
            neighbours: list[Block] = []
            if block.kind == "paragraph":
                if before is not None and not (before.finished and block.finished):
                    neighbours.append(before)
                if after is not None and not block.finished:
                    neighbours.append(after)
            near = [n for n in neighbours if n.headings is block.headings and n.kind == "paragraph"]
            for sentence in block.sentences:
                if sentence.mentions:
                    links += self._sentence(sentence, block, near)
        return links

    def _sentence(self, sentence: Sentence, block: Block, neighbours: list[Block]) -> list[Link]:
        scored: list[tuple[float, bool, int, Target, float]] = []
        for index, mention in enumerate(sentence.mentions):
            scope = scope_of(sentence, index, block, neighbours, self.around)
            for target in self._candidates(scope, mention):
                if target.dated_only and not any(year in scope.years for year in target.years):
                    continue
                score = self.weigher.score(target, scope)
                if score < LIKELY:
                    continue
                same = self._agrees(target, mention)
                sure = score >= CERTAIN and not self.weigher.doubt(target, scope, mention)
                if not same and not sure:
                    continue
                exact = same and mention.value * self.weigher.factor(target, mention) == target.value
                bonus = EXACT if exact and sure else AGREEMENT if same else 0.0
                scored.append((score + bonus, same, index, target, score))
        return self._assign(sentence, scored)

    def _assign(self, sentence: Sentence, scored: list[tuple[float, bool, int, Target, float]]) -> list[Link]:
        """One figure a number and one number a figure; a figure said twice must agree to be taken twice."""
        chosen: dict[int, Link] = {}
        taken: dict[tuple[str, str, str, tuple[int, ...]], bool] = {}
        best = {
            index: max((s[4] for s in scored if s[2] == index), default=0.0) for index in range(len(sentence.mentions))
        }
        for rank, same, index, target, score in sorted(scored, key=lambda s: (-s[0], s[2], s[3].address)):
            if index in chosen:
                continue
            if target.measures in taken and not same and not (score >= PLAIN and self._only(target)):
                continue
            if rank < best[index] + (AGREEMENT - AGREEING_MARGIN if same else -MARGIN):
                continue
            chosen[index] = Link(sentence.mentions[index], target, score, same)
            taken[target.measures] = same
        return [chosen.get(i) or Link(m, None, best[i], False) for i, m in enumerate(sentence.mentions)]

    def _only(self, target: Target) -> bool:
        """Whether the indicator has one value only, so that a second number in the sentence is no other case of it."""
        return len(self.measures[target.indicator]) == 1

    def _candidates(self, scope: Scope, mention: NumberMention) -> list[Target]:
        dimensions = SPOKEN.get(mention.unit) or (self.weigher.units[mention.unit].dimension,)
        if not mention.unit and mention.value >= LARGE:
            dimensions = (*dimensions, "money")
        return [
            target
            for concept in scope.near
            for target in self.by_concept.get(concept, ())
            if target.dimension in dimensions
        ]

    def _agrees(self, target: Target, mention: NumberMention) -> bool:
        factor = self.weigher.factor(target, mention)
        return agrees(target, mention.value * factor, mention.step * factor, mention.qualifier, mention.form)
