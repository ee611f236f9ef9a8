"""Speaking for an organisation: claimed by a person, shown by the e-mail's domain or accepted by an editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import opened
from filiera.contributions.models import Account, OrganisationClaim
from filiera.contributions.turns import alone_with
from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.services.kept_answers import kept_per_version
from filiera.services.organisations import SourceView, all_organisations, sources_of
from filiera.services.websites import WEBSITE
from filiera.vocabulary.mail_domains import is_public, plain_domain

WAITING, ACCEPTED, REFUSED = (str(status) for status in OrganisationClaim.Status.values)
MOST_WAITING = 5
LONGEST_REASON = 600


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as its maker and the editors see it."""

    id: int
    account: int
    email: str
    organisation: str
    status: str
    ground: str
    domain: str
    created: datetime
    decided: datetime | None
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Website:
    """Where a source says that an organisation is on the web."""

    address: str
    domain: str
    shared: bool
    """Whether other organisations are at the same domain."""
    source: SourceView


def domain_of_website(website: str) -> str:
    """``example.org`` of ``https://www.example.org/contacts``; nothing where there is none."""
    try:
        host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    return plain_domain(host.lower().removeprefix("www."))


def websites_of(evidence: Evidence, address: str) -> tuple[Website, ...]:
    """What sources state of an organisation."""
    at = _at_domains(evidence)
    sources = sources_of(evidence)
    return tuple(
        Website(row["value"], domain, len(at[domain]) > 1, sources[row["work"]])
        for row in evidence.rows("organisation_statement", organisation=address, property=WEBSITE)
        if (domain := domain_of_website(row["value"]))
    )


@kept_per_version
def _at_domains(evidence: Evidence) -> dict[str, set[str]]:
    """Domain → organisations whose website is there."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in evidence.rows("organisation_statement", property=WEBSITE):
        found[domain_of_website(row["value"])].add(row["organisation"])
    return found


def confirming_domain(emails: Sequence[str], websites: Sequence[Website]) -> str:
    """The domain that a confirmed address has in common with a website; nothing where it proves nothing.

    Equal, never above or below: ``students.uni.example`` does not speak for ``uni.example``, nor the other way. Not
    where anybody can have an address, nor where organisations share the website: an editor decides on these.
    """
    domains = {each.domain for each in websites if not each.shared and not is_public(each.domain)}
    own = (plain_domain(email.rpartition("@")[2]) for email in emails)
    return next((domain for domain in own if domain in domains), "")


def claim_organisation(
    home: Path, evidence: Evidence, account: int, address: str, now: datetime | None = None
) -> ClaimView:
    """Claim an organisation; accepted at once where the domain shows it. Claimed again, it is the same claim.

    Raises:
        AddressError: no such organisation.
        UsageError: too many claims of this person wait already.
    """
    now = now or datetime.now(UTC)
    if address not in all_organisations(evidence):
        raise AddressError(
            "there is no such organisation", where=address, remedy="choose one from the list of organisations"
        )
    websites = websites_of(evidence, address)
    with opened(home), transaction.atomic():
        from allauth.account.models import EmailAddress

        alone_with(f"claims of account/{account}")
        known = OrganisationClaim.objects.filter(account_id=account, organisation=address).first()
        if known is not None:
            return _view(known)
        if OrganisationClaim.objects.filter(account_id=account, status=WAITING).count() >= MOST_WAITING:
            raise UsageError(
                "{n} of your claims wait already", remedy="wait for the editors' word", words={"n": MOST_WAITING}
            )
        confirmed = EmailAddress.objects.filter(user_id=account, verified=True)
        domain = confirming_domain(list(confirmed.values_list("email", flat=True)), websites)
        found = OrganisationClaim.objects.create(
            account_id=account,
            organisation=address,
            status=ACCEPTED if domain else WAITING,
            ground=OrganisationClaim.Ground.DOMAIN if domain else "",
            domain=domain,
            created=now,
            decided=now if domain else None,
        )
        log_on(now, f"account/{account}", "organisation claimed", address)
        if domain:
            log_on(now, "domain", f"claim {found.pk} accepted", address)
        return _view(found)


def decide_claim(
    home: Path, id: int, *, accept: bool, by: int, says: str = "", now: datetime | None = None
) -> ClaimView:
    """An editor's word on a claim that waits; ``says`` is for whoever claims, and a refusal needs it.

    Raises:
        AddressError: no such claim.
        UsageError: it is decided already, or it is the editor's own, or the reason does not fit.
    """
    now = now or datetime.now(UTC)
    reason = _reason(says, needed=not accept)
    with opened(home), transaction.atomic():
        found = _of_others(id, by)
        if found.status != WAITING:
            raise UsageError("this claim is decided already", remedy="look at the list again")
        found.status = ACCEPTED if accept else REFUSED
        found.ground, found.reason = OrganisationClaim.Ground.EDITOR, reason
        found.decided, found.decided_by = now, f"account/{by}"
        found.save()
        log_on(now, f"account/{by}", f"claim {id} {found.status}", found.organisation)
        return _view(found)


def reopen_claim(home: Path, id: int, *, by: int, now: datetime | None = None) -> ClaimView:
    """Take a decision back, an editor's or the domain's: the claim waits again, and speaks for nobody meanwhile.

    Raises:
        AddressError: no such claim.
        UsageError: it is not decided, or it is the editor's own.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        found = _of_others(id, by)
        if found.status == WAITING:
            raise UsageError("this claim is not decided", remedy="look at the list again")
        found.status, found.ground, found.domain, found.reason = WAITING, OrganisationClaim.Ground.NONE, "", ""
        found.decided, found.decided_by = None, ""
        found.save()
        log_on(now, f"account/{by}", f"claim {id} reopened", found.organisation)
        return _view(found)


