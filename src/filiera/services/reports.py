"""Reports of errors: what they are about, how they are sent, and what pages show of those that were accepted."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import reports as stored
from filiera.contributions.database import file_of, forget_erased, mark_changed, opened, revision
from filiera.contributions.models import Report
from filiera.contributions.throttle import Limits, wait
from filiera.errors import AddressError, ContributionError
from filiera.evidence import Evidence
from filiera.services.figures import Text, figure
from filiera.services.indicators import indicator
from filiera.services.organisations import all_organisations

_log = logging.getLogger(__name__)
KINDS = tuple(Report.Kind.values)
STATUSES = tuple(Report.Status.values)
SUBJECTS = ("claim", "observation", "figure", "organisation")
"""What a report can be about: the first word of an address."""


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
class ReviewNote:
    """What a page says of an accepted report: the editor's sentence, and since when."""

    says: Text
    since: datetime


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
    erased: datetime | None


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
        view = indicator(evidence, id)
        return Subject(address, view.label, evidence.version.hash)
    if kind == "organisation" and (organisation := all_organisations(evidence).get(address)):
        return Subject(address, {"": organisation.name}, organisation.version)
    raise AddressError(
        "nothing at this address can be reported on",
        where=address,
        remedy="use an address that begins with claim/, observation/, figure/ or organisation/",
    )


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
    with opened(home):
        # The same form again is the same report: whoever pressed twice need not wait.
        if not stored.was_sent(words.form) and (seconds := wait(machine, key, now, limits(evidence))):
            return Sent("", seconds)
        code = stored.add_report(
            stored.Sent(
                address=about.address,
                version=about.version,
                evidence=evidence.version.hash,
                language=language,
                kind=words.kind,
                text=words.text,
                source=words.source,
                email=words.email,
                form=words.form,
            ),
            now,
        )
    return Sent(code)


def new_form() -> str:
    """A name for a form that is about to be shown: sent twice, it is one report."""
    return stored.new_form()


def report_of_receipt(home: Path, code: str) -> ReportView | None:
    """What the sender of a report sees of it."""
    if not file_of(home).exists():
        return None
    with opened(home):
        found = stored.report_of_receipt(code)
        return view_of(found) if found else None


def withdraw(home: Path, code: str, *, everything: bool, now: datetime | None = None) -> bool:
    """Erase the sender's e-mail address, or with ``everything`` all that the sender wrote; False: no such report."""
    if not file_of(home).exists():
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
        forget_erased()
    mark_changed(home)
    return True


def review_notes(home: Path, evidence: Evidence, address: str) -> tuple[ReviewNote, ...]:
    """The notes that the page of an address shows: accepted reports, until a build brings other evidence."""
    try:
        return _notes(home, evidence.version.hash, revision(home)).get(address, ())
    except ContributionError as error:
        # Reading the evidence does not depend on what people write.
        _log.warning("%s", error)
        return ()


@lru_cache(maxsize=8)
def _notes(home: Path, evidence: str, at: int) -> Mapping[str, tuple[ReviewNote, ...]]:
    # ``at`` is part of the question: what changed since is read anew.
    if not at or not file_of(home).exists():
        return {}
    with opened(home):
        accepted = stored.accepted_under(evidence)
    return {
        address: tuple(ReviewNote(report.answer, report.answered or report.created) for report in found)
        for address, found in accepted.items()
    }


def limits(evidence: Evidence) -> Limits:
    """How many reports are taken: as the pack's parameters say, else the engine's own."""
    own = Limits()
    return Limits(
        of_one_in_an_hour=_parameter(evidence, "reports-of-one-in-an-hour", own.of_one_in_an_hour),
        of_one_in_a_day=_parameter(evidence, "reports-of-one-in-a-day", own.of_one_in_a_day),
        of_all_in_an_hour=_parameter(evidence, "reports-of-all-in-an-hour", own.of_all_in_an_hour),
    )


RETENTION = 24


def retention_months(evidence: Evidence) -> int:
    """For how many months after its answer a report's words are kept."""
    return _parameter(evidence, "reports-kept-for", RETENTION)


def _parameter(evidence: Evidence, id: str, otherwise: int) -> int:
    rows = evidence.rows("parameter", id=id)
    return int(rows[0]["value"]) if rows else otherwise


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
        erased=report.erased,
    )
