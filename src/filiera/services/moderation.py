"""What editors do with contributions: look at them, answer, back up, restore, erase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions import copying
from filiera.contributions import reports as stored
from filiera.contributions.database import begun, forget_erased, mark_changed, opened, renew
from filiera.contributions.models import Report
from filiera.contributions.throttle import forget
from filiera.errors import AddressError, UsageError
from filiera.services.personal_data import erase_again
from filiera.services.report_limits import months_before
from filiera.services.reports import STATUSES, ReportView, view_of
from filiera.services.store import has_evidence, open_evidence

LONGEST_SENTENCE = 600


def list_reports(home: Path, status: str = "", address: str = "") -> list[ReportView]:
    """Reports in the order in which they came.

    Raises:
        UsageError: there is no such status.
    """
    if status and status not in STATUSES:
        raise UsageError(
            "there is no status '{status}'",
            remedy="use one of: {known}",
            words={"status": status, "known": ", ".join(STATUSES)},
        )
    if not begun(home):
        return []
    with opened(home):
        return [view_of(report) for report in stored.reports(status, address)]


def one_report(home: Path, id: int) -> ReportView:
    """The report of a number.

    Raises:
        AddressError: there is none.
    """
    if begun(home):
        with opened(home):
            for report in stored.reports(id=id):
                return view_of(report)
    raise no_report(id)


def answer_report(
    home: Path,
    id: int,
    status: str,
    says: Mapping[str, str],
    *,
    by: str,
    seen: str = "",
    now: datetime | None = None,
) -> ReportView:
    """Accept, reject or close a report; of an accepted one the sentence is shown on its page.

    ``seen`` is the ``state`` of the report that the editor looked at, where that matters.

    Raises:
        AddressError: no such report.
        UsageError: an accepted report needs a sentence, of one paragraph, for its page; or another editor has
            answered since it was seen.
    """
    if status == Report.Status.ACCEPTED and not any(says.values()):
        raise UsageError(
            "an accepted report needs a sentence for its page", remedy="say in your own words what is doubted: --says"
        )
    if any(len(sentence) > LONGEST_SENTENCE or not sentence.isprintable() for sentence in says.values()):
        raise UsageError(
            "the sentence is longer than a paragraph, or holds control characters",
            remedy="say it in {n} characters",
            words={"n": LONGEST_SENTENCE},
        )
    evidence = ""
    if has_evidence(home):
        with open_evidence(home) as current:
            evidence = current.version.hash
    with opened(home):
        at = now or datetime.now(UTC)
        found = stored.answer_report(id, status, says, by=by, now=at, evidence=evidence, seen=seen)
        if found is None:
            raise no_report(id)
        mark_changed(home)
    return view_of(found)


def back_up(home: Path, target: Path, *, by: str) -> int:
    """Copy all contributions into a new file; how many reports it holds."""
    with opened(home):
        stored.log(datetime.now(UTC), by, "backed up", detail=target.name)
        return copying.back_up(home, target)


def restore(home: Path, backup: Path, *, replace: bool, by: str) -> int:
    """Put a backup in the place of the contributions; how many reports it holds."""
    now = datetime.now(UTC)
    count = copying.restore(home, backup, replace=replace, now=now)
    renew(home)
    with opened(home):
        stored.log(now, by, "restored", detail=backup.name)
        erase_again(now)
        # The log of what was there before may have been longer than the backup's file.
        forget_erased()
    return count


def erase(home: Path, *, id: int | None = None, email: str = "", months: int | None = None, by: str) -> int:
    """Erase what senders wrote: of one report, of all with an e-mail address, or of those older than some months.

    Raises:
        AddressError: no such report.
    """
    now = datetime.now(UTC)
    with opened(home):
        if id is not None:
            found = stored.reports(id=id)
            if not found:
                raise no_report(id)
        elif email:
            found = stored.reports_with_email(email)
        else:
            found = stored.reports_to_forget(months_before(now, months or 0))
        count = stored.erase_reports(found, by=by, now=now)
        forget(now)
        forget_erased()
    return count


def no_report(id: int) -> AddressError:
    """The error of a number that no report has."""
    return AddressError(
        "there is no report {id}", remedy="'filiera contributions list' shows their numbers", words={"id": id}
    )
