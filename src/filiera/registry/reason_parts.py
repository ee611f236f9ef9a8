"""A reason taken apart again: what was read, and what spoke for and against, in log-odds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r"(?P<family>[a-z ]+) (?P<value>[+-]\d+\.\d)")


@dataclass(frozen=True, slots=True)
class ReasonParts:
    """``told`` is the sentence before the numbers; where a reason has no numbers, all of it."""

    told: str
    parts: tuple[tuple[str, float], ...]
    """What was looked at, and what it added to the log-odds; the strongest first."""


def reason_parts(reason: str) -> ReasonParts:
    """The parts of a reason as ``reasons`` writes it.

    >>> reason_parts("Univ, read in 'univ': name +2.1, place -0.8")
    ReasonParts(told="Univ, read in 'univ'", parts=(('name', 2.1), ('place', -0.8)))
    """
    told, mark, rest = reason.rpartition(": ")
    found = [_PART.fullmatch(part) for part in rest.split(", ")]
    if not mark or not all(found):
        return ReasonParts(reason, ())
    parts = [(part["family"], float(part["value"])) for part in found if part]
    return ReasonParts(told, tuple(sorted(parts, key=lambda part: -abs(part[1]))))
