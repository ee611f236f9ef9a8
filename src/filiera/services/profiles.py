"""Profiles: written by who speaks for an organisation, looked at by an editor, public until their day has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db import transaction

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import begun, mark_changed, opened
from filiera.contributions.models import Profile
from filiera.contributions.speaking_models import REASON_LENGTH
from filiera.contributions.turns import alone_with
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.services.organisation_claims import ACCEPTED, claims_of, speaks_for
from filiera.services.profile_content import Content, Limits, as_stored, check, content_of, is_plain

LONGEST_REASON = REASON_LENGTH
DRAFT, WAITING, RETURNED, PUBLISHED, EXPIRED, WITHDRAWN = (str(status) for status in Profile.Status.values)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A profile as everybody may see it once it is published: an organisation, and nobody's name."""

    id: int
    organisation: str
    """Its address."""
    content: Content
    status: str
    created: datetime
    changed: datetime
    published: datetime | None
    reason: str
    """The editor's sentence, where it was returned or taken down."""
    language: str

    @property
    def address(self) -> str:
        """What the audit log and alerts call it."""
        return f"profile/{self.id}"


def organisations_of(home: Path, account: int) -> list[str]:
    """Addresses of the organisations that a member has been accepted to speak for."""
    return [claim.organisation for claim in claims_of(home, account) if claim.status == ACCEPTED]


def own_profiles(home: Path, account: int) -> list[ProfileView]:
    """The profiles of the organisations that a member speaks for, the newest first."""
    own = organisations_of(home, account)
    with opened(home):
        return [view_of(found) for found in Profile.objects.filter(organisation__in=own).order_by("-id")]


def own_profile(home: Path, account: int, id: int) -> ProfileView:
    """One of them.

    Raises:
        AddressError: there is none, or it is of an organisation that the member does not speak for.
    """
    with opened(home):
        return view_of(_own(home, account, id))


def save(
    home: Path,
    evidence: Evidence,
    account: int,
    organisation: str,
    content: Content,
    *,
    language: str,
    id: int | None = None,
    now: datetime | None = None,
) -> ProfileView:
    """Write a profile, or change one of one's own. What was public waits for an editor again.

    Raises:
        AddressError: no such profile, or not the member's to write.
        UsageError: it does not fit, or there are too many.
    """
    now = now or datetime.now(UTC)
    check(evidence, content, now.date())
    if not speaks_for(home, account, organisation):
        raise AddressError(
            "nobody has said yet that you speak for this organisation",
            where=organisation,
            remedy="claim it on its page first",
        )
    limits = Limits.of(evidence)
    with opened(home), transaction.atomic():
        alone_with(f"profiles of {organisation}" if id is None else f"profile {id}")
        found = Profile(organisation=organisation, created=now) if id is None else _own(home, account, id)
        if id is None:
            there = Profile.objects.filter(organisation=organisation).exclude(status__in=(EXPIRED, WITHDRAWN))
            lately = Profile.objects.filter(organisation=organisation, created__gt=now - DAY)
            if there.count() >= limits.of_one_organisation or lately.count() >= limits.changes_in_a_day:
                raise UsageError(
                    "this organisation has {n} profiles already",
                    remedy="withdraw one that is no longer needed",
                    words={"n": there.count()},
                )
        was_public = found.status == PUBLISHED
        for name, value in as_stored(content).items():
            setattr(found, name, value)
        found.organisation, found.account_id = organisation, account  # type: ignore[attr-defined]
        found.language, found.changed, found.status = language, now, DRAFT
        found.published, found.decided_by = None, ""
        found.save()
        log_on(now, f"account/{account}", "profile written" if id is None else "profile changed", _address(found))
    if was_public:
        mark_changed(home)
    return view_of(found)


def send(home: Path, account: int, id: int, now: datetime | None = None) -> ProfileView:
    """Ask the editors to publish it.

    Raises:
        AddressError: no such profile of the member.
        UsageError: it is not a draft, or its day has passed.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        alone_with(f"profile {id}")
        found = _own(home, account, id)
        _must_be(found, DRAFT, RETURNED)
        if found.valid_until < now.date():
            raise UsageError("its last day has passed", where=_address(found), remedy="choose a later one first")
        return _move(found, WAITING, "profile sent", by=f"account/{account}", now=now)


def withdraw(home: Path, account: int, id: int, now: datetime | None = None) -> ProfileView:
    """Take it back, from wherever it stands.

    Raises:
        AddressError: no such profile of the member.
        UsageError: it is withdrawn already.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        alone_with(f"profile {id}")
        found = _own(home, account, id)
        _must_be(found, DRAFT, WAITING, RETURNED, PUBLISHED, EXPIRED)
        view = _move(found, WITHDRAWN, "profile withdrawn", by=f"account/{account}", now=now)
    mark_changed(home)
    return view


def waiting_profiles(home: Path) -> list[ProfileView]:
    """Profiles that wait for an editor, the oldest first."""
    with opened(home):
        return [view_of(found) for found in Profile.objects.filter(status=WAITING).order_by("changed", "id")]


