"""Readiness under an account: answered, resumed, by several people, and by nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.portal.test_accounts import sign_in, sign_up

ORGANISATION = "organisation/hospital-dalt"
BASE = "/en/account/readiness/"


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Any:
    """A client of the invented region."""
    client = open_portal(homes["exemple"])
    from django.core import mail
    from django.core.cache import cache

    cache.clear()
    mail.outbox.clear()
    return client


@pytest.fixture
def other(portal: Any) -> Any:
    """Another browser."""
    from django.test import Client

    return Client(raise_request_exception=False)


def speak(portal: Any, email: str, organisation: str = ORGANISATION) -> int:
    """Sign up and in, and speak for an organisation; the number of the account."""
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, OrganisationClaim
    from filiera.services.accounts import list_accounts
    from filiera.services.organisation_claims import decide_claim

    sign_up(portal, email)
    sign_in(portal, email)
    portal.post(f"/en/account/claim/{organisation}/")
    home = _home()
    with opened(home):
        person = Account.objects.get(email=email)
        claim = OrganisationClaim.objects.get(account=person, organisation=organisation)
    decide_claim(home, claim.pk, accept=True, by=0)
    assert list_accounts(home)
    return int(person.pk)


def _home() -> Path:
    from django.conf import settings

    return Path(settings.FILIERA_HOME)


def begin(portal: Any, organisation: str = "hospital-dalt") -> str:
    """Begin, and the address of the first dimension."""
    answer = portal.post(f"{BASE}organisation/{organisation}/care-sites/", {"q-size": "few"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def fields(page: Any) -> dict[str, str]:
    """What a form carries unseen."""
    text = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(form|seen|shown|by)" value="([^"]*)">', text))


def test_half_is_answered_saved_and_gone_on_with(portal: Any) -> None:
    speak(portal, "anna@example.org")
    first = begin(portal)
    assert begin(portal) == first, "begun twice, it is one"
    form = fields(portal.get(first))
    sent = form | {
        "q-keeping": "1",
        "n-keeping": "The list of May",
        "l-keeping": "https://example.org/list",
        "go": "on",
    }
    answer = portal.post(first, sent)
    assert answer["Location"] == f"{first.replace('records', 'staff')}?saved=1"
    assert portal.post(first, sent)["Location"] == answer["Location"], "sent twice, it is one"
    page = portal.get(first).content.decode()
    assert 'value="1" id="keeping-1" checked' in page
    assert "The list of May" in page
    assert "Answered by you" in page
    text = portal.get(BASE).content.decode()
    assert "1 of 3 answered" in text
    assert "Go on" in text
    key = first.split("/")[4]
    assert portal.get(f"{BASE}{key}/").status_code == 200
    result = portal.get(f"{BASE}{key}/result/").content.decode()
    assert "Not enough peers yet." in result
    assert portal.post(f"{BASE}{key}/end/")["Location"] == f"{BASE}{key}/result/"
    assert portal.get(first)["Location"] == f"{BASE}{key}/result/"
    assert portal.get(f"{BASE}organisation/hospital-dalt/answers.json").json()["measurements"][0]["proofs"]
    assert portal.get(f"{BASE}{key}/erase/").status_code == 200
    assert portal.post(f"{BASE}{key}/erase/").status_code == 302
    assert portal.get(f"{BASE}{key}/").status_code == 404


def test_two_people_answer_at_once_and_nothing_is_lost(portal: Any, other: Any) -> None:
    speak(portal, "berta@example.org")
    speak(other, "carles@example.org")
    first = begin(portal)
    mine, theirs = fields(portal.get(first)), fields(other.get(first))
    other.post(first, theirs | {"q-keeping": "2", "n-keeping": "Theirs", "go": "on"})
    answer = portal.post(first, mine | {"q-keeping": "1", "n-keeping": "Mine", "go": "on"})
    assert answer["Location"] == f"{first}?over=keeping"
    page = portal.get(answer["Location"]).content.decode()
    assert "in place of what a colleague had just written" in page
    assert "Before, a colleague had answered: “In a system.”" in page.replace("\n", " ")
    assert "Theirs" in page
    assert "carles" not in page, "colleagues are not named"
    overview = portal.get(f"{BASE}{first.split('/')[4]}/").content.decode()
    assert overview.count("A colleague: ") == 1
    assert overview.count("You: ") == 1
    # What a form left as it showed says nothing.
    untouched = fields(other.get(first))
    portal.post(first, fields(portal.get(first)) | {"q-keeping": "0"})
    assert other.post(first, untouched | {"q-keeping": "1", "q-sharing": "1"})["Location"].endswith("?saved=1")
    assert 'value="0" id="keeping-0" checked' in portal.get(first).content.decode()


def test_nobody_else_finds_an_assessment(portal: Any, other: Any) -> None:
    speak(portal, "dolors@example.org")
    first = begin(portal)
    key = first.split("/")[4]
    sign_up(other, "stranger@example.org")
    sign_in(other, "stranger@example.org")
    for path in ("", "answers/records/", "result/", "erase/"):
        assert other.get(f"{BASE}{key}/{path}").status_code == 404, path
    for path in ("", "answers/records/", "end/", "comparison/", "erase/"):
        assert other.post(f"{BASE}{key}/{path}", {"comparison": "yes"}).status_code == 404, path
    for path in ("organisation/hospital-dalt/care-sites/", "organisation/hospital-dalt/answers.json"):
        assert other.get(f"{BASE}{path}").status_code == 404, path
    assert other.get(BASE).status_code == 200
    other.logout()
    assert other.get(first)["Location"].startswith("/en/account/login/?next=")
    assert portal.get(f"{BASE}{'0' * 32}/").status_code == 404
    assert portal.get(first.replace("records", "nothing")).status_code == 404
    assert portal.get(f"{BASE}organisation/hospital-dalt/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"q-keeping": "3"}, 422, "do not fit"),
        ({"q-keeping": "many"}, 422, "do not fit"),
        ({"q-courses": "1"}, 422, "do not fit"),
        ({"n-other": "x"}, 422, "do not fit"),
        ({"seen": "keeping=lots"}, 422, "do not fit"),
        ({"seen": "keeping=1&" * 600}, 422, "do not fit"),
        ({"n-keeping": "x" * 501}, 422, "at most 500 characters"),
        ({"l-keeping": "https://example.org/" + "x" * 500}, 422, "at most 500 characters"),
        ({"n-keeping": "a\x07b"}, 422, "leave out control characters"),
        ({"n-keeping": "a\u202eb"}, 422, "leave out control characters"),
        ({"l-keeping": "javascript:alert(1)"}, 422, "begins with https://"),
        ({"l-keeping": "https://"}, 422, "begins with https://"),
        ({"l-keeping": "https://[", "n-keeping": "kept text"}, 422, "kept text"),
        ({"form": "short", "n-keeping": "kept text"}, 403, "kept text"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence_and_stored_nowhere(
    portal: Any, sent: dict[str, str], status: int, told: str
) -> None:
    from django.test import Client

    from filiera.services.readiness import export_organisation

    client = Client(raise_request_exception=False)
    speak(client, f"evil-{abs(hash(str(sent)))}@example.org")
    first = begin(client)
    before = export_organisation(_home(), ORGANISATION)
    answer = client.post(first, fields(client.get(first)) | {"q-sharing": "1", "q-keeping": "1"} | sent)
    assert answer.status_code == status
    assert told in answer.content.decode()
    assert export_organisation(_home(), ORGANISATION) == before


def test_html_in_a_note_is_shown_as_it_was_written(portal: Any) -> None:
    speak(portal, "fiona@example.org")
    first = begin(portal)
    portal.post(first, fields(portal.get(first)) | {"n-keeping": "</textarea><script>x</script>"})
    page = portal.get(first).content.decode()
    assert "<script>x" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;x" in page


def test_what_was_written_survives_the_end_of_the_session(portal: Any, other: Any) -> None:
    speak(portal, "gemma@example.org")
    first = begin(portal)
    sent = fields(portal.get(first)) | {"q-keeping": "2", "n-keeping": "Written when it was over"}
    portal.logout()
    page = portal.post(first, sent)
    assert page.status_code == 403
    text = page.content.decode()
    token = re.search(r'name="kept" value="([^"]+)"', text)
    assert token
    assert f'name="next" value="{first}"' in text
    login = {"login": "gemma@example.org", "next": first, "kept": token[1]}
    wrong = portal.post("/en/account/login/", login | {"password": "not this one, no"})
    assert token[1] in wrong.content.decode(), "a wrong password loses nothing"
    from tests.portal.test_accounts import PASSWORD

    answer = portal.post("/en/account/login/", login | {"password": PASSWORD})
    assert urlsplit(answer["Location"]).path == first
    for _ in range(2):
        again = portal.get(first)
        assert "Written when it was over" in again.content.decode()
        assert "You are signed in again" in again.content.decode()
    portal.post(first, fields(again) | {"q-keeping": "2", "n-keeping": "Written when it was over"})
    after = portal.get(first).content.decode()
    assert "You are signed in again" not in after
    assert "Written when it was over" in after
    # Somebody else who signs in there does not see it.
    speak(other, "hug@example.org")
    other.logout()
    other.post("/en/account/login/", login | {"login": "hug@example.org", "password": PASSWORD})
    assert "Written when it was over" not in other.get(first.replace("records", "staff")).content.decode()
    assert "You are signed in again" not in other.get(first).content.decode()


def test_a_form_whose_cookie_has_changed_comes_back_filled(portal: Any) -> None:
    from django.test import Client

    speak(portal, "ivet@example.org")
    first = begin(portal)
    sent = fields(portal.get(first)) | {"q-keeping": "2", "n-keeping": "Written in the other window"}
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = portal.cookies
    answer = strict.post(first, sent | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "Written in the other window" in answer.content.decode()
    assert "send it once more" in answer.content.decode()
    # Words that another site sends are not shown: they bear no signature of the reader.
    forged = strict.post(first, sent | {"by": "1:forged", "csrfmiddlewaretoken": "x" * 64})
    assert forged.status_code == 404
    strict.cookies.clear()
    out = strict.post(first, sent)
    assert 'name="kept"' in out.content.decode()


def test_saving_asks_the_store_few_questions(portal: Any) -> None:
    """Two hundred people may save at once: what one costs is counted, the session and its rights included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    speak(portal, "judit@example.org")
    first = begin(portal)
    sent = fields(portal.get(first)) | {"q-keeping": "1", "q-sharing": "2", "n-keeping": "A note"}
    with CaptureQueriesContext(connection) as asked:
        assert portal.post(first, sent).status_code == 302
    told = [query["sql"] for query in asked.captured_queries]
    assert len(told) <= 22, "\n".join(told)
    assert sum(sql.startswith("BEGIN") for sql in told) <= 2, "one transaction of ours, one of the list of sessions"


