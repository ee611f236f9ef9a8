"""What members follow: kept with what it showed when they were last told, listed, renamed, ended; a feed for each."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.consents import agree, held_by
from filiera.contributions.database import opened
from filiera.contributions.models import Alert, AlertChange
from filiera.contributions.turns import alone_with
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.services.followed import Row, Subject, rows_of
from filiera.services.parameters import whole_number
from filiera.services.profile_content import is_plain

PURPOSE = "alerts"
"""The purpose to which a member agrees: e-mails about what is followed."""
LONGEST_NAME = 120
MOST = 50
SHOWN = 100
"""So many changes stand in a feed."""


@dataclass(frozen=True, slots=True)
class AlertView:
    """What a member follows."""

    id: int
    subject: Subject
    name: str
    language: str
    by_mail: bool
    created: datetime
    shows: int
    """How many rows it showed when the member was last told."""
    generation: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One thing that changed."""

    id: int
    at: datetime
    evidence: str
    kind: str
    """``new``, ``moved``, ``verdict``, ``gone``."""
    label: str
    path: str
    before: str
    after: str


def follow(
    home: Path,
    evidence: Evidence,
    account: int,
    subject: Subject,
    *,
    name: str,
    language: str,
    by_mail: bool = True,
    now: datetime | None = None,
) -> AlertView:
    """Follow something from now on; followed again it is the same.

    Raises:
        UsageError: a name that does not fit, or too many.
    """
    now = now or datetime.now(UTC)
    _check_name(name)
    told = as_told(rows_of(home, evidence, subject, language))
    most = whole_number(evidence, "alerts-of-one-member", MOST)
    question = dict(subject.question or {})
    with opened(home), transaction.atomic():
        alone_with(f"alerts of {account}")
        own = Alert.objects.filter(account_id=account)
        known = own.filter(kind=subject.kind, address=subject.address)
        same = next((each for each in known if each.question == question), None)
        if same is not None:
            return _view(same)
        if own.count() >= most:
            raise UsageError(
                "{n} things are followed already", remedy="end one that is no longer needed", words={"n": most}
            )
        found = Alert.objects.create(
            account_id=account,
            kind=subject.kind,
            address=subject.address,
            question=question,
            name=name.strip(),
            language=language,
            by_mail=by_mail,
            created=now,
            told=told,
            told_under=evidence.version.hash,
        )
        log_on(now, f"account/{account}", "alert begun", f"alert/{found.pk}")
        return _view(found)


def alerts_of(home: Path, account: int) -> list[AlertView]:
    """What a member follows, the newest first."""
    with opened(home):
        return [_view(found) for found in Alert.objects.filter(account_id=account).order_by("-id")]


def alert(home: Path, account: int, id: int) -> AlertView:
    """One of them.

    Raises:
        AddressError: none of the member's.
    """
    with opened(home):
        return _view(_own(account, id))


def change_alert(
    home: Path, account: int, id: int, *, name: str, by_mail: bool, now: datetime | None = None
) -> AlertView:
    """Call it otherwise, or have it in the e-mail or not.

    Raises:
        AddressError: none of the member's.
        UsageError: a name that does not fit.
    """
    _check_name(name)
    with opened(home), transaction.atomic():
        found = _own(account, id)
        found.name, found.by_mail = name.strip(), by_mail
        found.save(update_fields=["name", "by_mail"])
        log_on(now or datetime.now(UTC), f"account/{account}", "alert changed", f"alert/{id}")
        return _view(found)


def end_alert(home: Path, account: int, id: int, now: datetime | None = None) -> None:
    """Follow it no longer.

    Raises:
        AddressError: none of the member's.
    """
    with opened(home), transaction.atomic():
        _own(account, id).delete()
        log_on(now or datetime.now(UTC), f"account/{account}", "alert ended", f"alert/{id}")


def renew_feed(home: Path, account: int, id: int, now: datetime | None = None) -> AlertView:
    """Give its feed another address; the one before leads nowhere from now on.

    Raises:
        AddressError: none of the member's.
    """
    with opened(home), transaction.atomic():
        found = _own(account, id)
        found.feed += 1
        found.save(update_fields=["feed"])
        log_on(now or datetime.now(UTC), f"account/{account}", "feed renewed", f"alert/{id}")
        return _view(found)


