"""Who of an organisation may be asked for contact, and the e-mails that say that there is something to read."""

from __future__ import annotations

import logging
import smtplib
from pathlib import Path

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.database import opened
from filiera.contributions.models import Account, Interest, OrganisationClaim
from filiera.services.mail import Mail, send
from filiera.services.organisation_claims import ACCEPTED
from filiera.services.personal_data import consents_of
from filiera.vocabulary.translation import translate

_log = logging.getLogger(__name__)
CONTACT = "contact"
"""The purpose to which a member agrees: to be asked by others through the hub."""


def reachable(home: Path, organisation: str) -> list[int]:
    """The accounts of those who speak for an organisation and have agreed to be asked."""
    with opened(home):
        claims = OrganisationClaim.objects.filter(organisation=organisation, status=ACCEPTED).order_by("id")
        speakers = list(claims.values_list("account_id", flat=True))
    return [account for account in speakers if consents_of(home, account)[CONTACT]]


def tell_receivers(home: Path, interest: int, site: str) -> int:
    """Say to those who may be asked that a message has come: neither what it says nor from whom; how many."""
    with opened(home):
        found = Interest.objects.filter(pk=interest).select_related("profile").first()
        if found is None:
            return 0
        organisation, language = found.to_organisation, found.profile.language
    text = translate(
        "A member of the hub has written about a profile of your organisation. To read it, sign in:", language
    )
    return sum(
        _tell(home, account, translate("A message for your organisation", language), text, site, language)
        for account in reachable(home, organisation)
    )


def tell_sender(home: Path, interest: int, site: str) -> int:
    """Say to who has written that there is an answer, and not which."""
    with opened(home):
        found = Interest.objects.filter(pk=interest).first()
        if found is None or found.sender_account is None:
            return 0
        account, language = found.sender_account.pk, found.language
    text = translate("There is an answer to a message that you sent through the hub. To read it, sign in:", language)
    return _tell(home, account, translate("An answer to your message", language), text, site, language)


def _tell(home: Path, account: int, subject: str, text: str, site: str, language: str) -> int:
    with opened(home):
        person = Account.objects.filter(pk=account, is_active=True).first()
    if person is None:
        return 0
    link = f"{site.rstrip('/')}/{language}/account/messages/"
    try:
        send(home, Mail(person.email, subject, f"{text}\n\n{link}\n"))
    except (OSError, smtplib.SMTPException) as error:
        # The message itself is kept, and stands on the member's page.
        _log.warning("an e-mail could not be sent (%s)", type(error).__name__)
        return 0
    return 1