def test_a_person_downloads_and_takes_back_what_was_answered(portal: Any, other: Any) -> None:
    from filiera.services.readiness import export_organisation
    from tests.portal.test_accounts import PASSWORD

    own = "organisation/hospital-pla"
    speak(portal, "laia@example.org", own)
    first = begin(portal, "hospital-pla")
    portal.post(first, fields(portal.get(first)) | {"q-keeping": "1", "n-keeping": "Of Laia"})
    held = portal.get("/en/account/data.json").json()["assessments"]
    assert [row["question"] for row in held["answers"]] == ["keeping"]
    assert [row["note"] for row in held["proofs"]] == ["Of Laia"]
    assert portal.post("/en/account/erase/", {"password": PASSWORD}).status_code == 302
    kept = export_organisation(_home(), own)
    assert any(row["note"] == "Of Laia" for each in kept for row in each["proofs"]), "they stay the organisation's"
    speak(other, "miquel@example.org", own)
    overview = other.get(f"{BASE}{first.split('/')[4]}/").content.decode()
    assert "Somebody whose account is erased" in overview


def test_editors_see_counts_and_members_do_not(portal: Any) -> None:
    from filiera.contributions.database import opened
    from filiera.services.accounts import set_role

    speak(portal, "nuria@example.org")
    assert portal.get("/en/account/editors/readiness/").status_code == 403
    set_role(_home(), "nuria@example.org", "editor", by="test")
    assert portal.get("/en/account/editors/readiness/")["Location"].startswith("/en/account/2fa/")
    with opened(_home()):
        from allauth.mfa.adapter import get_adapter
        from allauth.mfa.models import Authenticator

        from filiera.contributions.models import Account

        person = Account.objects.get(email="nuria@example.org")
        secret = {"secret": get_adapter().encrypt("x" * 32)}
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=secret)
    page = portal.get("/en/account/editors/readiness/")
    assert page.status_code == 200
    assert "Sites that begin" in page.content.decode()
    assert "hospital" not in page.content.decode().lower().partition("<main")[2].partition("</main")[0]
