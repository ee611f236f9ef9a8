"""Names of the register that a mention may hold: found by shared words, laid over the words where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from filiera.registry.name_index import ACRONYM, USED, NameIndex
from filiera.registry.reading_mentions import Mentions

_MOST_NAMES = 40
_LEAST_SCORE = 0.28
_OCCURRENCES = 4
_LEAST_COVERAGE = 0.45
_MOST_ORGANISATIONS = 12
_MOST_OWNERS = 60
_ACRONYM_INFORMATION = 9.0


@dataclass(frozen=True, slots=True)
class Overlay:
    """Names laid over mentions, one element a pair of mention and organisation: where its best name lies.

    Those of one mention stand together, the best ones first.
    """

    mention: np.ndarray
    owner: np.ndarray
    name: np.ndarray
    """Number of the name; -1 for an acronym."""
    kind: np.ndarray
    owners: np.ndarray
    """How many organisations have the same name."""
    coverage: np.ndarray
    """Share of the name's information that the mention has."""
    matched: np.ndarray
    """That information, in nats."""
    missing: np.ndarray
    """The most telling word of the name that the mention lacks, in nats."""
    low: np.ndarray
    high: np.ndarray
    """First and last position where it lies."""
    order: np.ndarray
    """Share of neighbouring words that stand in the name's order."""
    inside: np.ndarray
    """Words between that are not the name's, in nats."""
    also_acronym: np.ndarray
    """The mention has an acronym of the organisation too."""
    spelled: np.ndarray
    """Mean weight of its words: 1 where all stand as they are."""


def candidates(mentions: Mentions, index: NameIndex, usage: np.ndarray) -> Overlay:
    """The best name of each organisation that may be meant, at most twelve organisations a mention.

    Args:
        mentions: what is read of the batch.
        index: the names of the register.
        usage: what ``UsageOfRegister.found_in`` gives for the same batch.
    """
    mention, name = _retrieved(mentions, index)
    laid = _laid_over(mentions, index, mention, name)
    keep = np.flatnonzero(laid["coverage"] >= _LEAST_COVERAGE)
    owners = index.first_owner[name[keep] + 1] - index.first_owner[name[keep]]
    repeats = np.minimum(owners, _MOST_OWNERS)
    pair = np.repeat(keep, repeats)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    owned = index.first_owner[name[pair]] + within
    columns = {key: values[pair] for key, values in laid.items()}
    columns |= {
        "mention": mention[pair],
        "name": name[pair],
        "owner": index.owner_of[owned].astype(np.int64),
        "kind": index.kind_of[owned].astype(np.int64),
        "owners": np.repeat(owners, repeats),
    }
    short, used = _acronyms(mentions, index), _used(mentions, usage)
    columns = {key: np.concatenate([values, short[key], used[key]]) for key, values in columns.items()}
    return _best_of_each(columns, len(index.owner_of) + 1)


def _retrieved(mentions: Mentions, index: NameIndex) -> tuple[np.ndarray, np.ndarray]:
    shape = (len(mentions.terms), len(index.words))
    if not len(mentions.word_number):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    keys = mentions.word_mention * shape[1] + mentions.word_number
    order = np.lexsort((-mentions.word_weight, keys))
    first = order[np.concatenate([[True], np.diff(keys[order]) > 0])]
    asked = sparse.csr_matrix(
        (mentions.word_weight[first], (mentions.word_mention[first], mentions.word_number[first])), shape=shape
    )
    found = sp_matmul_topn(asked, index.matrix, top_n=_MOST_NAMES, threshold=_LEAST_SCORE, sort=False)
    rows = np.repeat(np.arange(shape[0]), np.diff(found.indptr))
    order = np.lexsort((found.indices, rows))
    return rows[order].astype(np.int64), found.indices[order].astype(np.int64)


