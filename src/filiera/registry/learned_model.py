"""What was learned from labelled strings: two rounds of trees, usage, thresholds; with its card, in the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from filiera.registry.boosted_trees import BoostedTrees
from filiera.registry.usage import Usage, learned_usage
from filiera.vocabulary.learned import learned

_DATA = Path(__file__).with_name("learned") / "linker.json"


class Thresholds(msgspec.Struct, frozen=True):
    """Least chance of a tier, and the precision that it was chosen for."""

    link: float
    ask: float
    link_precision: float
    ask_precision: float


class SmallRegister(msgspec.Struct, frozen=True):
    """A register in which few are alike: the same candidate is more probably right than in one of the whole world."""

    organisations: int
    """A register with fewer is small."""
    chances: list[float]
    """In the place of those of the second round."""
    link: float
    """Least chance of the tier ``link`` where city or region agree."""
    link_without_place: float
    """The same where neither is named."""


@learned
class Model(msgspec.Struct, frozen=True):
    """The file ``learned/linker.json``."""

    card: dict[str, str]
    """What it was learned from, when, how well it does, under which licence, and the command that makes it again."""
    thresholds: Thresholds
    first: BoostedTrees
    """Each candidate by itself."""
    second: BoostedTrees
    """Each candidate against its rivals."""
    small: SmallRegister

    def for_register_of(self, organisations: int) -> Model:
        """The model as it holds for a register of so many organisations."""
        if organisations >= self.small.organisations:
            return self
        return msgspec.structs.replace(
            self,
            thresholds=msgspec.structs.replace(self.thresholds, link=self.small.link),
            second=msgspec.structs.replace(self.second, chances=self.small.chances),
        )


class Learned(msgspec.Struct, frozen=True):
    """All that was learned."""

    model: Model
    usage: Usage


@cache
def packaged() -> Learned:
    """What comes with the package."""
    return Learned(msgspec.json.decode(_DATA.read_bytes(), type=Model), learned_usage())
