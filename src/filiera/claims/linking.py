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
from filiera.claims.passage import PLACE, WIDE, Block, Sentence
from filiera.claims.target import Target, agrees
from filiera.vocabulary.lexicon import Heard
from filiera.vocabulary.units import Unit, load_units

LIKELY = 0.40
CERTAIN = 0.48
AGREEMENT = 0.25
PLAIN = 0.85
MARGIN = 0.12
AGREEING_MARGIN = 0.22
"""How far below the best meaning a target may stand and still be taken, agreeing or not."""
HEARD = 0.42
"""Below this nearness a required concept is not taken as spoken of."""
NEAREST, PER_WORD, BEHIND_NUMBER, TAKEN, FLOOR = 1.0, 0.012, 0.10, 0.10, 0.62
INNER = 0.1
BEFORE, EARLIER, LATER, NEIGHBOUR, HEADING, PER_HEADING = 0.55, 0.5, 0.43, 0.55, 0.48, 0.03
ATTACHED = 4
"""Within so many words a concept or an unknown word belongs to the number."""
FRAGMENT = 7
"""A sentence of fewer words is a label or a caption: it lives from its neighbours."""

SPOKEN = {
    "percent": ("ratio", "change"),
    "ratio": ("ratio", "change"),
    "": ("count", "index", "duration"),
    "EUR": ("money", "money_per_person"),
    "years": ("duration",),
    "months": ("duration",),
}
BESIDE = 3
GOVERNS = 0.04
"""A place that stands nearer than the figure's own by more than this sets another scope."""
FARTHEST = Decimal(12)
"""A number further off than one wrong digit or one lost zero can make it states something else."""
LARGE = Decimal(1_000_000)
"""From here a bare number may be money: "3.6 miliardi" without the word euro."""


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
    nouns: set[str] = field(default_factory=set)
    """Concepts that follow the number at once: what it counts."""
    places: dict[str, float] = field(default_factory=dict)
    named: dict[str, float] = field(default_factory=dict)
    """Places of the sentence that are named, not only alluded to, and are not beside another number."""
    years: dict[int, float] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    """Concepts heard in the number's own sentence."""
    fragment: bool = False
    strange: list[str] = field(default_factory=list)
    """Words beside the number that no concept explains."""
    names: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """Names in the number's clause, each with the concepts that it belongs to."""
    clause: set[str] = field(default_factory=set)
    """Concepts of the number's clause that are not another number's."""
    head: set[str] | None = None
    """Concepts of the first word of the clause that carries meaning, before the number (the word itself, if
    nothing explains it); None without one."""
    partitive: bool = False
    counted: bool = False
    """Whether a word follows that says what is counted."""
    beside: set[str] = field(default_factory=set)
    """Concepts among the words that say what is counted: those that follow, or stand just before."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What linking knows of the region and of the text's language."""

    broader: dict[str, str]
    """Concept → the wider one that it belongs to."""
    home: str
    nation: str
    top: str
    world: frozenset[str]
    groups: tuple[frozenset[str], ...]
    stopwords: frozenset[str]
    common: frozenset[str]
    """Words that are no names, even with a capital."""
    partitives: frozenset[str]
    """Words for "of" after a number: two of the hospitals are no count of the hospitals."""


