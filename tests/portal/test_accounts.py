"""Accounts: from signing up to signing out, and what nobody else may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "four quiet river stones"


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Any:
    """A client of the invented region, with no attempts counted yet."""
    client = open_portal(homes["exemple"])
    from django.core import mail
    from django.core.cache import cache

    cache.clear()
    mail.outbox.clear()
    return client


def sign_up(portal: Any, email: str) -> None:
    from django.core import mail

    portal.post("/en/account/signup/", {"email": email, "password1": PASSWORD})
    link = re.search(r"http://\S+(/en/account/confirm-email/\S+)", mail.outbox[-1].body)
    assert link
    assert portal.get(link[1]).status_code == 200, "opening the link alone confirms nothing"
    assert portal.post(link[1]).status_code == 302


def sign_in(portal: Any, email: str, password: str = PASSWORD) -> Any:
    return portal.post("/en/account/login/", {"login": email, "password": password})


def test_sign_up_confirm_sign_in_erase(portal: Any) -> None:
    email = "first@example.org"
    sign_up(portal, email)
    assert sign_in(portal, email)["Location"] == "/en/account/"
    page = portal.get("/en/account/")
    assert page.status_code == 200
    assert email in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    held = portal.get("/en/account/data.json").json()
    assert held["account"]["email"] == email
    assert portal.post("/en/account/erase/", {"password": "not the password"}).status_code == 422
    assert portal.post("/en/account/erase/", {"password": PASSWORD}).status_code == 302
    assert sign_in(portal, email).status_code == 200, "nobody signs in to what was erased"


def test_an_address_that_is_not_confirmed_does_not_sign_in(portal: Any) -> None:
    portal.post("/en/account/signup/", {"email": "second@example.org", "password1": PASSWORD})
    sign_in(portal, "second@example.org")
    assert portal.get("/en/account/").status_code == 302


def test_attempts_are_limited(portal: Any) -> None:
    answers = [sign_in(portal, "third@example.org", f"wrong {n}") for n in range(6)]
    assert "Too many attempts" in answers[-1].content.decode()


def test_public_pages_are_the_same_for_who_is_signed_in(portal: Any) -> None:
    before = portal.get("/en/method/").content
    sign_up(portal, "fourth@example.org")
    sign_in(portal, "fourth@example.org")
    after = portal.get("/en/method/")
    assert after.content == before
    assert not after.cookies
    assert "Cookie" not in after.get("Vary", "")


@pytest.mark.parametrize("path", ["", "data.json", "erase/", "claims/", "log/", "claim/organisation/hospital-dalt/"])
def test_a_visitor_is_led_to_signing_in(portal: Any, path: str) -> None:
    assert portal.get(f"/en/account/{path}")["Location"].startswith("/en/account/login/?next=")


@pytest.mark.parametrize("path", ["claims/", "log/"])
def test_a_member_is_refused_what_is_for_editors(portal: Any, path: str) -> None:
    email = f"member-{path.strip('/')}@example.org"
    sign_up(portal, email)
    sign_in(portal, email)
    assert portal.get(f"/en/account/{path}").status_code == 403
