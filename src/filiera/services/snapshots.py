"""The snapshots of a build: which are held, what their tables hold, and a row for each in the evidence."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from filiera.evidence import kept_versions
from filiera.pack import Pack
from filiera.services.counted_records import counted_records
from filiera.services.mending import mended_rows
from filiera.services.source_formats import check_options
from filiera.services.tables import as_json
from filiera.sources.holdings import Holding, brought, fetched, unread
from filiera.sources.remembered import Remembered, forget_others, remember
from filiera.sources.snapshots import FOLDER, Store

Rows = list[dict[str, object]]
STORE = "parsed"


@dataclass(frozen=True, slots=True)
class SnapshotAccount:
    """What a build says of one snapshot: how much it holds, and what of it was not taken."""

    dataset: str
    origin: str
    digest: str
    files: int
    size: int
    vintage: str
    fresh: bool
    """It was parsed just now, not remembered."""
    rows: int
    expected: int | None
    """Rows that an index of the files states."""
    because: dict[str, str]
    """Why the two differ, per language."""
    counts: dict[str, int]
    refused: int
    refusals: tuple[tuple[str, int, str, dict[str, str]], ...]
    """File, line, reason (a template) and its words."""
    dropped: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReadSnapshots:
    """What a build has read: each holding with its tables, and the files that nothing reads."""

    read: tuple[tuple[Holding, Remembered], ...]
    unread: tuple[tuple[str, dict[str, str]], ...]
    """File, and why it is left (per language; empty where the pack gives no reason)."""
    missing: tuple[tuple[str, str], ...] = ()
    """Data set and path of those of which the folder holds no file; none where no folder was given."""

    @property
    def parts(self) -> dict[str, Path]:
        """Folders of tables by the name that the evidence gives them."""
        return {remembered.key: remembered.folder for _, remembered in self.read}

    @property
    def accounts(self) -> tuple[SnapshotAccount, ...]:
        """What there is to say of each."""
        return tuple(_account(holding, remembered) for holding, remembered in self.read)


def _account(holding: Holding, remembered: Remembered) -> SnapshotAccount:
    report = remembered.report
    # What the pack says of a file that was brought does not hold for one that was fetched since.
    known = holding.dataset if holding.origin == "folder" else None
    expected = known.expected if known else None
    return SnapshotAccount(
        dataset=holding.dataset.id,
        origin=holding.origin,
        digest=holding.digest,
        files=len(holding.files),
        size=holding.size,
        vintage=report.vintage or holding.vintage or (known.vintage if known else ""),
        fresh=remembered.fresh,
        rows=report.rows,
        expected=expected.rows if expected else None,
        because=expected.because if expected else {},
        counts=report.counts,
        refused=report.refused,
        refusals=tuple(report.refusals),
        dropped=report.dropped,
    )


NOTHING = ReadSnapshots((), ())


def read_snapshots(pack: Pack, folder: Path | None, home: Path) -> ReadSnapshots:
    """Parse what is held of the pack's data sets, as far as it is not remembered: what a folder holds, or without one
    what was fetched.

    Raises:
        SourceError: a file is not what its data set says, or a correction no longer fits.
    """
    if folder is not None:
        holdings = brought(pack.datasets.values(), folder)
    else:
        holdings = fetched(pack.datasets.values(), Store(home / FOLDER))
    store = home / STORE
    for holding in holdings:
        check_options(pack, holding.dataset)
    read = [(holding, remember(holding, pack.corrections.get(holding.dataset.id, []), store)) for holding in holdings]
    left = [(name, _because(pack, name)) for name in unread(folder, holdings)] if folder is not None else []
    held = {holding.dataset.id for holding in holdings}
    missing = [(each.id, each.files) for each in pack.datasets.values() if folder is not None and each.id not in held]
    return ReadSnapshots(tuple(read), tuple(left), tuple(missing))


def _because(pack: Pack, name: str) -> dict[str, str]:
    for entry in pack.unread.values():
        if fnmatch.fnmatchcase(name, entry.files):
            return entry.because
    return {}


def snapshot_tables(pack: Pack, snapshots: ReadSnapshots) -> dict[str, Rows]:
    """Data sets, snapshots, refused rows and unread files as rows of the evidence."""
    return {
        "dataset": [
            {
                "id": d.id,
                "work": d.work,
                "format": d.format,
                "cadence": d.cadence,
                "protocol": d.protocol,
                "url": d.url,
                "attribution": d.attribution,
                "older_of": d.older_of,
                "feeds_json": as_json(d.feeds),
                "covers_json": as_json(d.covers),
                "lacks_json": as_json(d.lacks),
                "attests_json": as_json(d.attests),
                "counts_json": as_json(d.counts),
            }
            for d in pack.datasets.values()
        ],
        "snapshot": [_snapshot(pack, holding, remembered) for holding, remembered in snapshots.read],
        "snapshot_refusal": [
            {
                "dataset": holding.dataset.id,
                "digest": holding.digest,
                "seq": seq,
                "file": file,
                "line": line,
                "reason": reason,
                "words_json": as_json(words),
            }
            for holding, remembered in snapshots.read
            for seq, (file, line, reason, words) in enumerate(remembered.report.refusals)
        ],
        "mended_cell": mended_rows(snapshots.read),
        "record_count": [
            {
                "dataset": holding.dataset.id,
                "digest": holding.digest,
                "seq": seq,
                "code": found.code,
                "in_region": found.in_region,
                "in_all": found.in_all,
            }
            for holding, remembered in snapshots.read
            for seq, count in enumerate(holding.dataset.counts)
            for found in counted_records(remembered.folder, count)
        ],
        "unread_file": [{"file": name, "because_json": as_json(because)} for name, because in snapshots.unread],
    }


def _snapshot(pack: Pack, holding: Holding, remembered: Remembered) -> dict[str, object]:
    account = _account(holding, remembered)
    return {
        "dataset": account.dataset,
        "digest": account.digest,
        "origin": account.origin,
        "fetched": holding.fetched,
        "vintage": account.vintage,
        "files": account.files,
        "size": float(account.size),
        "read": account.rows,
        "expected": account.expected,
        "because_json": as_json(account.because),
        **account.counts,
        "refused": account.refused,
        "dropped_json": as_json(account.dropped),
        "corrected": len(pack.corrections.get(account.dataset, [])),
        "part": remembered.key,
    }


def forget_unused(home: Path, snapshots: ReadSnapshots) -> int:
    """Delete remembered tables that neither this build nor a version that is kept uses; how many."""
    kept = set(snapshots.parts)
    for version in kept_versions(home):
        if version.parts.is_dir():
            kept |= {path.name.rpartition("-")[0] for path in version.parts.iterdir()}
    return forget_others(home / STORE, kept)
