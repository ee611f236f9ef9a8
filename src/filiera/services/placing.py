"""Whether a mention lies in the pack's territory: by the region that its record states, or by its city."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from filiera.registry.asking import spelling
from filiera.vocabulary.folding import fold

Row = Mapping[str, Any]
ELSEWHERE = ""


class Places:
    """The parts of a territory by the names and signs that registers write, and the cities that lie in each.

    Cities are learned from mentions that state both: a city lies where most of them put it. One that no such mention
    names lies nowhere.
    """

    def __init__(self, territories: Iterable[Row], territory: str, mentions: Iterable[Row]) -> None:
        rows = {row["code"]: row for row in territories}
        self._parts = {
            fold(written): code
            for code, row in rows.items()
            if _within(code, territory, rows)
            for written in (code, *_names(row), *msgspec.json.decode(row["signs_json"]))
        }
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for row in mentions:
            if row["region"] and (city := fold(spelling(row)[1])):
                seen[city][self._parts.get(fold(row["region"]), ELSEWHERE)] += 1
        self._cities = {city: max(sorted(found), key=lambda place: found[place]) for city, found in seen.items()}

    def place(self, row: Row) -> str:
        """Code of the part of the territory that a mention lies in; empty where it lies elsewhere, or nobody knows."""
        if row["region"]:
            return self._parts.get(fold(row["region"]), ELSEWHERE)
        return self._cities.get(fold(spelling(row)[1]), ELSEWHERE)


def _within(code: str, territory: str, rows: Mapping[str, Row]) -> bool:
    while code in rows and code != territory:
        code = str(rows[code]["parent"])
    return code == territory


def _names(row: Row) -> list[str]:
    names: dict[str, str] = msgspec.json.decode(row["names_json"])
    return list(names.values())
