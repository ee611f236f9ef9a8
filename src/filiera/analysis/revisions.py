"""How much a publisher revised a series between two vintages.

A revision is the later estimate less the earlier one, of the same indicator, place and period. The measures are
those of McKenzie and Gamba (2008), *Interpreting the results of revision analyses: recommended summary
statistics*, OECD/Eurostat task force: mean revision (is there a direction?), mean absolute revision (how large?),
and relative mean absolute revision (how large beside the level?).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Revision(Generic[Key]):
    """One value in both vintages, in the unit of the series."""

    key: Key
    earlier: float
    later: float

    @property
    def size(self) -> float:
        """Later less earlier."""
        return self.later - self.earlier

    @property
    def relative(self) -> float | None:
        """The revision as a share of the earlier value; none where that is zero."""
        return self.size / self.earlier if self.earlier else None


@dataclass(frozen=True, slots=True)
class RevisionAnalysis(Generic[Key]):
    """The revisions of one series, the largest first, and what only one of the vintages holds."""

    revisions: tuple[Revision[Key], ...]
    """All values that both vintages hold, revised or not, by relative size."""
    added: tuple[Key, ...]
    removed: tuple[Key, ...]

    @property
    def revised(self) -> int:
        """How many values changed."""
        return sum(revision.size != 0 for revision in self.revisions)

    @property
    def mean_revision(self) -> float | None:
        """Mean of (later − earlier); none where nothing can be compared."""
        return _mean([revision.size for revision in self.revisions])

    @property
    def mean_absolute_revision(self) -> float | None:
        """Mean of |later − earlier|; none where nothing can be compared."""
        return _mean([abs(revision.size) for revision in self.revisions])

    @property
    def relative_mean_absolute_revision(self) -> float | None:
        """Sum of |later − earlier| over sum of |later|, a share; none where that sum is zero."""
        level = sum(abs(revision.later) for revision in self.revisions)
        return sum(abs(revision.size) for revision in self.revisions) / level if level else None


def analyse_revisions(earlier: Mapping[Key, float], later: Mapping[Key, float]) -> RevisionAnalysis[Key]:
    """Compare two vintages of a series, each a mapping from place and period to a value in one unit.

    >>> found = analyse_revisions({("IT", "2019"): 100.0, ("IT", "2020"): 90.0}, {("IT", "2020"): 99.0})
    >>> found.mean_absolute_revision, found.removed
    (9.0, (('IT', '2019'),))
    """
    both = [Revision(key, value, later[key]) for key, value in earlier.items() if key in later]
    return RevisionAnalysis(
        revisions=tuple(sorted(both, key=lambda r: (-abs(r.relative or 0.0), str(r.key)))),
        added=tuple(sorted((key for key in later if key not in earlier), key=str)),
        removed=tuple(sorted((key for key in earlier if key not in later), key=str)),
    )


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
