"""Fetch the data sets of a pack: hosts side by side, one file at a time from each; what fails leaves what was."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from filiera.errors import AddressError, FilieraError, SourceError, UnreachableError, UsageError
from filiera.evidence import filiera_home
from filiera.pack import Pack, read_pack
from filiera.pack.source_schema import Dataset
from filiera.services.freshness import freshness
from filiera.sources.addresses import host_of, masked
from filiera.sources.fetching import Fetcher
from filiera.sources.manners import Manners
from filiera.sources.protocols import way_of
from filiera.sources.snapshots import FOLDER, Snapshot, Store

PART = "file.part"
_TOLD_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Begun:
    """A data set is asked for."""

    dataset: str


@dataclass(frozen=True, slots=True)
class Arriving:
    """So many bytes of a data set have come."""

    dataset: str
    size: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one data set."""

    dataset: str
    status: Literal["new", "unchanged", "failed"]
    seconds: float
    held: Snapshot | None = None
    """What is held now: of another day, if it failed."""
    error: FilieraError | None = None
    damaged: tuple[str, ...] = ()
    """Snapshots whose bytes were no longer those fetched, and that were set aside."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of all that was asked for."""

    pack: str
    outcomes: tuple[Outcome, ...] = ()
    fresh: tuple[str, ...] = ()
    """Data sets that were left alone: no new one is due yet."""
    brought: tuple[str, ...] = ()
    """Data sets that are not fetched: somebody brings them."""

    def with_status(self, status: str) -> list[Outcome]:
        """The outcomes of one kind."""
        return [each for each in self.outcomes if each.status == status]

    @property
    def offline(self) -> bool:
        """Whether no host at all could be reached."""
        failed = self.with_status("failed")
        return bool(failed) and all(isinstance(each.error, UnreachableError) for each in self.outcomes)


Tell = Callable[[Begun | Arriving | Outcome], None]


@dataclass(slots=True)
class _Round:
    """One round of fetching: what its threads share."""

    store: Store
    fetcher: Fetcher
    told: queue.SimpleQueue[Begun | Arriving | Outcome | BaseException] = field(default_factory=queue.SimpleQueue)

    def lane(self, datasets: Sequence[Dataset]) -> None:
        """Fetch the data sets of one host, one after the other."""
        try:
            for dataset in datasets:
                self.told.put(Begun(dataset.id))
                self.told.put(self.one(dataset))
        except BaseException as error:  # a fault of ours: told by the thread that everybody sees
            self.told.put(error)

    def one(self, dataset: Dataset) -> Outcome:
        """Fetch one data set into the store."""
        started, manners = time.perf_counter(), self.fetcher.manners
        held: Snapshot | None = None
        damaged: list[str] = []
        status: Literal["new", "unchanged", "failed"] = "failed"
        error: FilieraError | None = None
        try:
            way = way_of(dataset)
            with self.store.lock(dataset.id, manners.in_all, manners.sleep) as folder:
                held, damaged = self.store.sound(dataset.id)
                got = way.fetch(dataset, self.fetcher, folder / PART, self.store.known(held), self._progress(dataset))
                if got is None and held is not None:
                    self.store.see_again(held, manners.now())
                    status = "unchanged"
                elif got is not None:
                    held, new = self.store.keep(
                        got,
                        dataset=dataset.id,
                        url=masked(way.address(dataset)),
                        protocol=dataset.protocol,
                        now=manners.now(),
                    )
                    status = "new" if new else "unchanged"
        except SourceError as refused:
            error = refused
            held = held or self._standing(dataset)
        return Outcome(dataset.id, status, time.perf_counter() - started, held, error, tuple(damaged))

    def _standing(self, dataset: Dataset) -> Snapshot | None:
        try:
            return self.store.newest(dataset.id)
        except SourceError:
            return None

    def _progress(self, dataset: Dataset) -> Callable[[int, int | None], None]:
        last = [0.0]

        def progress(size: int, total: int | None) -> None:
            now = time.monotonic()
            if now - last[0] >= _TOLD_EVERY or size == total:
                last[0] = now
                self.told.put(Arriving(dataset.id, size, total))

        return progress


