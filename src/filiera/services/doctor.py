"""Look the installation over: versions, disk, evidence, snapshots, pack, hosts; each finding with its remedy."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from filiera import __version__
from filiera.errors import FilieraError, Phrase
from filiera.evidence import current_version, filiera_home, verify_evidence
from filiera.pack import read_pack
from filiera.pack.source_schema import Dataset
from filiera.registry.decisions import FOLDER as FOLDER_OF_DECISIONS
from filiera.registry.decisions import file_of, read_decisions
from filiera.services.packs import default_pack, problems_of_pack
from filiera.services.source_holdings import HeldSource, source_holdings
from filiera.sources.reach import hosts_of, reached
from filiera.sources.snapshots import FOLDER, Store

Status = Literal["sound", "note", "attention"]
CORE = ("duckdb", "pyarrow", "lxml", "httpx", "msgspec")
EXTRAS = {"django": "portal", "granian": "portal", "vl-convert-python": "portal", "typst": "print"}
"""Package → the extra that brings it."""
LEAST_FREE = 2**30
"""Bytes: a build with snapshots, and the evidence kept beside it, need less."""
NOTHING = Phrase("")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    status: Status
    what: Phrase
    where: Phrase | str = ""
    remedy: Phrase = NOTHING


def checks(name: str = "", home: Path | None = None) -> list[Check]:
    """All that there is to say, in the order in which it is to be mended."""
    home = home or filiera_home()
    return [*_versions(), *_disk(home), *_evidence(home), *_decisions(home), *_pack(name, home)]


def _versions() -> Iterator[Check]:
    yield Check(
        "versions", "sound", Phrase("Python {v}, Filiera {own}", {"v": platform.python_version(), "own": __version__})
    )
    for package in CORE:
        found = _version(package)
        told = Phrase("{name} {v}", {"name": package, "v": found})
        lacking = Phrase("{name} is missing", {"name": package})
        remedy = Phrase("install Filiera again: make install")
        yield Check("versions", "sound", told) if found else Check("versions", "attention", lacking, remedy=remedy)
    for package, extra in EXTRAS.items():
        found = _version(package)
        told = Phrase("{name} {v}", {"name": package, "v": found})
        lacking = Phrase("{name} is not installed: it is needed only for '{extra}'", {"name": package, "extra": extra})
        remedy = Phrase("pip install 'filiera[{extra}]'", {"extra": extra})
        yield Check("versions", "sound", told) if found else Check("versions", "note", lacking, remedy=remedy)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _disk(home: Path) -> Iterator[Check]:
    there = next(path for path in (home, *home.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
        remedy = Phrase("give yourself the right to write there, or name another folder in FILIERA_HOME")
        yield Check("disk", "attention", Phrase("cannot be written to"), str(there), remedy)
        return
    free = shutil.disk_usage(there).free
    told = Phrase("{free} GB free", {"free": f"{free / 1e9:.1f}"})
    if free < LEAST_FREE:
        remedy = Phrase("make room, or name another folder in FILIERA_HOME")
        yield Check("disk", "attention", told, str(home), remedy)
    else:
        yield Check("disk", "sound", told, str(home))


def _evidence(home: Path) -> Iterator[Check]:
    try:
        current = current_version(home)
        if current is None:
            none = Phrase("no evidence was built here yet")
            yield Check("evidence", "note", none, str(home), Phrase("run 'filiera build'"))
            return
        verify_evidence(current.path)
    except FilieraError as error:
        yield _told("evidence", error)
        return
    told = Phrase("the evidence in use is whole ({hash})", {"hash": current.hash})
    yield Check("evidence", "sound", told, current.path.name)


def _decisions(home: Path) -> Iterator[Check]:
    try:
        held = read_decisions(home)
    except FilieraError as error:
        yield _told("decisions", error)
        return
    told = Phrase("decisions about who is who, whole: {n}", {"n": len(held.lines)})
    if held.torn:
        torn = Phrase("a line was left half written by a process that died")
        remedy = Phrase("nothing is lost: the next decision sets it aside")
        yield Check("decisions", "note", torn, str(file_of(home)), remedy)
    yield Check("decisions", "sound", told, FOLDER_OF_DECISIONS)


def _pack(name: str, home: Path) -> Iterator[Check]:
    try:
        name = name or default_pack()
        pack = read_pack(name)
    except FilieraError as error:
        yield _told("pack", error)
        return
    problems = list(problems_of_pack(pack))
    for problem in problems:
        where = f"{problem.where}, {problem.field}"
        yield Check("pack", "attention", Phrase(problem.what), where, Phrase(problem.remedy))
    if not problems:
        yield Check("pack", "sound", Phrase("the pack {pack} is sound", {"pack": pack.manifest.id}))
    yield from _snapshots(pack.datasets.values(), Store(home / FOLDER))
    if not problems:
        yield from _ages(source_holdings(name, home))
    yield from _hosts(pack.datasets.values())


def _snapshots(datasets: Iterable[Dataset], store: Store) -> Iterator[Check]:
    whole = 0
    for dataset in datasets:
        try:
            held, damaged = store.sound(dataset.id)
        except (FilieraError, OSError) as error:
            told = error if isinstance(error, FilieraError) else FilieraError(str(error), where=dataset.id)
            yield _told("snapshots", told)
            continue
        whole += held is not None
        for sha256 in damaged:
            what = Phrase("a snapshot was damaged and is set aside ({hash})", {"hash": sha256[:16]})
            remedy = Phrase("filiera fetch {dataset}", {"dataset": dataset.id})
            yield Check("snapshots", "attention", what, dataset.id, remedy)
    yield Check("snapshots", "sound", Phrase("whole snapshots of fetched data sets: {n}", {"n": whole}))


def _ages(held: list[HeldSource]) -> Iterator[Check]:
    for source in held:
        state, days = source.freshness.state, source.freshness.days
        if state not in ("due", "overdue") or not source.protocol:
            continue
        what = Phrase("{days} days old; a new one is given every {cadence}", {"days": days, "cadence": source.cadence})
        remedy = Phrase("filiera fetch {dataset}", {"dataset": source.id})
        yield Check("sources", "attention" if state == "overdue" else "note", what, source.id, remedy)


def _hosts(datasets: Iterable[Dataset]) -> Iterator[Check]:
    doors = hosts_of([each.url for each in datasets if each.protocol and each.url])
    if not doors:
        yield Check("hosts", "sound", Phrase("no data set of the pack is fetched from a host"))
        return
    found = reached(doors)
    if not any(found.values()):
        what = Phrase("offline: none of {n} hosts can be reached", {"n": len(found)})
        remedy = Phrase("nothing is wrong with the hub: what was fetched stays in use; fetch when the network is there")
        yield Check("hosts", "note", what, remedy=remedy)
        return
    for host, there in found.items():
        if there:
            yield Check("hosts", "sound", Phrase("answers"), host)
        else:
            remedy = Phrase("try later; if it stays so, look up its new address and mend the pack")
            yield Check("hosts", "attention", Phrase("does not answer"), host, remedy)


def _told(name: str, error: FilieraError) -> Check:
    return Check(name, "attention", error.message, error.place, error.advice)
