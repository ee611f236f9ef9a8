"""Mentions linked to the organisations that they mean: a pure function from batch to batch."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz
from scipy import sparse

from filiera.registry.register import Register
from filiera.registry.tables import LINKS, Tier
from filiera.vocabulary.folding import fold

_BREAK = re.compile(r"[,;|()\[\]]+")


class Linker:
    """Finds the organisations of one register in names; the index is built once."""

    def __init__(self, register: Register) -> None:
        self._ids = [entry.id for entry in register.entries]
        self._names: list[str] = []
        self._owners: list[int] = []
        for number, entry in enumerate(register.entries):
            for name in (*entry.names, *entry.acronyms):
                self._names.append(fold(name))
                self._owners.append(number)
        self._grams: dict[str, int] = {}
        counts = self._counted(self._names, grow=True)
        frequency = np.asarray((counts > 0).sum(axis=0)).ravel()
        self._weights = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
        self._matrix = self._weighted(counts).T.tocsr()

    def link(self, mentions: pa.RecordBatch, *, explain: bool = False) -> pa.RecordBatch:
        """None, one or several rows a mention (``LINKS``), in the order of the mentions.

        Args:
            mentions: rows of ``MENTIONS``.
            explain: also give the candidates that were left.
        """
        ids = mentions.column("mention_id").to_pylist()
        texts = mentions.column("name").to_pylist()
        parts = [
            (row, part) for row, text in enumerate(texts) for part in _BREAK.split(fold(text or "")) if part.strip()
        ]
        found: dict[tuple[int, int], float] = {}
        scores = (self._weighted(self._counted([part for _, part in parts])) @ self._matrix).tocsr()
        for place, (row, part) in enumerate(parts):
            own = slice(scores.indptr[place], scores.indptr[place + 1])
            for name in scores.indices[own][np.argsort(-scores.data[own])[:10]]:
                score = fuzz.ratio(part.strip(), self._names[name]) / 100
                key = (row, self._owners[name])
                found[key] = max(found.get(key, 0.0), score)
        rows = []
        for (row, entry), score in sorted(
            found.items(), key=lambda each: (each[0][0], -each[1], self._ids[each[0][1]])
        ):
            tier = Tier.LINK if score >= 0.95 else Tier.ASK if score >= 0.85 else Tier.LEAVE
            if tier is not Tier.LEAVE or explain:
                rows.append((ids[row], self._ids[entry], score, tier.value, f"name {score:.2f}"))
        columns = list(zip(*rows, strict=True)) or [()] * len(LINKS)
        return pa.RecordBatch.from_arrays(
            [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)], schema=LINKS
        )

    def _counted(self, texts: list[str], *, grow: bool = False) -> sparse.csr_array:
        columns, starts = [], [0]
        for text in texts:
            padded = f" {text.strip()} "
            for gram in sorted({padded[at : at + 3] for at in range(len(padded) - 2)}):
                place = self._grams.setdefault(gram, len(self._grams)) if grow else self._grams.get(gram)
                if place is not None:
                    columns.append(place)
            starts.append(len(columns))
        shape = (len(texts), len(self._grams))
        return sparse.csr_array((np.ones(len(columns), np.float32), columns, starts), shape=shape)

    def _weighted(self, counts: sparse.csr_array) -> sparse.csr_array:
        weighted = counts * self._weights
        norms = np.sqrt(np.asarray((weighted * weighted).sum(axis=1)).ravel())
        return sparse.csr_array(sparse.diags_array(1 / np.maximum(norms, 1e-9)) @ weighted)
