"""Comparison with peers, reliability as data come in, and the editors' overview: from blocks and counts alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.analysis.readiness.peers import (
    FEWEST,
    Benchmark,
    Block,
    Group,
    Percentile,
    benchmark,
    form_blocks,
    freeze,
    peers_of,
    percentile,
)
from filiera.analysis.readiness.scoring import NOT_APPLICABLE
from filiera.contributions import peer_blocks as stored
from filiera.contributions.database import begun, opened
from filiera.evidence import Evidence
from filiera.pack.questionnaire_schema import Questionnaire
from filiera.services.parameters import whole_number
from filiera.services.questionnaires import questionnaire, questionnaires

FEWEST_FOR_RELIABILITY = 30
"""Organisations in blocks from which on reliability is published."""
WIDEST_TOLD = 60.0
"""Width of a percentile's interval beyond which it says too little to be shown."""


def peers_at_least(evidence: Evidence) -> int:
    """k: of how many organisations together anything is shown."""
    return whole_number(evidence, "readiness-peers-at-least", FEWEST, least=2)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a score stands among peers in one dimension."""

    peers: Benchmark | None
    """None: not enough peers yet."""
    percentile: Percentile | None
    """None where the peers are too few for one that says anything."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A result among its peers."""

    group: Group
    """What the peers have in common with the organisation; empty: the questionnaire alone."""
    dimensions: Mapping[str, Comparison]

    @property
    def enough(self) -> bool:
        """Whether there are peers in any dimension."""
        return any(each.peers is not None for each in self.dimensions.values())


def group_of(told: Questionnaire, profile: Mapping[str, str]) -> Group:
    """The peers of an organisation: its answers about itself, in the order in which the questionnaire asks."""
    found = []
    for asked in told.profile:
        if asked.id not in profile:
            break
        found.append(profile[asked.id])
    return tuple(found)


def make_blocks(home: Path, evidence: Evidence, *, now: datetime | None = None) -> int:
    """Put those who wait into blocks as far as there are k together, and renew blocks all of whose organisations have
    measured again; how many blocks were made.

    To be called whenever an assessment is finished, or from a timer. Where blocks were made, reliability is published.
    """
    k, at = peers_at_least(evidence), now or datetime.now(UTC)
    made = 0
    with opened(home), stored.one_at_a_time():
        for told in questionnaires(evidence).values():
            sides = {dimension.id for dimension in told.dimensions}
            renewed = _renew(told, sides, k, at)
            # Who left something open would take a dimension from all others of the block.
            rows = {each.id: each for each in stored.waiting(told.id, told.version) if sides <= each.scores.keys()}
            # The groups of all must be as deep: what is missing is a choice of its own.
            depth = len(told.profile)
            waiting = [(id, _padded(group_of(told, row.profile), depth)) for id, row in rows.items()]
            formed = form_blocks(waiting, k)
            for group, members in formed:
                block = freeze(group, [rows[member].scores for member in members], k)
                stored.add_block(told.id, told.version, group, members, block.means, at)
            if formed or renewed:
                stored.release(told.id, told.version, _reliability(told), at)
            made += len(formed) + renewed
    return made


def _renew(told: Questionnaire, sides: set[str], k: int, at: datetime) -> int:
    made = 0
    for block, again in stored.renewals(told.id, told.version):
        if len(again) < k or not all(sides <= each.scores.keys() for each in again):
            continue
        # An organisation may have grown: the block then stands for what all still have in common.
        groups = [tuple(block.group), *(_padded(group_of(told, each.profile), len(told.profile)) for each in again)]
        group = _in_common(groups)
        frozen = freeze(group, [each.scores for each in again], k)
        stored.add_block(told.id, told.version, group, [each.id for each in again], frozen.means, at, renews=block)
        made += 1
    return made


def _in_common(groups: Sequence[Group]) -> Group:
    """What all groups begin with."""
    alike = takewhile(lambda each: len(set(each)) == 1, zip(*groups, strict=False))
    return tuple(each[0] for each in alike)


def compared(
    home: Path, evidence: Evidence, id: str, profile: Mapping[str, str], scores: Mapping[str, float]
) -> Compared:
    """Scores by dimension among the nearest peers of which enough have answered."""
    told = questionnaire(evidence, id)
    group, found = peers_of(_blocks(home, told), group_of(told, profile))
    dimensions = {}
    for dimension in told.dimensions:
        peers = benchmark(found, dimension.id)
        score = scores.get(dimension.id)
        place = percentile(score, peers) if peers is not None and score is not None else None
        if place is not None and place.high - place.low > WIDEST_TOLD:
            place = None
        dimensions[dimension.id] = Comparison(peers, place)
    return Compared(group, dimensions)