def changes_of(home: Path, id: int) -> list[ChangeView]:
    """What has changed of something followed, the newest first."""
    with opened(home):
        return [
            ChangeView(each.pk, each.at, each.evidence, **each.change)
            for each in AlertChange.objects.filter(alert_id=id).order_by("-id")[:SHOWN]
        ]


def feed_token(view: AlertView, key: str) -> str:
    """The secret part of the address of its feed: nothing of it is stored."""
    return f"{view.id}-{_signed(f'feed {view.id} {view.generation}', key)}"


def alert_of_feed(home: Path, token: str, key: str) -> AlertView:
    """What a feed is of.

    Raises:
        AddressError: the address is none of ours, or was renewed.
    """
    number, _, _ = token.partition("-")
    with opened(home):
        found = Alert.objects.filter(pk=int(number)).first() if _is_number(number) else None
        view = _view(found) if found else None
    if view is None or not hmac.compare_digest(feed_token(view, key).encode(), token.encode()):
        raise AddressError("there is no such feed", remedy="take its address anew from the list of what you follow")
    return view


def leave_token(account: int, key: str) -> str:
    """The secret part of the address that ends the e-mails of an account, without signing in."""
    return f"{account}-{_signed(f'leave {account}', key)}"


def account_leaving(token: str, key: str) -> int:
    """The account whose e-mails a token ends.

    Raises:
        AddressError: the address is none of ours.
    """
    number, _, _ = token.partition("-")
    if not _is_number(number) or not hmac.compare_digest(leave_token(int(number), key).encode(), token.encode()):
        raise AddressError("this address ends nothing", remedy="use the one at the end of the e-mail")
    return int(number)


def leave(home: Path, token: str, key: str, now: datetime | None = None) -> None:
    """Write no more e-mails about what the member follows. Pressed twice it is the same.

    Raises:
        AddressError: the address is none of ours.
    """
    account = account_leaving(token, key)
    with opened(home):
        if held_by(account)[PURPOSE]:
            agree(account, PURPOSE, given=False, now=now or datetime.now(UTC))


def as_told(rows: list[Row]) -> dict[str, Any]:
    """What is kept of rows, to be compared with later ones."""
    return {row.key: [row.mark, row.shown, row.verdict] for row in rows}


def changed(told: Mapping[str, Any], rows: list[Row]) -> list[dict[str, str]]:
    """What came, moved, has another verdict or is gone since the member was told.

    A row that only its coming makes worth telling is not told of when it goes.
    """
    found = []
    for row in rows:
        if row.key not in told:
            found.append(_change("new", row.label, row.path, "", row.shown))
            continue
        mark, shown, verdict = told[row.key]
        if row.mark != mark:
            found.append(_change("moved", row.label, row.path, shown, row.shown))
        if row.verdict != verdict:
            found.append(_change("verdict", row.label, row.path, verdict, row.verdict))
    there = {row.key for row in rows}
    for key, (mark, shown, _verdict) in told.items():
        if key not in there and mark and key.partition("/")[0] in ("claim", "observation"):
            found.append(_change("gone", key, f"{key}/", shown, ""))
    return found


def _change(kind: str, label: str, path: str, before: str, after: str) -> dict[str, str]:
    return {"kind": kind, "label": label, "path": path, "before": before, "after": after}


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or not is_plain(name, lines=False):
        raise UsageError(
            "this needs words: at most {n} plain characters",
            where="name",
            remedy="write it anew",
            words={"n": LONGEST_NAME},
        )


def _own(account: int, id: int) -> Alert:
    found = Alert.objects.filter(pk=id, account_id=account).first()
    if found is None:
        raise AddressError(
            "nothing of that number is followed", where=f"alert/{id}", remedy="choose one from your list"
        )
    return found


def _view(found: Alert) -> AlertView:
    return AlertView(
        id=found.pk,
        subject=Subject(found.kind, found.address, dict(found.question) or None),
        name=found.name,
        language=found.language,
        by_mail=found.by_mail,
        created=found.created,
        shows=len(found.told),
        generation=found.feed,
    )


def _signed(text: str, key: str) -> str:
    return hmac.new(f"alerts {key}".encode(), text.encode(), hashlib.sha256).hexdigest()[:40]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
