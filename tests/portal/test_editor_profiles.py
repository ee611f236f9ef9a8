"""Profiles and messages of members in the hands of editors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.portal.packs import PACKS
from tests.portal.signed_in import sign_in
from tests.services.speaking import DALT, RIU, add_people, express, published, write

QUEUE = "/en/account/editors/profiles/"


@pytest.fixture
def home(tmp_path: Path, django_ready: None) -> Path:
    from filiera.services.build import build

    build(PACKS / "exemple", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def people(home: Path) -> dict[str, int]:
    return add_people(home)


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], home: Path, people: dict[str, int]) -> Any:
    return sign_in(open_portal(home), home, "editor@example.org", "editor")


@pytest.fixture
def waiting(portal: Any, home: Path, people: dict[str, int]) -> int:
    from filiera.services.profiles import send

    number = write(home, people["ada"], DALT)
    send(home, people["ada"], number)
    return number


def test_a_profile_is_published(portal: Any, waiting: int) -> None:
    assert "Registry of hip fractures" in portal.get(QUEUE).content.decode()
    assert "Registry of hip fractures" in portal.get(f"{QUEUE}{waiting}/").content.decode()
    assert portal.post(f"{QUEUE}{waiting}/", {"word": "publish"}).status_code == 302
    assert "Nothing waits." in portal.get(QUEUE).content.decode()
    assert portal.post(f"{QUEUE}{waiting}/", {"word": "publish"}).status_code == 409, "the second of two is told"


def test_a_profile_is_returned_or_taken_down_with_a_sentence(portal: Any, home: Path, waiting: int) -> None:
    from filiera.services.profiles import any_profile

    assert portal.post(f"{QUEUE}{waiting}/", {"word": "return"}).status_code == 422
    portal.post(f"{QUEUE}{waiting}/", {"word": "publish"})
    assert portal.post(f"{QUEUE}{waiting}/", {"word": "down", "reason": "It names a price."}).status_code == 302
    found = any_profile(home, waiting)
    assert (found.status, found.reason) == ("returned", "It names a price.")


def test_a_draft_is_nobody_elses(portal: Any, home: Path, people: dict[str, int]) -> None:
    number = write(home, people["ada"], DALT)
    assert portal.get(f"{QUEUE}{number}/").status_code == 404
    assert portal.get(f"{QUEUE}999/").status_code == 404


@pytest.mark.parametrize("answers", [{}, {"word": "approve"}, {"word": "return", "reason": "x" * 601}])
def test_tampered_words_change_nothing(portal: Any, home: Path, waiting: int, answers: dict[str, str]) -> None:
    from filiera.services.profiles import any_profile

    assert portal.post(f"{QUEUE}{waiting}/", answers).status_code == 422
    assert any_profile(home, waiting).status == "waiting"


def test_a_reported_message_is_removed(portal: Any, home: Path, people: dict[str, int]) -> None:
    from filiera.services.interests import report, reported_messages

    sent = express(
        home, people["bea"], RIU, published(home, people), message="<b>Buy</b> our cheap pills, all of them."
    )
    number = getattr(sent, "id", sent)
    report(home, people["ada"], number, "This is an advertisement.")
    page = portal.get("/en/account/editors/messages/").content.decode()
    assert "&lt;b&gt;Buy&lt;/b&gt;" in page and "This is an advertisement." in page
    assert "@riu.example" not in page, "nobody's address is shown"
    assert portal.post("/en/account/editors/messages/", {"message": str(number), "word": "burn"}).status_code == 400
    assert portal.post("/en/account/editors/messages/", {"message": str(number), "word": "remove"}).status_code == 302
    assert not reported_messages(home)
    assert portal.post("/en/account/editors/messages/", {"message": str(number), "word": "keep"}).status_code == 409
