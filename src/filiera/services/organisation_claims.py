"""Speaking for an organisation: claimed by a person, shown by the e-mail's domain or accepted by an editor."""

from __future__ import annotations

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
from filiera.services.organisations import all_organisations

WAITING, ACCEPTED, REFUSED = (str(status) for status in OrganisationClaim.Status.values)
WEBSITE = "website"
"""The property by which a source states where an organisation is on the web."""
MOST_WAITING = 5


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


def domain_of_website(website: str) -> str:
    """``example.org`` of ``https://www.example.org/contacts``; nothing where there is none."""
    try:
        host = (urlsplit(website if "//" in website else f"//{website}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def shared_domain(emails: list[str], websites: list[str]) -> str:
    """The domain that a confirmed address has in common with a website: equal, never a part of it."""
    domains = {domain for website in websites if (domain := domain_of_website(website))}
    return next((own for email in emails if (own := email.rpartition("@")[2].lower()) in domains), "")


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
    said = evidence.rows("organisation_statement", organisation=address, property=WEBSITE)
    websites = [str(row["value"]) for row in said]
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
        domain = shared_domain(list(confirmed.values_list("email", flat=True)), websites)
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


def decide_claim(home: Path, id: int, *, accept: bool, by: int, now: datetime | None = None) -> ClaimView:
    """An editor's word on a claim that waits.

    Raises:
        AddressError: no such claim.
        UsageError: it is decided already, or it is the editor's own.
    """
    now = now or datetime.now(UTC)
    with opened(home), transaction.atomic():
        found = OrganisationClaim.objects.select_for_update().filter(pk=id).first()
        if found is None:
            raise AddressError("there is no such claim", remedy="choose one from the list of claims that wait")
        if found.status != WAITING:
            raise UsageError("this claim is decided already", remedy="look at the list again")
        if found.account.pk == by:
            raise UsageError("nobody decides on a claim of their own", remedy="ask another editor")
        found.status = ACCEPTED if accept else REFUSED
        found.ground = OrganisationClaim.Ground.EDITOR
        found.decided, found.decided_by = now, f"account/{by}"
        found.save()
        log_on(now, f"account/{by}", f"claim {id} {found.status}", found.organisation)
        return _view(found)


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
    )
