"""Weigh a candidate: how fully the surroundings of a number speak of a figure, and what casts doubt on it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal

from filiera.claims.numbers import NumberMention
from filiera.claims.passage import PLACE
from filiera.claims.surroundings import ATTACHED, BEFORE, FLOOR, Scope, Surroundings
from filiera.claims.target import Target
from filiera.vocabulary.units import load_units

HEARD = 0.42
"""Below this nearness a required concept is not taken as spoken of."""
GOVERNS = 0.04
"""A place that stands nearer than the figure's own by more than this sets another scope."""
FARTHEST = Decimal(12)
"""A number further off than one wrong digit or one lost zero can make it states something else."""
CONFLICT = -0.2
"""Below this the place or the time is another one, not only a less likely one."""


class Weigher:
    """The figures of a ledger as weights: which concepts tell them apart, what can be counted, where else they are."""

    def __init__(self, targets: Sequence[Target], around: Surroundings) -> None:
        self.around = around
        self.units = load_units()
        holders = Counter(c for measure in {(t.indicator, t.required) for t in targets} for c in measure[1])
        total = len({t.indicator for t in targets}) or 1
        self.weight = {c: 1.0 + math.log(total / n) for c, n in holders.items()}
        """How telling a concept is: the fewer indicators need it, the more (inverse document frequency)."""
        self.counted = {t.counts for t in targets if t.counts}
        self.broken_down: dict[str, bool] = defaultdict(bool)
        """Indicators some of whose figures are of a part (women, public hospitals)."""
        for target in targets:
            self.broken_down[target.indicator] |= bool(target.breakdown)
        self.rivals: dict[tuple[str, str], set[str]] = defaultdict(set)
        for target in targets:
            self.rivals[(target.indicator, target.breakdown)].add(target.territory)

    def telling(self, target: Target) -> str:
        """The most telling concept of a figure: it can only be meant where that one is heard."""
        return max(target.required, key=lambda c: (self.weight[c], c), default="")

    def factor(self, target: Target, mention: NumberMention) -> Decimal:
        """What brings a number of the text to the base of the figure: a bare number beside an age is in years."""
        return self.units[mention.unit or ("years" if target.dimension == "duration" else "count")].factor

    def score(self, target: Target, scope: Scope) -> float:
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

    def doubt(self, target: Target, scope: Scope, mention: NumberMention) -> str:
        """Why a different number may be another matter and no contradiction; empty where there is no doubt."""
        if any(scope.near.get(c, 0.0) < HEARD for c in target.required):
            return "not everything that the figure is about is spoken of"
        stated = mention.value * self.factor(target, mention)
        if not stated or not target.value or not 1 / FARTHEST <= stated / target.value <= FARTHEST:
            return "of another order of magnitude"
        own = any(c in scope.own for c in target.required)
        if not own and (self._foreign(target, scope) or not (scope.fragment or scope.places)):
            return "the sentence itself speaks of something else"
        if len(self._foreign(target, scope)) > 1 or len(self._unexplained(target, scope)) > 4:
            return "too many unknown words"
        if scope.later_cell or (scope.row and not target.breakdown and self.broken_down[target.indicator]):
            return "stands in a column whose heading is not heard"
        if not target.claimed and set(target.required) & scope.bases:
            return "named only as the whole of a share"
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
        if self._place(target, scope) < CONFLICT:
            return "another place"
        return "another time" if self._time(target, scope) < CONFLICT else ""

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
            meant = (
                group & set(target.required)
                or group <= scope.own
                or (named <= target.allowed and not group <= target.allowed)
            )
            if named and not meant:
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
