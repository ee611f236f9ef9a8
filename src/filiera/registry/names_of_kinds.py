"""Names that follow from others: a kind's short form written out, a town's only hospital, initials and a number.

What bears the short form of a kind bears the long one too; the only hospital of a town is the hospital of the town;
what is named after one who bears a number is shortened to initials and the number, with or without the hospital's own
initial (*PJ23*, *HPJ23* for *Papa Joan XXIII*). All follow from the pack's tables: no source needs to state them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from filiera.registry.institution_words import term
from filiera.registry.names import Term, named
from filiera.vocabulary.folding import fold

Row = Mapping[str, Any]
_SHORT_AND_LONG = re.compile(r"(?P<short>\w+) \((?P<long>[^)]+)\)")
_NUMBERED = re.compile(r"(?P<who>(?:\b[A-ZÀ-Þ][^\W\d_]+\s+){2,})(?P<number>[IVX]{2,})\b")
TOWN_KINDS = ("Hospital",)
"""Kinds in the words of schema.org of which a town that has one alone names it so."""


class NamesOfKinds:
    """Names that follow from kinds and towns of the rows of ``organisation_kind`` and ``organisation``."""

    def __init__(self, kinds: Iterable[Row], organisations: Iterable[Row]) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self._of_towns: set[str] = set()
        self._short_kinds: set[str] = set()
        initials: dict[str, None] = {"": None}
        for kind in kinds:
            self._names[kind["id"]] = tuple(dict.fromkeys(msgspec.json.decode(kind["names_json"]).values()))
            self._short_kinds |= {
                both["short"] for called in self._names[kind["id"]] if (both := _SHORT_AND_LONG.fullmatch(called))
            }
            if kind["schema_type"] in TOWN_KINDS:
                self._of_towns.add(kind["id"])
                initials |= {called[:1].upper(): None for called in self._names[kind["id"]]}
        self._initials = tuple(initials)
        self._in_town = Counter(row["municipality"] for row in organisations if row["kind"] in self._of_towns)

    def of(self, row: Row, names: Sequence[str]) -> list[str]:
        """Further names of an organisation, given those that are stated."""
        found = []
        for called in self._names.get(row["kind"], ()):
            if both := _SHORT_AND_LONG.fullmatch(called):
                short = re.compile(rf"\b{re.escape(both['short'])}\b")
                found += [short.sub(both["long"], name) for name in names if short.search(name)]
            elif row["kind"] in self._of_towns and row["municipality"] and self._in_town[row["municipality"]] == 1:
                found.append(f"{called} {row['municipality']}")
        return found + [short for name in names for short in self._numbered(name)]

    def _numbered(self, name: str) -> list[str]:
        """The name with initials and an Arabic number for who bears a Roman one of two figures or more."""
        whom = _NUMBERED.search(name)
        if whom is None:
            return []
        number = term(fold(whom["number"]))
        words = [word.written for word in named(whom["who"]) if not self._of_a_kind(word)]
        if not number.isdigit() or len(number) < 2 or len(words) < 2:
            return []
        short = "".join(word[0] for word in words).upper() + number
        kept = name[: whom.start()] + "".join(f"{word} " for word in whom["who"].split() if word not in words)
        return [kept + initial + short + name[whom.end() :] for initial in self._initials]

    def _of_a_kind(self, word: Term) -> bool:
        return word.text.startswith("@") or word.written in self._short_kinds
