"""How good links and clusters are: micro precision and recall over pairs, B-cubed and pairwise figures of clusters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1; each a share from 0 to 1. Where nothing was said, nothing is wrong: 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """Pairs that were linked, pairs that are meant, and pairs that are both."""

    linked: int
    meant: int
    right: int

    @property
    def score(self) -> Score:
        """Micro precision and recall: over all pairs, whichever string they come from."""
        return Score(_share(self.right, self.linked), _share(self.right, self.meant))

    @property
    def intervals(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """95 % intervals of precision and recall."""
        return wilson_interval(self.right, self.linked), wilson_interval(self.right, self.meant)


def counted(linked: Iterable[tuple[Hashable, Hashable]], meant: Iterable[tuple[Hashable, Hashable]]) -> Counted:
    """Pairs of mention and organisation, compared.

    >>> counted([("a", 1), ("b", 2)], [("a", 1), ("b", 3), ("c", 4)]).score
    Score(precision=0.5, recall=0.3333333333333333)
    """
    said, true = set(linked), set(meant)
    return Counted(len(said), len(true), len(said & true))


def wilson_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share (Wilson 1927, Journal of the American Statistical Association 22, pp. 209-212).

    >>> [round(bound, 4) for bound in wilson_interval(8, 10)]
    [0.4902, 0.9433]
    """
    if not trials:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / trials
    middle = share + z * z / (2 * trials)
    spread = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    whole = 1 + z * z / trials
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def pairwise(found: Mapping[Hashable, Hashable], true: Mapping[Hashable, Hashable]) -> Score:
    """Of all pairs of items in one cluster, the share that belong together, and the other way round.

    Args:
        found: item → its cluster.
        true: the same items → the cluster that they belong to.
    """
    _same_items(found, true)
    together = _pairs(Counter(zip(found.values(), (true[item] for item in found), strict=True)))
    return Score(_share(together, _pairs(Counter(found.values()))), _share(together, _pairs(Counter(true.values()))))


def b_cubed(found: Mapping[Hashable, Hashable], true: Mapping[Hashable, Hashable]) -> Score:
    """Mean over items of the precision and recall of the item's own cluster.

    Bagga & Baldwin 1998, Algorithms for scoring coreference chains, pp. 563-566; Amigó et al. 2009, Information
    Retrieval 12, pp. 461-486, show that of the measures in use it alone meets their four constraints.

    Args:
        found: item → its cluster.
        true: the same items → the cluster that they belong to.
    """
    _same_items(found, true)
    if not found:
        return Score(1.0, 1.0)
    both = Counter((found[item], true[item]) for item in found)
    sizes, true_sizes = Counter(found.values()), Counter(true.values())
    precision = sum(count * count / sizes[cluster] for (cluster, _), count in both.items()) / len(found)
    recall = sum(count * count / true_sizes[cluster] for (_, cluster), count in both.items()) / len(found)
    return Score(precision, recall)


def _same_items(found: Mapping[Hashable, Hashable], true: Mapping[Hashable, Hashable]) -> None:
    if found.keys() != true.keys():
        raise ValueError("both clusterings must be of the same items")


def _pairs(sizes: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
