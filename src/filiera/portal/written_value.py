"""A value as a language writes it, taken apart: qualifier, number with its sign, unit."""

from __future__ import annotations

import re
from typing import NamedTuple

_VALUE = re.compile(r"(?P<before>\D*)(?P<number>\d(?:[\d.,'’\u00a0\u202f]*\d)?\S*)(?P<after>.*)", re.DOTALL)


class Written(NamedTuple):
    """The parts of "over 1.8 million"; each keeps the space that parts it from the number."""

    before: str
    number: str
    after: str


def take_apart(value: str) -> Written:
    """The parts of a written value; signs and per cent marks stay with the number."""
    found = _VALUE.fullmatch(value)
    return Written(found["before"], found["number"], found["after"]) if found else Written("", value, "")
