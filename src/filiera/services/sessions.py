"""Where an account is signed in: shown so that its owner recognises each session, and ends what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import opened
from filiera.errors import AddressError

ENDED = "session ended"
# In this order: what comes later also stands in what browsers before it say of themselves.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session."""

    id: int
    begun: datetime
    last_seen: datetime
    network_address: str
    browser: str
    """``Firefox, Linux``; empty where it is not recognised."""
    current: bool
    """The one in which the list is read."""


def sessions_of(home: Path, account: int, current_key: str) -> list[SessionView]:
    """The sessions that are open, in the order in which they began."""
    with opened(home):
        from allauth.usersessions.models import UserSession
        from django.contrib.auth import get_user_model

        person = get_user_model().objects.get(pk=account)
        found = sorted(UserSession.objects.purge_and_list(person), key=lambda each: each.created_at)
        return [
            SessionView(
                id=each.pk,
                begun=each.created_at,
                last_seen=each.last_seen_at,
                network_address=each.ip,
                browser=browser(each.user_agent),
                current=each.session_key == current_key,
            )
            for each in found
        ]


def forget_ended_sessions(now: datetime) -> None:
    """What is held of sessions whose time is over. Within opened contributions."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def browser(told: str) -> str:
    """What a browser says of itself, in two words."""
    names = (next((name for sign, name in known if sign in told), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, names))


def end_session(home: Path, account: int, id: int, now: datetime | None = None) -> None:
    """End one session of an account.

    Raises:
        AddressError: the account has no such session; nobody learns whether another has.
    """
    with opened(home):
        from allauth.usersessions.models import UserSession

        found = UserSession.objects.filter(user_id=account, pk=id).first()
        if found is None:
            raise AddressError("there is no such session", remedy="look at the list again")
        found.end()
        log_on(now or datetime.now(UTC), f"account/{account}", ENDED, f"account/{account}")


def end_others(home: Path, account: int, current_key: str, now: datetime | None = None) -> int:
    """End all sessions of an account but one; how many."""
    with opened(home):
        from allauth.usersessions.models import UserSession

        found = list(UserSession.objects.filter(user_id=account).exclude(session_key=current_key))
        for each in found:
            each.end()
        if found:
            log_on(now or datetime.now(UTC), f"account/{account}", ENDED, f"account/{account}")
    return len(found)
