"""The data sets of a pack, and what is held of each: as of when, how old against its cadence, under which licence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from filiera.errors import EvidenceError, PackError
from filiera.evidence import Evidence, current_version, filiera_home
from filiera.pack import Pack, read_pack
from filiera.pack.schema import Text
from filiera.pack.source_schema import Dataset
from filiera.services.freshness import Freshness, freshness
from filiera.sources.addresses import masked
from filiera.sources.snapshots import FOLDER, Store


@dataclass(frozen=True, slots=True)
class HeldSource:
    """One data set, and the newest that is held of it."""

    id: str
    work: str
    producer: str
    producer_name: str
    title: Text
    licence: str
    cadence: str
    protocol: str
    """Empty where it is not fetched: somebody brings it."""
    url: str
    freshness: Freshness
    origin: str = ""
    """``fetched``, or ``folder`` where it was brought; empty where nothing is held."""
    vintage: str = ""
    since: str = ""
    """From when its age counts: as of when it speaks, or when it was had where that is not known."""
    checked: str = ""
    """When the publisher last gave or confirmed it."""
    size: int | None = None
    sha256: str = ""
    vintages: int = 0


def source_holdings(name: str | Path, home: Path | None = None, today: date | None = None) -> list[HeldSource]:
    """What is held of every data set of the pack ``name``, by publisher.

    Raises:
        PackError, PackNotFoundError: the pack is not there, or cannot be read.
    """
    home, pack = home or filiera_home(), read_pack(name)
    today = today or datetime.now(UTC).date()
    brought = _brought(home, pack)
    found = [_held(pack, each, Store(home / FOLDER), brought, today) for each in pack.datasets.values()]
    return sorted(found, key=lambda each: (each.producer_name.casefold(), each.id))


def _held(
    pack: Pack, dataset: Dataset, store: Store, brought: dict[str, tuple[str, int, str]], today: date
) -> HeldSource:
    vintages = store.vintages(dataset.id)
    origin, vintage, checked, sha256, size = "", "", "", "", None
    if vintages:
        newest = vintages[-1]
        origin, vintage, sha256, size = "fetched", newest.vintage, newest.sha256, newest.size
        checked = store.last_seen(newest).at
    elif dataset.id in brought:
        vintage, size, sha256 = brought[dataset.id]
        origin = "folder"
    # A day on which its publisher was asked says nothing of how old the data are, where their own date is known.
    since = vintage or checked
    work = pack.works.get(dataset.work)
    if work is None:
        raise PackError(
            "its work '{work}' is not known",
            where=f"{pack.where('data set', dataset.id)} ({dataset.id})",
            remedy="filiera pack check says what to mend",
            words={"work": dataset.work},
        )
    producer = pack.producers[pack.producer_of[dataset.work]]
    return HeldSource(
        id=dataset.id,
        work=work.id,
        producer=producer.id,
        producer_name=producer.name,
        title=work.title,
        licence=work.licence,
        cadence=dataset.cadence,
        protocol=dataset.protocol if dataset.url else "",
        url=masked(dataset.url or work.url),
        freshness=freshness(dataset.cadence, since or ("?" if origin else ""), today),
        since=since,
        origin=origin,
        vintage=vintage,
        checked=checked,
        size=size,
        sha256=sha256,
        vintages=len(vintages) or bool(origin),
    )


def _brought(home: Path, pack: Pack) -> dict[str, tuple[str, int, str]]:
    """Vintage, size and hash of what the evidence in use was built from, where it is this pack's."""
    try:
        version = current_version(home)
        if version is None or version.pack != pack.manifest.id:
            return {}
        with Evidence.open(home) as evidence:
            rows = evidence.rows("snapshot")
    except EvidenceError:
        # A damaged store is the doctor's matter; the list is of what the publishers gave.
        return {}
    return {row["dataset"]: (row["vintage"], int(row["size"]), row["digest"]) for row in rows}
