"""What moved between two evidence files: figures, verdicts, organisations, indicators and works."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb
import msgspec

from filiera.evidence.layout import Layout, layout_of
from filiera.evidence.readonly import identifier, open_readonly, refusing_damage

_SPEAKING = {
    "figure": "value",
    "verdict": "verdict",
    "organisation": "name",
    "indicator": "label_json",
    "work": "title_json",
}
"""The tables compared, each with the column that says most about a row that came or went."""

_WHOLE_RECORD = "body_json"


class Change(msgspec.Struct, frozen=True):
    """One thing that moved: a row that came or went, or one column of a row that stayed."""

    kind: Literal["added", "removed", "changed"]
    table: str
    address: str
    column: str
    before: object
    after: object


def diff_evidence(old: Path, new: Path) -> list[Change]:
    """The changes in order of table and address; files of other versions of the engine are compared
    in the columns that both have."""
    with open_readonly(old) as before, open_readonly(new) as after:
        with refusing_damage(old):
            old_layout = layout_of(before)
        with refusing_damage(new):
            new_layout = layout_of(after)
        changes: list[Change] = []
        for table in _SPEAKING:
            if table in old_layout and table in new_layout:
                columns = _shared_columns(old_layout, new_layout, table)
                with refusing_damage(old):
                    old_rows = _rows(before, new_layout[table].key[0], table, columns)
                with refusing_damage(new):
                    new_rows = _rows(after, new_layout[table].key[0], table, columns)
                changes += _changes(table, old_rows, new_rows)
    return changes


_Rows = dict[str, dict[str, object]]


def _shared_columns(old: Layout, new: Layout, table: str) -> list[str]:
    theirs = {column.name for column in old[table].columns}
    return [column.name for column in new[table].columns if column.name in theirs]


def _rows(connection: duckdb.DuckDBPyConnection, key: str, table: str, columns: list[str]) -> _Rows:
    selected = ", ".join(map(identifier, [key, *columns]))
    found = connection.execute(f"SELECT {selected} FROM {identifier(table)}").fetchall()  # noqa: S608
    return {address: dict(zip(columns, cells, strict=True)) for address, *cells in found}


def _changes(table: str, old: _Rows, new: _Rows) -> list[Change]:
    speaking = _SPEAKING[table]
    changes: list[Change] = []
    for address in sorted(old.keys() | new.keys()):
        if address not in old:
            changes.append(Change("added", table, address, speaking, None, new[address].get(speaking)))
        elif address not in new:
            changes.append(Change("removed", table, address, speaking, old[address].get(speaking), None))
        elif old[address] != new[address]:
            changes += _changed_columns(table, address, old[address], new[address])
    return changes


def _changed_columns(table: str, address: str, old: dict[str, object], new: dict[str, object]) -> list[Change]:
    moved = [column for column in new if old[column] != new[column]]
    # The whole record repeats what the other columns say: it is named only where it says more.
    told = [column for column in moved if column != _WHOLE_RECORD] or moved
    return [Change("changed", table, address, column, old[column], new[column]) for column in told]
