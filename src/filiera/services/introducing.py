"""Organisations that the pack has no row of, and that a register of the region introduces: who they are, and as what.

A data set that *introduces* organisations (start-ups, participants of programmes, research bodies) says of each of its
records' mentions that there is such an organisation. One that lies in the territory, and that means none of the pack's,
becomes a row of its own. Mentions that state the same code, or are written alike in the same place, are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from filiera.registry.addresses import Named
from filiera.registry.asking import Spelling, spelling
from filiera.registry.clusters import Link
from filiera.registry.judgements import mention_key
from filiera.registry.tables import Tier
from filiera.services.linking_parts import LinkingPart
from filiera.services.placing import Places
from filiera.services.tables import as_json
from filiera.vocabulary.folding import fold
from filiera.vocabulary.translation import translate

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Introduced:
    """Mentions by key, and what joins them."""

    spellings: dict[Spelling, str] = field(default_factory=dict)
    """Spelling → key."""
    named: dict[str, Named] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    mentions: dict[str, list[tuple[LinkingPart, Row, str]]] = field(default_factory=dict)
    """Key → data set, mention and part of the territory."""


def introduced(parts: Sequence[LinkingPart], answered: Mapping[Spelling, object], places: Places) -> Introduced:
    """What data sets introduce in the territory, beyond the spellings that are answered: linked, or in doubt."""
    found: dict[str, list[tuple[LinkingPart, Row, str]]] = defaultdict(list)
    spellings: dict[Spelling, str] = {}
    by_code: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if not part.introduces:
            continue
        for row in part.mentions:
            written = spelling(row)
            place = places.place(row)
            if not place or written in answered or not written[0].strip():
                continue
            key = mention_key(*written[:3])
            spellings[written] = key
            found[key].append((part, row, place))
            for code in filter(None, row["codes"].split(";")):
                by_code[code].add(key)
    links = [
        Link(first, other, 1.0, str(Tier.LINK), f"code {code}")
        for code in sorted(by_code)
        for first, *others in [sorted(by_code[code])]
        for other in others
    ]
    return Introduced(spellings, {key: _named(rows) for key, rows in sorted(found.items())}, tuple(links), dict(found))


def _named(rows: Sequence[tuple[LinkingPart, Row, str]]) -> Named:
    name, city, country, _ = spelling(_source(rows)[1])
    return Named(name, city, country, len(rows))


def _source(rows: Iterable[tuple[LinkingPart, Row, str]]) -> tuple[LinkingPart, Row, str]:
    """The mention that says most: the one of the shortest list."""
    return min(rows, key=lambda each: (sum(each[0].total.values()), each[0].dataset, each[1]["line"]))


def organisation_rows(
    given: Introduced, addresses: Mapping[str, Sequence[str]], tables: Mapping[str, Sequence[Row]]
) -> list[Row]:
    """Rows of ``organisation`` for what has none; ``addresses`` are what each key means."""
    known = {row["address"] for row in tables["organisation"]}
    together: dict[str, list[tuple[LinkingPart, Row, str]]] = defaultdict(list)
    for key, rows in given.mentions.items():
        for address in addresses.get(key, ()):
            if address not in known:
                together[address] += rows
    cities = {fold(row["municipality"]): row["municipality"] for row in tables["organisation"]}
    registers = {row["id"] for row in tables["register"]}
    languages = next(row["value"] for row in tables["meta"] if row["key"] == "languages").split(",")
    about = as_json({language: translate("Known from registers alone.", language) for language in languages})
    return [
        _row(address, rows, cities, registers) | {"about_json": about} for address, rows in sorted(together.items())
    ]


def _row(
    address: str, rows: list[tuple[LinkingPart, Row, str]], cities: Mapping[str, str], registers: Container[str]
) -> Row:
    part, mention, place = _source(rows)
    city = spelling(mention)[1]
    codes = sorted(
        {code for _, row, _ in rows for code in row["codes"].split(";") if code.partition(":")[0] in registers}
    )
    return {
        "address": address,
        "name": mention["name"],
        "kind": part.introduces,
        "municipality": cities.get(fold(city), city),
        "territory": place,
        "codes_json": as_json(codes),
        "lines_json": "[]",
        "work": part.work,
        "vintage": part.vintage,
        "locator": f"{mention['file'].rpartition('/')[2]}, line {mention['line']}",
    }