def benchmarks(home: Path, told: Questionnaire) -> dict[Group, dict[str, Benchmark]]:
    """Every group with blocks, each coarser one included → dimension → benchmark."""
    groups: dict[Group, list[Block]] = defaultdict(list)
    for block in _blocks(home, told):
        for length in range(len(block.group) + 1):
            groups[block.group[:length]].append(block)
    return {
        group: {d.id: found for d in told.dimensions if (found := benchmark(blocks, d.id)) is not None}
        for group, blocks in sorted(groups.items())
    }


def reliability(home: Path, told: Questionnaire) -> dict[str, dict[str, Any]]:
    """Dimension → reliability as last published; empty until enough organisations have answered."""
    if not begun(home):
        return {}
    with opened(home):
        return stored.released(told.id, told.version)


@dataclass(frozen=True, slots=True)
class Overview:
    """How many organisations answer a questionnaire, for the editors: counts alone."""

    questionnaire: str
    open: int | None
    """None where they are fewer than k, and not zero."""
    finished: int | None
    in_comparison: int
    by_group: Mapping[str, int | None]
    """First answer about the organisation → finished; none where fewer than k, or where the rest would tell."""


def overview(home: Path, evidence: Evidence) -> list[Overview]:
    """Counts of organisations by questionnaire, none of which tells of fewer than k."""
    k, told = peers_at_least(evidence), questionnaires(evidence)
    if not begun(home):
        return []
    with opened(home):
        counts = stored.counted(told)
        held = {id: sum(block.size for block in stored.blocks(id, each.version)) for id, each in told.items()}
    found = []
    for id, each in told.items():
        states = {False: 0, True: 0}
        groups: dict[str, int] = {choice.id: 0 for asked in each.profile[:1] for choice in asked.choices}
        for name, profile, done, count in counts:
            if name == id:
                states[done] += count
                chosen = profile.get(each.profile[0].id, "") if each.profile else ""
                if done and chosen in groups:
                    groups[chosen] += count
        # As none of these is exact, none can be had by subtracting the others from the whole.
        by_group = {group: _shown(count, k) for group, count in groups.items()}
        found.append(Overview(id, _shown(states[False], k), _shown(states[True], k), held[id], by_group))
    return found


def _shown(count: int, k: int) -> int | None:
    # Whole steps of k: two overviews, an organisation apart, are alike or k apart.
    return count // k * k if count == 0 or count >= k else None


def _blocks(home: Path, told: Questionnaire) -> list[Block]:
    if not begun(home):
        return []
    with opened(home):
        rows = stored.blocks(told.id, told.version)
        return [Block(tuple(row.group), row.size, row.means) for row in rows]


def _padded(group: Group, depth: int) -> Group:
    return (*group, *("" for _ in range(depth - len(group))))


def _reliability(told: Questionnaire) -> dict[str, dict[str, Any]]:
    """What reliability the answers in blocks show, rounded; empty below the number from which it is published."""
    import numpy as np

    from filiera.analysis.readiness.reliability import reliability as measure

    rows = stored.levels_in_blocks(told.id, told.version)
    if len(rows) < FEWEST_FOR_RELIABILITY:
        return {}
    found = {}
    for dimension in told.dimensions:
        # A question that depends on another is not answered by all: it cannot be part of it.
        always = [question for question in dimension.questions if question.shown_if is None]
        scores = np.array(list(_complete(rows, {q.id: len(q.levels) for q in always})))
        if len(scores) < FEWEST_FOR_RELIABILITY:
            continue
        shown = measure(scores)
        if shown is not None:
            found[dimension.id] = {
                "alpha": round(shown.alpha, 2),
                "low": round(shown.low, 2),
                "high": round(shown.high, 2),
                "deviation": round(shown.deviation, 1),
                "answered_by": len(scores) // FEWEST * FEWEST,
                "item_total": {
                    question.id: None if each is None else round(each, 2)
                    for question, each in zip(always, shown.item_total, strict=True)
                },
            }
    return found


def _complete(rows: Iterable[Mapping[str, int]], levels: Mapping[str, int]) -> Iterable[list[float]]:
    for row in rows:
        answers = [row.get(key, NOT_APPLICABLE) for key in levels]
        if NOT_APPLICABLE not in answers:
            yield [100 * level / (count - 1) for level, count in zip(answers, levels.values(), strict=True)]
