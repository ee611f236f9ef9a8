"""Speaking for an organisation: which domain shows it, and what editors decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence

PLA, FONT, DALT = "organisation/hospital-pla", "organisation/cap-font", "organisation/hospital-dalt"


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


def account(home: Path, email: str, *, confirmed: bool = True) -> int:
    from allauth.account.models import EmailAddress

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    with opened(home):
        made = Account.objects.create_user(email)
        EmailAddress.objects.create(user_id=made.pk, email=email, verified=confirmed, primary=True)
        return int(made.pk)


@pytest.mark.parametrize(
    ("email", "organisation", "status"),
    [
        ("ada@hospital-pla.example", PLA, "accepted"),
        ("ada@HOSPITAL-PLA.Example", PLA, "accepted"),
        ("ada@www.hospital-pla.example", PLA, "waiting"),
        ("ada@students.hospital-pla.example", PLA, "waiting"),
        ("ada@example", PLA, "waiting"),
        ("ada@not-hospital-pla.example", PLA, "waiting"),
        ("ada@hospital-pla.example.org", PLA, "waiting"),
        ("ada@salut.example", FONT, "waiting"),
        ("ada@hospital-dalt.example", DALT, "waiting"),
    ],
)
def test_a_domain_confirms_where_it_is_the_websites_own(
    exemple: Evidence, tmp_path: Path, email: str, organisation: str, status: str
) -> None:
    from filiera.services.organisation_claims import claim_organisation, speaks_for

    id = account(tmp_path, email)
    made = claim_organisation(tmp_path, exemple, id, organisation)
    assert made.status == status
    assert speaks_for(tmp_path, id, organisation) is (status == "accepted")
    assert made.domain == ("hospital-pla.example" if status == "accepted" else "")


def test_an_address_that_is_not_confirmed_shows_nothing(exemple: Evidence, tmp_path: Path) -> None:
    from filiera.services.organisation_claims import claim_organisation

    id = account(tmp_path, "ada@hospital-pla.example", confirmed=False)
    assert claim_organisation(tmp_path, exemple, id, PLA).status == "waiting"


@pytest.mark.parametrize(
    ("domain", "public"),
    [("gmail.com", True), ("mail.yahoo.it", True), ("hospital.example", False), ("notgmail.com", False)],
)
def test_where_anybody_has_an_address_none_shows_anything(domain: str, public: bool) -> None:
    from filiera.services.organisation_claims import Website, confirming_domain
    from filiera.services.organisations import SourceView
    from filiera.vocabulary.mail_domains import is_public

    source = SourceView("w", "p", "P", {}, 2023, "CC0-1.0", "")
    assert is_public(domain) is public
    at = Website(f"https://{domain}/", domain, False, source)
    assert confirming_domain([f"ada@{domain}"], [at]) == ("" if public else domain)


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.example.org/contacts", "example.org"),
        ("http://EXAMPLE.org:8080", "example.org"),
        ("example.org/x", "example.org"),
        ("https://clínica.example", "xn--clnica-4va.example"),
        ("https://localhost/", ""),
        ("https://127.0.0.1/", ""),
        ("https://[::1", ""),
        ("https://a..b/", ""),
        ("", ""),
    ],
)
def test_the_domain_of_a_website(website: str, domain: str) -> None:
    from filiera.services.organisation_claims import domain_of_website

    assert domain_of_website(website) == domain


def test_an_editor_decides_with_a_reason_and_takes_it_back(exemple: Evidence, tmp_path: Path) -> None:
    from filiera.services.audit_log import LogQuestion, audit_log
    from filiera.services.organisation_claims import (
        claim_organisation,
        claims_decided,
        claims_of,
        claims_waiting,
        decide_claim,
        reopen_claim,
        speaks_for,
    )

    ada, editor = account(tmp_path, "ada@nowhere.example"), account(tmp_path, "editor@hub.example")
    made = claim_organisation(tmp_path, exemple, ada, DALT)
    with pytest.raises(UsageError, match="a refusal needs a reason"):
        decide_claim(tmp_path, made.id, accept=False, by=editor)
    for reason in ("x" * 601, "two\nlines", "a\x00b", "\u202ereversed"):
        with pytest.raises(UsageError, match="longer than a paragraph, or holds control characters"):
            decide_claim(tmp_path, made.id, accept=True, by=editor, says=reason)
    assert claims_waiting(tmp_path)[0].reason == "", "what does not fit is stored nowhere"
    with pytest.raises(UsageError, match="a claim of their own"):
        decide_claim(tmp_path, made.id, accept=True, by=ada)
    with pytest.raises(AddressError, match="no such claim"):
        decide_claim(tmp_path, 999, accept=True, by=editor)

    decide_claim(tmp_path, made.id, accept=True, by=editor, says="Known <b>by</b> telephone.")
    assert speaks_for(tmp_path, ada, DALT)
    assert claims_of(tmp_path, ada)[0].reason == "Known <b>by</b> telephone."
    with pytest.raises(UsageError, match="decided already"):
        decide_claim(tmp_path, made.id, accept=False, by=editor, says="no")
    assert [each.id for each in claims_decided(tmp_path, 5)] == [made.id]
    reopen_claim(tmp_path, made.id, by=editor)
    assert not speaks_for(tmp_path, ada, DALT)
    with pytest.raises(UsageError, match="is not decided"):
        reopen_claim(tmp_path, made.id, by=editor)
    decide_claim(tmp_path, made.id, accept=False, by=editor, says="Please write from your office.")
    assert not speaks_for(tmp_path, ada, DALT)
    said = audit_log(tmp_path, LogQuestion(by=f"account/{editor}"), offset=0, limit=10).lines
    done = [line.action for line in reversed(said)]
    assert done == [f"claim {made.id} {word}" for word in ("accepted", "reopened", "refused")]


def test_whoever_claims_can_withdraw_but_not_undo_a_refusal(exemple: Evidence, tmp_path: Path) -> None:
    from filiera.services.organisation_claims import claim_organisation, claims_of, decide_claim, withdraw_claim

    ada, editor = account(tmp_path, "ada@hospital-pla.example"), account(tmp_path, "editor@hub.example")
    claim_organisation(tmp_path, exemple, ada, PLA)
    withdraw_claim(tmp_path, ada, PLA)
    assert claims_of(tmp_path, ada) == []
    withdraw_claim(tmp_path, ada, PLA)
    made = claim_organisation(tmp_path, exemple, ada, DALT)
    decide_claim(tmp_path, made.id, accept=False, by=editor, says="No.")
    withdraw_claim(tmp_path, ada, DALT)
    assert claim_organisation(tmp_path, exemple, ada, DALT).status == "refused"


def test_no_more_than_five_claims_wait(exemple: Evidence, tmp_path: Path) -> None:
    from filiera.services.organisation_claims import claim_organisation
    from filiera.services.organisations import all_organisations

    ada = account(tmp_path, "ada@nowhere.example")
    *first, last = list(all_organisations(exemple))[:6]
    for address in first:
        claim_organisation(tmp_path, exemple, ada, address)
    with pytest.raises(UsageError, match="5 of your claims wait"):
        claim_organisation(tmp_path, exemple, ada, last)


def test_websites_come_from_registers_by_code(real_home: Path) -> None:
    """ROR's record of the Politecnico di Milano states www.polimi.it; the pack has its code, ror:01nffqt88."""
    from filiera.services.organisation_claims import websites_of

    with Evidence.open(real_home) as region:
        found = websites_of(region, "organisation/politecnico-milano")
        assert [(each.domain, each.shared, each.source.producer) for each in found] == [("polimi.it", False, "ror")]
        stated: dict[str, Any] = {}
        for row in region.rows("organisation_statement", property="website"):
            stated.setdefault(row["organisation"], []).append(row)
        assert len(stated) > 100
        assert all(row["digest"] and row["locator"] for rows in stated.values() for row in rows)
