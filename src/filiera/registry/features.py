"""What speaks for and against a candidate, as numbers: one row a pair of mention and organisation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from filiera.registry.candidates import Overlay
from filiera.registry.gazetteer import NOWHERE, Gazetteer
from filiera.registry.institution_words import KINDS_OF_HEAD
from filiera.registry.name_index import ACRONYM, NAME, USED, NameIndex
from filiera.registry.reading_mentions import Mentions
from filiera.registry.register import Entry
from filiera.registry.usage import UsageOfRegister

KINDS = ("education", "healthcare", "company", "facility", "government", "nonprofit", "funder", "archive")


class Organisations:
    """What is known of each organisation of a register beyond its names."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        number = {entry.id: place for place, entry in enumerate(entries)}
        self.kinds = np.array([[kind in entry.kinds for kind in KINDS] for entry in entries], np.float32).reshape(
            -1, len(KINDS)
        )
        self.active = np.array([entry.active for entry in entries], np.float32)
        pairs = sorted(
            (number[parent], child)
            for child, entry in enumerate(entries)
            for parent in entry.parents
            if parent in number and number[parent] != child
        )
        self.count = len(entries)
        self.family = np.array([parent * self.count + child for parent, child in pairs], np.int64)
        self.children = np.bincount([parent for parent, _ in pairs], minlength=self.count).astype(np.float32)
        self.parents = np.bincount([child for _, child in pairs], minlength=self.count).astype(np.float32)

    def is_parent(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """For each pair of organisations: whether the first is a parent of the second."""
        if not len(self.family):
            return np.zeros(len(first), bool)
        keys = first.astype(np.int64) * self.count + second
        at = np.minimum(np.searchsorted(self.family, keys), len(self.family) - 1)
        return np.asarray(self.family[at] == keys)


def features(
    mentions: Mentions,
    laid: Overlay,
    index: NameIndex,
    places: Gazetteer,
    organisations: Organisations,
    usage: UsageOfRegister,
    phrases: np.ndarray,
) -> dict[str, np.ndarray]:
    """Feature → one value a candidate (float32), in the order of ``laid``."""
    found = {
        **_of_the_name(laid, index),
        **_of_what_stands_around(mentions, laid, index),
        **_of_places(mentions, laid, places),
        **_of_usage(laid, usage, phrases),
        "register_size": np.full(len(laid.owner), np.log10(organisations.count + 1)),
        "active": organisations.active[laid.owner],
        "children": np.minimum(organisations.children[laid.owner], 50),
        "parents": np.minimum(organisations.parents[laid.owner], 3),
        **{kind: organisations.kinds[laid.owner, column] for column, kind in enumerate(KINDS)},
    }
    return {name: np.asarray(values, np.float32) for name, values in found.items()}


def _of_the_name(laid: Overlay, index: NameIndex) -> dict[str, np.ndarray]:
    heads = index.heads[laid.name]  # the last row stands for acronyms
    return {
        "coverage": laid.coverage,
        "matched": laid.matched,
        "missing": laid.missing,
        "order": laid.order,
        "inside": laid.inside,
        "spelled": laid.spelled,
        "owners": np.minimum(laid.owners, 30),
        "main_name": laid.kind == NAME,
        "acronym": laid.kind == ACRONYM,
        "by_usage": laid.kind == USED,
        "also_acronym": laid.also_acronym,
        "words": index.length[laid.name],
        **{f"names_{kind}": heads[:, column] for column, kind in enumerate(KINDS_OF_HEAD)},
    }


def _of_what_stands_around(mentions: Mentions, laid: Overlay, index: NameIndex) -> dict[str, np.ndarray]:
    at = mentions.at[laid.mention]
    length = mentions.length[laid.mention]
    last = max(len(mentions.segment) - 1, 0)
    low, high = at + laid.low, at + laid.high
    information = np.where(mentions.is_place, 0, mentions.information)
    running = np.concatenate([[0], np.cumsum(information.astype(float))])
    first_segment, last_segment = mentions.segment[np.minimum(low, last)], mentions.segment[np.minimum(high, last)]
    keys = np.repeat(np.arange(len(mentions.length)), mentions.length).astype(np.int64) * 1_000 + mentions.segment
    start = np.searchsorted(keys, laid.mention * 1_000 + first_segment, side="left")
    end = np.searchsorted(keys, laid.mention * 1_000 + last_segment, side="right")
    before, after = running[low] - running[start], running[end] - running[high + 1]
    left_head = np.where(low > start, mentions.head[np.maximum(low - 1, 0)], -1)
    right_head = np.where(high + 1 < end, mentions.head[np.minimum(high + 1, last)], -1)
    segments = mentions.segment[np.maximum(at + length - 1, 0)] + 1
    count = np.maximum(mentions.length, 1)[laid.mention]
    heads = mentions.heads_so_far
    outside = {
        f"elsewhere_{kind}": heads[at + length, column]
        - heads[at, column]
        - heads[high + 1, column]
        + heads[low, column]
        for column, kind in enumerate(KINDS_OF_HEAD)
    }
    return {
        "breaks": last_segment - first_segment,
        "before": before,
        "after": after,
        "left_head": left_head,
        "right_head": right_head,
        "left_word": np.where(low > start, mentions.information[np.maximum(low - 1, 0)], 0),
        "right_word": np.where(high + 1 < end, mentions.information[np.minimum(high + 1, last)], 0),
        "right_is_place": (high + 1 < end) & mentions.is_place[np.minimum(high + 1, last)],
        "span": (laid.high - laid.low + 1),
        "share_of_segment": laid.matched / np.maximum(running[end] - running[start], 1),
        "position": laid.low / count,
        "segment": first_segment,
        "segments_after": segments - 1 - last_segment,
        "terms": mentions.length[laid.mention],
        "is_place": _all_places(mentions, low, high),
        "alike": _alike(mentions, laid, index),
        **outside,
    }


def _all_places(mentions: Mentions, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    running = np.concatenate([[0], np.cumsum(mentions.is_place)])
    return np.asarray(running[high + 1] - running[low] == high - low + 1)


def _alike(mentions: Mentions, laid: Overlay, index: NameIndex) -> np.ndarray:
    """Similarity of the name's letters and those between its first and last word in the mention."""
    cut = [
        " ".join(mentions.written[m][low : high + 1])
        for m, low, high in zip(laid.mention.tolist(), laid.low.tolist(), laid.high.tolist(), strict=True)
    ]
    names = [index.texts[number] if number >= 0 else text for number, text in zip(laid.name.tolist(), cut, strict=True)]
    return np.asarray(process.cpdist(cut, names, scorer=Indel.normalized_similarity, dtype=np.float32))


def _of_usage(laid: Overlay, usage: UsageOfRegister, phrases: np.ndarray) -> dict[str, np.ndarray]:
    size = len(usage.named) + 1
    named, meant = usage.named[laid.owner], usage.meant[laid.owner]
    keys, asked = phrases[:, 0] * size + phrases[:, 1], laid.mention * size + laid.owner
    share, times = np.zeros(len(asked)), np.zeros(len(asked))
    if len(keys):
        order = np.lexsort((-phrases[:, 4], keys))
        at = np.minimum(np.searchsorted(keys[order], asked), len(keys) - 1)
        row = phrases[order][at]
        held = keys[order][at] == asked
        share, times = np.where(held, row[:, 4] / np.maximum(row[:, 5], 1), 0), np.where(held, row[:, 4], 0)
    return {
        "usage_is_known": np.full(len(asked), bool(usage.named.any())),
        "meant_when_named": np.log((meant + 2) / (named - meant + 2)),
        "times_named": np.minimum(named, 50),
        "phrase_means_it": share,
        "phrase_meant": np.minimum(times, 20),
    }


def _of_places(mentions: Mentions, laid: Overlay, places: Gazetteer) -> dict[str, np.ndarray]:
    first = mentions.first_place[laid.mention]
    counts = mentions.first_place[laid.mention + 1] - first
    pair = np.repeat(np.arange(len(laid.mention)), counts)
    named = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(len(pair))
    place, country = mentions.place[named], mentions.place_country[named]
    start, end = mentions.place_start[named], mentions.place_end[named]
    owner = laid.owner[pair]
    low, high = laid.low[pair], laid.high[pair]
    outside = (start > high) | (end < low)
    city = (place == places.cities[owner]) & (place != NOWHERE)
    region = (place == places.regions[owner]) & (place != NOWHERE)
    own = places.countries[owner]
    home = (country == own) & (country != NOWHERE)
    foreign = (country != NOWHERE) & ~home & ~city & ~region
    other = (place != NOWHERE) & ~city & ~region & ~home & (country == NOWHERE)
    near = other & places.within(place, own)

    def total(held: np.ndarray) -> np.ndarray:
        return np.bincount(pair, weights=held, minlength=len(laid.mention))

    return {
        "city_outside": total(city & outside) > 0,
        "city_inside": total(city & ~outside) > 0,
        "city_follows": total(city & (start > high) & (start <= high + 3)) > 0,
        "region_outside": total(region & outside) > 0,
        "country_outside": total(home & outside) > 0,
        "country_inside": total(home & ~outside) > 0,
        "other_country": np.minimum(total(foreign & outside), 3),
        "other_place_at_home": np.minimum(total(near & outside), 3),
        "other_place_abroad": np.minimum(total(other & ~near & outside), 3),
        "other_place_inside": total(other & ~outside) > 0,
        "has_country": places.countries[laid.owner] != NOWHERE,
        "has_city": places.cities[laid.owner] != NOWHERE,
    }
