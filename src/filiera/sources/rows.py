"""Records and mentions gathered row by row, with what was refused and dropped on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from filiera.sources.parsed import MENTIONS, RECORDS, Parsed, Refusal, table
from filiera.sources.privacy import REMOVED, without_addresses

_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Rows:
    """What a parser of records has found so far."""

    records: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)

    def drop(self, name: str, count: int = 1) -> None:
        """Count a value of a natural person that is not stored."""
        if count:
            self.dropped[name] = self.dropped.get(name, 0) + count

    def text(self, value: str) -> str:
        """Free text without e-mail addresses and telephone numbers."""
        return without_addresses(value, self.dropped)

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
        self.records.append(
            {
                "kind": kind,
                "register": register,
                "id": id,
                "title": self.text(title),
                "language": language,
                "status": status,
                "published": published,
                "starts": starts,
                "ends": ends,
                "body": _encode(body).decode(),
                "line": line,
            }
        )

    def mention(self, register: str, record: str, role: str, name: str, line: int, **more: Any) -> None:
        """Add an organisation that the record names; one without a name is none."""
        if not name.strip():
            return
        before = self.mentions[-1] if self.mentions else {}
        seq = before["seq"] + 1 if before.get("record") == record and before.get("register") == register else 0
        self.mentions.append(
            {
                "register": register,
                "record": record,
                "seq": seq,
                "role": role,
                "name": name.strip(),
                "line": line,
                **more,
            }
        )

    def parsed(self, rows: int, vintage: str = "") -> Parsed:
        """All that was found, as tables."""
        return Parsed(
            rows=rows,
            records=table("records", self.records) if self.records else RECORDS.empty_table(),
            mentions=table("mentions", self.mentions) if self.mentions else MENTIONS.empty_table(),
            refused=tuple(self.refused),
            dropped=self.dropped,
            vintage=vintage,
        )


def national_id(rows: Rows, printed: str) -> str:
    """An authority's own number as a code; what is no number (an address, a list) is none."""
    id = " ".join(rows.text(printed).split())
    return f"national-id:{id}" if id and ";" not in id and REMOVED not in id else ""


def filled(**parts: Any) -> dict[str, Any]:
    """The parts that are not empty."""
    return {name: value for name, value in parts.items() if value not in (None, "", [], {}, ())}


def joined(parts: Iterable[str]) -> str:
    """Parts of an address on one line."""
    return ", ".join(" ".join(part.split()) for part in parts if part and part.strip())
