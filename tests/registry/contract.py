"""One register and one set of mentions, invented, on which every engine must give the same."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from filiera.registry.register import Entry, Register
from filiera.registry.tables import LINKS, MENTIONS

PLACES = ("Dalt", "Baix", "Riu", "Pla", "Font", "Pont", "Mar", "Prat")
REGISTER = Register(
    "invented",
    tuple(
        Entry(f"{kind}-{place}".lower(), (f"{word} {place}", f"{english} of {place}"), city=place, country="XV")
        for kind, word, english in (
            ("hospital", "Hospital de", "Hospital"),
            ("university", "Universitat de", "University"),
            ("institute", "Institut de Recerca de", "Research Institute"),
        )
        for place in PLACES
    ),
    "1",
)
_FORMS = (
    "{}",
    "Departament de Medicina, {}, {place}",
    "{} ({place})",
    "el {}",
    "{}; Universitat de Mar",
    "cap d'ells {}x",
)


def mentions(many: int) -> pa.RecordBatch:
    """So many mentions: names as they stand, inside addresses, misspelt, several in one, and of nobody."""
    rows = []
    for number in range(many):
        entry = REGISTER.entries[number * 7 % len(REGISTER.entries)]
        form = _FORMS[number % len(_FORMS)]
        name = form.format(entry.names[number % 2], place=entry.city) if number % 11 else "ningú de conegut"
        rows.append((f"m{number}", name, entry.city if number % 3 else "", "XV" if number % 4 else "", ""))
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), MENTIONS, strict=True)],
        schema=MENTIONS,
    )


def in_parts(whole: pa.RecordBatch, sizes: Iterable[int]) -> list[pa.RecordBatch]:
    """A batch cut into parts of these sizes, the rest as the last."""
    parts, at = [], 0
    for size in sizes:
        if at < whole.num_rows:
            parts.append(whole.slice(at, size))
            at += size
    return [*parts, *([whole.slice(at)] if at < whole.num_rows else [])]


def as_rows(links: Iterable[pa.RecordBatch]) -> list[tuple[object, ...]]:
    """All rows of some batches; each has the schema that links have."""
    rows: list[tuple[object, ...]] = []
    for batch in links:
        assert batch.schema.equals(LINKS)
        rows += zip(*(column.to_pylist() for column in batch.columns), strict=True)
    return rows
