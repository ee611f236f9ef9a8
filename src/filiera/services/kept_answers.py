"""Answers that follow from the evidence alone: found once a version, then shared by all who ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from filiera.evidence import Evidence

Found = TypeVar("Found")
_VERSIONS = 4


def kept_per_version(answer: Callable[[Evidence], Found]) -> Callable[[Evidence], Found]:
    """``answer``, asked once of each version of the evidence. Who asks must not change what comes back."""

    @lru_cache(maxsize=_VERSIONS)
    def once(evidence: Evidence, version: str) -> Found:
        # The version is part of the question: an open evidence may move on to another.
        return answer(evidence)

    @wraps(answer)
    def asked(evidence: Evidence) -> Found:
        return once(evidence, evidence.version.hash)

    return asked
