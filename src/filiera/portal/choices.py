"""The values of a filter, each with what it would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with what it would leave."""

    value: str
    name: str
    count: int
    chosen: bool


def choices_of(counts: Mapping[str, int], names: Mapping[str, str], chosen: str) -> list[Choice]:
    """The values in their order; the chosen one is there even where nothing is left of it."""
    values = dict.fromkeys(filter(None, (*counts, chosen)))
    return [Choice(value, names.get(value) or value, counts.get(value, 0), value == chosen) for value in values]


def choices_by_name(counts: Mapping[str, int], names: Mapping[str, str], chosen: str) -> list[Choice]:
    """The same, by name."""
    return sorted(choices_of(counts, names, chosen), key=lambda choice: choice.name.casefold())
