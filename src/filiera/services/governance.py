"""Changes of content: proposed by an editor, approved by another, taken back by a new change. Nothing is written to the
pack: what was approved goes out as a patch (``change_patches``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import content_changes as stored
from filiera.contributions.content_changes import Place, Stored
from filiera.contributions.database import begun, opened
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.services.content import as_written, check_texts, editable, file_text, with_field
from filiera.services.parameters import whole_number

__all__ = ["STATES", "ChangeView", "Place", "Step", "approvals_needed", "list_changes", "one_change", "values_of"]
LONGEST_REASON, LONGEST_SOURCE, LONGEST_VALUE = 600, 500, 20_000
STATES = (stored.PROPOSED, stored.APPROVED, stored.EXPORTED, stored.REFUSED, stored.WITHDRAWN)
NEEDED = 1


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a change."""

    does: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as editors see it."""

    number: int
    file: str
    place: Place
    old: str | None
    new: str | None
    reason: str
    source: str
    by: str
    at: datetime
    reverts: int | None
    state: str
    approvals: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        """It counts: it was approved, whether or not a patch holds it yet."""
        return self.state in (stored.APPROVED, stored.EXPORTED)


def approvals_needed(evidence: Evidence) -> int:
    """How many other editors must approve a change (parameter ``approvals-of-a-change``)."""
    return whole_number(evidence, "approvals-of-a-change", NEEDED, least=0)


def list_changes(home: Path, needed: int) -> list[ChangeView]:
    """All changes, in the order in which they were proposed."""
    if not begun(home):
        return []
    with opened(home):
        return [view_of(each, needed) for each in stored.all_changes()]


def one_change(home: Path, number: int, needed: int) -> ChangeView:
    """The change of a number.

    Raises:
        AddressError: there is none.
    """
    with opened(home):
        return view_of(stored.one_change(number), needed)


def values_of(pack: Pack, changes: Iterable[ChangeView], kind: str, key: str) -> dict[str, str | None]:
    """Field → what it says once all that was approved is in the pack."""
    chains: dict[str, list[ChangeView]] = {}
    for change in changes:
        if change.holds and (change.place.kind, change.place.key) == (kind, key):
            chains.setdefault(change.place.field, []).append(change)
    return {field.name: after(field.value, chains.get(field.name, ())) for field in editable(pack, kind, key).fields}


def propose(
    evidence: Evidence,
    home: Path,
    pack: Pack,
    place: Place,
    new: str | None,
    *,
    old: str | None,
    reason: str,
    source: str,
    by: str,
    form: str,
    reverts: int | None = None,
    now: datetime | None = None,
) -> ChangeView:
    """Store a change that waits for another editor; ``old`` is what the editor saw. The same form is one change.

    Raises:
        AddressError: no such record or field.
        UsageError: it changes nothing, the field says something else by now, no reason or source is given, or
            another change of it waits.
        PackError: with it the pack would not be sound.
    """
    needed, now = approvals_needed(evidence), now or datetime.now(UTC)
    answers = "\n".join((form, place.kind, place.key, place.field, new or "", reason, source))
    with opened(home):
        known = stored.known_form(answers)
        if known is not None:
            return view_of(stored.one_change(known.pk), needed)
    record = editable(pack, place.kind, place.key)
    field = record.field(place.field)
    new = as_written(field, new) if reverts is None else new
    changes = list_changes(home, needed)
    current = values_of(pack, changes, place.kind, place.key)[place.field]
    if not reason.strip():
        raise UsageError("a change needs a reason", remedy="say in a sentence why it is right")
    if field.sourced and not source.strip() and reverts is None:
        raise UsageError(
            "what this field says rests on a source", where=place.field, remedy="name publication, year and page"
        )
    if current != old:
        raise UsageError(
            "the field says something else by now: '{now}'",
            where=f"{place.kind}/{place.key} {place.field}",
            remedy="look at what stands there now, and propose the change again",
            words={"now": "–" if current is None else current[:200]},
        )
    if new == current:
        raise UsageError("this changes nothing", where=place.field, remedy="write what the field is to say")
    texts = texts_with(pack, [*changes, _draft(record.entry.file, place, old, new)])
    check_texts(pack, texts)
    with opened(home):
        row = stored.propose(
            place,
            file=record.entry.file,
            old=old,
            new=new,
            reason=reason.strip(),
            source=source.strip(),
            by=by,
            at=now,
            form=answers,
            reverts=reverts,
            approvals_needed=needed,
        )
        return view_of(stored.one_change(row.pk), needed)


def revert(evidence: Evidence, home: Path, pack: Pack, number: int, *, reason: str, by: str, form: str) -> ChangeView:
    """Propose a change that takes another one back; it waits for approval as all do.

    Raises:
        AddressError: there is no such change.
        UsageError: it does not hold, or the field says something else by now.
        PackError: without it the pack would not be sound.
    """
    change = one_change(home, number, approvals_needed(evidence))
    if not change.holds:
        raise UsageError(
            "change {n} does not hold: there is nothing to take back",
            remedy="a change that waits is refused, or withdrawn by its author",
            words={"n": number},
        )
    return propose(
        evidence,
        home,
        pack,
        change.place,
        change.old,
        old=change.new,
        reason=reason,
        source=change.source,
        by=by,
        form=form,
        reverts=number,
    )


def approve(
    evidence: Evidence, home: Path, pack: Pack, number: int, *, by: str, now: datetime | None = None
) -> ChangeView:
    """Another editor's word that a change is right.

    Raises:
        AddressError: there is no such change.
        UsageError: nobody approves a change of their own; it was settled; or its field says something else by now.
        PackError: with it the pack would no longer be sound.
    """
    needed = approvals_needed(evidence)
    change = one_change(home, number, needed)
    if change.by == by and needed:
        raise UsageError("nobody approves a change of their own", remedy="ask another editor")
    if change.state != stored.PROPOSED:
        if by in change.approvals:
            return change
        raise UsageError(
            "change {n} was settled meanwhile", remedy="look at what stands there now", words={"n": number}
        )
    changes = list_changes(home, needed)
    conflict = conflict_of(pack, changes, change)
    if conflict is not None:
        raise conflict
    texts = texts_with(pack, [*changes, _approved(change)])
    check_texts(pack, texts)
    with opened(home):
        return view_of(stored.take_step(number, stored.APPROVED, by=by, at=now or datetime.now(UTC)), needed)


def refuse(evidence: Evidence, home: Path, pack: Pack, number: int, *, by: str, note: str = "") -> ChangeView:
    """An editor's word that a change is not right; of its author, that it is withdrawn.

    Raises:
        AddressError: there is no such change.
        UsageError: it was settled, or it is approved and fits.
    """
    needed = approvals_needed(evidence)
    change = one_change(home, number, needed)
    if change.state == stored.APPROVED and conflict_of(pack, list_changes(home, needed), change) is None:
        raise UsageError("change {n} is approved already", remedy="take it back by a new change", words={"n": number})
    does = stored.WITHDRAWN if change.by == by else stored.REFUSED
    with opened(home):
        return view_of(stored.take_step(number, does, by=by, at=datetime.now(UTC), note=note.strip()), needed)


def conflict_of(pack: Pack, changes: Iterable[ChangeView], change: ChangeView) -> UsageError | None:
    """Why a change no longer fits the pack and what was approved before it; None where it does."""
    try:
        told = values_of(pack, [each for each in changes if each.number < change.number], *_record(change))
        current = told.get(change.place.field)
    except AddressError as error:
        return UsageError(
            "the pack no longer has what change {n} is about", where=error.where, words={"n": change.number}
        )
    if current in (change.old, change.new):
        return None
    return UsageError(
        "change {n} began from '{old}', but the field says '{now}' by now",
        where=f"{change.place.kind}/{change.place.key} {change.place.field}",
        remedy="withdraw or refuse it, and propose it again from what stands there",
        words={"n": change.number, "old": _short(change.old), "now": _short(current)},
    )


def texts_with(pack: Pack, changes: Iterable[ChangeView]) -> dict[str, str]:
    """File → its text with all changes that hold and fit, one edit a field."""
    fields: dict[Place, list[ChangeView]] = {}
    for change in changes:
        if change.holds:
            fields.setdefault(change.place, []).append(change)
    texts: dict[str, str] = {}
    for place, chain in fields.items():
        try:
            record = editable(pack, place.kind, place.key)
            was = record.field(place.field).value
        except AddressError:
            continue
        file, value = record.entry.file, after(was, chain)
        if value != was:
            texts[file] = with_field(
                pack, texts.get(file) or file_text(pack, file), place.kind, place.key, place.field, value
            )
    return texts


def after(value: str | None, chain: Iterable[ChangeView]) -> str | None:
    """What a field says after the changes that begin from what it says."""
    for change in chain:
        if value == change.old:
            value = change.new
    return value


def view_of(found: Stored, needed: int) -> ChangeView:
    """A stored change as editors see it."""
    row = found.row
    reverted: int | None = getattr(row, "reverts_id", None)
    return ChangeView(
        number=row.pk,
        file=row.file,
        place=found.place,
        old=row.old,
        new=row.new,
        reason=row.reason,
        source=row.source,
        by=row.by,
        at=row.at,
        reverts=reverted,
        state=found.state(needed),
        approvals=found.approvals,
        steps=tuple(Step(step.does, step.by, step.at, step.note) for step in found.steps),
    )


def _draft(file: str, place: Place, old: str | None, new: str | None) -> ChangeView:
    """A change that is looked at as if it held."""
    now = datetime.now(UTC)
    return ChangeView(0, file, place, old, new, "", "", "", now, None, stored.APPROVED, (), ())


def _approved(change: ChangeView) -> ChangeView:
    return _draft(change.file, change.place, change.old, change.new)


def _record(change: ChangeView) -> tuple[str, str]:
    return change.place.kind, change.place.key


def _short(value: str | None) -> str:
    return "–" if value is None else value[:120]
