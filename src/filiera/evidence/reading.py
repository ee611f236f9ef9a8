"""Reading evidence: one open version, questions by name, and following the pointer when it moves."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from filiera.errors import EvidenceError
from filiera.evidence.layout import engine_layout, query_names, sql_text
from filiera.evidence.opening import open_current, open_file
from filiera.evidence.parts import part_file
from filiera.evidence.readonly import CATALOGUE, identifier, refusing_damage
from filiera.evidence.versions import POINTER, EvidenceVersion

Row = dict[str, Any]
_Stamp = tuple[int, int, int]
_log = logging.getLogger(__name__)


class Evidence:
    """One version of the evidence, open for reading, for use by several threads at once."""

    def __init__(self, version: EvidenceVersion, connection: duckdb.DuckDBPyConnection) -> None:
        self._version = version
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self._lock = threading.Lock()
        self._home: Path | None = None
        self._stamp: _Stamp | None = None

    @classmethod
    def open(cls, home: Path) -> Evidence:
        """The evidence in use in this home."""
        # The date is taken first: a pointer that moves between the two lines is followed later, not missed.
        stamp = _pointer_stamp(home)
        evidence = cls(*open_current(home))
        evidence._home, evidence._stamp = home, stamp
        return evidence

    @classmethod
    def at(cls, path: Path) -> Evidence:
        """The evidence in this file, whether or not a pointer names it; it never moves on."""
        return cls(*open_file(path))

    @property
    def version(self) -> EvidenceVersion:
        """The version that is open."""
        return self._version

    def rows(self, name: str, /, **params: object) -> list[Row]:
        """The rows of a table in address order, or the answer to a named question (``sql/<name>.sql``).

        For a table, each parameter names a column and asks for one value, or for any of a list.
        """
        statement, values = _statement(name, params)
        with self._lock:
            if self._connection is None:
                raise EvidenceError("this evidence was closed", where=str(self._version.path))
            # A cursor is a connection of its own: it ends its work even if follow() moves on meanwhile.
            cursor = self._connection.cursor()
            path = self._version.path
        with refusing_damage(path), cursor:
            cursor.execute(f"USE {CATALOGUE}")
            try:
                cursor.execute(statement, values)
            except (duckdb.ProgrammingError, duckdb.DataError) as error:
                raise EvidenceError(
                    "the question cannot be answered ({problem})",
                    where=f"evidence, {name}",
                    remedy="give the parameters that the table or evidence/sql file asks for",
                    words={"problem": str(error).splitlines()[0]},
                ) from error
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, cells, strict=True)) for cells in cursor.fetchall()]

    def parts(self, table: str, datasets: Iterable[str] | None = None) -> list[str]:
        """The files that hold the ``observations``, ``records`` or ``mentions`` of some data sets, or of all.

        A named question reads them as ``read_parquet($files)``.
        """
        wanted = None if datasets is None else set(datasets)
        read = [row for row in self.rows("snapshot") if wanted is None or row["dataset"] in wanted]
        return [str(path) for row in read if (path := self.part(row["part"], table)) is not None]

    def part(self, part: str, table: str) -> Path | None:
        """The file with one table of one part; None where it has no such rows."""
        return part_file(self._version.parts, part, table)

    def follow(self) -> bool:
        """Moves on if the pointer has; True if it did. Costs one look at the pointer's date.

        Where the new version cannot be opened the old one stays open: the portal does not fall over a
        damaged file.
        """
        if self._home is None or _pointer_stamp(self._home) == self._stamp:
            return False
        with self._lock:
            stamp = _pointer_stamp(self._home)
            if stamp == self._stamp or self._connection is None:
                return False
            self._stamp = stamp
            try:
                version, connection = open_current(self._home)
            except EvidenceError as error:
                _log.warning("%s; the evidence of %s stays open", error, self._version.built_at)
                return False
            # Not closed here: cursors of other threads may still be reading; it closes with the last of them.
            self._connection, self._version = connection, version
            return True

    def close(self) -> None:
        """Closes the file; questions asked afterwards are refused."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> Evidence:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _statement(name: str, params: dict[str, object]) -> tuple[str, dict[str, object]]:
    table = engine_layout().get(name)
    if table is None:
        if name not in query_names():
            raise EvidenceError(
                "the store has neither a table nor a question '{name}'",
                where="evidence",
                remedy="use one of {known}",
                words={"name": name, "known": ", ".join(sorted([*engine_layout(), *query_names()]))},
            )
        return sql_text(name), params
    columns = {column.name for column in table.columns} | {"row_hash"}
    if not columns >= params.keys():
        raise EvidenceError(
            "there is no column {names}",
            where=f"table {name}",
            remedy="use one of {known}",
            words={"names": ", ".join(sorted(params.keys() - columns)), "known": ", ".join(sorted(columns))},
        )
    conditions = [_condition(column, value) for column, value in params.items()]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = ", ".join(map(identifier, table.key))
    statement = f"SELECT * FROM {identifier(name)}{where} ORDER BY {order}"  # noqa: S608  names of the layout
    return statement, {column: value for column, value in params.items() if value is not None}


def _condition(column: str, value: object) -> str:
    if value is None:
        return f"{identifier(column)} IS NULL"
    if isinstance(value, list):
        return f"list_contains(${column}, {identifier(column)})"
    return f"{identifier(column)} = ${column}"


def _pointer_stamp(home: Path) -> _Stamp | None:
    try:
        found = (home / POINTER).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
