"""How often words stand in names of institutions the world over: what is common there says little anywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from filiera.registry.institution_words import WEAK

_DATA = Path(__file__).with_name("learned") / "word_frequencies.tsv"
_RARE = 2
_PRIOR = 400
_WEAK = 0.3
"""Of words of little weight, and of initials, which stand for many a first name."""


@cache
def _background() -> tuple[int, dict[str, int]]:
    """Number of organisations, and of those in whose names a word stands."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return int(rows[0][1]), {word: int(count) for word, count in rows[1:]}


def information(words: list[str], counts: np.ndarray, organisations: int) -> np.ndarray:
    """What a word tells: minus the logarithm of the share of organisations that have it.

    The share is the greater of that in the world and that in the register, so that a small register neither makes
    common words rare nor its own institution words telling.

    Args:
        words: the words.
        counts: in the names of how many organisations of the register each stands.
        organisations: how many organisations the register has.
    """
    world = _share_in_the_world(words)
    # Two figures of the size are enough: a few rows more must not change what every rare word tells.
    here = counts / (float(f"{organisations:.2g}") + _PRIOR)
    told = np.asarray(-np.log(np.maximum(world, here)), np.float32)
    return np.where(_weak(words), np.float32(_WEAK), told)


def information_in_the_world(words: list[str]) -> np.ndarray:
    """What a word tells among the names of the world's institutions, whatever the register."""
    return np.where(_weak(words), np.float32(_WEAK), -np.log(_share_in_the_world(words)))


def _share_in_the_world(words: list[str]) -> np.ndarray:
    total, known = _background()
    return np.array([known.get(word, _RARE) for word in words], float) / total


def _weak(words: list[str]) -> np.ndarray:
    return np.array([word == WEAK or (len(word) == 1 and word.isalpha() and word.isascii()) for word in words], bool)