class Linker:
    """The figures of a ledger, ready to be recognised in text of one language."""

    def __init__(self, targets: Sequence[Target], surroundings: Surroundings) -> None:
        self.targets, self.around = targets, surroundings
        self.units = load_units()
        holders = Counter(c for measure in {(t.indicator, t.required) for t in targets} for c in measure[1])
        total = len({t.indicator for t in targets}) or 1
        self.weight = {c: 1.0 + math.log(total / n) for c, n in holders.items()}
        self.counted = {t.counts for t in targets if t.counts}
        self.measures: dict[str, set[tuple[str, str, str, tuple[int, ...]]]] = defaultdict(set)
        for target in targets:
            self.measures[target.indicator].add(target.measures)
        self.rivals: dict[tuple[str, str], set[str]] = defaultdict(set)
        for target in targets:
            self.rivals[(target.indicator, target.breakdown)].add(target.territory)
        self.by_concept: dict[str, list[Target]] = defaultdict(list)
        for target in targets:
            # a figure can only be meant where its most telling concept is heard
            rarest = max(target.required, key=lambda c: (self.weight[c], c), default="")
            self.by_concept[rarest].append(target)

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
            scope = self._scope(sentence, index, block, neighbours)
            for target in self._candidates(scope, mention):
                if target.dated_only and not any(year in scope.years for year in target.years):
                    continue
                score = self._score(target, scope, mention)
                if score < LIKELY:
                    continue
                same = self._agrees(target, mention)
                if same or (score >= CERTAIN and not self._doubt(target, scope, mention)):
                    scored.append((score + (AGREEMENT if same else 0.0), same, index, target, score))
        return self._assign(sentence, scored)

    def _assign(self, sentence: Sentence, scored: list[tuple[float, bool, int, Target, float]]) -> list[Link]:
        """One figure a number and one number a figure; a figure said twice must agree to be taken twice."""
        chosen: dict[int, Link] = {}
        taken: dict[tuple[str, str, str, tuple[int, ...]], bool] = {}
        best = {
            index: max((s[4] for s in scored if s[2] == index), default=0.0) for index in range(len(sentence.mentions))
        }
        for _, same, index, target, score in sorted(scored, key=lambda s: (-s[0], s[2], s[3].address)):
            if index in chosen:
                continue
            if target.measures in taken and not same and not (score >= PLAIN and self._only(target)):
                continue
            if score < best[index] - (AGREEING_MARGIN if same else MARGIN):
                continue
            chosen[index] = Link(sentence.mentions[index], target, score, same)
            taken[target.measures] = same
        return [chosen.get(i) or Link(m, None, best[i], False) for i, m in enumerate(sentence.mentions)]

    def _only(self, target: Target) -> bool:
        """Whether the indicator has one value only, so that a second number in the sentence is no other case of it."""
        return len(self.measures[target.indicator]) == 1

    def _candidates(self, scope: Scope, mention: NumberMention) -> list[Target]:
        dimensions = SPOKEN.get(mention.unit) or (self.units[mention.unit].dimension,)
        if not mention.unit and mention.value >= LARGE:
            dimensions = (*dimensions, "money")
        return [
            target
            for concept in scope.near
            for target in self.by_concept.get(concept, ())
            if target.dimension in dimensions
        ]

    def _agrees(self, target: Target, mention: NumberMention) -> bool:
        # a bare number beside an age is in years
        unit = mention.unit or ("years" if target.dimension == "duration" else "count")
        factor = self.units[unit].factor
        return agrees(target, mention.value * factor, mention.step * factor, mention.qualifier, mention.form)

    def _scope(self, sentence: Sentence, index: int, block: Block, neighbours: list[Block]) -> Scope:
        scope = Scope(fragment=len(sentence.words) < FRAGMENT)
        here = sentence.places[index]
        # a number inside a phrase ("over 65") only says what is meant: it has no words of its own
        spoken = {i for h in sentence.heard if h.end - h.start > 1 for i in range(h.start, h.end)}
        others = sorted(p for i, p in enumerate(sentence.places) if i != index and p not in spoken)
        things = [h for h in sentence.heard if not h.concept.startswith(PLACE)]
        mention = sentence.mentions[index]
        covered = {i for i, at in enumerate(sentence.offsets) if mention.start <= at < mention.end}
        for heard in sentence.heard:
            covered.update(range(heard.start, heard.end))
            distance = heard.start - here if heard.start >= here else here - heard.end + 1
            between = _barriers(here, heard.start, others, things)
            nearest = min((abs(heard.start - p) for p in others), default=99)
            if 0 < heard.start - here <= 2 and not heard.inner:
                scope.nouns.add(heard.concept)
            weight = NEAREST - PER_WORD * max(0, distance - 1) - BEHIND_NUMBER * between
            if nearest <= 2 and distance > ATTACHED + 2:
                weight -= TAKEN
            weight = max(FLOOR, weight) - (INNER if heard.inner else 0.0)
            if heard.concept.startswith(PLACE) and any(here < p < heard.start for p in others):
                # "3.6 bn, 23% of the European value": a place behind the next number is that number's
                weight = min(weight, HEADING)
            scope.own.add(heard.concept)
            apart = any(min(here, heard.start) < p < max(here, heard.start) for p in others) or nearest < distance
            if not heard.inner and not apart and sentence.clauses[heard.start] == sentence.clauses[here]:
                scope.clause.add(heard.concept)
            place = heard.concept.startswith(PLACE)
            if not (heard.inner and place):
                # "Milan" inside a university's name is no place
                self._hear(scope, heard.concept, weight)
                if (
                    place
                    and not heard.concept.startswith(PLACE + WIDE)
                    and not (nearest <= BESIDE and nearest < distance)
                ):
                    code = heard.concept.removeprefix(PLACE)
                    scope.named[code] = max(scope.named.get(code, 0.0), weight)
            if distance <= 2 * ATTACHED and not between and not heard.inner and distance <= nearest + 1:
                known = scope.attached.get(heard.concept, 99)
                scope.attached[heard.concept] = min(known, distance)
        self._read_count(scope, sentence, index)
        for year, at in sentence.years:
            scope.years[year] = max(scope.years.get(year, 0.0), NEAREST - 0.03 * abs(at - here))
        for i in range(max(0, here - ATTACHED), min(len(sentence.words), here + ATTACHED + 3)):
            word = sentence.words[i]
            blocked = any(min(here, i) < p < max(here, i) for p in others)
            if (
                i not in covered
                and not blocked
                and word.isalpha()
                and len(word) > 2
                and word not in self.around.stopwords
            ):
                scope.strange.append(word)
        told: dict[int, set[str]] = {}
        for heard in sentence.heard:
            for i in range(heard.start, heard.end):
                told.setdefault(i, set()).add(heard.concept)
        for i in sentence.names:
            word = sentence.words[i]
            apart = any(min(here, i) < p < max(here, i) or abs(i - p) < abs(i - here) for p in others)
            if sentence.clauses[i] == sentence.clauses[here] and word not in self.around.common and not apart:
                scope.names.append((word, frozenset(told.get(i, ()))))
        at = block.sentences.index(sentence)
        for i, other in enumerate(block.sentences):
            if other is not sentence:
                self._hear_all(scope, other, BEFORE if i == at - 1 else EARLIER if i < at else LATER)
        for rank, heading in enumerate(block.headings):
            self._hear_all(scope, heading, HEADING - PER_HEADING * rank)
        for neighbour in neighbours:
            for other in neighbour.sentences:
                self._hear_all(scope, other, NEIGHBOUR)
        return scope

    def _read_count(self, scope: Scope, sentence: Sentence, index: int) -> None:
        """What the number counts: the first words after it in its clause that carry meaning, else those before."""
        starts: dict[int, list[str]] = {}
        for heard in sentence.heard:
            for i in range(heard.start, heard.end):
                starts.setdefault(i, []).append(heard.concept)
        here = sentence.places[index]
        mention = sentence.mentions[index]
        end = mention.end
        following = next((i for i in range(here, len(sentence.words)) if sentence.offsets[i] >= end), None)
        if following is not None and not mention.unit and mention.value < LARGE:
            scope.partitive = sentence.words[following] in self.around.partitives
        scope.beside.update(starts.get(here, ()))
        for i in range(0 if "\t" not in sentence.text else here, here):
            word = sentence.words[i]
            if sentence.clauses[i] == sentence.clauses[here] and word not in self.around.stopwords and word.isalpha():
                if i in starts and all(c.startswith(PLACE) for c in starts[i]):
                    continue
                known = word in self.around.common or len(word) < 3
                scope.head = set(starts.get(i, ())) or (None if known else {word})
                break
        for i in range(here + 1, min(len(sentence.words), here + 9)):
            if sentence.offsets[i] < end:
                continue
            word = sentence.words[i]
            if sentence.clauses[i] != sentence.clauses[here] or i in sentence.places:
                break
            places = i in starts and all(c.startswith(PLACE) for c in starts[i])
            if word in self.around.stopwords or places or not word.isalpha() or len(word) < 3:
                continue
            scope.counted = True
            scope.beside.update(starts.get(i, ()))
            if i - here > ATTACHED:
                break

    def _hear_all(self, scope: Scope, sentence: Sentence, weight: float) -> None:
        for heard in sentence.heard:
            self._hear(scope, heard.concept, weight)

    def _hear(self, scope: Scope, concept: str, weight: float) -> None:
        if concept.startswith(PLACE):
            code = concept.removeprefix(PLACE).removeprefix(WIDE)
            scope.places[code] = max(scope.places.get(code, 0.0), weight)
            return
        step = concept
        while step:
            if scope.near.get(step, 0.0) < weight:
                scope.near[step] = weight
            step = self.around.broader.get(step, "")
            weight -= 0.1

    def _score(self, target: Target, scope: Scope, mention: NumberMention) -> float:
        """How fully the surroundings speak of the figure, 0 to about 1."""
        total = sum(self.weight[c] for c in target.required)
        score = sum(self.weight[c] * scope.near.get(c, 0.0) for c in target.required) / total if total else 0.0
        score += 0.01 * min(total, 8.0)
        score -= 0.25 * sum(1 for c in target.required if c not in scope.near)
        if target.counts and target.dimension == "count":
            beside = scope.attached.get(target.counts)
            if beside is not None and beside <= ATTACHED:
                score += 0.06
            elif target.counts in scope.own or not scope.fragment:
                score -= 0.12
            if target.counts not in scope.nouns and scope.nouns & self.counted:
                score -= 0.2
        score += self._place(target, scope) + self._time(target, scope) + self._whole(target, scope)
        score -= 0.12 * len(self._foreign(target, scope))
        score -= min(0.2, 0.04 * len(self._unexplained(target, scope)))
        return score

    def _doubt(self, target: Target, scope: Scope, mention: NumberMention) -> str:
        """Why a different number may be another matter and no contradiction; empty where there is no doubt."""
        if any(scope.near.get(c, 0.0) < HEARD for c in target.required):
            return "not everything that the figure is about is spoken of"
        factor = self.units[mention.unit or ("years" if target.dimension == "duration" else "count")].factor
        stated = mention.value * factor
        if not stated or not target.value or not 1 / FARTHEST <= stated / target.value <= FARTHEST:
            return "of another order of magnitude"
        own = any(c in scope.own for c in target.required)
        if not own and (self._foreign(target, scope) or not (scope.fragment or scope.places)):
            return "the sentence itself speaks of something else"
        if len(self._foreign(target, scope)) > 1 or len(self._unexplained(target, scope)) > 4:
            return "too many unknown words"
        if part := self._part(target, scope):
            return f"speaks of {part}"
        about = {*target.required, *target.allowed}
        for name, concepts in scope.names:
            known = name in target.vocabulary or bool(concepts & about) or any(c.startswith(PLACE) for c in concepts)
            if not known:
                return f"names {name}"
        if target.dimension == "count" and not self._counts(target, scope):
            return "counts something else"
        if target.dimension == "ratio" and target.base in ("nation", "top") and own and not scope.fragment:
            whole = self.around.nation if target.base == "nation" else self.around.top
            if scope.places.get(whole, 0.0) < BEFORE:
                return "names no whole"
        if self._place(target, scope) < -0.2:
            return "another place"
        return "another time" if self._time(target, scope) < -0.2 else ""

    def _counts(self, target: Target, scope: Scope) -> bool:
        """Whether what the number counts is what the figure counts."""
        wanted = {target.counts, *target.required}
        if scope.partitive and len(target.required) < 2:
            return False
        if scope.counted:
            return bool(scope.beside & wanted)
        if scope.head is None or scope.head & wanted or scope.head & set(target.vocabulary):
            return True
        # the clause begins with another thing that can be counted, or with a word that nothing explains
        return not (scope.head & self.counted or not any(c in self.weight for c in scope.head))

    def _part(self, target: Target, scope: Scope) -> str:
        """The part, or the other matter, that the clause names and that the figure is not about."""
        about = {*target.required, *target.allowed}
        for group in self.around.groups:
            named = group & scope.clause
            # a text may name one of the group by the way only where the figure's own text does so
            if named and not group & set(target.required) and not group <= scope.own:
                if group <= target.allowed or not named <= target.allowed:
                    return min(named)
        # a concept that no figure of the ledger needs can only be another matter
        other = [c for c in scope.clause if c not in self.weight and c not in about and not c.startswith(PLACE)]
        return min((c for c in other if self.around.broader.get(c, "") not in about), default="")

    def _foreign(self, target: Target, scope: Scope) -> list[str]:
        """Concepts beside the number that the figure is not about."""
        return [
            concept
            for concept, distance in scope.attached.items()
            if distance <= ATTACHED
            and not concept.startswith(PLACE)
            and concept not in target.required
            and concept not in target.allowed
            and self.around.broader.get(concept, "") not in target.required
        ]

    def _unexplained(self, target: Target, scope: Scope) -> list[str]:
        return [word for word in scope.strange if word not in target.vocabulary]

    def _place(self, target: Target, scope: Scope) -> float:
        near = {c: w for c, w in scope.places.items() if w >= FLOOR and c not in self.around.world}
        rivals = [
            w
            for c, w in scope.named.items()
            if c not in {target.territory, self.around.top, *self._wholes(target), *self.around.world}
        ]
        elsewhere = scope.named.keys() - {target.territory, self.around.nation, self.around.top} - self.around.world
        if target.territory == self.around.home and elsewhere and target.territory not in scope.named:
            return -0.45
        if target.territory in near:
            own = near[target.territory]
            return 0.08 * own if max(rivals, default=0.0) <= own + GOVERNS else -0.3
        for whole in self._wholes(target):
            near.pop(whole, None)
        alone = len(self.rivals[(target.indicator, target.breakdown)]) == 1
        wide = {self.around.home, self.around.nation, self.around.top}
        if near:
            return -0.15 if alone and target.territory in wide and near.keys() <= wide else -0.45
        if target.territory != self.around.home and target.territory not in scope.places:
            return -0.08 if alone else -0.3
        return 0.0

    def _wholes(self, target: Target) -> set[str]:
        """Places that a share may name as the whole that it is of."""
        return {"nation": {self.around.nation}, "top": {self.around.top}}.get(target.base, set())

    def _time(self, target: Target, scope: Scope) -> float:
        if not scope.years:
            return 0.0
        nearest = max(scope.years.values())
        if not target.years:
            recent = any(target.published - 4 <= year <= target.published for year in scope.years)
            return 0.0 if recent or not target.published or nearest < 0.5 else -0.3
        if any(year in scope.years for year in target.years):
            return 0.06 * max(scope.years.get(year, 0.0) for year in target.years)
        return -0.3 if nearest > 0.6 else -0.1

    def _whole(self, target: Target, scope: Scope) -> float:
        if target.dimension != "ratio" or not target.base or target.base == "group":
            return 0.0
        wholes = {"nation": self.around.nation, "top": self.around.top, "region": self.around.home}
        heard = scope.places.get(wholes[target.base], 0.0)
        return 0.05 if heard >= 0.9 else 0.0 if heard >= FLOOR else -0.12


def _barriers(here: int, there: int, others: list[int], things: list[Heard]) -> int:
    """Numbers between a word and a number that have a thing of their own on the number's side.

    In "1,401 companies here against 4,641 there" nothing is named after 1,401's own noun, so that the noun
    belongs to both.
    """
    low, high = min(here, there), max(here, there)
    count = 0
    for p in others:
        if low < p < high:
            near, far = (p, here) if here > p else (here, p)
            if any(near <= thing.start < far for thing in things):
                count += 1
    return count
