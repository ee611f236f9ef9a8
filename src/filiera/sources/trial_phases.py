"""Phases of trials, which each register writes in its own way, in one: ``PHASE1`` … ``PHASE4``, ``EARLY_PHASE1``."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "1": "1", "2": "2", "3": "3", "4": "4"}
_PHASE = re.compile(r"(early\s*)?phase\s*((?:iv|i{1,3}|[1-4])(?:\s*[/-]\s*(?:iv|i{1,3}|[1-4]))*)\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def phases_of(printed: str) -> tuple[str, ...]:
    """The phases that a text names, each once.

    >>> phases_of("Phase 1|Phase 2"), phases_of("Phase II/III"), phases_of("Not Applicable")
    (('PHASE1', 'PHASE2'), ('PHASE2', 'PHASE3'), ())
    """
    found = dict.fromkeys(
        f"{'EARLY_' if early else ''}PHASE{_NUMBERS[number.strip().lower()]}"
        for early, numbers in _PHASE.findall(printed.replace("_", " "))
        for number in re.split(r"[/-]", numbers)
    )
    return tuple(found)
