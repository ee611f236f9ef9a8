"""Codes decide at once: a mention that bears a register's code means the organisation that bears it.

This needs none of what the linker of names needs, and takes the pack's own codes, of whatever they are: a planned site
is known by its project code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from filiera.registry.register import Register
from filiera.registry.tables import LINKS, Tier


def with_names_by_code(register: Register, decided: pa.RecordBatch, mentions: pa.RecordBatch) -> Register:
    """The register with the names under which records that bear its codes call its organisations.

    Other records, which bear no code, call them so too. An entry without a name keeps to its codes.

    Args:
        decided: what codes decided (``LINKS``).
        mentions: among them those that it decided on (``MENTIONS``).
    """
    called = dict(zip(mentions.column("mention_id").to_pylist(), mentions.column("name").to_pylist(), strict=True))
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in decided.to_pylist():
        names[row["organisation_id"]][called[row["mention_id"]]] = None
    entries = tuple(
        replace(entry, names=tuple(dict.fromkeys((*entry.names, *sorted(names[entry.id])))))
        if entry.names and entry.id in names
        else entry
        for entry in register.entries
    )
    return replace(register, entries=entries)


class CodeIndex:
    """Which organisation of a register bears which code."""

    def __init__(self, register: Register) -> None:
        bearers: dict[str, dict[str, str]] = defaultdict(dict)
        for entry in register.entries:
            for told in entry.codes:
                code, _, years = told.partition("@")
                bearers[code][entry.id] = years
        # A code that two bear decides nothing.
        self._bearer = {code: next(iter(found.items())) for code, found in bearers.items() if len(found) == 1}

    def link(self, mentions: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
        """The links that codes decide (``LINKS``), and the mentions (``MENTIONS``) of which they decide nothing."""
        rows, left = [], []
        for place, (id, codes) in enumerate(
            zip(mentions.column("mention_id").to_pylist(), mentions.column("codes").to_pylist(), strict=True)
        ):
            meant = dict(self._meant(codes or ""))
            if not meant:
                left.append(place)
            rows += [(id, organisation, 1.0, Tier.LINK.value, reason) for organisation, reason in sorted(meant.items())]
        columns = list(zip(*rows, strict=True)) or [()] * len(LINKS)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, LINKS, strict=True)]
        return pa.RecordBatch.from_arrays(arrays, schema=LINKS), mentions.take(pa.array(left, pa.int32()))

    def _meant(self, codes: str) -> Iterator[tuple[str, str]]:
        for code in filter(None, map(str.strip, codes.split(";"))):
            if code in self._bearer:
                organisation, years = self._bearer[code]
                yield organisation, f"code {code}, which it bore in {years}" if years else f"code {code}"
