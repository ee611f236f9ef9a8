"""Reports of errors: what they are about, how they are sent, and what their senders see of them and take back."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import reports as stored
from filiera.contributions.database import begun, forget_erased, opened
from filiera.contributions.models import Report
from filiera.contributions.throttle import wait
from filiera.errors import AddressError, ContributionError
from filiera.evidence import Evidence
from filiera.services.figures import Text, figure
from filiera.services.indicators import indicator
from filiera.services.organisations import all_organisations
from filiera.services.report_limits import limits, months_before, retention_months

_log = logging.getLogger(__name__)
KINDS = tuple(Report.Kind.values)
STATUSES = tuple(Report.Status.values)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about, as it stands in the evidence that the reader saw."""

    address: str
    label: Text
    version: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a sender has written, as checked by the form."""

    kind: str
    text: str
    source: str
    email: str
    form: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The outcome of sending: the code of the receipt, or the seconds to wait before another try."""

    receipt: str
    wait: int = 0


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report as its sender and the editors see it."""

    id: int
    address: str
    version: str
    evidence: str
    kind: str
    text: str
    source: str
    email: str
    language: str
    created: datetime
    status: str
    says: Text
    answered: datetime | None
    answered_by: str
    accepted_under: str
    erased: datetime | None
    state: str
    """Names how it stands: an editor who answers says what was looked at."""


def subject(evidence: Evidence, address: str) -> Subject:
    """What lies at an address of the evidence.

    Raises:
        AddressError: nothing that a report can be about.
    """
    kind, _, id = address.partition("/")
    if kind in ("claim", "observation"):
        found = figure(evidence, address)
        return Subject(address, found.label, found.version)
    if kind == "figure":
        return Subject(address, indicator(evidence, id).label, _version_of_indicator(evidence, id))
    if kind == "organisation" and (organisation := all_organisations(evidence).get(address)):
        return Subject(address, {"": organisation.name}, organisation.version)
    raise AddressError(
        "nothing at this address can be reported on",
        where=address,
        remedy="use an address that begins with claim/, observation/, figure/ or organisation/",
    )


def _version_of_indicator(evidence: Evidence, id: str) -> str:
    """Of all that its page shows: the indicator's own row, and those of its figures."""
    rows = [*evidence.rows("indicator", id=id), *evidence.rows("figure", indicator=id)]
    return hashlib.sha256("\n".join(sorted(row["row_hash"] for row in rows)).encode()).hexdigest()[:16]


def send_report(
    home: Path,
    evidence: Evidence,
    about: Subject,
    words: Words,
    *,
    language: str,
    machine: str,
    key: str,
    now: datetime | None = None,
) -> Sent:
    """Store a report, unless too many were sent. ``machine`` and ``key`` serve to count, and are not kept.

    Raises:
        ContributionError: it could not be stored; nothing of it was.
    """
    now = now or datetime.now(UTC)
    sent = stored.Sent(
        address=about.address,
        version=about.version,
        evidence=evidence.version.hash,
        language=language,
        kind=words.kind,
        text=words.text,
        source=words.source,
        email=words.email,
        form=words.form,
    )
    with opened(home):
        # The same again is the same report: whoever pressed twice need not wait.
        if not stored.was_sent(sent) and (seconds := wait(machine, key, now, limits(evidence))):
            return Sent("", seconds)
        code = stored.add_report(sent, now)
    _forget_expired(home, evidence, now)
    return Sent(code)


def _forget_expired(home: Path, evidence: Evidence, now: datetime) -> None:
    """Keep the promise of the form even where no timer does; what was just sent does not depend on it."""
    try:
        with opened(home):
            old = stored.reports_to_forget(months_before(now, retention_months(evidence)))
            if stored.erase_reports(old, by=stored.RETENTION, now=now):
                forget_erased()
    except ContributionError as error:
        _log.warning("%s", error)


def new_form() -> str:
    """A name for a form that is about to be shown: sent twice, it is one report."""
    return stored.new_form()


def report_of_receipt(home: Path, code: str) -> ReportView | None:
    """What the sender of a report sees of it."""
    if not begun(home):
        return None
    with opened(home):
        found = stored.report_of_receipt(code)
        return view_of(found) if found else None


def withdraw(home: Path, code: str, *, everything: bool, now: datetime | None = None) -> bool:
    """Erase the sender's e-mail address, or with ``everything`` all that the sender wrote; False: no such report."""
    if not begun(home):
        return False
    with opened(home):
        found = stored.report_of_receipt(code)
        if found is None:
            return False
        now = now or datetime.now(UTC)
        if everything:
            stored.erase_reports([found], by=stored.SENDER, now=now)
        else:
            stored.erase_email(found, by=stored.SENDER, now=now)
        # Pages show nothing of what was erased: none of them need be made anew.
        forget_erased()
    return True


def view_of(report: Report) -> ReportView:
    """A stored report as others see it."""
    return ReportView(
        id=report.pk,
        address=report.address,
        version=report.version,
        evidence=report.evidence,
        kind=report.kind,
        text=report.text,
        source=report.source,
        email=report.email,
        language=report.language,
        created=report.created,
        status=report.status,
        says=report.answer,
        answered=report.answered,
        answered_by=report.answered_by,
        accepted_under=report.accepted_under,
        erased=report.erased,
        state=stored.state_of(report),
    )