def withdraw_claim(home: Path, account: int, address: str, now: datetime | None = None) -> None:
    """Speak for an organisation no longer, or wait no longer. Where there is no claim nothing happens."""
    with opened(home):
        found = OrganisationClaim.objects.filter(account_id=account, organisation=address)
        if found.exclude(status=REFUSED).delete()[0]:
            log_on(now or datetime.now(UTC), f"account/{account}", "claim withdrawn", address)


def claims_decided(home: Path, count: int) -> list[ClaimView]:
    """The claims decided last, the latest first."""
    with opened(home):
        decided = OrganisationClaim.objects.exclude(status=WAITING).order_by("-decided", "-id")
        return [_view(found) for found in decided[:count]]


def _of_others(id: int, editor: int) -> OrganisationClaim:
    """A claim of somebody else, kept as it is until the end of the transaction."""
    found = OrganisationClaim.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise AddressError("there is no such claim", remedy="choose one from the list of claims that wait")
    if found.account.pk == editor:
        raise UsageError("nobody decides on a claim of their own", remedy="ask another editor")
    return found


def _reason(says: str, *, needed: bool) -> str:
    told = says.strip()
    if len(told) > LONGEST_REASON or not told.isprintable():
        raise UsageError(
            "the reason is longer than a paragraph, or holds control characters",
            remedy="say it in {n} characters",
            words={"n": LONGEST_REASON},
        )
    if needed and not told:
        raise UsageError("a refusal needs a reason", remedy="say in a sentence what is missing")
    return told


def claims_waiting(home: Path) -> list[ClaimView]:
    """Claims without a word yet, the oldest first."""
    with opened(home):
        return [_view(found) for found in OrganisationClaim.objects.filter(status=WAITING).order_by("id")]


def claims_of(home: Path, account: int) -> list[ClaimView]:
    """The claims of one person."""
    with opened(home):
        return [_view(found) for found in OrganisationClaim.objects.filter(account_id=account).order_by("id")]


def speaks_for(home: Path, account: int, address: str) -> bool:
    """Whether a person has been accepted as one who speaks for an organisation."""
    with opened(home):
        accepted = OrganisationClaim.objects.filter(account_id=account, organisation=address, status=ACCEPTED)
        return accepted.exists()


def _view(found: OrganisationClaim) -> ClaimView:
    person: Account = found.account
    return ClaimView(
        id=found.pk,
        account=person.pk,
        email=person.email,
        organisation=found.organisation,
        status=found.status,
        ground=found.ground,
        domain=found.domain,
        created=found.created,
        decided=found.decided,
        decided_by=found.decided_by,
        reason=found.reason,
    )
