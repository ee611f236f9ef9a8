"""All names of a register as arrays: which words each has, whose it is, and how telling its words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse

from filiera.registry.institution_words import HEADS, KINDS_OF_HEAD
from filiera.registry.names import named
from filiera.registry.register import Entry
from filiera.registry.word_frequencies import information

MOST_TERMS = 14
"""Words of a name that are looked at."""
_DAMPING = 4.0
"""Information that a name must have before its coverage counts for much."""
_TELLING = 2.6
"""Information from which a word is sought, in nats."""
_MOST_OF_IT = 0.5
_BRACKETED = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_ACRONYM = re.compile(r"[A-ZÀ-Þ0-9][A-Za-zÀ-ÿ0-9&.\-]{1,11}")

NAME, OTHER_NAME, ACRONYM, USED = range(4)
"""What a mention may hold of an organisation; the last is a phrase that stands for it by custom."""


def acronym(written: str) -> str:
    """An acronym as it is compared: letters and digits, capitals."""
    return "".join(char for char in written if char.isalnum()).upper()


class NameIndex:
    """The names of a register, distinct by their words."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        numbers: dict[tuple[str, ...], int] = {}
        self.texts: list[str] = []
        owners: dict[tuple[int, int], int] = {}
        acronyms: dict[str, dict[int, None]] = {}
        for owner, entry in enumerate(entries):
            for kind, name in _all_names(entry):
                terms = named(name)[:MOST_TERMS]
                key = tuple(term.text for term in terms)
                if key:
                    number = numbers.setdefault(key, len(numbers))
                    if number == len(self.texts):
                        self.texts.append(" ".join(term.written.lower() for term in terms))
                    owners.setdefault((number, owner), kind)
            for short in _acronyms(entry):
                acronyms.setdefault(acronym(short), {})[owner] = None
        self.acronyms = {short: np.array(list(who), np.int32) for short, who in acronyms.items() if len(short) > 1}
        self._number(list(numbers), owners, len(entries))

    def _number(self, names: list[tuple[str, ...]], owners: dict[tuple[int, int], int], organisations: int) -> None:
        self.words: dict[str, int] = {}
        self.terms = np.full((len(names), MOST_TERMS), -1, np.int32)
        for row, name in enumerate(names):
            self.terms[row, : len(name)] = [self.words.setdefault(word, len(self.words)) for word in name]
        ordered = sorted(owners)
        self.owner_of = np.array([owner for _, owner in ordered], np.int32)
        self.kind_of = np.array([owners[each] for each in ordered], np.int8)
        self.first_owner = np.searchsorted([number for number, _ in ordered], np.arange(len(names) + 1)).astype(
            np.int64
        )
        self.document_frequencies = self._document_frequencies(organisations)
        self.information = information(list(self.words), self.document_frequencies, organisations)
        self.matrix = self._retrieval_matrix()
        # One row more, of zeros: what is said of an acronym, whose name has the number -1.
        head = np.array([HEADS.get(word, 0) for word in self.words] + [0])[
            np.vstack([self.terms, np.full((1, MOST_TERMS), -1)])
        ]
        self.heads = np.stack([(head == kind + 1).any(axis=1) for kind in range(len(KINDS_OF_HEAD))], axis=1)
        self.length = np.append((self.terms >= 0).sum(axis=1), 1)

    def _retrieval_matrix(self) -> sparse.csr_matrix:
        """Words × names. A name is sought by its telling words alone where they are most of it: faster, as sure."""
        weights = np.where(self.terms >= 0, self.information[self.terms], 0).astype(np.float32)
        whole = weights.sum(axis=1)
        telling = np.where(weights >= _TELLING, weights, 0)
        enough = telling.sum(axis=1) >= _MOST_OF_IT * whole
        sought = np.where(enough[:, None], telling, weights)
        score = sought / (sought.sum(axis=1) + _DAMPING)[:, None]
        names, places = np.nonzero(sought)
        shape = (len(self.words), len(self.terms))
        return sparse.csr_matrix((score[names, places], (self.terms[names, places], names)), shape=shape)

    def _document_frequencies(self, organisations: int) -> np.ndarray:
        counts = np.diff(self.first_owner)
        rows = np.repeat(np.arange(len(self.terms)), counts)
        terms = self.terms[rows]
        owners = np.repeat(self.owner_of[:, None], MOST_TERMS, axis=1)
        pairs = np.unique(terms[terms >= 0].astype(np.int64) * organisations + owners[terms >= 0])
        return np.bincount(pairs // max(organisations, 1), minlength=len(self.words))


def _all_names(entry: Entry) -> Iterator[tuple[int, str]]:
    for place, name in enumerate(entry.names):
        kind = NAME if place == 0 else OTHER_NAME
        yield kind, name
        if "(" in name or "[" in name:
            yield kind, _BRACKETED.sub(" ", name)


def _acronyms(entry: Entry) -> Iterator[str]:
    yield from entry.acronyms
    for name in entry.names:
        for inside in _BRACKETED.findall(name):
            if _ACRONYM.fullmatch(inside) and sum(char.isupper() for char in inside) * 2 > len(inside):
                yield inside
        if len(name) <= 12 and " " not in name and sum(char.isupper() for char in name) * 2 > len(name):
            yield name
