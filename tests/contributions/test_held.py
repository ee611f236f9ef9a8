"""What is held about a person: every table with people in it is told, erased, and gone from the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.contributions.conftest import NOW
from tests.contributions_store import everything

STAYS = {
    "contributions.Attempt.sender": "a keyed hash of one day, which nobody can make again",
}
"""Fields that look as if they named a person, and do not."""
SIGNED = ("audit_log", "content_changes")
"""Parts that stay, by the number of the account: what was done to the hub can be accounted for."""
NAMES = ("account", "email", "member", "person", "sender", "user", "by")


def names_a_person(field: Any) -> bool:
    from filiera.contributions.models import Account

    if field.is_relation and field.related_model is not None:
        return bool(field.related_model is Account)
    name = str(field.name)
    return name in NAMES or name.endswith(("_by", "_email", "_account", "_member"))


def fields_of_people() -> set[str]:
    from django.apps import apps

    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if not field.auto_created and names_a_person(field)
    }


def test_every_field_that_names_a_person_is_covered_by_a_part() -> None:
    from filiera.contributions.held import PARTS

    covered = {field for part in PARTS for field in part.covers}
    found = fields_of_people()
    assert found - covered - set(STAYS) == set(), "add a part to contributions/held.py (or say in STAYS why not)"
    assert covered - found == set(), "these fields do not exist"
    assert len(found) > 10
    assert len({part.name for part in PARTS}) == len(PARTS)


def a_person(home: Path, email: str = "ada@hospital.example") -> int:
    """An account with a row in every table that the parts cover."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.backends.db import SessionStore

    from filiera.contributions import assessments, reports
    from filiera.contributions.consents import agree
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, ChangeStep, ContentChange, OrganisationClaim

    with opened(home):
        account = Account.objects.create_user(email, "four quiet river stones")
        EmailAddress.objects.create(user_id=account.pk, email=email, verified=True, primary=True)
        Authenticator.objects.create(user_id=account.pk, type=Authenticator.Type.TOTP, data={"secret": "sealed"})
        session = SessionStore()
        session["_auth_user_id"] = str(account.pk)
        session.create()
        UserSession.objects.create(
            user_id=account.pk, session_key=str(session.session_key), ip="192.0.2.7", user_agent=f"Browser of {email}"
        )
        OrganisationClaim.objects.create(account=account, organisation="organisation/one", created=NOW)
        OrganisationClaim.objects.create(
            account=Account.objects.create_user(f"other-{email}"),
            organisation="organisation/one",
            created=NOW,
            decided_by=account.address,
        )
        begun = assessments.start("organisation/one", "care-sites", "2", {}, by=account.address, now=NOW)
        proof = {"keeping": assessments.Proof("read by Ada", "https://records.example/")}
        assessments.save(begun, {"keeping": 1}, seen={}, proofs=proof, form="form", by=account.address, now=NOW)
        assessments.finish(begun, {"keeping": 1}, {"care": 40.0}, by=account.address, now=NOW)
        assessments.consent(begun, "comparison", given=True, by=account.address, now=NOW)
        agree(account.pk, "contact", given=True, now=NOW)
        agree(account.pk, "comparison", given=True, now=NOW)
        speak(account)
        change = ContentChange.objects.create(
            file="claims/care.yml", kind="claim", key="beds", field="note_en", reason="clearer", by=account.address,
            at=NOW, form="form",
        )  # fmt: skip
        ChangeStep.objects.create(change=change, does=ChangeStep.Does.WITHDRAWN, by=account.address, at=NOW)
        reports.add_report(
            reports.Sent("claim/beds", "v", "e", "en", "value", f"{email} writes", "", email, reports.new_form()), NOW
        )
        (report,) = reports.reports()
        reports.answer_report(report.pk, "closed", {}, by=account.address, now=NOW, evidence="")
        return int(account.pk)


