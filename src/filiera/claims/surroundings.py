"""What can be heard around one number: in its clause, its sentence, its block, and under which headings.

Each concept is kept with its strongest nearness: 1 beside the number, less with each word between, less again
behind another number or in another sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from filiera.claims.passage import PLACE, WIDE, Block, Sentence
from filiera.vocabulary.lexicon import Heard

NEAREST, PER_WORD, BEHIND_NUMBER, TAKEN, FLOOR = 1.0, 0.012, 0.10, 0.10, 0.62
"""Nearness inside the sentence: at most, per word between, behind a number, beside another number, at least."""
BEFORE, EARLIER, LATER, NEIGHBOUR, AFTER, HEADING, PER_HEADING = 0.55, 0.5, 0.43, 0.55, 0.41, 0.48, 0.03
"""Nearness outside it: the sentence before, earlier and later ones, the block before, the
block after (too far to accuse anybody by), the headings above."""
INNER, BROADER, PER_YEAR_WORD = 0.1, 0.1, 0.03
BACK, AHEAD = 8, 4
"""How many sentences of its block a number hears before and after its own."""
ATTACHED = 4
"""Within so many words a concept or an unknown word belongs to the number."""
BESIDE = 3
"""Within so many words a place belongs to a number."""
FRAGMENT = 7
"""A sentence of fewer words is a label or a caption: it lives from its neighbours."""
LARGE = Decimal(1_000_000)
"""From here a bare number may be money ("3.6 miliardi"), and an "of" behind it belongs to the number."""


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
    row: bool = False
    """Whether the number stands in a row of a table, whose column headings are not heard."""
    later_cell: bool = False
    """Whether another number of the row stands before it."""
    bases: set[str] = field(default_factory=set)
    """Concepts heard only as the whole that a share beside the number is of: 12.6% of the GDP, worth 56.6 bn."""
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


def scope_of(sentence: Sentence, index: int, block: Block, neighbours: list[Block], around: Surroundings) -> Scope:
    """What is heard around number ``index`` of ``sentence``, which stands in ``block`` beside ``neighbours``."""
    reader = _Reader(sentence, index, around)
    reader.hear_concepts()
    reader.hear_bases()
    reader.hear_years()
    reader.read_strange_words()
    reader.read_names()
    reader.read_partitive()
    reader.read_head()
    reader.read_counted()
    reader.hear_outside(block, neighbours)
    reader.scope.row = block.kind == "cell" or "\t" in sentence.text
    reader.scope.later_cell = reader.scope.row and index > 0
    return reader.scope


class _Reader:
    """Reads one sentence from the point of view of one of its numbers."""

    def __init__(self, sentence: Sentence, index: int, around: Surroundings) -> None:
        self.sentence, self.around = sentence, around
        self.mention = sentence.mentions[index]
        self.here = sentence.places[index]
        self.scope = Scope(fragment=len(sentence.words) < FRAGMENT)
        self.concepts: dict[int, set[str]] = {}
        phrases: set[int] = set()
        for heard in sentence.heard:
            for i in range(heard.start, heard.end):
                self.concepts.setdefault(i, set()).add(heard.concept)
                if heard.end - heard.start > 1:
                    phrases.add(i)
        # a number inside a phrase ("over 65") only says what is meant: it has no words of its own
        self.others = sorted(p for i, p in enumerate(sentence.places) if i != index and p not in phrases)
        self.things = [h for h in sentence.heard if not h.concept.startswith(PLACE)]

    def _apart(self, i: int) -> bool:
        """Whether another number stands between the number and word ``i``."""
        low, high = min(self.here, i), max(self.here, i)
        return any(low < p < high for p in self.others)

    def _same_clause(self, i: int) -> bool:
        return self.sentence.clauses[i] == self.sentence.clauses[self.here]

    def _only_a_place(self, i: int) -> bool:
        return i in self.concepts and all(c.startswith(PLACE) for c in self.concepts[i])

    def hear_concepts(self) -> None:
        """Concepts and places of the sentence, each with its nearness."""
        for heard in self.sentence.heard:
            here, scope = self.here, self.scope
            distance = heard.start - here if heard.start >= here else here - heard.end + 1
            nearest = min((abs(heard.start - p) for p in self.others), default=99)
            between = _barriers(here, heard.start, self.others, self.things)
            apart = self._apart(heard.start)
            scope.own.add(heard.concept)
            if not heard.inner:
                if 0 < heard.start - here <= 2:
                    scope.nouns.add(heard.concept)
                if not apart and nearest >= distance and self._same_clause(heard.start):
                    scope.clause.add(heard.concept)
                if distance <= 2 * ATTACHED and not between and distance <= nearest + 1:
                    scope.attached[heard.concept] = min(scope.attached.get(heard.concept, 99), distance)
            weight = NEAREST - PER_WORD * max(0, distance - 1) - BEHIND_NUMBER * between
            if nearest <= 2 and distance > ATTACHED + 2:
                weight -= TAKEN
            weight = max(FLOOR, weight) - (INNER if heard.inner else 0.0)
            if not heard.concept.startswith(PLACE):
                self._hear(heard.concept, weight)
            elif not heard.inner:  # a city inside a university's name is no place
                self._hear_place(heard, weight, behind=apart and heard.start > here, taken=nearest < distance <= 99)

    def _hear_place(self, heard: Heard, weight: float, *, behind: bool, taken: bool) -> None:
        if behind or self._whole_of_a_share(heard.start):
            # "20% of the exports of Italy, worth 9.8 bn": the place is that share's, and
            # "3.6 bn, 23% of the European value": a place behind the next number is that number's
            weight = min(weight, HEADING)
        self._hear(heard.concept, weight)
        nearest = min((abs(heard.start - p) for p in self.others), default=99)
        others = (taken and nearest <= BESIDE) or self._whole_of_a_share(heard.start)
        if not heard.concept.startswith(PLACE + WIDE) and not others:
            code = heard.concept.removeprefix(PLACE)
            self.scope.named[code] = max(self.scope.named.get(code, 0.0), weight)

    def _whole_of_a_share(self, i: int) -> bool:
        """Whether word ``i`` stands in the clause of a share, before the number's own clause."""
        clauses, sentence = self.sentence.clauses, self.sentence
        return any(
            mention.unit == "percent" and p < i < self.here and clauses[p] == clauses[i] != clauses[self.here]
            for mention, p in zip(sentence.mentions, sentence.places, strict=True)
        )

    def hear_bases(self) -> None:
        """Concepts that follow another number's percent sign at once, and stand nowhere else in the sentence."""
        sentence = self.sentence
        shares = [p for m, p in zip(sentence.mentions, sentence.places, strict=True) if m.unit == "percent"]
        shares = [p for p in shares if p != self.here]
        based = {h.concept for h in sentence.heard if any(0 < h.start - p <= BESIDE + 1 for p in shares)}
        free = {h.concept for h in sentence.heard if not any(0 < h.start - p <= BESIDE + 1 for p in shares)}
        self.scope.bases = based - free

    def hear_years(self) -> None:
        """Years of the sentence."""
        for year, at in self.sentence.years:
            nearness = NEAREST - PER_YEAR_WORD * abs(at - self.here)
            self.scope.years[year] = max(self.scope.years.get(year, 0.0), nearness)

    def read_strange_words(self) -> None:
        """Words beside the number that neither a concept nor the grammar explains."""
        words, offsets = self.sentence.words, self.sentence.offsets
        for i in range(max(0, self.here - ATTACHED), min(len(words), self.here + ATTACHED + 3)):
            word = words[i]
            if i in self.concepts or self.mention.start <= offsets[i] < self.mention.end or self._apart(i):
                continue
            if word.isalpha() and len(word) > 2 and word not in self.around.stopwords:
                self.scope.strange.append(word)

    def read_names(self) -> None:
        """Names in the number's clause that are not another number's."""
        for i in self.sentence.names:
            word = self.sentence.words[i]
            taken = self._apart(i) or any(abs(i - p) < abs(i - self.here) for p in self.others)
            if self._same_clause(i) and not taken and word not in self.around.common:
                self.scope.names.append((word, frozenset(self.concepts.get(i, ()))))

    def read_partitive(self) -> None:
        """Whether an "of" follows a plain number: two of the hospitals."""
        words, offsets = self.sentence.words, self.sentence.offsets
        following = next((i for i in range(self.here, len(words)) if offsets[i] >= self.mention.end), None)
        if following is not None and not self.mention.unit and self.mention.value < LARGE:
            self.scope.partitive = words[following] in self.around.partitives

    def read_head(self) -> None:
        """The first word of the clause that carries meaning: its subject, as a rule. A table row has none."""
        if "\t" in self.sentence.text:
            return
        for i in range(self.here):
            word = self.sentence.words[i]
            if not self._same_clause(i) or word in self.around.stopwords or not word.isalpha() or self._only_a_place(i):
                continue
            known = word in self.around.common or len(word) < 3
            self.scope.head = set(self.concepts.get(i, ())) or (None if known else {word})
            return

    def read_counted(self) -> None:
        """The words after the number, in its clause, that say what it counts."""
        words, scope = self.sentence.words, self.scope
        scope.beside.update(self.concepts.get(self.here, ()))
        for i in range(self.here + 1, min(len(words), self.here + 9)):
            if self.sentence.offsets[i] < self.mention.end:
                continue
            if not self._same_clause(i) or i in self.sentence.places:
                return
            word = words[i]
            if word in self.around.stopwords or self._only_a_place(i) or not word.isalpha() or len(word) < 3:
                continue
            scope.counted = True
            scope.beside.update(self.concepts.get(i, ()))
            if i - self.here > ATTACHED:
                return

    def hear_outside(self, block: Block, neighbours: list[Block]) -> None:
        """The other sentences of the block, the headings above, and the blocks that a fragment goes on in."""
        at = self.sentence.place
        for i in range(max(0, at - BACK), min(len(block.sentences), at + AHEAD + 1)):
            if i != at:
                self._hear_all(block.sentences[i], BEFORE if i == at - 1 else EARLIER if i < at else LATER)
        for rank, heading in enumerate(block.headings):
            self._hear_all(heading, HEADING - PER_HEADING * rank)
        for neighbour in neighbours:
            after = neighbour.sentences[0].start > self.sentence.start
            for other in neighbour.sentences[:AHEAD] if after else neighbour.sentences[-BACK:]:
                self._hear_all(other, AFTER if after else NEIGHBOUR)

    def _hear_all(self, sentence: Sentence, weight: float) -> None:
        for heard in sentence.heard:
            self._hear(heard.concept, weight)

    def _hear(self, concept: str, weight: float) -> None:
        if concept.startswith(PLACE):
            code = concept.removeprefix(PLACE).removeprefix(WIDE)
            self.scope.places[code] = max(self.scope.places.get(code, 0.0), weight)
            return
        near, step = self.scope.near, concept
        while step and weight > 0:
            if near.get(step, 0.0) < weight:
                near[step] = weight
            step, weight = self.around.broader.get(step, ""), weight - BROADER


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
