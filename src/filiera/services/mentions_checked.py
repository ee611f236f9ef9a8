"""Rows of a file of mentions, checked: batches that can be linked, and every row that cannot, with its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pyarrow as pa
from babel import Locale

from filiera.errors import Phrase
from filiera.registry.tables import MENTIONS
from filiera.services.mention_files import Row
from filiera.sources.countries import country_code

LONGEST_NAME = 4_000
"""Characters: more than any affiliation that a journal prints."""
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Codes of two letters that name groups, tests or nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: it was refused, or linked without the cell that cannot be used."""

    row: int
    mention_id: str
    name: str
    refused: bool
    what: Phrase
    remedy: Phrase


Note = Callable[[Problem], None]


def mention_batches(rows: Iterable[Row], note: Note, size: int) -> Iterator[pa.RecordBatch]:
    """Batches of ``MENTIONS`` of ``size`` rows, in the order of the file; ``note`` is told of every problem.

    Ids that were seen are remembered, to know one that comes again: about 0.15 GB a million rows.
    """
    seen: dict[str, int] = {}
    batch: list[tuple[str, ...]] = []
    for row in rows:
        mention = _mention(row, seen, note)
        if mention is not None:
            seen[mention[0]] = row.number
            batch.append(mention)
            if len(batch) == size:
                yield _as_batch(batch)
                batch = []
    if batch:
        yield _as_batch(batch)


def _mention(row: Row, seen: dict[str, int], note: Note) -> tuple[str, ...] | None:
    cells = {name: row.cells.get(name, "").strip() for name in MENTIONS.names}
    fault, remedy = (row.fault, row.remedy) if row.fault else _fault(cells, seen)
    if fault is not None and remedy is not None:
        note(Problem(row.number, cells["mention_id"][:200], cells["name"][:200], True, fault, remedy))
        return None
    for name, check in (("country", _country_fault), ("codes", _codes_fault)):
        doubt = check(cells[name])
        if doubt is not None:
            note(Problem(row.number, cells["mention_id"], cells["name"][:200], False, *doubt))
            cells[name] = ""
    return tuple(cells[name] for name in MENTIONS.names)


def _fault(cells: dict[str, str], seen: dict[str, int]) -> tuple[Phrase | None, Phrase | None]:
    id, name = cells["mention_id"], cells["name"]
    if not id:
        return Phrase("has no mention_id"), Phrase("give each row an id of its own")
    if id in seen:
        return (
            Phrase("its mention_id is already that of row {row}", {"row": seen[id]}),
            Phrase("give each row an id of its own"),
        )
    if not any(map(str.isalnum, name)):
        return Phrase("has no name"), Phrase("fill in the name, or take the row out")
    if len(name) > LONGEST_NAME:
        return (
            Phrase("its name has {n} characters, more than {most}", {"n": len(name), "most": LONGEST_NAME}),
            Phrase("see whether other text has run into the name; cut it to the affiliation"),
        )
    return None, None


@lru_cache(maxsize=4096)
def _country_fault(country: str) -> tuple[Phrase, Phrase] | None:
    """A country that nobody knows would speak against every organisation: better none."""
    if not country or country_code(country) in _countries():
        return None
    return (
        Phrase("its country '{country}' is not known: linked without it", {"country": country[:60]}),
        Phrase("write the two letters of ISO 3166-1, or the country's English name"),
    )


@cache
def _countries() -> frozenset[str]:
    codes = {str(code) for code in Locale("en").territories}
    return frozenset(code for code in codes if len(code) == 2) - _NO_COUNTRIES


def _codes_fault(codes: str) -> tuple[Phrase, Phrase] | None:
    wrong = [code for code in codes.split(";") if code.strip() and not all(map(str.strip, code.partition(":")))]
    if not wrong:
        return None
    return (
        Phrase("its code '{code}' names no register: linked without codes", {"code": wrong[0].strip()[:60]}),
        Phrase("write register:code, with ; between several"),
    )


def _as_batch(rows: list[tuple[str, ...]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, MENTIONS, strict=True)], schema=MENTIONS
    )
