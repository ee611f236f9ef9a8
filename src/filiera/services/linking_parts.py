"""The mentions, records and counts of one data set, as linking reads them from the tables of its snapshot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from filiera.pack.source_schema import Dataset

Row = dict[str, Any]
RecordKey = tuple[str, str]
"""Register and id of a record."""


@dataclass(frozen=True, slots=True)
class LinkingPart:
    """One data set: its mentions that may concern the country, and how many all its records have."""

    dataset: str
    work: str
    vintage: str
    introduces: str
    """Kind of the organisations that its records introduce; empty where they introduce none."""
    folder: Path
    total: Counter[RecordKey]
    mentions: list[Row]

    @classmethod
    def read(cls, dataset: Dataset, vintage: str, folder: Path, country: str) -> LinkingPart:
        """Its mentions; those that state another country are counted, and left out."""
        path = folder / "mentions.parquet"
        if not path.is_file():
            return cls(dataset.id, dataset.work, vintage, dataset.introduces, folder, Counter(), [])
        table = pq.read_table(path)
        near = pc.is_in(table["country"].cast(pa.string()), pa.array([country, ""]))
        total = Counter(zip(table["register"].to_pylist(), table["record"].to_pylist(), strict=True))
        mentions = table.filter(near).to_pylist()
        return cls(dataset.id, dataset.work, vintage, dataset.introduces, folder, total, mentions)

    def record_kinds(self) -> list[str]:
        """Which kinds of records the data set has."""
        path = self.folder / "records.parquet"
        if not path.is_file():
            return []
        kinds = pq.read_table(path, columns=["kind"])["kind"].cast(pa.string())
        return sorted(pc.unique(kinds).to_pylist())

    def kinds(self) -> dict[RecordKey, str]:
        """The kind of each record that is mentioned; records that the data set does not have are left out."""
        path = self.folder / "records.parquet"
        if not path.is_file():
            return {}
        table = pq.read_table(path, columns=["register", "id", "kind"])
        only = pc.unique(table["kind"].cast(pa.string())).to_pylist()
        if len(only) == 1:
            return {key: only[0] for key in self.total if key[1]}
        registers, ids, kinds = (table[name].to_pylist() for name in ("register", "id", "kind"))
        return dict(zip(zip(registers, ids, strict=True), kinds, strict=True))

    def records(self, wanted: set[RecordKey]) -> Iterator[Row]:
        """Records by register and id, each once."""
        path = self.folder / "records.parquet"
        if not path.is_file() or not wanted:
            return
        table = pq.read_table(path)
        found = set()
        for row in table.filter(pc.is_in(table["id"], pa.array(sorted({id for _, id in wanted})))).to_pylist():
            key = (row["register"], row["id"])
            if key in wanted and key not in found:
                found.add(key)
                yield row

    def counts(self, wanted: set[RecordKey]) -> dict[RecordKey, list[Row]]:
        """What the same data set counts under a record's id, as a whole: nothing that is broken down."""
        path = self.folder / "observations.parquet"
        found: dict[RecordKey, list[Row]] = defaultdict(list)
        if not path.is_file() or not wanted:
            return found
        ids = sorted({id for _, id in wanted})
        for row in pq.read_table(path, filters=[("about", "in", ids), ("dimensions", "==", "")]).to_pylist():
            key = (row["scheme"], row["about"])
            if key in wanted and row["value"] is not None:
                found[key].append({name: row[name] for name in ("measure", "value", "unit", "period", "line")})
        return found
