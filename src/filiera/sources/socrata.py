"""Socrata: a table in pages of CSV, put together into one file. ``query``: resource, and SoQL clauses without ``$``.

The service counts its rows before and after: a table that changed while it was read is read again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from urllib.parse import quote

import msgspec

from filiera.errors import Phrase, SourceError
from filiera.pack.source_schema import Dataset
from filiera.sources.addresses import masked, with_query
from filiera.sources.arrived import Got
from filiera.sources.fetching import Fetcher, Known, Progress, Wanted
from filiera.sources.protocols import unreadable_answer

REQUIRED = ("resource",)
PAGE = 50_000
"""Rows of one request: the most that all versions of the service give."""
_READINGS = 3


def address(dataset: Dataset) -> str:
    """The table's address, without pages."""
    return f"{dataset.url.rstrip('/')}/resource/{quote(dataset.query['resource'])}.csv"


def page(dataset: Dataset, offset: int) -> str:
    """The address of the rows from ``offset`` on, in an order that stays."""
    clauses = {f"${name}": value for name, value in dataset.query.items() if name != "resource"}
    order = {"$order": clauses.pop("$order", ":id")}
    return with_query(address(dataset), clauses | order | {"$limit": str(PAGE), "$offset": str(offset)})


def count(dataset: Dataset) -> str:
    """The address at which the service says how many rows there are."""
    where = {"$where": dataset.query["where"]} if "where" in dataset.query else {}
    return with_query(f"{address(dataset).removesuffix('.csv')}.json", {"$select": "count(*)"} | where)


def fetch(dataset: Dataset, fetcher: Fetcher, part: Path, known: Known, progress: Progress) -> Got | None:
    """The whole table. The service has no mark for all pages together: whether they are new, their hash tells."""
    where = masked(address(dataset))
    for _ in range(_READINGS):
        rows, got = _rows(dataset, fetcher, part), None
        got, read = _pages(dataset, fetcher, part, rows, progress)
        if read == rows == _rows(dataset, fetcher, part):
            return got
        got.path.unlink()
    raise SourceError(
        "the table changes while it is read: {read} rows where the service counts {rows}",
        where=where,
        remedy="fetch again later",
        words={"read": read, "rows": rows},
    )


def _rows(dataset: Dataset, fetcher: Fetcher, part: Path) -> int:
    url = count(dataset)
    got = fetcher.get(Wanted(url, form="json"), part.with_name(f"{part.stem}-count.part"))
    assert got is not None
    try:
        (row,) = msgspec.json.decode(got.path.read_bytes(), type=list[dict[str, str | int]])
        (number,) = row.values()
        return int(number)
    except (msgspec.MsgspecError, ValueError) as error:
        raise unreadable_answer(masked(url), Phrase("no number of rows")) from error
    finally:
        got.path.unlink(missing_ok=True)


def _pages(dataset: Dataset, fetcher: Fetcher, part: Path, rows: int, progress: Progress) -> tuple[Got, int]:
    """All pages as one file, and how many rows they have."""
    whole, digest, size, read = part.with_suffix(".whole"), hashlib.sha256(), 0, 0
    header, first = b"", None
    with whole.open("wb") as file:
        while first is None or read < rows:
            got = fetcher.get(
                Wanted(page(dataset, read), form="csv"),
                part.with_name(f"{part.stem}-page.part"),
                _behind(size, progress),
            )
            assert got is not None
            data = got.path.read_bytes()
            got.path.unlink()
            first = first or got
            head, found = _read(data, masked(page(dataset, read)))
            if header and head != header:
                raise unreadable_answer(masked(page(dataset, read)), Phrase("pages with other columns"))
            body = data[len(head) :] if header else data
            header = head
            for piece in (body, b"" if body.endswith(b"\n") else b"\n"):
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            read += found
            if size > fetcher.manners.largest:
                raise SourceError(
                    "is larger than {largest} bytes",
                    where=masked(address(dataset)),
                    remedy="see that it is the file that you want; narrow the query in the pack",
                    words={"largest": fetcher.manners.largest},
                )
            if not found:
                break
    return Got(whole, digest.hexdigest(), size, "", first.last_modified, first.content_type), read


def _behind(size: int, progress: Progress) -> Progress:
    return lambda came, total: progress(size + came, None)


def _read(data: bytes, where: str) -> tuple[bytes, int]:
    """The header line of a page with its end, and how many rows follow: a cell may hold line breaks."""
    try:
        text = data.decode("utf-8")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        next(reader)
        header = "".join(text.splitlines(keepends=True)[: reader.line_num]).encode()
        return header, sum(1 for row in reader if row)
    except (UnicodeDecodeError, csv.Error, StopIteration) as error:
        raise unreadable_answer(where, Phrase("no table in UTF-8")) from error
