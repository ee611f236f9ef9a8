"""Reports of errors: sent, looked at, answered, erased."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from filiera.contributions.models import BY_LENGTH, AuditEntry, Report
from filiera.errors import UsageError

SENDER = "sender"
"""In the audit log: the person who sent the report, by the code of its receipt."""
RETENTION = "retention"
"""In the audit log: nobody, but the end of the time for which reports are kept."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a reader has sent, checked."""

    address: str
    version: str
    evidence: str
    language: str
    kind: str
    text: str
    source: str
    email: str
    form: str

    @property
    def identity(self) -> str:
        """The form with its answers. Sent again it is the same report; corrected, it is another."""
        answers = (self.form, self.address, self.kind, self.text, self.source, self.email)
        return json.dumps(answers, ensure_ascii=True)


def add_report(sent: Sent, now: datetime) -> str:
    """Store a report; the code of its receipt. The same form with the same answers is not stored again."""
    # From what was sent alone, so that whoever sends it twice gets the same receipt.
    code = _hash(f"receipt {sent.identity}")[:32]
    with transaction.atomic():
        report, added = Report.objects.get_or_create(
            form=_hash(sent.identity),
            defaults={
                "address": sent.address,
                "version": sent.version,
                "evidence": sent.evidence,
                "language": sent.language,
                "kind": sent.kind,
                "text": sent.text,
                "source": sent.source,
                "email": sent.email,
                "receipt": _hash(code),
                "created": now,
            },
        )
        if added:
            log(now, SENDER, "sent", report)
    return code


def was_sent(sent: Sent) -> bool:
    """Whether this form, with these answers, was sent already."""
    return Report.objects.filter(form=_hash(sent.identity)).exists()


def report_of_receipt(code: str) -> Report | None:
    """The report whose receipt has this code."""
    return Report.objects.filter(receipt=_hash(code)).first()


def waiting() -> tuple[int, datetime | None]:
    """How many reports nobody has answered, and since when the oldest waits."""
    found = Report.objects.filter(status=Report.Status.NEW, erased__isnull=True).order_by("created")
    first = found.first()
    return found.count(), first.created if first else None


def reports(status: str = "", address: str = "", id: int | None = None) -> list[Report]:
    """Reports in the order in which they came, all or those of one status, address or number."""
    found = Report.objects.order_by("id")
    if status:
        found = found.filter(status=status)
    if address:
        found = found.filter(address=address)
    if id is not None:
        found = found.filter(pk=id)
    return list(found)


def answer_report(
    id: int, status: str, answer: Mapping[str, str], *, by: str, now: datetime, evidence: str, seen: str = ""
) -> Report | None:
    """Say what has become of a report; None where there is none of that number.

    Raises:
        UsageError: it is no longer as it was ``seen``: another editor has answered. The same answer of the same
            editor, sent twice, is one.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(pk=id).first()
        if report is None:
            return None
        if seen and seen != state_of(report):
            told = (report.status, report.answer, report.answered_by)
            if told == (status, dict(answer) or report.answer, by):
                return report
            raise UsageError(
                "this report was answered meanwhile, by {by}",
                remedy="look at what stands there now, and answer again if you still see it differently",
                words={"by": report.answered_by or "–"},
            )
        report.status = status
        report.answer = dict(answer) or report.answer
        report.answered, report.answered_by = now, by[:BY_LENGTH]
        report.accepted_under = evidence if status == Report.Status.ACCEPTED else ""
        report.save()
        log(now, by, status, report)
    return report


def state_of(report: Report) -> str:
    """Names how a report stands: whatever was answered or erased since gives it another name."""
    told = (report.status, report.answer, str(report.answered), report.accepted_under, str(report.erased))
    return _hash(json.dumps(told, sort_keys=True))[:16]


def accepted_under(evidence: str) -> dict[str, list[Report]]:
    """The reports accepted under this evidence, by address: their pages are under review."""
    found: dict[str, list[Report]] = {}
    for report in Report.objects.filter(status=Report.Status.ACCEPTED, accepted_under=evidence).order_by("id"):
        found.setdefault(report.address, []).append(report)
    return found


def erase_email(report: Report, *, by: str, now: datetime) -> None:
    """Take the sender's e-mail address out of a report; the report itself stays."""
    if not report.email:
        return
    with transaction.atomic():
        report.email = ""
        report.save(update_fields=["email"])
        log(now, by, "e-mail erased", report)


def erase_reports(found: Iterable[Report], *, by: str, now: datetime) -> int:
    """Take all that senders wrote out of reports; that there was one, where and when, stays. How many.

    What was erased before is not erased again, so that nobody can fill the audit log by asking for it.
    """
    count = 0
    with transaction.atomic():
        for report in found:
            # Asked of the row as it is now: of two who erase at once one does.
            there = Report.objects.filter(pk=report.pk, erased__isnull=True)
            if there.update(text="", source="", email="", erased=now):
                log(now, by, "erased", report)
                count += 1
    return count


def reports_with_email(email: str) -> list[Report]:
    """Reports whose sender left this e-mail address, however it is written."""
    return list(Report.objects.filter(email__iexact=email.strip()).order_by("id"))


def reports_to_forget(before: datetime) -> list[Report]:
    """Reports, not erased yet, that were answered before a date, or were sent before it and never answered."""
    old = Q(answered__lt=before) | Q(answered__isnull=True, created__lt=before)
    return list(Report.objects.filter(old, erased__isnull=True).order_by("id"))


def history(numbers: Iterable[int]) -> dict[int, list[AuditEntry]]:
    """What the audit log says of reports, by number."""
    lines: dict[int, list[AuditEntry]] = {}
    for entry in AuditEntry.objects.filter(report__in=list(numbers)).order_by("id"):
        lines.setdefault(entry.report or 0, []).append(entry)
    return lines


def log(now: datetime, by: str, action: str, report: Report | None = None, detail: str = "") -> None:
    """One line of the audit log."""
    AuditEntry(at=now, by=by, action=action, report=report.pk if report else None, detail=detail).save()


def new_form() -> str:
    """A name for a form that is about to be shown."""
    return secrets.token_urlsafe(24)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
