"""What ``docs/security.md`` promises of sign-in, sessions, input, headers and settings, on the invented region."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "four quiet river stones"
SIGN_IN, SIGN_UP = "/en/account/login/", "/en/account/signup/"
SETTINGS = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "filiera.portal.settings"
import django; django.setup(set_prefix=False)
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from filiera.portal.middleware import security_headers
names = ("DEBUG", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY",
    "PASSWORD_RESET_TIMEOUT", "ALLOWED_HOSTS")
told = {name: getattr(settings, name) for name in names}
told["headers"] = dict(security_headers(lambda request: HttpResponse("x"))(HttpRequest()).items())
print(json.dumps(told))
"""


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Any:
    """A client of the invented region, with no attempts counted yet."""
    client = open_portal(homes["exemple"])
    from django.core import mail
    from django.core.cache import cache

    cache.clear()
    mail.outbox.clear()
    return client


@pytest.fixture
def member(portal: Any, homes: dict[str, Path]) -> str:
    """The address of an account of this test's own."""
    from allauth.account.models import EmailAddress

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    with opened(homes["exemple"]):
        email = f"member{Account.objects.count()}-{time.monotonic_ns()}@security.example"
        account = Account.objects.create_user(email, PASSWORD)
        EmailAddress.objects.create(user_id=account.pk, email=email, verified=True, primary=True)
    return email


def sign_in(client: Any, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password} | more)


def signed_in(client: Any) -> bool:
    return bool(client.get("/en/account/").status_code == 200)


def text_of(response: Any, *without: str) -> str:
    found = re.sub(r'(csrfmiddlewaretoken"|name="form") value="\w+"', "", response.content.decode())
    for part in without:
        found = found.replace(part, "…")
    return found


def accounts(home: Path) -> int:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    with opened(home):
        return Account.objects.count()


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("elevenchars", False),
        ("twelve chars", True),
        ("àè🌲 ünï cödé 文字文字", True),
        ("x y" * 21 + "z", True),
        ("x" * 129, False),
        ("qwertyuiop12", False),
        ("QWERTYUIOP12", False),
        ("all lower case and long", True),
        ("{name} and more", False),
    ],
)
def test_which_passwords_are_taken(portal: Any, homes: dict[str, Path], password: str, taken: bool) -> None:
    before = accounts(homes["exemple"])
    name = f"newcomer{before}"
    sent = {"email": f"{name}@security.example", "password1": password.replace("{name}", name)}
    response = portal.post(SIGN_UP, sent)
    assert (response.status_code == 302) is taken
    assert (accounts(homes["exemple"]) == before + 1) is taken


def test_a_password_is_kept_as_argon2id_with_a_salt(portal: Any, member: str, homes: dict[str, Path]) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    with opened(homes["exemple"]):
        one, other = Account.objects.get(email=member), Account.objects.create_user(f"x{member}", PASSWORD)
    assert one.password.startswith("argon2$argon2id$")
    assert one.password != other.password


def test_nobody_learns_who_has_an_account(portal: Any, member: str) -> None:
    stranger = f"x{member}"
    for path, field in ((SIGN_UP, "email"), ("/en/account/password/reset/", "email")):
        answers = []
        for email in (member, stranger):
            response = portal.post(path, {field: email, "password1": PASSWORD}, follow=True)
            answers.append((response.redirect_chain, text_of(response, email)))
        assert answers[0] == answers[1], path
    wrong = [sign_in(portal, email, "not the password") for email in (member, f"y{member}")]
    assert text_of(wrong[0], member) == text_of(wrong[1], f"y{member}")


def test_a_session_begins_anew_with_signing_in_and_ends_with_signing_out(portal: Any, member: str) -> None:
    portal.get(SIGN_IN)
    assert "session" not in portal.cookies
    portal.cookies["session"] = "chosenbysomebodyelse0123456789ab"
    sign_in(portal, member)
    own = portal.cookies["session"].value
    assert own != "chosenbysomebodyelse0123456789ab" and len(own) == 32
    assert signed_in(portal)
    portal.post("/en/account/logout/")
    portal.cookies["session"] = own
    assert not signed_in(portal), "the old cookie opens nothing"