def _laid_over(mentions: Mentions, index: NameIndex, mention: np.ndarray, name: np.ndarray) -> dict[str, np.ndarray]:
    """Where each name's words stand: of several places of a word, the one nearest to the name's most telling word."""
    words = len(index.words)
    order = np.lexsort(
        (mentions.word_position, -mentions.word_weight, mentions.word_mention * words + mentions.word_number)
    )
    keys = (mentions.word_mention * words + mentions.word_number)[order]
    positions = mentions.word_position[order]
    weights = mentions.word_weight[order]
    terms = index.terms[name].astype(np.int64)
    heard = terms >= 0
    information = np.where(heard, index.information[np.maximum(terms, 0)], 0).astype(np.float32)
    asked = np.where(heard, mention[:, None] * words + terms, -1)
    start = np.searchsorted(keys, asked, side="left")
    end = np.searchsorted(keys, asked, side="right")
    hit = end > start
    safe = np.minimum(start, max(len(keys) - 1, 0))
    position = positions[safe] if len(keys) else np.zeros_like(start)
    weight = np.where(hit, weights[safe] if len(keys) else 0, 0).astype(np.float32)
    telling = np.argmax(np.where(hit, information / np.maximum(end - start, 1) ** 3, -1), axis=1)
    anchor = position[np.arange(len(name)), telling][:, None] if len(name) else position
    best = np.where(hit, np.abs(position - anchor) + 4 * (1 - weight), 10**6)
    for turn in range(1, _OCCURRENCES):
        there = start + turn < end
        if not there.any():
            break
        at = np.minimum(start + turn, len(keys) - 1)
        distance = np.where(there, np.abs(positions[at] - anchor) + 4 * (1 - weights[at]), 10**6)
        nearer = distance < best
        best = np.where(nearer, distance, best)
        position = np.where(nearer, positions[at], position)
        weight = np.where(nearer, weights[at], weight)
    matched = (information * weight).sum(axis=1)
    total = np.maximum(information.sum(axis=1), 1e-6)
    low = np.where(hit, position, 10**6).min(axis=1, initial=10**6)
    high = np.where(hit, position, -1).max(axis=1, initial=-1)
    both = hit[:, 1:] & hit[:, :-1]
    ascending = (both & (position[:, 1:] > position[:, :-1])).sum(axis=1)
    inside = _inside(mentions, mention, low, high, hit, position)
    return {
        "coverage": matched / total,
        "matched": matched,
        "missing": np.where(heard & ~hit, information, 0).max(axis=1, initial=0),
        "low": low,
        "high": high,
        "order": np.where(both.any(axis=1), ascending / np.maximum(both.sum(axis=1), 1), 1.0),
        "inside": inside,
        "spelled": weight.sum(axis=1) / np.maximum(hit.sum(axis=1), 1),
    }


def _inside(
    mentions: Mentions, mention: np.ndarray, low: np.ndarray, high: np.ndarray, hit: np.ndarray, position: np.ndarray
) -> np.ndarray:
    running = np.concatenate([[0], np.cumsum(mentions.information.astype(float))])
    at = mentions.at[mention]
    spread = running[np.minimum(at + high + 1, len(running) - 1)] - running[np.minimum(at + low, len(running) - 1)]
    own = np.sort(np.where(hit, position, -1), axis=1)
    first = np.concatenate([np.ones((len(own), 1), bool), np.diff(own, axis=1) > 0], axis=1) & (own >= 0)
    places = np.minimum(at[:, None] + np.maximum(own, 0), max(len(mentions.information) - 1, 0))
    laid = np.where(first, mentions.information[places] if len(mentions.information) else 0, 0).sum(axis=1)
    return np.asarray(np.maximum(spread - laid, 0))


def _acronyms(mentions: Mentions, index: NameIndex) -> dict[str, np.ndarray]:
    mention, position = mentions.acronym_mention, mentions.acronym_position
    count = len(mention)
    ones = np.ones(count, np.float32)
    telling = mentions.information[mentions.at[mention] + position] if count else ones
    return {
        "mention": mention,
        "owner": mentions.acronym_owner,
        "name": np.full(count, -1),
        "kind": np.full(count, ACRONYM),
        "owners": mentions.acronym_owners,
        "coverage": ones,
        "matched": np.minimum(telling, _ACRONYM_INFORMATION),
        "missing": 0 * ones,
        "low": position,
        "high": position,
        "order": ones,
        "inside": 0 * ones,
        "spelled": ones,
    }


def _used(mentions: Mentions, usage: np.ndarray) -> dict[str, np.ndarray]:
    mention, owner, low, high, meant, seen = usage.T
    ones = np.ones(len(usage), np.float32)
    running = np.concatenate([[0], np.cumsum(mentions.information.astype(float))])
    at = mentions.at[mention]
    return {
        "mention": mention,
        "owner": owner,
        "name": np.full(len(usage), -1),
        "kind": np.full(len(usage), USED),
        "owners": ones.astype(np.int64),
        "coverage": meant / np.maximum(seen, 1),
        "matched": running[at + high + 1] - running[at + low],
        "missing": 0 * ones,
        "low": low,
        "high": high,
        "order": ones,
        "inside": 0 * ones,
        "spelled": ones,
    }


def _best_of_each(columns: dict[str, np.ndarray], organisations: int) -> Overlay:
    quality = columns["coverage"] ** 2 * columns["matched"] / (1 + 0.1 * columns["inside"]) - 0.3 * columns["missing"]
    quality = np.round(np.where(columns["kind"] == USED, 0.5 * quality, quality), 4)
    pair = columns["mention"] * organisations + columns["owner"]
    acronym = columns["kind"] == ACRONYM
    with_acronym = np.unique(pair[acronym])
    order = np.lexsort((columns["name"], columns["low"], -quality, pair))
    first = order[np.concatenate([[True], np.diff(pair[order]) > 0])] if len(order) else order
    order = first[np.lexsort((columns["owner"][first], -quality[first], columns["mention"][first]))]
    mention = columns["mention"][order]
    rank = np.arange(len(order)) - np.searchsorted(mention, mention, side="left")
    kept = order[rank < _MOST_ORGANISATIONS]
    chosen = {key: values[kept] for key, values in columns.items()}
    also = np.isin(pair[kept], with_acronym) & ~acronym[kept]
    return Overlay(**chosen, also_acronym=also)
