"""Addresses for new organisations: readable, of the letters that any address bar takes, and never given twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from filiera.registry.judgements import ORGANISATION
from filiera.vocabulary.folding import tokens

LONGEST = 60
"""Characters of the name in it; its city or a number, where they tell two apart, not counted."""
_CITY = 20
_PLAIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Named:
    """How a mention stands in its records: the words from which an address is made."""

    name: str
    city: str = ""
    country: str = ""
    records: int = 1


def best_name(named: Iterable[Named]) -> Named:
    """The name that an organisation gets from its mentions: the one that most records use, of equals the shortest."""
    return min(named, key=lambda each: (-each.records, len(each.name), each.name, each.city, each.country))


def free_address(named: Named, unavailable: Container[str]) -> str:
    """An address made of a name; with its city where the name alone is taken, then with a number.

    >>> free_address(Named("Clínica Sant'Anna, S.L.", "Dalt"), {"organisation/clinica-sant-anna-s-l"})
    'organisation/clinica-sant-anna-s-l-dalt'
    """
    alone = _slug(named.name) or f"o-{hashlib.sha256(named.name.encode()).hexdigest()[:10]}"
    with_city = f"{alone}-{city}" if (city := _slug(named.city)[:_CITY].rstrip("-")) else alone
    for candidate in (alone, with_city):
        if ORGANISATION + candidate not in unavailable:
            return ORGANISATION + candidate
    number = 2
    while f"{ORGANISATION}{with_city}-{number}" in unavailable:
        number += 1
    return f"{ORGANISATION}{with_city}-{number}"


def _slug(text: str) -> str:
    """The plain letters and digits of a text, whole words as far as they fit."""
    words = [part for token in tokens(text) for part in _PLAIN.findall(token)]
    slug = words[0][:LONGEST] if words else ""
    for word in words[1:]:
        if len(slug) + 1 + len(word) > LONGEST:
            break
        slug = f"{slug}-{word}"
    return slug
