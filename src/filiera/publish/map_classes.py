"""Classes of values for a map: few, each with as many territories as the next, named by what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PALE = ("#F1F6F6", "#DCEAEA", "#C2DADB", "#A3C7CA")
"""Tints under marks: they stay readable on the darkest."""
FULL = ("#DCEAEA", "#9CC3C7", "#62A0A7", "#0B5C66")
"""Tints that carry the values themselves: told apart without seeing colour, by their lightness alone."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its tint, and its least and greatest member."""

    tint: str
    least: str
    greatest: str
    """Keys of the territories with the least and greatest value."""
    members: tuple[str, ...]


def classes_of(values: Mapping[str, float], tints: tuple[str, ...]) -> list[Class]:
    """From the lowest values to the highest; equal values are never parted. Missing territories are in none."""
    order = sorted(values, key=lambda key: (values[key], key))
    distinct = sorted(set(values.values()))
    count = min(len(tints), len(distinct))
    found: list[list[str]] = []
    for place, key in enumerate(order):
        due = place * count // len(order) >= len(found)
        if not found or (due and values[key] != values[found[-1][-1]]):
            found.append([key])
        else:
            found[-1].append(key)
    chosen = _spread(tints, len(found))
    return [Class(tint, keys[0], keys[-1], tuple(keys)) for tint, keys in zip(chosen, found, strict=True)]


def tints_of(classes: Iterable[Class]) -> dict[str, str]:
    """The tint of each territory that is in a class."""
    return {code: each.tint for each in classes for code in each.members}


def _spread(tints: tuple[str, ...], count: int) -> list[str]:
    """As many tints as there are classes, the darkest always among them."""
    return [tints[len(tints) - 1 - (count - 1 - i) * (len(tints) - 1) // max(1, count - 1)] for i in range(count)]
