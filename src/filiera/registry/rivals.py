"""Candidates of one mention against each other: who else lies on the same words, who is whose parent."""

from __future__ import annotations

import numpy as np

from filiera.registry.candidates import Overlay
from filiera.registry.features import Organisations


def pairs_of_rivals(laid: Overlay) -> tuple[np.ndarray, np.ndarray]:
    """Every candidate with every other one of its mention."""
    start = np.searchsorted(laid.mention, laid.mention, side="left")
    counts = np.searchsorted(laid.mention, laid.mention, side="right") - start
    one = np.repeat(np.arange(len(counts)), counts)
    other = np.repeat(start - (np.cumsum(counts) - counts), counts) + np.arange(len(one))
    apart = one != other
    return one[apart], other[apart]


def rivals(laid: Overlay, chance: np.ndarray, organisations: Organisations) -> dict[str, np.ndarray]:
    """Feature → one value a candidate, from the first chances of all candidates of its mention.

    Args:
        laid: the candidates; those of one mention stand together.
        chance: of each, before it is compared with others.
        organisations: who is a parent of whom.
    """
    size = len(chance)
    one, other = pairs_of_rivals(laid)
    overlap = (laid.low[one] <= laid.high[other]) & (laid.low[other] <= laid.high[one])
    same = overlap & (laid.low[one] == laid.low[other]) & (laid.high[one] == laid.high[other])
    contains = overlap & ~same & (laid.low[other] <= laid.low[one]) & (laid.high[other] >= laid.high[one])
    contained = overlap & ~same & (laid.low[one] <= laid.low[other]) & (laid.high[one] >= laid.high[other])
    parent = organisations.is_parent(laid.owner[other], laid.owner[one])
    child = organisations.is_parent(laid.owner[one], laid.owner[other])
    namesake = (laid.name[one] == laid.name[other]) & (laid.name[one] >= 0)

    def best(which: np.ndarray) -> np.ndarray:
        found = np.zeros(size, np.float32)
        np.maximum.at(found, one[which], chance[other[which]].astype(np.float32))
        return found

    sure = chance[other] > 0.5
    return {
        "first_chance": chance,
        "rival_on_same_words": best(overlap),
        "rival_with_same_name": best(namesake),
        "rival_around": best(contains),
        "rival_within": best(contained),
        "rival_elsewhere": best(~overlap),
        "rival_before": best(~overlap & (laid.high[other] < laid.low[one])),
        "rival_after": best(~overlap & (laid.low[other] > laid.high[one])),
        "parent_found": best(parent),
        "child_found": best(child),
        "lead": chance - best(np.ones(len(one), bool)),
        "lead_on_same_words": chance - best(overlap),
        "sure_rivals": np.bincount(one[sure], minlength=size),
        "namesakes": np.bincount(one[namesake], minlength=size),
    }
