"""Places as a register knows them: which words name a city, a region, a country, and which lie in which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml

from filiera.registry.names import Term, terms_of
from filiera.registry.register import Entry
from filiera.sources.countries import country_code, country_names

_SUBDIVISIONS = Path(__file__).with_name("languages") / "subdivision_codes.yml"
_LONGEST = 4
NOWHERE = -1


class Found(NamedTuple):
    """A place that a name mentions: from which term to which, and what it may be (``NOWHERE``: not that)."""

    start: int
    end: int
    place: int
    """A city or region, by number."""
    country: int


@cache
def _country_phrases() -> dict[tuple[str, ...], str]:
    return {phrase: code for name, code in country_names().items() if (phrase := terms_of(name))}


@cache
def _subdivisions() -> dict[str, tuple[str, ...]]:
    data = yaml.safe_load(_SUBDIVISIONS.read_text(encoding="utf-8"))
    return {code: terms_of(name) for codes in data.values() for code, name in codes.items()}


class Gazetteer:
    """The places of a register's organisations, and the countries of the world."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._countries: dict[str, int] = {}
        self._places: dict[tuple[str, ...], int] = {}
        self._country_of_phrase = {phrase: self._country(code) for phrase, code in _country_phrases().items()}
        self.cities = np.array([self._place(entry.city) for entry in entries], np.int32)
        self.regions = np.array([self._place(entry.region) for entry in entries], np.int32)
        self.countries = np.array([self._country(entry.country) for entry in entries], np.int32)
        self.words_of = [frozenset((*terms_of(entry.city), *terms_of(entry.region))) for entry in entries]
        pairs = {
            (place, country)
            for places in (self.cities.tolist(), self.regions.tolist())
            for place, country in zip(places, self.countries.tolist(), strict=True)
            if place != NOWHERE and country != NOWHERE
        }
        self.lies_in = np.array(sorted(place * self._WIDTH + country for place, country in pairs), np.int64)

    _WIDTH = 1_000

    def within(self, places: np.ndarray, countries: np.ndarray) -> np.ndarray:
        """For each pair of a place and a country: whether some place of that name lies there."""
        if not len(self.lies_in):
            return np.zeros(len(places), bool)
        keys = places.astype(np.int64) * self._WIDTH + countries
        at = np.minimum(np.searchsorted(self.lies_in, keys), len(self.lies_in) - 1)
        return np.asarray((self.lies_in[at] == keys) & (places >= 0) & (countries >= 0))

    def found_in(self, terms: Sequence[Term]) -> list[Found]:
        """Every place that the terms name, the longest reading at each position."""
        words = [term.text for term in terms]
        found, at = [], 0
        while at < len(words):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                phrase = tuple(words[at : at + length])
                place = self._places.get(phrase, NOWHERE)
                country = self._country_of_phrase.get(phrase, NOWHERE)
                if place != NOWHERE or country != NOWHERE:
                    found.append(Found(at, at + length - 1, place, country))
                    at += length - 1
                    break
            else:
                if terms[at].capitals and (subdivision := _subdivisions().get(terms[at].written)):
                    place = self._places.get(subdivision, NOWHERE)
                    if place != NOWHERE:
                        found.append(Found(at, at, place, NOWHERE))
            at += 1
        return found

    def given(self, city: str | None, country: str | None) -> Found | None:
        """The place that stands beside a name, in columns of its own."""
        place = self._places.get(terms_of(city), NOWHERE) if city else NOWHERE
        code = country_code(country) if country else ""
        number = self._countries.get(code, NOWHERE)
        if place == NOWHERE and number == NOWHERE:
            return None
        return Found(BESIDE, BESIDE, place, number)

    def _place(self, name: str) -> int:
        phrase = terms_of(name)
        return self._places.setdefault(phrase, len(self._places)) if phrase else NOWHERE

    def _country(self, code: str) -> int:
        return self._countries.setdefault(code, len(self._countries)) if code else NOWHERE


BESIDE = 10_000
"""A position after all terms of a name."""
