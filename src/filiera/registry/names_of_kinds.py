"""What organisations are called by their kind: its short form written out, and the one of a town by the town's name.

What bears the short form of a kind bears the long one too; the only hospital of a town is the hospital of the town.
Both follow from the pack's tables: no source needs to state them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

Row = Mapping[str, Any]
_SHORT_AND_LONG = re.compile(r"(?P<short>\w+) \((?P<long>[^)]+)\)")
TOWN_KINDS = ("Hospital",)
"""Kinds in the words of schema.org of which a town that has one alone names it so."""


class NamesOfKinds:
    """Names that follow from kinds and towns of the rows of ``organisation_kind`` and ``organisation``."""

    def __init__(self, kinds: Iterable[Row], organisations: Iterable[Row]) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self._of_towns: set[str] = set()
        for kind in kinds:
            self._names[kind["id"]] = tuple(dict.fromkeys(msgspec.json.decode(kind["names_json"]).values()))
            if kind["schema_type"] in TOWN_KINDS:
                self._of_towns.add(kind["id"])
        self._in_town = Counter(row["municipality"] for row in organisations if row["kind"] in self._of_towns)

    def of(self, row: Row, names: Iterable[str]) -> list[str]:
        """Further names of an organisation, given those that are stated."""
        found = []
        for called in self._names.get(row["kind"], ()):
            if both := _SHORT_AND_LONG.fullmatch(called):
                short = re.compile(rf"\b{re.escape(both['short'])}\b")
                found += [short.sub(both["long"], name) for name in names if short.search(name)]
            elif row["kind"] in self._of_towns and row["municipality"] and self._in_town[row["municipality"]] == 1:
                found.append(f"{called} {row['municipality']}")
        return found
