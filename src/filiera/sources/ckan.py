"""CKAN: a package lists its files; one of them is fetched. ``query``: package, and resource (id or name) or format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import msgspec

from filiera.errors import Phrase, SourceError
from filiera.pack.source_schema import Dataset
from filiera.sources.addresses import checked, masked, with_query
from filiera.sources.arrived import Got
from filiera.sources.fetching import Fetcher, Known, Progress, Wanted
from filiera.sources.protocols import unreadable_answer

REQUIRED = ("package",)


class Resource(msgspec.Struct):
    """One file of a package, as far as it is asked for."""

    id: str = ""
    name: str | None = ""
    format: str | None = ""
    url: str | None = ""
    last_modified: str | None = ""


class _Package(msgspec.Struct):
    resources: list[Resource]


class _Answer(msgspec.Struct):
    success: bool
    result: _Package | None = None


def address(dataset: Dataset) -> str:
    """The address at which the catalogue describes the package."""
    return with_query(f"{dataset.url.rstrip('/')}/api/3/action/package_show", {"id": dataset.query["package"]})


def fetch(dataset: Dataset, fetcher: Fetcher, part: Path, known: Known, progress: Progress) -> Got | None:
    """The file that the package lists; None where it is the one that is held."""
    catalogue = address(dataset)
    shown = fetcher.get(Wanted(catalogue, form="json"), part.with_name(f"{part.stem}-package.part"))
    assert shown is not None
    try:
        chosen = chosen_of(shown.path.read_bytes(), dataset, masked(catalogue))
    finally:
        shown.path.unlink(missing_ok=True)
    url = checked(urljoin(catalogue, chosen.url or ""))
    got = fetcher.get(Wanted(url, known, dataset.format), part, progress)
    if got is None or not chosen.last_modified:
        return got
    return replace(got, vintage=chosen.last_modified[:10])


def chosen_of(answer: bytes, dataset: Dataset, where: str) -> Resource:
    """The one resource that the pack asks for.

    Raises:
        SourceError: the package lists none such, or several.
    """
    try:
        read = msgspec.json.decode(answer, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise unreadable_answer(where, Phrase("no list of files")) from error
    listed = read.result.resources if read.success and read.result else []
    name, form = dataset.query.get("resource", ""), dataset.query.get("format", "").lower()
    fitting = [
        each
        for each in listed
        if each.url and (not name or name in (each.id, each.name)) and (not form or form == (each.format or "").lower())
    ]
    if len(fitting) != 1:
        raise SourceError(
            "the package lists {n} files that fit",
            where=where,
            remedy="name one under query, resource: {names}",
            words={"n": len(fitting), "names": "; ".join(each.name or each.id for each in listed[:12])},
        )
    return fitting[0]
