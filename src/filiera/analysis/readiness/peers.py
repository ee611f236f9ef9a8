"""What may be shown of many organisations without telling the answers of one.

**Blocks.** Organisations that have finished wait, in the order in which they came, until k of the same group do.
Those k become a *block*, once and for ever: of each dimension its mean is kept, rounded and kept away from the ends of
the scale, and nothing else. Whatever is shown, to whomever and whenever, is made of blocks alone. So two benchmarks
never differ by fewer than k organisations, a comparison by sector, by size and over all cannot be subtracted from each
other into fewer, and an organisation that erases its answers changes no benchmark.

**How little a block tells.** Who is in a block of n and knows the own score, and nothing of the others, cannot tell
the score of any of them more narrowly than ``TOLD_AT_BEST`` points (``told_range``; the ends of the scale are cut off
for that: ``highest_shown``). Whoever knows all of a block but one can: k protects against single members, not against
n - 1 that conspire.

**Percentiles.** Blocks show no shape. Percentiles are areas under a normal distribution with the mean of the blocks and
the variance that their means imply (the mean square between groups of a one-way analysis of variance, less what
rounding adds: Sheppard 1898). With z the distance of a score from the mean in standard deviations, n organisations and
B blocks, the interval is that of z plus or minus t(B - 1) times sqrt(1/n + z² / (2 (B - 1))), by the delta method.

Microaggregation: Domingo-Ferrer and Mateo-Sanz (2002), *Practical data-oriented microaggregation for statistical
disclosure control*, IEEE Transactions on Knowledge and Data Engineering 14, 189-201.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, sqrt
from statistics import NormalDist
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)
Group = tuple[str, ...]
"""What peers have in common, the most important first: sector, size."""

FEWEST = 5
"""k, unless a parameter says otherwise."""
STEP = 5.0
"""Points to which means are rounded."""
TOLD_AT_BEST = 25.0
"""Points: the narrowest range into which a block may put the score of one organisation."""
BLOCKS_FOR_A_PERCENTILE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """What is kept of at least k organisations."""

    group: Group
    size: int
    means: Mapping[str, float]
    """Dimension → mean score, as shown."""


def form_blocks(waiting: Iterable[tuple[Member, Group]], k: int) -> list[tuple[Group, tuple[Member, ...]]]:
    """Who of those that wait, in the order in which they came, now make a block, and of which group.

    First k of the very same group. Of those who are left, k whose group begins alike, as soon as there are twice as
    many: so the rare ones do not wait for ever, and the frequent ones are not used up before a group of their own is
    full. It depends on who waits, never on what they answered.
    """
    if k < 2:
        raise ValueError("a block of one would tell all: k is at least 2")
    left = list(waiting)
    depth = max((len(group) for _, group in left), default=0)
    found = []
    for length in range(depth, -1, -1):
        gathered: dict[Group, list[tuple[Member, Group]]] = defaultdict(list)
        for each in left:
            gathered[each[1][:length]].append(each)
        used: set[Member] = set()
        for group, members in gathered.items():
            enough = k if length == depth else 2 * k
            while len(members) >= enough:
                chosen = [member for member, _ in members[:k]]
                found.append((group, tuple(chosen)))
                used.update(chosen)
                del members[:k]
        left = [each for each in left if each[0] not in used]
    return found


def freeze(group: Group, scores: Sequence[Mapping[str, float]], k: int) -> Block:
    """The block of organisations with these scores; a dimension that fewer than k have a score of is left out."""
    if len(scores) < k:
        raise ValueError(f"{len(scores)} organisations are fewer than {k}")
    means = {}
    for dimension in sorted({name for each in scores for name in each}):
        of_it = [each[dimension] for each in scores if dimension in each]
        # Only whole blocks: with a count of its own a dimension would tell who lacks it.
        if len(of_it) == len(scores):
            means[dimension] = shown_mean(sum(of_it) / len(of_it), len(of_it))
    return Block(group, len(scores), means)


def shown_mean(mean: float, size: int) -> float:
    """A mean as it is shown: rounded, and no nearer to the ends of the scale than the size of the block allows."""
    rounded = floor(mean / STEP + 0.5) * STEP
    end = highest_shown(size)
    return min(max(rounded, 100.0 - end), end)


def highest_shown(size: int) -> float:
    """The highest mean that is shown of so many; it stands for itself and all above.

    Were a mean of at least c - STEP / 2 known, and the own score 0, then the score of another would be at least
    size · (c - STEP / 2) - 100 · (size - 2). That may be at most 100 - TOLD_AT_BEST.

    >>> highest_shown(5), highest_shown(20)
    (75.0, 95.0)
    """
    bound = STEP / 2 + (100.0 * (size - 1) - TOLD_AT_BEST) / size
    return max(50.0, floor(bound / STEP) * STEP)


def told_range(shown: float, size: int, own: float | None = None) -> tuple[float, float]:
    """Between what and what the score of one of a block must lie, for who knows what is shown (and the own score)."""
    end = highest_shown(size)
    low_mean = 0.0 if shown <= 100.0 - end else shown - STEP / 2
    high_mean = 100.0 if shown >= end else shown + STEP / 2
    others = size - 1 - (own is not None)
    known = own or 0.0
    low = max(0.0, size * low_mean - known - 100.0 * others)
    high = min(100.0, size * high_mean - known)
    return low, high


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What peers have reached in one dimension, made of blocks alone."""

    organisations: int
    blocks: int
    mean: float
    deviation: float | None
    """Standard deviation of single organisations as the means of the blocks imply it; none from too few blocks."""


