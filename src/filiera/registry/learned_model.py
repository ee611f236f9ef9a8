"""What was learned from labelled strings: two rounds of trees, usage, thresholds; with its card, in the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from filiera.registry.boosted_trees import BoostedTrees
from filiera.registry.usage import Usage, learned_usage

_DATA = Path(__file__).with_name("learned") / "linker.json"


class Thresholds(msgspec.Struct, frozen=True):
    """Least chance of a tier, and the precision that it was chosen for."""

    link: float
    ask: float
    link_precision: float
    ask_precision: float


class Model(msgspec.Struct, frozen=True):
    """The file ``learned/linker.json``."""

    card: dict[str, str]
    """What it was learned from, when, how well it does, under which licence, and the command that makes it again."""
    thresholds: Thresholds
    first: BoostedTrees
    """Each candidate by itself."""
    second: BoostedTrees
    """Each candidate against its rivals."""


class Learned(msgspec.Struct, frozen=True):
    """All that was learned."""

    model: Model
    usage: Usage


@cache
def learned() -> Learned:
    """What comes with the package."""
    return Learned(msgspec.json.decode(_DATA.read_bytes(), type=Model), learned_usage())
