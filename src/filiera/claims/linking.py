"""Link each number of a text to the figure it states, by meaning.

A candidate's score says how fully the words around the number speak of what the figure measures: its
concepts, weighted by how telling they are and how near they stand; what is counted beside a count; the
place, the year, and the whole that a share is of. Words that point elsewhere lower it. A candidate whose
meaning is certain can be accused of another value; one whose meaning is only likely is linked where the
values agree. Position in the document plays no part.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from filiera.claims.numbers import NumberMention
from filiera.claims.passage import PLACE, Block, Sentence
from filiera.claims.target import Target, agrees
from filiera.vocabulary.units import Unit, load_units

CERTAIN = 0.74
LIKELY = 0.40
NEAREST, PER_WORD, BEHIND_NUMBER, FLOOR = 1.0, 0.012, 0.10, 0.62
INNER = 0.1
BEFORE, EARLIER, HEADING, NEIGHBOUR = 0.55, 0.5, 0.5, 0.5
ATTACHED = 4
"""Within so many words a concept or an unknown word belongs to the number."""

SPOKEN = {
    "percent": ("ratio", "change"),
    "ratio": ("ratio", "change"),
    "": ("count", "index"),
    "EUR": ("money", "money_per_person"),
    "years": ("duration",),
    "months": ("duration",),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A number of the text, the figure it states (if any), and how sure that is."""

    mention: NumberMention
    target: Target | None
    score: float
    agrees: bool
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Scope:
    """What can be heard around one number, each concept with its strongest nearness."""

    near: dict[str, float] = field(default_factory=dict)
    attached: dict[str, int] = field(default_factory=dict)
    """Concepts beside the number with no other number between: their distance in words."""
    places: dict[str, float] = field(default_factory=dict)
    years: dict[int, float] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)
    """Words beside the number that no concept explains."""


