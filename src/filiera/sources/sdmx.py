"""SDMX 2.1 over REST: ``{url}/data/{flow}/{key}?…``. ``query``: flow, key (all series if none), and parameters.

Services answer large questions late, under another address, or not at all; both are told as what they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from filiera.errors import SourceError
from filiera.pack.source_schema import Dataset
from filiera.sources.addresses import masked, with_query
from filiera.sources.arrived import Got
from filiera.sources.fetching import Fetcher, Known, Progress, Wanted

REQUIRED = ("flow",)
_PATH = ("flow", "key")
_LATER = re.compile(rb"asynchronous|\bSUBMITTED\b|\bPROCESSING\b|<\w*:?queued>", re.IGNORECASE)
_TOO_BIG = re.compile(rb"EXTRACTION_TOO_BIG|too (?:big|large)", re.IGNORECASE)
_MESSAGE = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:Envelope|Fault|Error|syncResponse)\b")
_HEAD = 65_536


def address(dataset: Dataset) -> str:
    """The address of the series that are asked for."""
    flow, key = quote(dataset.query["flow"], safe=",+"), quote(dataset.query.get("key", ""), safe=".+,")
    path = f"{dataset.url.rstrip('/')}/data/{flow}" + (f"/{key}" if key else "")
    return with_query(path, {name: value for name, value in dataset.query.items() if name not in _PATH})


def fetch(dataset: Dataset, fetcher: Fetcher, part: Path, known: Known, progress: Progress) -> Got | None:
    """The series; None where they are those that are held."""
    url = address(dataset)

    def explain(status: int, body: bytes) -> SourceError | None:
        return explained(status, body, masked(url))

    got = fetcher.get(Wanted(url, known, dataset.format, explain=explain), part, progress)
    if got is not None:
        with got.path.open("rb") as file:
            head = file.read(_HEAD)
        if _MESSAGE.match(head):
            got.path.unlink()
            raise explained(200, head, masked(url)) or _said_no(masked(url))
    return got


def explained(status: int, body: bytes, where: str) -> SourceError | None:
    """What a message of the service means, where it is known."""
    if status == 413 or _TOO_BIG.search(body):
        return SourceError(
            "the service finds the question too large",
            where=where,
            remedy="narrow it in the pack: a key with fewer codes, or startPeriod",
        )
    if status in (200, 202) and _LATER.search(body):
        return SourceError(
            "the service prepares the answer and gives it later",
            where=where,
            remedy="fetch again in some minutes; or narrow the key in the pack, so that it answers at once",
        )
    return None


def _said_no(where: str) -> SourceError:
    return SourceError(
        "the service gives a message in place of data",
        where=where,
        remedy="open the address in a browser; then mend flow or key in the pack",
    )
