"""Records and mentions as a parser finds them, column by column, with what was refused and dropped on the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa

from filiera.sources.dates import read_date
from filiera.sources.parsed import MENTIONS, RECORDS, Parsed, Refusal
from filiera.sources.privacy import REMOVED, without_addresses

_encode = msgspec.json.Encoder().encode


class Rows:
    """What a parser of records has found so far; one may take in many small files before tables are made of them."""

    __slots__ = ("_last", "_mentions", "_records", "_seq", "dropped", "refused")

    def __init__(self) -> None:
        self._records: list[tuple[Any, ...]] = []
        self._mentions: list[tuple[Any, ...]] = []
        self._last = ("", "")
        self._seq = 0
        self.refused: list[Refusal] = []
        self.dropped: dict[str, int] = {}

    @property
    def found(self) -> int:
        """How many records there are."""
        return len(self._records)

    def drop(self, name: str, count: int = 1) -> None:
        """Count a value of a natural person that is not stored."""
        if count:
            self.dropped[name] = self.dropped.get(name, 0) + count

    def text(self, value: str) -> str:
        """Free text without e-mail addresses and telephone numbers."""
        return without_addresses(value, self.dropped)

    def date(self, text: str, name: str, line: int) -> str:
        """A date as far as it is stated, as ISO 8601; what is none is refused with its place, and left empty."""
        if not text:
            return ""
        iso = read_date(text)
        if iso is None:
            words = {"name": name, "text": self.text(text[:40])}
            self.refused.append(Refusal("'{text}' under '{name}' is no date: the field is left empty", line, words))
        return iso or ""

    def record(
        self,
        kind: str,
        register: str,
        id: str,
        *,
        title: str,
        body: object,
        line: int,
        language: str = "",
        status: str = "",
        published: str = "",
        starts: str = "",
        ends: str = "",
    ) -> None:
        """Add a record; ``body`` is written as a JSON object without its empty parts."""
        told = _encode(body).decode()
        published = self.date(published, "published", line)
        starts = self.date(starts, "starts", line)
        ends = self.date(ends, "ends", line)
        self._records.append(
            (kind, register, id, self.text(title), language, status, published, starts, ends, told, line)
        )

    def mention(
        self,
        register: str,
        record: str,
        role: str,
        name: str,
        line: int,
        *,
        address: str = "",
        postcode: str = "",
        city: str = "",
        region: str = "",
        country: str = "",
        codes: str = "",
        latitude: float | None = None,
        longitude: float | None = None,
    ) -> None:
        """Add an organisation that the record names; one without a name is none."""
        name = name.strip()
        if not name:
            return
        of = (register, record)
        self._seq = self._seq + 1 if of == self._last else 0
        self._last = of
        self._mentions.append(
            (
                register,
                record,
                self._seq,
                role,
                name,
                address,
                postcode,
                city,
                region,
                country,
                codes,
                latitude,
                longitude,
                line,
            )
        )

    def parsed(self, rows: int, vintage: str = "") -> Parsed:
        """All that was found, as tables."""
        return Parsed(
            rows=rows,
            records=_table(RECORDS, self._records),
            mentions=_table(MENTIONS, self._mentions),
            refused=tuple(self.refused),
            dropped=self.dropped,
            vintage=vintage,
        )


def _table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    if not rows:
        return schema.empty_table()
    columns = zip(*rows, strict=True)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def national_id(rows: Rows, printed: str) -> str:
    """An authority's own number as a code; what is no number (an address, a list) is none."""
    id = " ".join(rows.text(printed).split())
    return f"national-id:{id}" if id and ";" not in id and REMOVED not in id else ""


def filled(**parts: Any) -> dict[str, Any]:
    """The parts that are not empty."""
    # Nought and no are told; what is empty is not.
    return {name: value for name, value in parts.items() if value or value == 0}


def joined(parts: Iterable[str]) -> str:
    """Parts of an address on one line."""
    return ", ".join(" ".join(part.split()) for part in parts if part and part.strip())
