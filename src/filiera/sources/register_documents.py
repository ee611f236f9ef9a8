"""JSON documents of trial registers, of one or of several in one file; each says whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from filiera.sources.json_documents import documents
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows

Document = dict[str, Any]


def read_register(
    data: bytes, mark: str, id_of: Callable[[Document], str], add: Callable[[Rows, Document, str, int], None]
) -> Parsed:
    """The documents of one register, each added under its id with its place; one without an id is refused.

    Raises:
        SourceError: it is no JSON.
    """
    rows, read = Rows(), 0
    for line, document in of_register(data, mark):
        read += 1
        id = id_of(document) if document is not None else ""
        if document is None or not id:
            rows.refused.append(Refusal("has no number of the register", line))
        else:
            add(rows, document, id, line)
    return rows.parsed(read)


def of_register(data: bytes, mark: str) -> Iterator[tuple[int, Document | None]]:
    """Documents of one register among those of several: whose ``ctrname`` is ``mark``, or that have none; None where
    a document is no object."""
    for number, document in documents(data):
        try:
            found = msgspec.json.decode(document)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            yield number, None
            continue
        if not isinstance(found, dict):
            yield number, None
        elif found.get("ctrname", mark) == mark and found.get("_id") != "meta-info":
            yield number, found
