"""Words of the index that a reader may have meant: other endings, beginnings, parts, slips."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import Any, NamedTuple

from filiera.search.asking import marks, rows
from filiera.search.distance import slips

SHORTEST = 4
"""A word of fewer letters is taken as it stands: almost every other would be one slip away."""
_LONG = 8
_CANDIDATES = {1: 200, 2: 80, 3: 80}
"""Of words that share trigrams, so many are looked at: a short word shares few with what it was meant to be."""
_MOST = 6


class Near(NamedTuple):
    """A word of the index, and by how many slips it differs."""

    form: str
    slips: int
    entries: int


class Spelling:
    """The words of one index, asked through one connection."""

    def __init__(self, connection: sqlite3.Connection, lengths: list[tuple[int, int]]) -> None:
        """``lengths``: for each length of word, the first id of that length or more."""
        self._connection = connection
        self._lengths = lengths

    def known(self, forms: list[str]) -> dict[str, int]:
        """Those of the words that the index has, with the number of entries that they stand in."""
        query = f"SELECT form, entries FROM word WHERE form IN ({marks(forms)})"  # noqa: S608  only question marks
        return dict(rows(self._connection, "form, entries", query, forms))

    def endings(self, form: str) -> list[str]:
        """The same word with another ending: ospedale, ospedali; hospital, hospitals."""
        if len(form) <= SHORTEST or not form.isalpha():
            return []
        stem = form[:-1]
        return [w for w in self._beginning(stem, 30) if w != form and len(w) <= len(form) + 1]

    def beginning(self, form: str) -> list[str]:
        """Words that begin so, the most frequent first."""
        return self._beginning(form, _MOST) if len(form) > 1 else []

    def containing(self, form: str) -> list[str]:
        """Words within which it stands, the most frequent first."""
        if len(form) < SHORTEST:
            return []
        return self._frequent(
            "SELECT form, entries FROM word WHERE id IN (SELECT rowid FROM trigram WHERE trigram MATCH ?)",
            (f'"{form}"',),
            _MOST,
        )

    def near(self, form: str, most: int | None = None) -> list[Near]:
        """Words that differ by the fewest slips, likeliest first; a number is never taken for another."""
        if len(form) < SHORTEST or not form.isalpha():
            return []
        allowed = most if most is not None else 1 + (len(form) >= _LONG)
        found = {}
        for other, entries in self._candidates(form, allowed):
            distance = slips(form, other, allowed)
            if distance and other.isalpha():
                found[other] = Near(other, distance, entries)
        nearest = min((near.slips for near in found.values()), default=0)
        best = [near for near in found.values() if near.slips == nearest]
        return sorted(best, key=lambda n: (n.form[0] != form[0], -n.entries, n.form))[:_MOST]

    def halves(self, form: str) -> tuple[str, str] | None:
        """Two words written as one: sanraffaele."""
        cuts = [(form[:cut], form[cut:]) for cut in range(3, len(form) - 2)]
        known = self.known([part for cut in cuts for part in cut]) if cuts else {}
        whole = [cut for cut in cuts if known.get(cut[0]) and known.get(cut[1])]
        return max(whole, key=lambda cut: min(known[cut[0]], known[cut[1]]), default=None)

    def spelled(self, form: str) -> str:
        """How documents write it, with accents and capitals."""
        row = self._connection.execute("SELECT spelling FROM word WHERE form = ?", (form,)).fetchone()
        return row[0] if row else form

    def _beginning(self, form: str, most: int) -> list[str]:
        # The last character there is: all words that begin so lie before it.
        query = "SELECT form, entries FROM word WHERE form >= ? AND form < ?"
        return self._frequent(query, (form, form + "\U0010ffff"), most)

    def _frequent(self, query: str, values: tuple[str, ...], most: int) -> list[str]:
        query = f"{query} ORDER BY entries DESC, form LIMIT ?"
        found = rows(self._connection, "form, entries", query, (*values, most))
        return [form for form, _ in sorted(found, key=lambda row: (-row[1], row[0]))]

    def _candidates(self, form: str, allowed: int) -> list[list[Any]]:
        # Two letters exchanged in a short word leave no trigram standing: such words are looked up.
        swapped = [form[:i] + form[i + 1] + form[i] + form[i + 2 :] for i in range(len(form) - 1)]
        bounded = f"^{form}$"
        grams = " OR ".join(f'"{bounded[i : i + 3]}"' for i in range(len(bounded) - 2))
        lengths = (self._first(len(form) - allowed), self._first(len(form) + allowed + 1) - 1)
        return rows(
            self._connection,
            "form, entries",
            f"SELECT form, entries FROM word WHERE form IN ({marks(swapped)}) OR id IN (SELECT rowid FROM trigram"  # noqa: S608
            " WHERE trigram MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank LIMIT ?)",
            (*swapped, grams, *lengths, _CANDIDATES[allowed]),
        )

    def _first(self, length: int) -> int:
        """The first id of words of this length or more."""
        place = bisect_left(self._lengths, (length, 0))
        return self._lengths[place][1] if place < len(self._lengths) else 1 << 62
