"""Changes of content as they are stored: proposed, and each step after that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from filiera.contributions.audit import log_on
from filiera.contributions.models import ChangeStep, ContentChange
from filiera.errors import AddressError, UsageError

PROPOSED = "proposed"
APPROVED, REFUSED, WITHDRAWN, EXPORTED = (str(does) for does in ChangeStep.Does.values)
SETTLED = (REFUSED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Place:
    """Which field of which record of the pack."""

    kind: str
    key: str
    field: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A change and its steps, the first first."""

    row: ContentChange
    steps: tuple[ChangeStep, ...]

    @property
    def place(self) -> Place:
        """Which field it changes."""
        return Place(self.row.kind, self.row.key, self.row.field)

    @property
    def approvals(self) -> tuple[str, ...]:
        """Who approved."""
        return tuple(dict.fromkeys(step.by for step in self.steps if step.does == APPROVED))

    def state(self, approvals_needed: int) -> str:
        """How it stands: the last step that settles it, else whether enough have approved."""
        done = {step.does for step in self.steps}
        for state in (*SETTLED, EXPORTED):
            if state in done:
                return state
        # Where nobody else is needed, one's own word is still said.
        return APPROVED if self.approvals and len(self.approvals) >= approvals_needed else PROPOSED


def all_changes() -> list[Stored]:
    """Every change, in the order in which they were proposed."""
    steps: dict[int, list[ChangeStep]] = {}
    for step in ChangeStep.objects.select_related("change").order_by("id"):
        steps.setdefault(step.change.pk, []).append(step)
    return [Stored(row, tuple(steps.get(row.pk, ()))) for row in ContentChange.objects.order_by("id")]


def changes_at(place: Place) -> list[Stored]:
    """Those of one field."""
    found = ContentChange.objects.filter(kind=place.kind, key=place.key, field=place.field).order_by("id")
    return [Stored(row, _steps(row)) for row in found]


def one_change(number: int) -> Stored:
    """The change of a number.

    Raises:
        AddressError: there is none.
    """
    row = ContentChange.objects.filter(pk=number).first()
    if row is None:
        raise AddressError(
            "there is no change {n}", remedy="'filiera governance list' shows their numbers", words={"n": number}
        )
    return Stored(row, _steps(row))


def _steps(row: ContentChange) -> tuple[ChangeStep, ...]:
    return tuple(ChangeStep.objects.filter(change=row).order_by("id"))


def known_form(form: str) -> ContentChange | None:
    """The change that was proposed with this form already."""
    return ContentChange.objects.filter(form=form_hash(form)).first()


def form_hash(form: str) -> str:
    """What is kept of a form's name and answers."""
    return hashlib.sha256(form.encode()).hexdigest()


def propose(
    place: Place,
    *,
    file: str,
    old: str | None,
    new: str | None,
    reason: str,
    source: str,
    by: str,
    at: datetime,
    form: str,
    reverts: int | None,
    approvals_needed: int,
) -> ContentChange:
    """Store a change that waits; the same form sent twice is one.

    Raises:
        UsageError: another change of the field waits already.
    """
    with transaction.atomic():
        known = known_form(form)
        if known is not None:
            return known
        for other in changes_at(place):
            if other.state(approvals_needed) == PROPOSED:
                raise UsageError(
                    "change {n} of this field waits already",
                    where=f"{place.kind}/{place.key} {place.field}",
                    remedy="decide on it first, or let its author withdraw it",
                    words={"n": other.row.pk},
                )
        row = ContentChange(
            file=file,
            kind=place.kind,
            key=place.key,
            field=place.field,
            old=old,
            new=new,
            reason=reason,
            source=source,
            by=by,
            at=at,
            form=form_hash(form),
            reverts_id=reverts,
        )
        row.save()
        log_on(at, by, "change proposed", f"change/{row.pk}")
    return row


def take_step(number: int, does: str, *, by: str, at: datetime, note: str = "") -> Stored:
    """Add a step to a change; the same step of the same person, taken twice, is one.

    Raises:
        AddressError: there is no such change.
        UsageError: it was settled meanwhile.
    """
    with transaction.atomic():
        found = one_change(number)
        if any((step.does, step.by) == (does, by) for step in found.steps):
            return found
        settled = next((step for step in found.steps if step.does in (*SETTLED, EXPORTED)), None)
        if settled is not None and not (does == EXPORTED == settled.does):
            raise UsageError(
                "change {n} was settled meanwhile, by {by}",
                remedy="look at what stands there now",
                words={"n": number, "by": settled.by},
            )
        ChangeStep(change=found.row, does=does, note=note, by=by, at=at).save()
        log_on(at, by, f"change {does}", f"change/{number}")
        return one_change(number)


def mark_exported(numbers: Iterable[int], *, by: str, at: datetime, note: str) -> None:
    """Say of changes that a patch holds them; of each the first time."""
    with transaction.atomic():
        for number in numbers:
            if not any(step.does == EXPORTED for step in one_change(number).steps):
                take_step(number, EXPORTED, by=by, at=at, note=note)