def test_a_session_ends_after_its_hours_however_busy(portal: Any, member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(portal, member)
    now = time.time()
    monkeypatch.setattr("filiera.portal.session_time.time.time", lambda: now + 11.9 * 3600)
    assert signed_in(portal)
    monkeypatch.setattr("filiera.portal.session_time.time.time", lambda: now + 12.1 * 3600)
    assert not signed_in(portal)


def test_another_password_ends_the_other_sessions(portal: Any, member: str) -> None:
    from django.test import Client

    elsewhere = Client()
    sign_in(elsewhere, member)
    sign_in(portal, member)
    new = "seven slow white clouds"
    sent = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert portal.post("/en/account/password/change/", sent).status_code == 200
    assert signed_in(elsewhere)
    assert portal.post("/en/account/password/change/", sent | {"oldpassword": PASSWORD}).status_code == 302
    assert signed_in(portal)
    assert not signed_in(elsewhere)


def test_whoever_owns_the_account_is_told_of_changes(portal: Any, member: str) -> None:
    from django.core import mail

    sign_in(portal, member)
    new = "seven slow white clouds"
    portal.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    (told,) = mail.outbox
    assert told.to == [member]
    assert new not in told.body and PASSWORD not in told.body
    assert "If this was not you" in told.body


def test_a_link_to_set_a_password_works_once(portal: Any, member: str) -> None:
    from django.core import mail

    portal.post("/en/account/password/reset/", {"email": member})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert link is not None
    form = portal.get(link[1])
    assert "key" in link[1] and "set-password" in form["Location"], "the key is not in the address of the form"
    new = {"password1": "seven slow white clouds", "password2": "seven slow white clouds"}
    assert portal.post(form["Location"], new).status_code == 302
    assert "This link has been used" in portal.get(link[1]).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(portal: Any, member: str, elsewhere: str) -> None:
    assert sign_in(portal, member, next=elsewhere)["Location"] == "/en/account/"


def test_the_same_code_does_not_work_twice(portal: Any, member: str, homes: dict[str, Path]) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account
    from tests.browser.account_walk import totp

    secret = generate_totp_secret()
    with opened(homes["exemple"]):
        stored = TOTP.activate(Account.objects.get(email=member), secret).instance
    assert secret not in json.dumps(stored.data), "sealed with the portal's key"
    code = totp(secret, time.time())
    second = Client()
    assert "2fa/authenticate" in sign_in(portal, member)["Location"]
    assert "2fa/authenticate" in sign_in(second, member)["Location"]
    assert not signed_in(portal), "the password alone is not enough"
    assert portal.post("/en/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert second.post("/en/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert signed_in(portal) and not signed_in(second)


def test_what_is_grave_asks_for_the_password_again(portal: Any, member: str) -> None:
    sign_in(portal, member)
    assert "reauthenticate" in portal.get("/en/account/2fa/totp/activate/")["Location"]
    assert "reauthenticate" in portal.post("/en/account/email/", {"action_add": "", "email": f"z{member}"})["Location"]
    assert portal.post("/en/account/erase/", {"password": ""}).status_code == 422
    assert signed_in(portal)


BAD = ["a\x00b", "\x1b[31m", "\u202eevil", "x" * 5000, "<script>alert(1)</script>", "' OR 1=1 --"]


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_refused_stored_nowhere_and_shown_escaped(
    portal: Any, member: str, homes: dict[str, Path], bad: str
) -> None:
    home = homes["exemple"]
    before = accounts(home)
    for email in (bad, f"{bad}@security.example", f"name@{bad}.example"):
        response = portal.post(SIGN_UP, {"email": email, "password1": PASSWORD})
        assert response.status_code == 200
        assert "This is no e-mail address." in response.content.decode() or "Please" in response.content.decode()
        assert "<script>alert" not in response.content.decode()
    assert accounts(home) == before
    assert sign_in(portal, bad).status_code == 200
    sign_in(portal, member)
    assert portal.post("/en/account/consents/", {"purpose": bad}).status_code == 302
    assert portal.post("/en/account/sessions/", {"session": bad}).status_code == 400
    assert portal.get(f"/en/account/?done={bad[:50]}").status_code == 200
    held = portal.get("/en/account/data.json").json()
    assert (held["consents"], held["organisation_claims"]) == ([], [])
    assert bad not in json.dumps(held, ensure_ascii=False)


def test_a_form_that_is_too_large_is_refused(portal: Any, member: str) -> None:
    sign_in(portal, member)
    assert portal.post("/en/account/consents/", {"purpose": "x" * 70_000}).status_code == 400
    from django.conf import settings

    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS <= 200
    many = {f"field{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert portal.post("/en/account/consents/", many).status_code == 400
    assert signed_in(portal)


def test_files_that_are_sent_are_kept_nowhere(portal: Any, member: str, homes: dict[str, Path]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sign_in(portal, member)
    before = {path for path in homes["exemple"].rglob("*") if "attempts" not in path.parts}
    portal.post("/en/account/consents/", {"purpose": SimpleUploadedFile("x.html", b"<script>")})
    after = {path for path in homes["exemple"].rglob("*") if "attempts" not in path.parts}
    assert {path.name for path in after - before} <= {"contributions.sqlite3-wal", "contributions.sqlite3-shm"}


def test_another_host_name_is_refused(portal: Any) -> None:
    from django.test import override_settings

    with override_settings(ALLOWED_HOSTS=["localhost"]):
        for path in (SIGN_IN, "/en/account/password/reset/"):
            assert portal.get(path, headers={"host": "evil.example"}).status_code == 400


def test_pages_of_members_are_kept_by_nobody_and_framed_by_nobody(portal: Any, member: str) -> None:
    sign_in(portal, member)
    for path in ("", "data.json", "sessions/", "erase/", "claims/", "nothing/"):
        response = portal.get(f"/en/account/{path}")
        assert response["Cache-Control"] == "no-store, private", path
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "charset=utf-8" in response["Content-Type"]


def test_the_log_of_the_server_names_nobody(portal: Any, member: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    sign_in(portal, member, "not the password")
    sign_in(portal, member)
    portal.post("/en/account/sessions/", {"session": member})
    portal.get("/en/account/nothing/")
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert member not in logged and PASSWORD not in logged


def test_what_happens_to_an_account_is_written_down(portal: Any, member: str, homes: dict[str, Path]) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account
    from filiera.services.audit_log import LogQuestion, audit_log

    with opened(homes["exemple"]):
        address = Account.objects.get(email=member).address
    sign_in(portal, member)
    portal.post("/en/account/consents/", {"purpose": "contact"})
    portal.post("/en/account/logout/")
    said = audit_log(homes["exemple"], LogQuestion(by=address), offset=0, limit=20).lines
    lines = [line.action for line in reversed(said) if line.by == address]
    assert lines == ["signed in", "consent given: contact", "signed out"]


@pytest.mark.parametrize("https", [False, True])
def test_settings_are_safe_and_stricter_under_https(tmp_path: Path, https: bool) -> None:
    env = {**os.environ, "FILIERA_HOME": str(tmp_path / "home"), "FILIERA_HTTPS": "1" if https else ""}
    done = subprocess.run([sys.executable, "-c", SETTINGS], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["DEBUG"] is False
    assert told["SESSION_COOKIE_NAME"] == ("__Host-session" if https else "session")
    assert told["CSRF_COOKIE_NAME"] == ("__Host-form" if https else "form")
    assert told["SESSION_COOKIE_SECURE"] is told["CSRF_COOKIE_SECURE"] is https
    assert told["SESSION_COOKIE_HTTPONLY"] and told["CSRF_COOKIE_HTTPONLY"]
    assert (told["SESSION_COOKIE_SAMESITE"], told["SESSION_COOKIE_PATH"]) == ("Lax", "/")
    assert told["SESSION_COOKIE_DOMAIN"] is None
    assert told["PASSWORD_RESET_TIMEOUT"] <= 3600
    assert "*" not in told["ALLOWED_HOSTS"]
    hsts = told["headers"].get("Strict-Transport-Security", "")
    assert ("max-age=31536000" in hsts) is https
    home = tmp_path / "home"
    assert (home / "secret").stat().st_mode & 0o077 == 0
    assert (home / "mail").stat().st_mode & 0o077 == 0