class Linker:
    """The figures of a ledger, ready to be recognised in text of one language."""

    def __init__(
        self,
        targets: Sequence[Target],
        *,
        broader: dict[str, str],
        home: str,
        nation: str,
        top: str,
        stopwords: frozenset[str],
        units: dict[str, Unit] | None = None,
    ) -> None:
        self.targets = targets
        self.home, self.nation, self.top = home, nation, top
        self.stopwords = stopwords
        self.broader = broader
        self.units = units or load_units()
        holders = Counter(c for measure in {(t.indicator, t.required) for t in targets} for c in measure[1])
        total = len({t.indicator for t in targets}) or 1
        self.weight = {c: 1.0 + math.log(total / n) for c, n in holders.items()}
        self.by_concept: dict[str, list[Target]] = defaultdict(list)
        for target in targets:
            # a figure can only be meant where its most telling concept is heard
            rarest = max(target.required, key=lambda c: (self.weight[c], c), default="")
            self.by_concept[rarest].append(target)

    def link(self, blocks: Iterable[Block]) -> list[Link]:
        """Every number of the blocks, in their order, with the figure it states."""
        links: list[Link] = []
        previous: Block | None = None
        ordered = list(blocks)
        for index, block in enumerate(ordered):
            following = ordered[index + 1] if index + 1 < len(ordered) else None
            neighbours = [
                other
                for other in (previous, following)
                if other is not None and other.headings == block.headings and other.kind == "paragraph"
            ]
            loose = block.kind == "paragraph" and not block.finished
            for sentence in block.sentences:
                if sentence.mentions:
                    links += self._sentence(sentence, block, neighbours if loose else [])
            previous = block
        return links

    def _sentence(self, sentence: Sentence, block: Block, neighbours: list[Block]) -> list[Link]:
        scored: list[tuple[float, bool, int, Target, float]] = []
        for index, mention in enumerate(sentence.mentions):
            scope = self._scope(sentence, index, block, neighbours)
            for target in self._candidates(scope, mention):
                score = self._score(target, scope, mention)
                if score < LIKELY:
                    continue
                same = self._agrees(target, mention)
                if same or score >= CERTAIN:
                    scored.append((score + (0.25 if same else 0.0), same, index, target, score))
        return self._assign(sentence, scored)

    def _assign(self, sentence: Sentence, scored: list[tuple[float, bool, int, Target, float]]) -> list[Link]:
        """One figure a number and one number a figure; a figure said twice must agree to be taken twice."""
        chosen: dict[int, Link] = {}
        taken: dict[tuple[str, str, str, tuple[int, ...]], bool] = {}
        best = {index: max((s[4] for s in scored if s[2] == index), default=0.0) for index in range(len(sentence.mentions))}
        for _, same, index, target, score in sorted(scored, key=lambda s: (-s[0], s[2], s[3].address)):
            if index in chosen:
                continue
            if target.measures in taken and not same:
                continue
            if not same and score < best[index] - 0.12:
                continue
            chosen[index] = Link(sentence.mentions[index], target, score, same)
            taken[target.measures] = same
        return [chosen.get(i) or Link(m, None, best[i], False) for i, m in enumerate(sentence.mentions)]

    def _candidates(self, scope: Scope, mention: NumberMention) -> list[Target]:
        dimensions = SPOKEN.get(mention.unit) or (self.units[mention.unit].dimension,)
        return [
            target for concept in scope.near for target in self.by_concept.get(concept, ()) if target.dimension in dimensions
        ]

    def _agrees(self, target: Target, mention: NumberMention) -> bool:
        factor = self.units[mention.unit].factor if mention.unit else Decimal(1)
        return agrees(target, mention.value * factor, mention.step * factor, mention.qualifier, mention.form)

    def _scope(self, sentence: Sentence, index: int, block: Block, neighbours: list[Block]) -> Scope:
        scope = Scope()
        here = sentence.places[index]
        others = [p for i, p in enumerate(sentence.places) if i != index]
        covered: set[int] = set()
        for heard in sentence.heard:
            covered.update(range(heard.start, heard.end))
            distance = heard.start - here if heard.start >= here else here - heard.end + 1
            between = sum(1 for p in others if min(here, heard.start) < p < max(here, heard.start))
            weight = max(FLOOR, NEAREST - PER_WORD * max(0, distance - 1) - BEHIND_NUMBER * between)
            self._hear(scope, heard.concept, weight - (INNER if heard.inner else 0.0))
            if distance <= 2 * ATTACHED and not between and not heard.inner:
                known = scope.attached.get(heard.concept, 99)
                scope.attached[heard.concept] = min(known, distance)
        for year, at in sentence.years:
            scope.years[year] = max(scope.years.get(year, 0.0), NEAREST - 0.03 * abs(at - here))
        reach = range(max(0, here - ATTACHED), min(len(sentence.words), here + ATTACHED + 3))
        for i in reach:
            word = sentence.words[i]
            blocked = any(min(here, i) < p < max(here, i) for p in others)
            if i not in covered and not blocked and word.isalpha() and len(word) > 2 and word not in self.stopwords:
                scope.strange.append(word)
        at = block.sentences.index(sentence)
        for i, other in enumerate(block.sentences):
            if other is not sentence:
                self._hear_all(scope, other, BEFORE if i == at - 1 else EARLIER if i < at else EARLIER - 0.1)
        for rank, heading in enumerate(block.headings):
            self._hear_all(scope, heading, HEADING - 0.02 * rank)
        for neighbour in neighbours:
            for other in neighbour.sentences:
                self._hear_all(scope, other, NEIGHBOUR)
        return scope

    def _hear_all(self, scope: Scope, sentence: Sentence, weight: float) -> None:
        for heard in sentence.heard:
            self._hear(scope, heard.concept, weight)

    def _hear(self, scope: Scope, concept: str, weight: float) -> None:
        if concept.startswith(PLACE):
            code = concept[1:]
            scope.places[code] = max(scope.places.get(code, 0.0), weight)
            return
        step = concept
        while step:
            if scope.near.get(step, 0.0) < weight:
                scope.near[step] = weight
            step = self.broader.get(step, "")
            weight -= 0.1

    def _score(self, target: Target, scope: Scope, mention: NumberMention) -> float:
        """How fully the surroundings speak of the figure, 0 to about 1."""
        total = sum(self.weight[c] for c in target.required)
        score = sum(self.weight[c] * scope.near.get(c, 0.0) for c in target.required) / total if total else 0.0
        missing = [c for c in target.required if c not in scope.near]
        score -= 0.25 * len(missing)
        if target.counts and target.dimension == "count":
            beside = scope.attached.get(target.counts)
            score += 0.06 if beside is not None and beside <= ATTACHED else -0.12
        score += self._place(target, scope) + self._time(target, scope) + self._whole(target, scope)
        foreign = [c for c, d in scope.attached.items() if self._foreign(c, target) and d <= ATTACHED]
        score -= 0.12 * len(foreign)
        strange = [w for w in scope.strange if w not in target.vocabulary]
        score -= min(0.2, 0.04 * len(strange))
        return score

    def _foreign(self, concept: str, target: Target) -> bool:
        if concept.startswith(PLACE) or concept in target.required or concept in target.allowed:
            return False
        return self.broader.get(concept, "") not in target.required or concept not in target.allowed

    def _place(self, target: Target, scope: Scope) -> float:
        near = {code: weight for code, weight in scope.places.items() if weight >= FLOOR}
        if target.territory in near:
            return 0.08 * near[target.territory]
        if target.base == "nation" and self.nation in near:
            near.pop(self.nation)
        if target.base == "top":
            near.pop(self.top, None)
        if near and target.territory not in scope.places:
            return -0.45
        if target.territory != self.home and target.territory not in scope.places:
            return -0.3
        return 0.0

    def _time(self, target: Target, scope: Scope) -> float:
        if not scope.years:
            return 0.0
        if not target.years:
            return 0.0 if max(scope.years.values()) < 0.7 else -0.02
        if any(first_year_in(target.years, year) for year in scope.years):
            return 0.06
        return -0.3 if max(scope.years.values()) > 0.6 else -0.1

    def _whole(self, target: Target, scope: Scope) -> float:
        if target.dimension != "ratio" or not target.base or target.base == "group":
            return 0.0
        wholes = {"nation": self.nation, "top": self.top, "region": self.home}
        return 0.05 if scope.places.get(wholes[target.base], 0.0) >= FLOOR else -0.12


def first_year_in(years: tuple[int, ...], year: int) -> bool:
    """Whether ``year`` is one of a figure's reference years (first and last of a span)."""
    return year in years
