"""JSON of a publisher's own shape, described by its fields as a table is by its columns.

A field is named by its path, ``place.code``; a number in it counts the entries of a list from nought, ``names.0``.
Plain values of a list stand with ``; `` between them. What is not there is empty, as an empty cell is; a path that no
record has is an error. A record is counted by its place in the list, or by its line where each line is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from filiera.errors import Phrase, SourceError
from filiera.sources.description import TableSpec, check_description, columns_named
from filiera.sources.json_documents import documents
from filiera.sources.mapping import Given, mapped_rows
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.unpacking import gunzipped

VERSION = 1
SHOWN = 40
"""So many paths are named where one leads nowhere."""


class Options(TableSpec, kw_only=True):
    """What a pack says of such a file: where its records are, and what their fields hold."""

    rows: str = ""
    """The path of the list of records; empty where the whole file is one, or has one on each line."""


def parse(data: bytes, options: Options) -> Parsed:
    """The tables that the pack's description makes of the records.

    Raises:
        SourceError: it is no JSON, has no such list, or a path leads nowhere in all records.
    """
    records: list[tuple[int, Any]] = []
    refused: list[Refusal] = []
    for number, record in _records(data, options.rows):
        if isinstance(record, dict):
            records.append((number, record))
        else:
            refused.append(Refusal("is no record: it has no fields", number))
    paths, lists = sorted(columns_named(options)), _lists(options)
    _check_personal(options, paths, lists)
    if records:
        check_description(_known(paths, lists, [record for _, record in records]), options)
    given = ((number, _given(record, paths, lists, options)) for number, record in records)
    return mapped_rows(given, options, refused)


def _records(data: bytes, rows: str) -> Iterator[tuple[int, Any]]:
    if not rows:
        for number, document in documents(data):
            try:
                yield number, msgspec.json.decode(document)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                yield number, None
        return
    try:
        whole = msgspec.json.decode(gunzipped(data).removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(
            "is no JSON that can be read: {problem}",
            remedy="fetch it again; see that it is not a page or an error message",
            words={"problem": str(error)[:160]},
        ) from error
    found = _at(whole, rows)
    if not isinstance(found, list):
        lists = [path for path, value in _paths(whole) if isinstance(value, list)]
        raise SourceError(
            "there is no list at '{path}'",
            where="rows",
            remedy="use one of: {known}" if lists else "leave it out where the whole file is the list",
            words={"path": rows, "known": ", ".join(lists[:SHOWN])},
        )
    yield from enumerate(found, 1)


def _lists(options: Options) -> list[str]:
    return sorted({part.each for part in (*options.observations, *options.mentions)} - {""})


def _check_personal(options: Options, paths: Sequence[str], lists: Sequence[str]) -> None:
    """What lies within something personal is personal too."""
    for name in options.personal:
        for path in (*paths, *lists):
            if path.startswith(f"{name}.") or (path == name and path in lists):
                raise SourceError(
                    Phrase(
                        "the field '{name}' lies within '{outer}', which is called personal",
                        {"name": path, "outer": name},
                    ),
                    where="options",
                    remedy="leave it out of observations, record and mentions",
                )


def _known(paths: Sequence[str], lists: Sequence[str], records: Sequence[Any]) -> list[str]:
    """The paths that some record has: those that are asked for, or where one leads nowhere all others too."""
    entries = [entry for record in records for name in lists for entry in _entries(record, name)]
    there = [path for path in paths if any(_has(each, path) for each in (*records, *entries))]
    if len(there) == len(paths):
        return there
    told = dict.fromkeys(path for each in (*records[:SHOWN], *entries[:SHOWN]) for path, _ in _paths(each))
    return [*there, *(path for path in list(told)[:SHOWN] if path not in there)]


def _given(record: Any, paths: Sequence[str], lists: Sequence[str], options: Options) -> Given:
    row = {path: _told(_at(record, path), options.decimal) for path in paths}
    entries = [entry for name in lists for entry in _entries(record, name)]
    row |= {path: "yes" for path in options.personal if any(_at(each, path) for each in (record, *entries))}
    inside = {name: [_inner(entry, record, paths, options) for entry in _entries(record, name)] for name in lists}
    return Given(row, inside, numbered=True)


def _inner(entry: Any, record: Any, paths: Sequence[str], options: Options) -> dict[str, str]:
    found = ((path, entry if _has(entry, path) else record) for path in paths)
    return {path: _told(_at(where, path), options.decimal) for path, where in found}


def _entries(record: Any, name: str) -> list[Any]:
    found = _at(record, name)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _has(document: Any, path: str) -> bool:
    """Whether a path leads somewhere, be it to nothing (null)."""
    outer, _, last = path.rpartition(".")
    inside = _at(document, outer) if outer else document
    return last in inside if isinstance(inside, dict) else _at(inside, last) is not None


def _at(document: Any, path: str) -> Any:
    """What stands at the end of a path; None where it leads nowhere. A name that holds points stands for itself."""
    if isinstance(document, dict) and path in document:
        return document[path]
    for name in path.split("."):
        if isinstance(document, dict):
            document = document.get(name)
        elif isinstance(document, list) and name.isascii() and name.isdecimal() and int(name[:9]) < len(document):
            document = document[int(name[:9])]
        else:
            return None
    return document


def _told(value: Any, decimal: str) -> str:
    """A value as a cell of a table would hold it; numbers with the decimal mark that the description states."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return format(Decimal(repr(value)), "f").replace(".", decimal)
    if isinstance(value, list):
        return "; ".join(told for each in value if not isinstance(each, dict | list) and (told := _told(each, decimal)))
    return ""


def _paths(document: Any, before: str = "", depth: int = 0) -> Iterable[tuple[str, Any]]:
    """Every path of names that leads to something, with what it leads to; not into lists, and not endlessly deep."""
    if isinstance(document, dict) and depth < 8:
        for name, value in document.items():
            path = f"{before}.{name}" if before else name
            if not isinstance(value, dict):
                yield path, value
            yield from _paths(value, path, depth + 1)
