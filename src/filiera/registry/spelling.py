"""Words that a register does not have, led back to those that it has: misspelled, shortened, run together, cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

_SHORTEST = 4
_LEAST_ALIKE = 0.8
_MOST = 4
_PREFIX_WEIGHT = 0.9
_SHORTEST_PREFIX = 3
_MOST_LONGER = 6


class Spelling:
    """The words of a register, to be found by words that are nearly the same."""

    def __init__(self, words: Sequence[str], frequencies: np.ndarray) -> None:
        self._words = list(words)
        self._number = {word: number for number, word in enumerate(self._words)}
        self._frequencies = frequencies
        self._sorted = sorted(self._words)
        self._grams: dict[str, int] = {}
        matrix = self._matrix([word if _plain(word) else "" for word in self._words], grow=True)
        self._index = sparse.csr_matrix(matrix.T)

    def nearest(self, words: Sequence[str]) -> dict[str, list[tuple[int, float]]]:
        """For each word: numbers of words of the register that it may be, with a weight below 1."""
        asked = [word for word in dict.fromkeys(words) if len(word) >= _SHORTEST and _plain(word)]
        if not asked:
            return {}
        close = sp_matmul_topn(self._matrix(asked), self._index, top_n=2 * _MOST, threshold=0.3, sort=True)
        result: dict[str, list[tuple[int, float]]] = {}
        for place, word in enumerate(asked):
            numbers = close.indices[close.indptr[place] : close.indptr[place + 1]]
            if not len(numbers):
                continue
            alike = process.cdist([word], [self._words[n] for n in numbers], scorer=Indel.normalized_similarity)[0]
            order = sorted(
                (-round(float(score), 6), self._words[n], int(n)) for score, n in zip(alike, numbers, strict=True)
            )
            kept = [
                (n, float(score * score)) for negative, _, n in order[:_MOST] if (score := -negative) >= _LEAST_ALIKE
            ]
            if kept:
                result[word] = kept
        return result

    def longer(self, word: str) -> list[tuple[int, float]]:
        """Words of the register that begin with this one: the most frequent ones."""
        if len(word) < _SHORTEST_PREFIX:
            return []
        start = bisect_left(self._sorted, word)
        end = bisect_left(self._sorted, word + "\U0010ffff", lo=start)
        if end - start > 400:
            return []
        numbers = [self._number[each] for each in self._sorted[start:end] if each != word]
        numbers.sort(key=lambda number: (-self._frequencies[number], self._words[number]))
        return [(number, _PREFIX_WEIGHT) for number in numbers[:_MOST_LONGER]]

    def _matrix(self, words: Sequence[str], *, grow: bool = False) -> sparse.csr_matrix:
        columns: list[int] = []
        starts = [0]
        for word in words:
            padded = f"^{word}$"
            for gram in {padded[at : at + 3] for at in range(len(padded) - 2)} if word else ():
                number = self._grams.setdefault(gram, len(self._grams)) if grow else self._grams.get(gram)
                if number is not None:
                    columns.append(number)
            starts.append(len(columns))
        lengths = np.diff(starts)
        data = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32)
        shape = (len(words), max(1, len(self._grams)))
        return sparse.csr_matrix((data, np.array(columns, np.int32), np.array(starts, np.int32)), shape=shape)


def _plain(word: str) -> bool:
    return not word.startswith("@") and not word.isdigit()
