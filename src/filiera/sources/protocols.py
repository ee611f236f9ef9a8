"""The ways in which data sets are had, by the name that a pack gives them. A module is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from filiera.errors import Phrase, SourceError
from filiera.pack.source_schema import Dataset
from filiera.sources.arrived import Got
from filiera.sources.fetching import Fetcher, Known, Progress

MODULES = {"http": "http_file", "sdmx": "sdmx", "socrata": "socrata", "ckan": "ckan"}
"""Protocol → module of this room."""


class Way(Protocol):
    """A module that speaks one protocol: it builds requests of what a pack says, and puts the answer together."""

    REQUIRED: tuple[str, ...]
    """What a pack must say under ``query``."""

    def address(self, dataset: Dataset) -> str:
        """The address at which the data, or what leads to them, are asked for."""

    def fetch(self, dataset: Dataset, fetcher: Fetcher, part: Path, known: Known, progress: Progress) -> Got | None:
        """The bytes of the data set; None where they are those that are held.

        Raises:
            SourceError: they cannot be had.
        """


def way_of(dataset: Dataset) -> Way:
    """The protocol by which ``dataset`` is had.

    Raises:
        SourceError: it has none, or says too little for it.
    """
    if not dataset.protocol or not dataset.url:
        raise SourceError(
            "is not fetched: somebody brings it",
            where=dataset.id,
            remedy="put the file into a folder and build with --snapshots, or give protocol and url in the pack",
        )
    way = cast(Way, import_module(f"filiera.sources.{MODULES[dataset.protocol]}"))
    lacking = lacks(way.REQUIRED, dataset.query)
    if lacking:
        raise SourceError(
            "says too little for the protocol '{protocol}': {names} missing under query",
            where=dataset.id,
            remedy="write them into the pack's file of the source",
            words={"protocol": dataset.protocol, "names": ", ".join(lacking)},
        )
    return way


def lacks(required: tuple[str, ...], query: Mapping[str, str]) -> list[str]:
    """The required names that a query does not give."""
    return [name for name in required if not query.get(name)]


def unreadable_answer(where: str, what: Phrase) -> SourceError:
    """A protocol's own answer (not the data) that is not what the protocol says."""
    return SourceError(
        "the answer of the service is not understood: {what}",
        where=where,
        remedy="look at the address in a browser; then mend protocol or query in the pack",
        words={"what": what},
    )
