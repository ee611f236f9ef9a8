"""What editors have approved, as a patch of the pack's files that a person reviews and ``git apply`` takes."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import content_changes as stored
from filiera.contributions.database import opened
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.services.content import check_texts, editable, file_text
from filiera.services.governance import ChangeView, after, approvals_needed, list_changes, texts_with
from filiera.services.proposals import proposed, write_proposal

PATCH = "changes.patch"
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Patch:
    """The patch, what it holds, and what is left out of it."""

    text: str
    """Empty where the pack has all that was approved."""
    changes: tuple[ChangeView, ...]
    conflicts: tuple[ChangeView, ...]
    """Approved, but their field says something else by now than what they began from."""
    files: tuple[str, ...]
    """As the patch names them."""


def make_patch(evidence: Evidence, home: Path, pack: Pack) -> Patch:
    """All that was approved and is not in the pack's files yet; nothing is written.

    Raises:
        PackError: with it the pack would not be sound.
    """
    changes = list_changes(home, approvals_needed(evidence))
    outgoing, conflicts = _sorted_out(pack, changes)
    texts = texts_with(pack, outgoing)
    if texts:
        check_texts(pack, texts)
    prefix = _prefix(pack)
    names = {file: (prefix / file).as_posix() for file in sorted(texts)}
    diffs = ["".join(unified(file_text(pack, file), texts[file], name)) for file, name in names.items()]
    head = "".join(line for change in outgoing for line in _told(change)) if texts else ""
    told = tuple(outgoing) if texts else ()
    return Patch(f"{head}\n{''.join(diffs)}" if texts else "", told, tuple(conflicts), tuple(names.values()))


def export(evidence: Evidence, home: Path, pack: Pack, folder: Path, *, by: str) -> tuple[Patch, list[Path]]:
    """Writes the patch, and the decisions as rows of the pack beside it; says of each change that a patch holds it.

    Raises:
        UsageError: a file is there already, or the folder cannot be written.
        PackError: with it the pack would not be sound.
    """
    patch = make_patch(evidence, home, pack)
    target = folder / PATCH
    if target.exists():
        raise UsageError("a file of that name is there already", where=str(target), remedy="name another folder")
    written = write_proposal(proposed(evidence, home), folder / "decisions")
    if patch.text:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target.write_bytes(patch.text.encode("utf-8"))
        except OSError as error:
            raise UsageError(
                "cannot be written: {reason}",
                where=str(target),
                remedy="name a folder that you may write to",
                words={"reason": error.strerror or str(error)},
            ) from error
        written = [target, *written]
        digest = hashlib.sha256(patch.text.encode("utf-8")).hexdigest()[:16]
        with opened(home):
            stored.mark_exported(
                (change.number for change in patch.changes), by=by, at=datetime.now(UTC), note=f"{PATCH} {digest}"
            )
    return patch, written


def diff_of(change: ChangeView) -> list[str]:
    """What a change does to its field, line by line; ``@@`` stands for lines between that stay."""
    lines = difflib.unified_diff(
        (change.old or "").split("\n") if change.old is not None else [],
        (change.new or "").split("\n") if change.new is not None else [],
        lineterm="",
        n=2,
    )
    return list(lines)[3:]


def unified(before: str, now: str, name: str) -> Iterator[str]:
    """A unified diff of one file, which ``git apply`` takes, whatever its line ends are."""
    lines = difflib.unified_diff(_LINES.findall(before), _LINES.findall(now), f"a/{name}", f"b/{name}")
    yield f"diff --git a/{name} b/{name}\n"
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _sorted_out(pack: Pack, changes: Iterable[ChangeView]) -> tuple[list[ChangeView], list[ChangeView]]:
    """Of the changes that hold: those that are not in the pack yet, and those that no longer fit it."""
    fields: dict[tuple[str, str, str], list[ChangeView]] = {}
    for change in changes:
        if change.holds:
            at = change.place
            fields.setdefault((at.kind, at.key, at.field), []).append(change)
    outgoing: list[ChangeView] = []
    conflicts: list[ChangeView] = []
    for (kind, key, field), chain in fields.items():
        try:
            value = editable(pack, kind, key).field(field).value
        except AddressError:
            conflicts += [change for change in chain if change.state == stored.APPROVED]
            continue
        if after(value, chain) == value:
            # What a patch has held and the file no longer says was changed there since: the file is right.
            waiting = [change for change in chain if change.state == stored.APPROVED]
            conflicts += waiting if value != chain[-1].new else []
            continue
        for change in chain:
            if value == change.old:
                outgoing.append(change)
                value = change.new
            elif change.state == stored.APPROVED and value != change.new:
                conflicts.append(change)
    return sorted(outgoing, key=lambda change: change.number), sorted(conflicts, key=lambda change: change.number)


def _told(change: ChangeView) -> Iterator[str]:
    """What a person who reviews the patch wants to know of a change; ``git apply`` passes over it."""
    at = change.place
    yield f"Change {change.number}: {at.kind}/{at.key} {at.field}\n"
    yield f"  By: {change.by}, {change.at:%Y-%m-%d}; approved by: {', '.join(change.approvals) or '-'}\n"
    yield f"  Reason: {' '.join(change.reason.split())}\n"
    if change.source:
        yield f"  Source: {' '.join(change.source.split())}\n"
    if change.reverts:
        yield f"  Takes back: change {change.reverts}\n"


def _prefix(pack: Pack) -> PurePosixPath:
    """From the repository that the pack lies in to the folder of packs; nothing where it lies in none."""
    above = pack.folders[-1].parent
    for root in (above, *above.parents):
        if (root / ".git").exists():
            return PurePosixPath(above.relative_to(root).as_posix())
    return PurePosixPath()