def benchmark(blocks: Iterable[Block], dimension: str) -> Benchmark | None:
    """The peers of these blocks in one dimension; none where no block has it."""
    found = [(block.means[dimension], block.size) for block in blocks if dimension in block.means]
    if not found:
        return None
    count = sum(size for _, size in found)
    mean = sum(value * size for value, size in found) / count
    deviation = None
    if len(found) >= BLOCKS_FOR_A_PERCENTILE:
        between = sum(size * (value - mean) ** 2 for value, size in found) / (len(found) - 1)
        of_rounding = STEP**2 / 12
        rounded = of_rounding * count / len(found)
        # Never below what rounding hides: peers that look alike need not be.
        deviation = sqrt(max(between - rounded, rounded))
    return Benchmark(count, len(found), mean, deviation)


def peers_of(blocks: Sequence[Block], group: Group) -> tuple[Group, list[Block]]:
    """The nearest peers with enough blocks for a percentile, else the nearest with any: their group, their blocks."""
    levels = [group[:length] for length in range(len(group), -1, -1)]
    found = [(level, [block for block in blocks if block.group[: len(level)] == level]) for level in levels]
    for enough in (BLOCKS_FOR_A_PERCENTILE, 1):
        for level, of_level in found:
            if len(of_level) >= enough:
                return level, of_level
    return (), []


@dataclass(frozen=True, slots=True)
class Percentile:
    """The share of peers, in per cent, that is expected to lie below a score, with its interval."""

    value: float
    low: float
    high: float


def percentile(score: float, peers: Benchmark, level: float = 0.95) -> Percentile | None:
    """Percentile of a score under the normal distribution of its peers; none from too few blocks."""
    from scipy.stats import t as t_distribution

    if peers.deviation is None:
        return None
    distance = (score - peers.mean) / peers.deviation
    degrees = peers.blocks - 1
    error = sqrt(1 / peers.organisations + distance**2 / (2 * degrees))
    reach = float(t_distribution.ppf((1 + level) / 2, degrees)) * error
    below = NormalDist().cdf
    return Percentile(100 * below(distance), 100 * below(distance - reach), 100 * below(distance + reach))


def by_group(blocks: Iterable[Block]) -> dict[Group, int]:
    """How many organisations the blocks of each group hold."""
    ordered = sorted(blocks, key=lambda block: block.group)
    return {group: sum(each.size for each in held) for group, held in groupby(ordered, key=lambda block: block.group)}
