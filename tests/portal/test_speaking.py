"""Pages of profiles, messages and what is followed: what is tampered with, foreign, too long or no text is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.services.build import build
from tests.portal.conftest import PACKS
from tests.services.speaking import DALT, PEOPLE, RIU, add_people, express, published, write

Portal = Any


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("speaking")
    build(PACKS["exemple"], home)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path, django_ready: None) -> Path:
    """The invented region, where nobody has written yet."""
    return shutil.copytree(built, tmp_path / "home")


@pytest.fixture
def people(home: Path) -> dict[str, int]:
    return add_people(home)


@pytest.fixture
def reader(open_portal: Callable[[Path], Portal], home: Path) -> Portal:
    return open_portal(home)


@pytest.fixture
def signed_in(home: Path, people: dict[str, int], reader: Portal) -> Callable[[str], Portal]:
    """A client of each."""
    from django.test import Client

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    def client(who: str) -> Portal:
        found = Client(raise_request_exception=False)
        with opened(home):
            account = Account.objects.get(email=PEOPLE[who])
            found.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return found

    return client


def told(answer: Any) -> str:
    return str(answer.content.decode())


FILLED = {
    "kind": "offer",
    "title_en": "A registry",
    "summary_en": "A registry that is ready to be tried in a second hospital for a year.",
    "keywords_en": "registry",
    "stage": "",
    "territory": "",
    "valid_until": "",
}


@pytest.fixture
def filled() -> dict[str, Any]:
    from datetime import UTC, datetime, timedelta

    return FILLED | {"valid_until": (datetime.now(UTC).date() + timedelta(days=30)).isoformat()}


@pytest.mark.parametrize(
    "unfit",
    [
        {"kind": "gift"},
        {"stage": "never"},
        {"territory": "nowhere"},
        {"partner_kinds": ["castle"]},
        {"valid_until": "yesterday"},
        {"valid_until": "2001-01-01"},
        {"valid_until": "9999-01-01"},
        {"title_en": ""},
        {"title_en": "x" * 121},
        {"title_en": "bell \x07"},
        {"title_en": "turned \u202e round"},
        {"summary_en": "short"},
        {"summary_en": "x" * 2001},
        {"keywords_en": ", ,"},
        {"keywords_en": ",".join(map(str, range(9)))},
        {"keywords_en": "x" * 61},
    ],
)
def test_a_profile_that_does_not_fit_is_asked_for_again_and_stored_nowhere(
    signed_in: Callable[[str], Portal],
    home: Path,
    people: dict[str, int],
    filled: dict[str, Any],
    unfit: dict[str, Any],
) -> None:
    from filiera.services.profiles import own_profiles

    answer = signed_in("ada").post("/en/account/profiles/new/", filled | unfit)
    assert answer.status_code == 422
    assert 'id="problem"' in told(answer)
    assert own_profiles(home, people["ada"]) == []


def test_html_is_shown_as_it_was_written(
    signed_in: Callable[[str], Portal], reader: Portal, home: Path, people: dict[str, int], filled: dict[str, Any]
) -> None:
    from filiera.services.profiles import publish, send

    wicked = "<script>alert(1)</script> registry"
    sent = signed_in("ada").post("/en/account/profiles/new/", filled | {"title_en": wicked, "keywords_en": wicked})
    assert sent.status_code == 302
    send(home, people["ada"], 1)
    publish(home, 1, by=people["eva"])
    for path in ("/en/partners/", "/en/partners/1/", f"/en/{DALT}/"):
        page = told(reader.get(path))
        assert "&lt;script&gt;alert(1)" in page, path
        assert "<script>alert" not in page, path


def test_what_is_not_public_or_foreign_is_not_found(
    signed_in: Callable[[str], Portal], reader: Portal, home: Path, people: dict[str, int]
) -> None:
    draft = write(home, people["ada"], DALT)
    assert reader.get(f"/en/partners/{draft}/").status_code == 404
    for path in (f"profiles/{draft}/", f"profiles/{draft}/edit/", f"messages/about/{draft}/", "profiles/999999999/"):
        assert signed_in("bea").get(f"/en/account/{path}").status_code == 404, path
    assert signed_in("bea").post(f"/en/account/profiles/{draft}/", {"word": "withdraw"}).status_code == 404
    assert signed_in("ada").get("/en/account/profiles/99999999999999999999/").status_code == 404


def test_a_form_for_an_organisation_of_others_writes_for_ones_own(
    signed_in: Callable[[str], Portal], home: Path, people: dict[str, int], filled: dict[str, Any]
) -> None:
    from filiera.services.profiles import own_profiles

    signed_in("ada").post("/en/account/profiles/new/", filled | {"organisation": RIU})
    assert [view.organisation for view in own_profiles(home, people["ada"])] == [DALT]
    assert own_profiles(home, people["bea"]) == []


def test_pages_follow_what_is_published_and_say_nothing_of_persons(
    reader: Portal, home: Path, people: dict[str, int]
) -> None:
    from filiera.services.profiles import withdraw

    assert "Registry of hip fractures" not in told(reader.get("/en/partners/"))
    id = published(home, people)
    for path in ("/en/partners/", f"/en/{DALT}/", "/ca/partners/?text=fractures", f"/en/partners/{id}/"):
        page = reader.get(path)
        assert "Registry of hip fractures" in told(page), path
        assert not page.cookies
        assert not any(email in told(page) for email in PEOPLE.values())
    assert f"/en/partners/{id}/" in told(reader.get("/sitemap.xml"))
    withdraw(home, people["ada"], id)
    assert "Registry of hip fractures" not in told(reader.get("/en/partners/"))
    assert reader.get(f"/en/partners/{id}/").status_code == 404


@pytest.mark.parametrize("query", ["page=x", "page=-1", "text=%00", "text=" + "x" * 300, "territory=" + "x" * 99])
def test_a_question_that_is_none_is_refused(reader: Portal, query: str) -> None:
    assert reader.get(f"/en/partners/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["kind=gift", "language=zz", "page=999", "text=zeppelin"])
def test_a_question_that_nothing_answers_is_a_page(
    reader: Portal, home: Path, people: dict[str, int], query: str
) -> None:
    published(home, people)
    assert reader.get(f"/en/partners/?{query}").status_code == 200


def test_no_page_shows_an_address_before_both_agree(
    signed_in: Callable[[str], Portal], home: Path, people: dict[str, int]
) -> None:
    id = express(home, people["bea"], RIU, published(home, people)).id
    ada, bea, zoe = (signed_in(who) for who in ("ada", "bea", "zoe"))
    path = f"/en/account/messages/{id}/"
    for _ in range(2):
        assert PEOPLE["bea"] not in told(ada.get(path)) + told(ada.get("/en/account/messages/"))
        assert PEOPLE["ada"] not in told(bea.get(path)) + told(bea.get("/en/account/messages/"))
        # Neither the sender nor a stranger can agree for the receiver, nor the receiver without saying so.
        assert bea.post(path, {"word": "accept", "agrees": "yes"}).status_code == 404
        assert zoe.post(path, {"word": "accept", "agrees": "yes"}).status_code == 404
        assert ada.post(path, {"word": "accept"}).status_code == 422
        assert ada.post(path, {"word": "decline", "answer": ""}).status_code == 422
        assert ada.post(path, {"word": "burn"}).status_code == 400
    assert ada.post(path, {"word": "accept", "agrees": "yes", "answer": "Gladly."}).status_code == 302
    assert PEOPLE["bea"] in told(ada.get(path))
    assert PEOPLE["ada"] in told(bea.get(path))
    assert zoe.get(path).status_code == 404
    assert bea.post(path, {"word": "end"}).status_code == 302
    assert PEOPLE["bea"] not in told(ada.get(path))


def test_e_mails_say_neither_what_was_written_nor_by_whom(
    signed_in: Callable[[str], Portal], home: Path, people: dict[str, int]
) -> None:
    id = published(home, people)
    words = "We would try your registry with forty patients a month."
    form = {"message": words, "agrees": "on", "form": "x" * 30}
    assert signed_in("bea").post(f"/en/account/messages/about/{id}/", form).status_code == 302
    (letter,) = [path.read_text("utf-8") for path in (home / "mail").iterdir()]
    assert PEOPLE["ada"] in letter, "to whom it goes"
    assert not any(secret in letter for secret in (words, "forty", PEOPLE["bea"], "Riu"))


@pytest.mark.parametrize(
    "query",
    ["", "address=work/x", "address=organisation/none", "in=castles&text=x", "in=figures", "in=figures&text=%07"],
)
def test_nothing_is_followed_that_is_not_there(signed_in: Callable[[str], Portal], query: str) -> None:
    assert signed_in("ada").get(f"/en/account/follow/?{query}").status_code in (404, 422)


def test_e_mails_end_with_one_click_of_a_mail_program(
    signed_in: Callable[[str], Portal], reader: Portal, home: Path, people: dict[str, int]
) -> None:
    from django.conf import settings
    from django.test import Client

    from filiera.services.alerts import leave_token
    from filiera.services.personal_data import consents_of

    path = f"/en/account/unsubscribe/{leave_token(people['ada'], settings.SECRET_KEY)}/"
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    assert consents_of(home, people["ada"])["alerts"], "looking at it ends nothing"
    answer = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not consents_of(home, people["ada"])["alerts"]