def fetch(
    name: str | Path,
    wanted: Sequence[str] = (),
    *,
    every: bool = False,
    home: Path | None = None,
    tell: Tell = lambda event: None,
    manners: Manners | None = None,
    today: date | None = None,
) -> Fetched:
    """Fetch data sets of the pack ``name``: those of ``wanted`` (data sets, works or producers), else those due.

    ``every``: also those of which no new one is due. Each ends as a new snapshot, as unchanged, or failed.

    Raises:
        AddressError: nothing is called so; says what is near.
        UsageError: what is wanted is not fetched, but brought.
        PackError, PackNotFoundError: the pack is not there, or cannot be read.
    """
    home, pack = home or filiera_home(), read_pack(name)
    store = Store(home / FOLDER)
    chosen = chosen_datasets(pack, wanted)
    brought = tuple(each.id for each in chosen if not (each.protocol and each.url))
    asked = [each for each in chosen if each.protocol and each.url]
    if wanted and not asked:
        raise UsageError(
            "is not fetched: somebody brings it",
            where=", ".join(wanted),
            remedy="put its file into a folder, and build with --snapshots FOLDER",
        )
    left: tuple[str, ...] = ()
    if not wanted and not every:
        today = today or datetime.now(UTC).date()
        left = tuple(each.id for each in asked if _fresh(each, store, today))
        asked = [each for each in asked if each.id not in left]
    outcomes = _all(asked, store, manners or Manners(), tell)
    order = {each.id: at for at, each in enumerate(asked)}
    return Fetched(pack.manifest.id, tuple(sorted(outcomes, key=lambda o: order[o.dataset])), left, brought)


def chosen_datasets(pack: Pack, wanted: Iterable[str]) -> list[Dataset]:
    """The data sets that are called so, or are of a work or producer called so; all if nothing is wanted.

    Raises:
        AddressError: nothing with a data set is called so.
    """
    names = list(wanted)
    found: dict[str, Dataset] = {} if names else dict(pack.datasets)
    for name in names:
        fitting = [
            each for each in pack.datasets.values() if name in (each.id, each.work, pack.producer_of.get(each.work))
        ]
        if not fitting:
            known = sorted({*pack.datasets, *(pack.producer_of[each.work] for each in pack.datasets.values())})
            near = get_close_matches(name, known, n=3, cutoff=0.4) or known[:12]
            raise AddressError(
                "no data set, work or producer with data sets is called so",
                where=name,
                remedy="'filiera sources' lists them; near: {near}" if near else "'filiera sources' lists them",
                words={"near": ", ".join(near)} if near else {},
            )
        found |= {each.id: each for each in fitting}
    return list(found.values())


def _fresh(dataset: Dataset, store: Store, today: date) -> bool:
    newest = store.newest(dataset.id)
    if newest is None:
        return False
    return freshness(dataset.cadence, store.last_seen(newest).at, today).state == "fresh"


def _all(datasets: Sequence[Dataset], store: Store, manners: Manners, tell: Tell) -> list[Outcome]:
    lanes: dict[str, list[Dataset]] = {}
    for dataset in datasets:
        lanes.setdefault(host_of(dataset.url), []).append(dataset)
    outcomes: list[Outcome] = []
    fetcher = Fetcher(manners)
    work = _Round(store, fetcher)
    for host, lane in lanes.items():
        # Daemons: Ctrl-C ends the command at once, and what has arrived can be taken up.
        threading.Thread(target=work.lane, args=(lane,), name=f"fetch {host}", daemon=True).start()
    while len(outcomes) < len(datasets):
        event = work.told.get()
        if isinstance(event, BaseException):
            raise event
        tell(event)
        if isinstance(event, Outcome):
            outcomes.append(event)
    fetcher.close()
    return outcomes
