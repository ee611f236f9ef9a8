"""What a build asks the linker: each spelling once, however many records write it so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import pyarrow as pa

from filiera.registry.tables import MENTIONS

Row = Mapping[str, Any]
Spelling = tuple[str, str, str, str]
"""Name, city, country and codes, as a source writes them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Different spellings in order, each with the id under which it is asked."""

    ids: dict[Spelling, str]

    @property
    def batch(self) -> pa.RecordBatch:
        """The mentions as the linker takes them."""
        columns = [list(self.ids.values()), *map(list, zip(*self.ids, strict=True))] if self.ids else [[]] * 5
        return pa.record_batch(
            [pa.array(column, field.type) for column, field in zip(columns, MENTIONS, strict=True)], schema=MENTIONS
        )

    @property
    def digest(self) -> str:
        """Hash of all spellings."""
        return hashlib.sha256(msgspec.json.encode(list(self.ids))).hexdigest()


def asked(mentions: Iterable[Row]) -> Asked:
    """The different spellings of ``mentions``; their order does not matter."""
    spellings = sorted({spelling(row) for row in mentions})
    return Asked({each: f"m{number:07d}" for number, each in enumerate(spellings)})


def spelling(row: Row) -> Spelling:
    """How a mention is written; where it has no city of its own, that of its address."""
    return row["name"], row["city"] or city_in(row["address"]), row["country"], row["codes"]


def city_in(address: str) -> str:
    """The city that stands in an address written on one line: the last of its parts without a digit.

    >>> city_in("VIA DELLA LUNA 60, SELENE, 20132")
    'SELENE'
    >>> city_in("VIA DELLA LUNA 60")
    ''
    """
    parts = [part.strip() for part in address.split(",")]
    return next((part for part in reversed(parts[1:]) if part and not any(map(str.isdigit, part))), "")
