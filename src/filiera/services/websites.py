"""Where organisations are on the web, as registers state it under a code that the organisation bears.

By code alone: a name that is like another's would lend one organisation's address to another, and with it the right to
speak for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from filiera.pack.web_addresses import fault_of
from filiera.services.snapshots import ReadSnapshots
from filiera.services.tables import as_json

Row = dict[str, Any]
WEBSITE = "website"
"""The property of such a statement."""
LONGEST = 300


def website_rows(tables: Mapping[str, Sequence[Row]], held: ReadSnapshots) -> list[Row]:
    """Rows of ``organisation_statement``, after those that each organisation has already."""
    codes = dict(_codes(tables["organisation"]))
    next_seq = Counter(row["organisation"] for row in tables["organisation_statement"])
    rows: list[Row] = []
    for holding, remembered in held.read:
        fields = [attest.field for attest in holding.dataset.attests if attest.property == WEBSITE]
        path = remembered.folder / "records.parquet"
        if holding.past or not fields or not path.is_file():
            continue
        for address, record, website in _stated(path, fields[0], codes):
            rows.append(
                {
                    "organisation": address,
                    "seq": next_seq[address],
                    "property": WEBSITE,
                    "value": website,
                    "work": holding.dataset.work,
                    "vintage": holding.dataset.vintage,
                    "locator": f"{record['file'].rpartition('/')[2]}, line {record['line']}",
                    "words_json": as_json({}),
                    "note_json": as_json({}),
                    "dataset": holding.dataset.id,
                    "digest": holding.digest,
                }
            )
            next_seq[address] += 1
    return rows


def _codes(organisations: Sequence[Row]) -> Iterator[tuple[tuple[str, str], str]]:
    """Register and code → address; codes that are no longer given are left out."""
    for row in organisations:
        for told in msgspec.json.decode(row["codes_json"]):
            register, _, code = told.partition(":")
            if code and "@" not in code:
                yield (register, code), row["address"]


def _stated(path: Path, field: str, codes: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, Row, str]]:
    ids = sorted({code for _, code in codes})
    said = set()
    for record in pq.read_table(path, filters=[("id", "in", ids)]).to_pylist():
        address = codes.get((record["register"], record["id"]))
        told = msgspec.json.decode(record["body"] or "{}").get(field)
        website = _website(told[0] if isinstance(told, list) and told else told)
        if address is not None and website and (address, website) not in said:
            said.add((address, website))
            yield address, record, website


def _website(told: object) -> str:
    """As an address to follow; nothing where it is none."""
    if not isinstance(told, str) or not told.strip() or len(told) > LONGEST:
        return ""
    written = told.strip() if "://" in told else f"http://{told.strip()}"
    return "" if fault_of(written) or "." not in written.partition("://")[2].partition("/")[0] else written