def any_profile(home: Path, id: int) -> ProfileView:
    """A profile as editors see it, whatever its status.

    Raises:
        AddressError: no such profile.
    """
    with opened(home):
        return view_of(_any(id))


def publish(home: Path, id: int, *, by: int, now: datetime | None = None) -> ProfileView:
    """An editor's yes: from now on it is a public page.

    Raises:
        AddressError: no such profile.
        UsageError: it does not wait, its day has passed, or the editor wrote it.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        alone_with(f"profile {id}")
        found = _decidable(id, by)
        if found.valid_until < now.date():
            raise UsageError("its last day has passed", where=_address(found), remedy="return it with that reason")
        found.published, found.decided_by, found.reason = now, f"account/{by}", ""
        view = _move(found, PUBLISHED, "profile published", by=f"account/{by}", now=now)
    mark_changed(home)
    return view


def return_with_reason(home: Path, id: int, reason: str, *, by: int, now: datetime | None = None) -> ProfileView:
    """An editor's not yet, with what is to be changed.

    Raises:
        AddressError: no such profile.
        UsageError: it does not wait, the editor wrote it, or there is no sentence.
    """
    now = now or datetime.now(UTC)
    check_reason(reason)
    with opened(home), transaction.atomic():
        alone_with(f"profile {id}")
        found = _decidable(id, by)
        found.decided_by, found.reason = f"account/{by}", reason.strip()
        return _move(found, RETURNED, "profile returned", by=f"account/{by}", now=now)


def take_down(home: Path, id: int, reason: str, *, by: int, now: datetime | None = None) -> ProfileView:
    """An editor takes a published profile off the public pages; its writers may mend it and send it again.

    Raises:
        AddressError: no such profile.
        UsageError: it is not public, or there is no sentence.
    """
    now = now or datetime.now(UTC)
    check_reason(reason)
    with opened(home), transaction.atomic():
        alone_with(f"profile {id}")
        found = _any(id)
        _must_be(found, PUBLISHED)
        found.decided_by, found.reason, found.published = f"account/{by}", reason.strip(), None
        view = _move(found, RETURNED, "profile taken down", by=f"account/{by}", now=now)
    mark_changed(home)
    return view


def expire(home: Path, now: datetime | None = None) -> int:
    """Say of profiles whose day has passed that it has; how many. Pages had left them out since."""
    now = now or datetime.now(UTC)
    if not begun(home):
        return 0
    with opened(home), transaction.atomic():
        past = list(Profile.objects.filter(status=PUBLISHED, valid_until__lt=now.date()).order_by("id"))
        for found in past:
            _move(found, EXPIRED, "profile expired", by="calendar", now=now)
    if past:
        mark_changed(home)
    return len(past)


def public_on(home: Path, day: date) -> list[ProfileView]:
    """The profiles that are public on a day, the newest first."""
    if not begun(home):
        return []
    with opened(home):
        found = Profile.objects.filter(status=PUBLISHED, valid_until__gte=day).order_by("-published", "-id")
        return [view_of(each) for each in found]


def check_reason(reason: str) -> None:
    """Refuse what is no sentence for others to read.

    Raises:
        UsageError: empty, too long, or with control characters.
    """
    if not reason.strip() or len(reason) > REASON_LENGTH or not is_plain(reason, lines=True):
        raise UsageError(
            "this needs a sentence of at most {n} plain characters",
            where="reason",
            remedy="say what is to be changed",
            words={"n": REASON_LENGTH},
        )


def view_of(found: Profile) -> ProfileView:
    """A stored profile as others see it."""
    return ProfileView(
        id=found.pk,
        organisation=found.organisation,
        content=content_of(found),
        status=found.status,
        created=found.created,
        changed=found.changed,
        published=found.published,
        reason=found.reason,
        language=found.language,
    )


def _move(found: Profile, status: str, action: str, *, by: str, now: datetime) -> ProfileView:
    found.status, found.changed = status, now
    found.save()
    log_on(now, by, action, _address(found))
    return view_of(found)


def _own(home: Path, account: int, id: int) -> Profile:
    found = Profile.objects.filter(pk=id).first()
    # Of another's it is not even said that there is one.
    if found is None or not speaks_for(home, account, found.organisation):
        raise _none(id)
    return found


def _any(id: int) -> Profile:
    found = Profile.objects.filter(pk=id).first()
    if found is None:
        raise _none(id)
    return found


def _decidable(id: int, by: int) -> Profile:
    found = _any(id)
    _must_be(found, WAITING)
    if found.account is not None and found.account.pk == by:
        raise UsageError("nobody decides on a profile of their own", where=_address(found), remedy="ask another editor")
    return found


def _must_be(found: Profile, *allowed: str) -> None:
    if found.status not in allowed:
        raise UsageError("this profile has moved on meanwhile", where=_address(found), remedy="look at its page again")


def _none(id: int) -> AddressError:
    return AddressError("there is no such profile", where=f"profile/{id}", remedy="choose one from your list")


def _address(found: Profile) -> str:
    return f"profile/{found.pk}"
