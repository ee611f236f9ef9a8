"""Expressions of interest: an organisation writes to another about a profile. Addresses show when both have agreed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import forget_erased, opened
from filiera.contributions.models import Account, Block, Interest, Profile
from filiera.contributions.speaking_models import REASON_LENGTH
from filiera.contributions.turns import alone_with
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.services.contacts import reachable
from filiera.services.interest_limits import check_limits
from filiera.services.organisation_claims import speaks_for
from filiera.services.profile_content import is_plain
from filiera.services.profiles import PUBLISHED, organisations_of

SENT, ACCEPTED, DECLINED, WITHDRAWN, REMOVED = (str(status) for status in Interest.Status.values)
LONGEST_MESSAGE, LONGEST_ANSWER = 1500, 600


@dataclass(frozen=True, slots=True)
class InterestView:
    """An expression of interest as one of its two sides sees it."""

    id: int
    profile: int
    from_organisation: str
    to_organisation: str
    mine: bool
    """Whether the side that looks has sent it."""
    message: str
    answer: str
    status: str
    sent: datetime
    answered: datetime | None
    ended: datetime | None
    reported: bool
    addresses: tuple[str, str] | None
    """The sender's and the answerer's, once both have agreed, and for as long as neither has ended it."""

    @property
    def address(self) -> str:
        """What the audit log calls it."""
        return f"interest/{self.id}"


@dataclass(frozen=True, slots=True)
class ReportedMessage:
    """A message that its receiver called an abuse, as editors see it: no address of anybody."""

    id: int
    profile: int
    from_organisation: str
    to_organisation: str
    message: str
    reason: str
    reported: datetime


def express(
    home: Path,
    evidence: Evidence,
    account: int,
    organisation: str,
    profile: int,
    message: str,
    *,
    agrees: bool,
    language: str,
    form: str,
    now: datetime | None = None,
) -> InterestView:
    """Write to the organisation of a published profile. The same form sent twice is one message.

    Raises:
        AddressError: no such public profile, or the member does not speak for the organisation.
        UsageError: not agreed to, too long, too many, to oneself, once more, or not wanted by the receiver.
    """
    now = now or datetime.now(UTC)
    _check_words(message, LONGEST_MESSAGE, "message")
    if not speaks_for(home, account, organisation):
        raise AddressError(
            "nobody has said yet that you speak for this organisation",
            where=organisation,
            remedy="claim it on its page first",
        )
    key = hashlib.sha256(f"{account} {form}".encode()).hexdigest()
    asked = _organisation_of(home, profile)
    reached = reachable(home, asked)
    with opened(home), transaction.atomic():
        alone_with(f"interests of {organisation}")
        about = Profile.objects.filter(pk=profile, status=PUBLISHED, valid_until__gte=now.date()).first()
        if about is None:
            raise AddressError("there is no such profile", where=f"profile/{profile}", remedy="look at the list again")
        if (known := Interest.objects.filter(form=key).first()) is not None:
            return _view(known, mine=True)
        if not agrees:
            raise UsageError(
                "without your agreement nobody could answer you", where="agrees", remedy="agree, or do not send it"
            )
        if about.organisation != asked or not reached:
            raise UsageError(
                "nobody of this organisation takes messages now", where="organisation", remedy="choose another one"
            )
        _check_pair(about, organisation)
        check_limits(evidence, account, organisation, now)
        found = Interest.objects.create(
            profile=about,
            from_organisation=organisation,
            to_organisation=about.organisation,
            sender_account_id=account,
            message=message.strip(),
            language=language,
            form=key,
            sent=now,
        )
        note(found, "interest sent", account, now)
        return _view(found, mine=True)


def interests_of(home: Path, account: int) -> list[InterestView]:
    """All that the organisations of a member have sent and received, the newest first."""
    own = organisations_of(home, account)
    with opened(home):
        found = Interest.objects.filter(Q(from_organisation__in=own) | Q(to_organisation__in=own)).order_by("-id")
        return [_view(each, mine=each.from_organisation in own) for each in found if _may_see(each, own)]


def interest(home: Path, account: int, id: int) -> InterestView:
    """One of them.

    Raises:
        AddressError: none, or none that concerns an organisation of the member.
    """
    own = organisations_of(home, account)
    with opened(home):
        return _view(found := _seen(id, own), mine=found.from_organisation in own)


def accept(home: Path, account: int, id: int, answer: str = "", now: datetime | None = None) -> InterestView:
    """Agree: now each side sees the other's address.

    Raises:
        AddressError: no such message to an organisation of the member.
        UsageError: it was answered or taken back already, or the answer does not fit.
    """
    return _answer(home, account, id, ACCEPTED, answer, now)


def decline(home: Path, account: int, id: int, answer: str, now: datetime | None = None) -> InterestView:
    """Say no, with a sentence; no address shows.

    Raises:
        AddressError, UsageError: as ``accept``; or there is no sentence.
    """
    _check_words(answer, LONGEST_ANSWER, "answer")
    return _answer(home, account, id, DECLINED, answer, now)


def end(home: Path, account: int, id: int, now: datetime | None = None) -> InterestView:
    """Take it back: the sender before an answer, either side after a yes. Addresses and words no longer show.

    Raises:
        AddressError: no such message of the member's organisations.
        UsageError: there is nothing to take back.
    """
    now = now or datetime.now(UTC)
    own = organisations_of(home, account)
    with opened(home):
        with transaction.atomic():
            alone_with(f"interest {id}")
            found = _seen(id, own)
            mine = found.from_organisation in own
            if not (found.status == ACCEPTED or (found.status == SENT and mine)):
                raise _moved_on(found)
            found.status, found.ended, found.message, found.answer = WITHDRAWN, now, "", ""
            found.save()
            note(found, "interest withdrawn", account, now)
        forget_erased()
        return _view(found, mine=mine)


def report(home: Path, account: int, id: int, reason: str, now: datetime | None = None) -> InterestView:
    """Call a message that one received an abuse: editors look at it.

    Raises:
        AddressError: no such message to an organisation of the member.
        UsageError: reported already, or there is no sentence.
    """
    now = now or datetime.now(UTC)
    _check_words(reason, REASON_LENGTH, "reason")
    with opened(home), transaction.atomic():
        alone_with(f"interest {id}")
        found = received(home, account, id)
        if found.reported is not None or found.status == REMOVED:
            raise _moved_on(found)
        found.reported, found.report_reason = now, reason.strip()
        found.reporter_account_id = account  # type: ignore[attr-defined]
        found.save()
        note(found, "interest reported", account, now)
        return _view(found, mine=False)


def reported_messages(home: Path) -> list[ReportedMessage]:
    """Messages that wait for an editor's word, the oldest first."""
    with opened(home):
        return [
            ReportedMessage(
                id=each.pk,
                profile=each.profile.pk,
                from_organisation=each.from_organisation,
                to_organisation=each.to_organisation,
                message=each.message,
                reason=each.report_reason,
                reported=each.reported,
            )
            for each in Interest.objects.filter(reported__isnull=False).order_by("reported", "id")
            if each.reported is not None
        ]


