"""Accounts in a real browser, from signing up to erasure: accessible, by keyboard, whole on a telephone, in each
language, with and without scripts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.account_walk import Faults, Walker, totp
from tests.browser.conftest import NewPage
from tests.browser.serving import Served, serve

pytest.importorskip("allauth", reason="the portal's extra is not installed")

ROOT = Path(__file__).resolve().parents[2]
PACKS = {"lombardia": ROOT / "packs" / "lombardia", "exemple": ROOT / "tests" / "packs" / "exemple"}
OWN = {"lombardia": "irccs-besta", "exemple": "hospital-pla"}
WAYS = [
    ("lombardia", "it", 390, True),
    ("lombardia", "en", 1280, True),
    ("exemple", "ca", 1280, True),
    ("exemple", "en", 390, False),
]
Sites = dict[str, Served]
Person = Callable[..., Walker]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, filiera_home: None) -> Iterator[Sites]:
    """Both packs, each in a home of its own: what one test does to accounts, others do not see."""
    from filiera.services.build import build

    with ExitStack() as stack:
        found = {}
        for name, folder in PACKS.items():
            home = tmp_path_factory.mktemp(f"accounts-{name}")
            build(folder, home)
            found[name] = stack.enter_context(serve(home))
        yield found


@pytest.fixture
def person(new_page: NewPage, sites: Sites, accessibility_faults: Faults) -> Person:
    """Makes people, each with a browser of their own."""

    def make(
        email: str, pack: str = "exemple", language: str = "en", width: int = 1280, *, scripts: bool = True
    ) -> Walker:
        size = {"width": width, "height": 844}
        page = new_page(viewport=size, accept_downloads=True, java_script_enabled=scripts)
        site = sites[pack]
        return Walker(page, site.url, site.home, language, accessibility_faults, email, scripts=scripts)

    return make


@pytest.mark.parametrize(("pack", "language", "width", "scripts"), WAYS)
def test_from_signing_up_to_erasure(
    person: Person, console_errors: list[str], pack: str, language: str, width: int, scripts: bool
) -> None:
    """One person, every page of the account."""
    ada = person(f"ada-{language}@walk.example", pack, language, width, scripts=scripts)
    page = ada.page

    # Signing up: what does not fit stands in the form again, with a sentence.
    ada.go("signup/")
    ada.submit(email="nobody", password1="short")
    expect(page.locator(".field__error")).to_have_count(2)
    expect(page.locator("main [name=email]")).to_have_value("nobody")
    ada.sign_up()

    # Signing in.
    ada.submit(login=ada.email, password="not the password")
    expect(page.locator(".notice")).to_have_count(1)
    ada.sign_in()
    assert page.url == f"{ada.url}/{language}/account/"
    expect(page.locator("main")).to_contain_text(ada.email)

    # Another password.
    ada.go("password/change/")
    ada.submit(oldpassword=ada.password, password1="seven slow white clouds", password2="another one altogether")
    expect(page.locator(".field__error")).to_have_count(1)
    ada.submit(oldpassword=ada.password, password1="seven slow white clouds", password2="seven slow white clouds")
    assert "done=password" in page.url
    ada.password = "seven slow white clouds"

    # Another address: confirmed from its own e-mail, then the one to sign in with.
    first, second = ada.email, f"ada-{language}@second.example"
    ada.go("email/")
    ada.submit(email=second)
    ada.show_again()
    if not page.locator(f"main input[value='{second}']").count():
        ada.go("email/")
        ada.submit(email=second)
    ada.email = second
    page.goto(ada.link("confirm-email"))
    ada.press("main button[type=submit]")
    ada.go("email/")
    page.locator(f"main input[value='{second}']").check()
    ada.press("[name=action_primary]")
    expect(page.locator(f"main input[value='{second}']")).to_be_checked()
    page.locator(f"main input[value='{first}']").check()
    ada.press("[name=action_remove]")
    expect(page.locator(f"main input[value='{first}']")).to_have_count(0)

    # The second factor, and its recovery codes.
    ada.go("2fa/")
    ada.press("a.btn-accent")
    ada.show_again()
    secret = page.locator(".factor code").inner_text()
    ada.submit(code="000000")
    expect(page.locator(".field__error")).to_have_count(1)
    ada.submit(code=totp(secret, time.time()))
    ada.go("2fa/recovery-codes/")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == len(set(codes)) == 10
    with page.expect_download() as download:
        page.locator("a[href*=download]").click()
    assert Path(download.value.path()).read_text().split() == codes
    ada.sign_out()
    ada.sign_in()
    assert "2fa/authenticate" in page.url
    ada.submit(code="123456")
    expect(page.locator(".field__error")).to_have_count(1)
    ada.submit(code=codes[0])
    assert page.url == f"{ada.url}/{language}/account/"
    ada.sign_out()
    ada.sign_in()
    ada.submit(code=codes[0])
    expect(page.locator(".field__error")).to_have_count(1)
    ada.submit(code=codes[1])
    ada.go("2fa/recovery-codes/")
    ada.show_again()
    ada.go("2fa/recovery-codes/generate/")
    ada.press("main form button")
    renewed = page.locator(".codes code").all_inner_texts()
    assert not set(renewed) & set(codes)
    ada.go("2fa/totp/deactivate/")
    ada.press("main form button")

    # For whom one speaks; what one agrees to; what is held.
    ada.go(f"claim/organisation/{OWN[pack]}/")
    ada.press("main form button")
    expect(page.locator("main form button[name=withdraw]")).to_be_visible()
    ada.go("")
    expect(page.locator(f"a[href*={OWN[pack]}]")).to_have_count(1)
    page.locator("#purpose_contact").focus()
    page.keyboard.press("Space")
    ada.press("main form[action*=consents] button")
    expect(page.locator("#purpose_contact")).to_be_checked()
    expect(page.locator("#purpose_comparison")).not_to_be_checked()
    with page.expect_download() as download:
        page.locator("a[href*='data.json']").click()
    held = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert [each["email"] for each in held["email_addresses"]] == [second]
    assert held["consents"][-1]["purpose"] == "contact"
    assert held["organisation_claims"][0]["organisation"] == f"organisation/{OWN[pack]}"

    # The end.
    ada.go("erase/")
    ada.submit(password="not the password")
    expect(page.locator(".field__error")).to_have_count(1)
    ada.submit(password=ada.password)
    assert "done=erased" in page.url
    ada.sign_in()
    assert "/login/" in page.url
    assert [error for error in console_errors if "422" not in error] == []
    assert len(set(ada.seen)) > 20


def test_a_forgotten_password_is_set_anew_once(person: Person) -> None:
    ada = person("forgetful@walk.example")
    ada.sign_up()
    ada.go("password/reset/")
    ada.submit(email="stranger@walk.example")
    unknown = ada.page.locator("main").inner_text()
    ada.go("password/reset/")
    ada.submit(email=ada.email)
    assert ada.page.locator("main").inner_text() == unknown, "nobody learns who has an account"
    link = ada.link("password/reset/key")
    ada.page.goto(link)
    ada.submit(password1="seven slow white clouds", password2="seven slow white clouds")
    ada.password = "seven slow white clouds"
    ada.sign_in()
    expect(ada.page.locator("main")).to_contain_text(ada.email)
    ada.sign_out()
    ada.page.goto(link)
    ada.look()
    expect(ada.page.locator("main")).to_contain_text("This link has been used")


def test_a_session_elsewhere_is_ended(person: Person) -> None:
    here, there = person("two@walk.example"), person("two@walk.example", width=390)
    here.sign_up()
    here.sign_in()
    there.sign_in()
    here.go("sessions/")
    expect(here.page.locator(".sessions > li")).to_have_count(2)
    expect(here.page.locator(".sessions__own")).to_have_count(1)
    here.press(".sessions form button")
    expect(here.page.locator(".sessions > li")).to_have_count(1)
    there.page.goto(f"{there.url}/en/account/")
    assert "/login/?next=" in there.page.url
    here.go("")
    expect(here.page.locator("main")).to_contain_text("two@walk.example")


def test_attempts_are_throttled_with_a_sentence(person: Person) -> None:
    ada = person("throttled@walk.example", language="ca")
    ada.go("login/")
    for _ in range(6):
        ada.submit(login=ada.email, password="wrong every time")
    expect(ada.page.locator(".notice")).to_contain_text("cinc minuts")


def test_an_editor_decides_on_a_claim_and_takes_it_back(person: Person, sites: Sites) -> None:
    from tests.command_line import run

    ada, editor = person("claims@walk.example"), person("editor@walk.example", width=390)
    ada.sign_up()
    ada.sign_in()
    ada.go("claim/organisation/hospital-dalt/")
    expect(ada.page.locator("main")).to_contain_text("No source that is held states its website")
    ada.press("main form button")
    editor.sign_up()
    editor.sign_in()
    editor.go("claims/")
    expect(editor.page.locator("h1")).to_have_text("This page is for others")
    assert run(sites["exemple"].home, "accounts", "role", editor.email, "editor").returncode == 0
    editor.go("claims/")
    assert "2fa/?needed" in editor.page.url
    editor.press("a.btn-accent")
    editor.show_again()
    editor.submit(code=totp(editor.page.locator(".factor code").inner_text(), time.time()))

    editor.go("claims/")
    claim = editor.page.locator("article", has_text=ada.email)
    with editor.page.expect_navigation():
        claim.locator("button[value=refuse]").click()
    editor.look()
    expect(editor.page.locator(".notice")).to_contain_text("a refusal needs a reason")
    claim.locator("textarea").fill("Known by <b>telephone</b>.")
    with editor.page.expect_navigation():
        claim.locator("button[value=accept]").click()
    editor.look()
    ada.go("claim/organisation/hospital-dalt/")
    expect(ada.page.locator("main")).to_contain_text("accepted")
    expect(ada.page.locator("blockquote")).to_have_text("Known by <b>telephone</b>.")
    with editor.page.expect_navigation():
        claim.locator("button[value=reopen]").click()
    editor.look()
    ada.go("claim/organisation/hospital-dalt/")
    expect(ada.page.locator("main")).to_contain_text("waiting")


def test_an_address_of_the_website_speaks_at_once(person: Person) -> None:
    ada = person("ada@hospital-pla.example", language="ca")
    ada.sign_up()
    ada.sign_in()
    ada.go("claim/organisation/hospital-pla/")
    expect(ada.page.locator("main")).to_contain_text("hospital-pla.example")
    ada.press("main form button")
    expect(ada.page.locator(".lead")).to_contain_text("hospital-pla.example")
    ada.press("button[name=withdraw]")
    expect(ada.page.locator(".btn-accent")).to_be_visible()
