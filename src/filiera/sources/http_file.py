"""A file at an address. ``query`` holds parameters of the address, and ``sha256`` where the bytes are known."""

from __future__ import annotations

from pathlib import Path

from filiera.pack.source_schema import Dataset
from filiera.sources.addresses import with_query
from filiera.sources.arrived import Got
from filiera.sources.fetching import Fetcher, Known, Progress, Wanted

REQUIRED: tuple[str, ...] = ()
CHECKSUM = "sha256"


def address(dataset: Dataset) -> str:
    """The file's address with its parameters."""
    return with_query(dataset.url, {name: value for name, value in dataset.query.items() if name != CHECKSUM})


def fetch(dataset: Dataset, fetcher: Fetcher, part: Path, known: Known, progress: Progress) -> Got | None:
    """The file; None where it is the one that is held."""
    wanted = Wanted(address(dataset), known, dataset.format, dataset.query.get(CHECKSUM, ""))
    return fetcher.get(wanted, part, progress)