def decide_report(
    home: Path, id: int, *, remove: bool, by: int, block_sender: bool = False, now: datetime | None = None
) -> None:
    """An editor's word: the message is removed, or it stays; the sender may be kept from writing to anybody.

    Raises:
        AddressError: no such reported message.
        UsageError: the editor is a party to it.
    """
    now = now or datetime.now(UTC)
    own = organisations_of(home, by)
    with opened(home):
        with transaction.atomic():
            alone_with(f"interest {id}")
            found = Interest.objects.filter(pk=id, reported__isnull=False).first()
            if found is None:
                raise AddressError("no such message is reported", where=f"interest/{id}", remedy="look at the list")
            if {found.from_organisation, found.to_organisation} & set(own):
                raise UsageError(
                    "nobody decides on a message of their own", where=f"interest/{id}", remedy="ask another editor"
                )
            found.reported, found.report_reason = None, ""
            if remove:
                found.status, found.ended, found.message, found.answer = REMOVED, now, "", ""
            found.save()
            note(found, "interest removed" if remove else "report of interest settled", by, now)
            if block_sender:
                Block.objects.get_or_create(blocked=found.from_organisation, for_organisation="", defaults={"at": now})
                note(found, "sender blocked for all", by, now)
        forget_erased()


def _answer(home: Path, account: int, id: int, status: str, answer: str, now: datetime | None) -> InterestView:
    now = now or datetime.now(UTC)
    if answer:
        _check_words(answer, LONGEST_ANSWER, "answer")
    with opened(home), transaction.atomic():
        alone_with(f"interest {id}")
        found = received(home, account, id)
        if found.status != SENT:
            raise _moved_on(found)
        found.status, found.answer, found.answered = status, answer.strip(), now
        found.answerer_account_id = account  # type: ignore[attr-defined]
        found.save()
        note(found, f"interest {status}", account, now)
        return _view(found, mine=False)