def speak(account: Any) -> None:
    """A row in every table of profiles, messages and what is followed."""
    from filiera.contributions.models import Account, Alert, Digest, Interest, Profile

    profile = Profile.objects.create(
        organisation="organisation/two",
        account=account,
        kind="offer",
        texts={"en": {"title": f"Offer of {account.email}", "summary": "", "keywords": []}},
        valid_until=NOW.date(),
        language="en",
        created=NOW,
        changed=NOW,
    )
    theirs = Profile.objects.create(
        organisation="organisation/three",
        account=Account.objects.get(email=f"other-{account.email}"),
        kind="offer",
        valid_until=NOW.date(),
        language="en",
        created=NOW,
        changed=NOW,
        decided_by=account.address,
    )
    for about, form, role in ((theirs, "a", "sender"), (theirs, "b", "answerer"), (profile, "c", "reporter")):
        Interest.objects.create(
            profile=about,
            from_organisation="organisation/one",
            to_organisation=about.organisation,
            message=f"{account.email} says so" if role == "sender" else "",
            answer=f"{account.email} answers" if role == "answerer" else "",
            report_reason=f"{account.email} reports" if role == "reporter" else "",
            language="en",
            form=f"{form}{account.pk}",
            sent=NOW,
            status="accepted" if role == "answerer" else "sent",
            **{f"{role}_account": account},
        )
    Alert.objects.create(account=account, kind="figure", language="en", created=NOW, name=f"Of {account.email}")
    Digest.objects.create(
        account=account, language="en", subject="", text=f"To {account.email}", message=f"m{account.pk}", written=NOW
    )


def test_what_is_handed_out_has_every_part(home: Path) -> None:
    from filiera.contributions.held import PARTS
    from filiera.services.personal_data import all_that_is_held

    held = all_that_is_held(home, a_person(home))
    assert list(held) == [part.name for part in PARTS]
    assert all(held.values()), "a row in each"
    assert held["assessments"]["answers"][0]["level"] == 1
    assert held["sessions"][0]["network_address"] == "192.0.2.7"
    assert "sealed" not in str(held)
    assert "argon2$" not in str(held)


def test_what_is_handed_out_is_nobody_elses(home: Path) -> None:
    from filiera.services.personal_data import all_that_is_held

    a_person(home)
    other = all_that_is_held(home, 2)
    assert other["account"]["email"] == "other-ada@hospital.example"
    assert other["assessments"] == {"answers": [], "proofs": [], "consents": [], "begun": [], "finished": []}
    assert (other["reports"], other["sessions"], other["audit_log"]) == ([], [], [])


def test_an_erased_person_is_gone_from_every_table_and_from_the_file(home: Path) -> None:
    from django.apps import apps

    from filiera.contributions.database import opened
    from filiera.contributions.held import PARTS
    from filiera.contributions.models import Answer, Assessment
    from filiera.services.personal_data import erase_account

    id = a_person(home)
    erase_account(home, id, by=f"account/{id}", now=NOW)
    with opened(home):
        for part in PARTS:
            for label in part.covers if part.name not in SIGNED else ():
                app, model, field = label.split(".")
                rows = apps.get_model(app, model).objects
                attribute = apps.get_model(app, model)._meta.get_field(field)
                value: Any = id if attribute.is_relation else f"account/{id}"
                assert not rows.filter(**{field: value}).exists(), label
        assert Answer.objects.get().level == 1, "what was answered for an organisation stays the organisation's"
        assert Assessment.objects.get().created_by == ""
    content = everything(home).replace(b"other-ada@hospital.example", b"")
    for trace in (b"ada@hospital.example", b"192.0.2.7", b"sealed"):
        assert trace not in content, trace


def test_the_log_holds_no_address_and_no_word_of_a_person(home: Path) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import AuditEntry

    a_person(home)
    with opened(home):
        lines = [f"{line.by} {line.action} {line.detail}" for line in AuditEntry.objects.all()]
    assert len(lines) >= 5
    assert not [line for line in lines if "@" in line or "ada" in line or "192.0.2.7" in line]


@pytest.mark.parametrize("given", [True, False])
def test_one_answer_about_comparison_holds_for_account_and_assessments(home: Path, given: bool) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Assessment
    from filiera.services.personal_data import agrees, set_consents
    from filiera.services.readiness import consent

    id = a_person(home)
    with opened(home):
        key = Assessment.objects.get().key
    if given:
        set_consents(home, id, set(), NOW)
        with opened(home):
            assert not Assessment.objects.get().compares, "taken back on the page of the account"
    consent(home, key, given=given, by=f"account/{id}", now=NOW)
    assert agrees(home, id, "comparison") is given
    with opened(home):
        assert Assessment.objects.get().compares is given


def test_what_another_said_for_an_assessment_is_not_undone(home: Path) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Assessment
    from filiera.services.personal_data import agrees, set_consents
    from filiera.services.readiness import consent

    id = a_person(home)
    with opened(home):
        key = Assessment.objects.get().key
    consent(home, key, given=False, by="account/2", now=NOW)
    set_consents(home, id, set(), NOW)
    set_consents(home, id, {"comparison"}, NOW)
    with opened(home):
        assert not Assessment.objects.get().compares, "the other's no is the latest word on this one"
    assert agrees(home, id, "comparison")
    assert not agrees(home, 2, "comparison")
