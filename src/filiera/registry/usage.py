"""What writers mean by phrases and names, as learned from labelled strings: no rule, but how often.

Two things are counted. A *phrase* (a part between commas) that is no name of an organisation may stand for one by
custom: a faculty for its university. A *name* that stands in full may yet not be what is meant: a funder beside a
laboratory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from filiera.registry.names import Term

_DATA = Path(__file__).with_name("learned") / "usage.tsv"
_LEAST_MEANT = 2
_LEAST_SHARE = 0.5
_LEAST_NAMED = 3
_FEWEST_TERMS = 2

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts over labelled strings; organisations by their identifiers."""

    phrases: dict[Phrase, tuple[tuple[str, int, int], ...]]
    """Phrase → organisation, strings that mean it, strings that have the phrase."""
    names: dict[str, tuple[int, int]]
    """Organisation → strings that name it in full, and those of them that mean it."""

    @classmethod
    def counted(
        cls, strings: Sequence[Sequence[Term]], meant: Sequence[Iterable[str]], named: Sequence[Iterable[str]]
    ) -> Usage:
        """Usage in labelled strings.

        Args:
            strings: the terms of each string.
            meant: the organisations that each means.
            named: the organisations that each names in full.
        """
        seen: Counter[Phrase] = Counter()
        together: Counter[tuple[Phrase, str]] = Counter()
        for terms, organisations in zip(strings, meant, strict=True):
            for phrase in {phrase for phrase, _, _ in phrases_of(terms)}:
                seen[phrase] += 1
                together.update((phrase, each) for each in organisations)
        phrases: dict[Phrase, list[tuple[str, int, int]]] = {}
        for (phrase, organisation), count in sorted(together.items()):
            if count >= _LEAST_MEANT and count >= _LEAST_SHARE * seen[phrase]:
                phrases.setdefault(phrase, []).append((organisation, count, seen[phrase]))
        times = Counter(each for organisations in named for each in organisations)
        right = Counter(
            each for of_name, of_label in zip(named, meant, strict=True) for each in set(of_name) & set(of_label)
        )
        names = {each: (count, right[each]) for each, count in sorted(times.items()) if count >= _LEAST_NAMED}
        return cls({phrase: tuple(found) for phrase, found in phrases.items()}, names)

    def lines(self) -> list[str]:
        """As text, one count a line."""
        names = [f"name\t{each}\t{meant}\t{named}" for each, (named, meant) in sorted(self.names.items())]
        phrases = [
            f"phrase\t{each}\t{meant}\t{seen}\t{' '.join(phrase)}"
            for phrase, found in sorted(self.phrases.items())
            for each, meant, seen in found
        ]
        return names + phrases


def phrases_of(terms: Sequence[Term]) -> list[tuple[Phrase, int, int]]:
    """The parts of a name between its breaks, each with its first and last position."""
    found = []
    start = 0
    for position in range(1, len(terms) + 1):
        if position == len(terms) or terms[position].segment != terms[start].segment:
            phrase = tuple(term.text for term in terms[start:position])
            if len(phrase) >= _FEWEST_TERMS:
                found.append((phrase, start, position - 1))
            start = position
    return found


@cache
def learned_usage() -> Usage:
    """The usage that comes with the package."""
    phrases: dict[Phrase, list[tuple[str, int, int]]] = {}
    names: dict[str, tuple[int, int]] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, organisation, meant, seen, *rest = line.split("\t")
        if kind == "name":
            names[organisation] = (int(seen), int(meant))
        else:
            phrases.setdefault(tuple(rest[0].split(" ")), []).append((organisation, int(meant), int(seen)))
    return Usage({phrase: tuple(found) for phrase, found in phrases.items()}, names)


class UsageOfRegister:
    """The usage that concerns the organisations of one register, by their numbers."""

    def __init__(self, usage: Usage, ids: Sequence[str]) -> None:
        number = {id: place for place, id in enumerate(ids)}
        self.phrases = {
            phrase: held
            for phrase, found in usage.phrases.items()
            if (held := [(number[id], meant, seen) for id, meant, seen in found if id in number])
        }
        self.named = np.zeros(len(ids), np.float32)
        self.meant = np.zeros(len(ids), np.float32)
        for id, (named, meant) in usage.names.items():
            if id in number:
                self.named[number[id]], self.meant[number[id]] = named, meant

    def found_in(self, strings: Sequence[Sequence[Term]]) -> np.ndarray:
        """Rows of mention, organisation, first and last position, meant, seen; int64."""
        rows = [
            (mention, owner, low, high, meant, seen)
            for mention, terms in enumerate(strings if self.phrases else ())
            for phrase, low, high in phrases_of(terms)
            for owner, meant, seen in self.phrases.get(phrase, ())
        ]
        return np.array(rows, np.int64).reshape(-1, 6)