def _organisation_of(home: Path, profile: int) -> str:
    with opened(home):
        return Profile.objects.filter(pk=profile).values_list("organisation", flat=True).first() or ""


def _check_pair(about: Profile, organisation: str) -> None:
    if about.organisation == organisation:
        raise UsageError("this profile is your own organisation's", where="organisation", remedy="choose another one")
    kept_out = Block.objects.filter(blocked=organisation, for_organisation__in=("", about.organisation))
    if kept_out.exists():
        raise UsageError(
            "this organisation takes no message from yours", where="organisation", remedy="choose another one"
        )
    waits = Interest.objects.filter(profile=about, from_organisation=organisation, status__in=(SENT, ACCEPTED))
    if waits.exists():
        raise UsageError(
            "your organisation has written about this profile already",
            where="organisation",
            remedy="look at your messages",
        )


def _check_words(text: str, longest: int, where: str) -> None:
    if not text.strip() or len(text) > longest or not is_plain(text, lines=True):
        raise UsageError(
            "this needs words: at most {n} plain characters", where=where, remedy="write it anew", words={"n": longest}
        )


def _may_see(found: Interest, own: list[str]) -> bool:
    # Of what was taken back or removed before an answer the receiver keeps nothing.
    return found.from_organisation in own or found.answered is not None or found.status == SENT


def _seen(id: int, own: list[str]) -> Interest:
    found = Interest.objects.filter(pk=id).first()
    parties = {found.from_organisation, found.to_organisation} if found else set()
    if found is None or not parties & set(own) or not _may_see(found, own):
        raise _none(id)
    return found


def received(home: Path, account: int, id: int) -> Interest:
    """A message to an organisation of the member. Within opened contributions.

    Raises:
        AddressError: there is none that still shows.
    """
    found = Interest.objects.filter(pk=id).first()
    if found is None or not speaks_for(home, account, found.to_organisation) or not _may_see(found, []):
        raise _none(id)
    return found


def _view(found: Interest, *, mine: bool) -> InterestView:
    return InterestView(
        id=found.pk,
        profile=found.profile.pk,
        from_organisation=found.from_organisation,
        to_organisation=found.to_organisation,
        mine=mine,
        message=found.message,
        answer=found.answer,
        status=found.status,
        sent=found.sent,
        answered=found.answered,
        ended=found.ended,
        reported=found.reported is not None,
        addresses=_addresses(found),
    )


def _addresses(found: Interest) -> tuple[str, str] | None:
    """The one place from which an address ever comes: both have agreed, and it has not ended."""
    if found.status != ACCEPTED or found.answered is None:
        return None
    return _email(found.sender_account), _email(found.answerer_account)


def _email(account: Account | None) -> str:
    return account.email if account is not None else ""


def _moved_on(found: Interest) -> UsageError:
    return UsageError("this message has moved on meanwhile", where=f"interest/{found.pk}", remedy="look at it again")


def _none(id: int) -> AddressError:
    return AddressError("there is no such message", where=f"interest/{id}", remedy="choose one from your list")


def note(found: Interest, action: str, account: int, now: datetime) -> None:
    """A line of the audit log about a message."""
    log_on(now, f"account/{account}", action, f"interest/{found.pk}")
