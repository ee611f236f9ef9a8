"""What a change of the register, or of the linker, has moved: every mention whose tier is another than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filiera.registry.clusters import Link

NONE = "none"
"""The tier of a mention and an organisation that nothing is said of."""


@dataclass(frozen=True, slots=True)
class Move:
    """A mention and an organisation, and what was and is said of the two."""

    mention: str
    organisation: str
    before: str
    """A tier, or ``none``."""
    after: str
    score_before: float | None
    score_after: float | None


def moved_tiers(before: Iterable[Link], after: Iterable[Link]) -> list[Move]:
    """The pairs whose tier moved, in order; a score that stays within its tier is no move."""
    old, new = ({(link.left, link.right): link for link in links} for links in (before, after))
    moves = []
    for pair in sorted(old.keys() | new.keys()):
        was, now = old.get(pair), new.get(pair)
        tiers = (str(was.tier) if was else NONE, str(now.tier) if now else NONE)
        if tiers[0] != tiers[1]:
            moves.append(Move(*pair, *tiers, was.score if was else None, now.score if now else None))
    return moves
