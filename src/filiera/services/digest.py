"""The digest: what has changed of all that a member follows, told once, in one e-mail.

A digest is written down in the same step in which its changes count as told; it is sent afterwards, and struck out once
it is sent. Whatever ends the program in between, the next run sends what was written and not struck out.
"""

from __future__ import annotations

import fcntl  # Linux and macOS only, as for builds.
import logging
import os
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.consents import held_by
from filiera.contributions.database import begun, opened
from filiera.contributions.models import Account, Alert, AlertChange, Digest
from filiera.contributions.setting import FOLDER
from filiera.contributions.turns import alone_with
from filiera.errors import UnavailableError
from filiera.evidence import Evidence
from filiera.services import profiles
from filiera.services.alerts import PURPOSE, SHOWN, as_told, changed, leave_token
from filiera.services.digest_text import Told, subject_of, text_of
from filiera.services.followed import Row, Subject, rows_of
from filiera.services.mail import FOLDER as MAIL
from filiera.services.mail import Mail, in_files, send
from filiera.services.old_words import forget_old

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Notified:
    """What a run has done, or with ``dry_run`` would do."""

    members: int = 0
    """Who follows something."""
    changes: int = 0
    digests: int = 0
    """Written now."""
    sent: int = 0
    """E-mails handed over now, those of an earlier run that ended too soon among them."""
    failed: int = 0
    """E-mails that the server did not take: the next run tries again."""
    expired: int = 0
    """Profiles whose last day has passed."""
    erased: int = 0
    """Profiles and messages that have passed the time for which they are kept."""
    told: dict[int, list[str]] = field(default_factory=dict)
    """Account → what its digest tells."""


def notify(
    home: Path, evidence: Evidence, key: str, site: str, *, dry_run: bool = False, now: datetime | None = None
) -> Notified:
    """Compare what is current with what each member was last told, and send each one e-mail at most.

    Raises:
        UnavailableError: another run is at it.
    """
    now, done = now or datetime.now(UTC), Notified()
    if not begun(home):
        return done
    with _alone(home):
        if not dry_run:
            done.expired = profiles.expire(home, now)
            done.erased = forget_old(home, evidence, now)
            with opened(home):
                waiting = list(Digest.objects.filter(sent__isnull=True).order_by("id"))
            for digest in waiting:
                _send(home, digest, done, now, again=True)
        with opened(home):
            accounts = list(Alert.objects.order_by("account_id").values_list("account_id", flat=True).distinct())
        for account in accounts:
            done.members += 1
            written = _tell(home, evidence, account, key, site, done, dry_run=dry_run, now=now)
            if written is not None:
                _send(home, written, done, now, again=False)
    return done


def _tell(
    home: Path, evidence: Evidence, account: int, key: str, site: str, done: Notified, *, dry_run: bool, now: datetime
) -> Digest | None:
    with opened(home):
        followed = list(Alert.objects.filter(account_id=account).order_by("id"))
    shown = {each.pk: rows_of(home, evidence, _subject(each), each.language) for each in followed}
    with opened(home), transaction.atomic():
        alone_with(f"digest {account}")
        wanted = held_by(account)[PURPOSE]
        told: list[Told] = []
        language = ""
        # Asked again: what was ended meanwhile is not told of.
        for each in Alert.objects.filter(pk__in=list(shown)).order_by("id"):
            found = changed(each.told, shown[each.pk])
            done.changes += len(found)
            if not dry_run:
                _keep(each, found, shown[each.pk], evidence, now)
            if found and each.by_mail and wanted:
                told.append(Told(each.name, found))
                language = each.language
        if not told:
            return None
        done.digests += 1
        done.told[account] = [change["label"] for one in told for change in one.changes]
        if dry_run:
            return None
        digest = Digest.objects.create(
            account_id=account,
            evidence=evidence.version.hash,
            language=language,
            subject=subject_of(told, language),
            text=text_of(told, language, site, leave_token(account, key)),
            message="",
            written=now,
        )
        digest.message = f"<digest-{digest.pk}-{evidence.version.hash}@{_host(site)}>"
        digest.save(update_fields=["message"])
        log_on(now, "digest", "digest written", f"account/{account}")
        return digest


def _keep(each: Alert, found: list[dict[str, str]], rows: list[Row], evidence: Evidence, now: datetime) -> None:
    for change in found:
        AlertChange.objects.create(alert=each, at=now, evidence=evidence.version.hash, change=change)
    old = list(AlertChange.objects.filter(alert=each).order_by("-id").values_list("pk", flat=True)[SHOWN:])
    AlertChange.objects.filter(pk__in=old).delete()
    each.told, each.told_under = as_told(rows), evidence.version.hash
    each.save(update_fields=["told", "told_under"])


def _send(home: Path, digest: Digest, done: Notified, now: datetime, *, again: bool) -> None:
    """Send what is written and strike it out; ``again``: a run that ended too soon may have sent it."""
    with opened(home):
        person = Account.objects.filter(pk=digest.account.pk, is_active=True).first()
        wanted = person is not None and held_by(digest.account.pk)[PURPOSE]
    if person is not None and wanted and not (again and _is_there(home, digest)):
        try:
            send(home, _mail(digest, person))
        except (OSError, smtplib.SMTPException) as error:
            _log.warning("an e-mail could not be sent (%s)", type(error).__name__)
            done.failed += 1
            return
        done.sent += 1
    with opened(home), transaction.atomic():
        digest.sent, digest.text = now, ""
        digest.save(update_fields=["sent", "text"])
        log_on(now, "digest", "digest sent" if wanted else "digest not wanted", f"account/{digest.account.pk}")


def _mail(digest: Digest, person: Account) -> Mail:
    leave = next((line for line in digest.text.splitlines() if "/account/unsubscribe/" in line), "")
    headers = {
        "Message-ID": digest.message,
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return Mail(person.email, digest.subject, digest.text, headers)


def _is_there(home: Path, digest: Digest) -> bool:
    """Whether a run that ended too soon had written the e-mail into a file. A server cannot be asked: there the
    Message-ID, which stays the same, is what tells a second copy."""
    folder = home / MAIL
    if not in_files(home) or not folder.is_dir():
        return False
    sign = f"Message-ID: {digest.message}\n".encode()
    return any(sign in path.read_bytes() for path in folder.iterdir() if path.is_file())


def _subject(each: Alert) -> Subject:
    question: dict[str, Any] = dict(each.question)
    return Subject(each.kind, each.address, question or None)


def _host(site: str) -> str:
    return site.partition("//")[2].partition("/")[0].partition(":")[0] or "localhost"


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One run at a time; the system lets go of the claim however a run ends."""
    (home / FOLDER).mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(home / FOLDER / "notify.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UnavailableError(
                "another run is telling members already", remedy="wait until it has ended"
            ) from error
        yield
    finally:
        os.close(descriptor)
