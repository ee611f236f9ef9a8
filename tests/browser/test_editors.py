"""Editors at their desk in a real browser: reports, identities, content; with the keyboard, without scripts, by two."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.account_walk import Faults, Walker, totp
from tests.browser.conftest import NewPage
from tests.browser.serving import Served, serve
from tests.linked_home import linked_home
from tests.portal.packs import PACKS
from tests.portal.signed_in import PASSWORD, SECRET

ROOT = Path(__file__).resolve().parents[2]
EDITORS = tuple(f"{name}@example.org" for name in ("anna", "bruna", "carla", "dora", "elsa", "fina", "gina", "ivana"))
"""One for each time that somebody signs in: a code of the second factor counts once."""
HIRE = "import sys, django; django.setup(set_prefix=False); from pathlib import Path; "
HIRE += "from tests.portal.signed_in import person; [person(Path(sys.argv[1]), e, 'editor') for e in sys.argv[2:]]"
Walk = Callable[..., Walker]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented region with doubtful names and three editors, served beside its pack."""
    home = linked_home(tmp_path_factory.mktemp("desk") / "home")
    environment = {**os.environ, "FILIERA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "filiera.portal.settings"}
    # In a process of its own: while a browser lives, Django refuses its database to this thread.
    subprocess.run([sys.executable, "-c", HIRE, str(home), *EDITORS], env=environment, cwd=ROOT, check=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FILIERA_PACKS", str(PACKS))
        with serve(home) as served:
            yield served


@pytest.fixture
def walk(new_page: NewPage, desk: Served, accessibility_faults: Faults) -> Walk:
    """Signs an editor in, with the second factor."""

    def begin(email: str, language: str = "en", width: int = 1280, *, scripts: bool = True) -> Walker:
        page = new_page(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        faults: Faults = accessibility_faults if scripts else (lambda _page: [])
        walker = Walker(page, desk.url, desk.home, language, faults, email, PASSWORD)
        walker.go("login/")
        walker.submit(login=email, password=PASSWORD)
        walker.submit(code=totp(SECRET, time.time()))
        assert page.url.endswith(f"/{language}/account/")
        return walker

    return begin


def send_report(page: Any, url: str, claim: str) -> None:
    """As a reader does, without an account."""
    page.goto(f"{url}/en/report/claim/{claim}/")
    page.get_by_label("The value is not right").check()
    page.locator("textarea[name=text]").fill("Vallclara: 1300 (registre 2024).")
    with page.expect_navigation():
        page.get_by_role("button", name="Send the report").click()


def press(walker: Walker, name: str, role: Any = "button") -> None:
    """With the keyboard: to the button or link, and Enter."""
    found = walker.page.get_by_role(role, name=name, exact=True).first
    found.focus()
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    if walker.page.evaluate("1") == 1:
        walker.look()


@pytest.mark.parametrize(("email", "width", "claim"), [(EDITORS[0], 390, "beds"), (EDITORS[1], 1280, "caps")])
def test_a_report_is_answered_with_the_keyboard(
    walk: Walk, new_page: NewPage, email: str, width: int, claim: str
) -> None:
    reader = new_page()
    walker = walk(email, width=width)
    send_report(reader, walker.url, claim)
    press(walker, "The editors’ desk", "link")
    press(walker, "Reports of errors", "link")
    link = walker.page.locator(".queue__item h2 a", has_text=f"claim/{claim}").first
    with walker.page.expect_navigation():
        link.click()
    walker.look()
    for language in ("en", "ca"):
        walker.page.locator(f"textarea[name=says_{language}]").fill(f"It is being checked ({language}).")
    press(walker, "Accept")
    expect(walker.page.get_by_role("status")).to_contain_text("Your answer is kept.")
    reader.goto(f"{walker.url}/ca/claim/{claim}/")
    expect(reader.locator("main")).to_contain_text("It is being checked (ca).")


def test_a_name_is_judged_and_taken_back(walk: Walk) -> None:
    walker = walk(EDITORS[2])
    walker.go("editors/identities/")
    press(walker, "Begin with the first", "link")
    place = walker.page.url
    walker.page.locator("textarea[name=reason]").fill("The same street.")
    press(walker, "Yes, this one")
    expect(walker.page.get_by_role("status")).to_contain_text("It counts from the next build.")
    press(walker, "Take it back")
    expect(walker.page.get_by_role("status")).to_contain_text("what held before holds again")
    assert walker.page.url.split("?")[0] == place.split("?")[0]
    walker.page.locator("input[name=q]").nth(1).fill("Pla")
    walker.page.locator("main input[name=q]").press("Enter")
    walker.page.get_by_role("button", name="It means this one, and none of those above").first.wait_for()
    walker.look()


def test_two_editors_change_content_without_scripts(walk: Walk) -> None:
    anna, bruna = walk(EDITORS[3], width=390, scripts=False), walk(EDITORS[4], width=390, scripts=False)
    anna.page.goto(f"{anna.url}/en/account/editors/content/claim/caps/")
    with anna.page.expect_navigation():
        anna.page.locator("a.fields__change").nth(1).click()
    anna.page.locator("textarea[name=value]").fill("Primary care centres in Vallclara number {value}.")
    anna.page.locator("textarea[name=reason]").fill("Shorter.")
    with anna.page.expect_navigation():
        anna.page.get_by_role("button", name="Propose this change").click()
    change = anna.page.url.split("?")[0]
    expect(anna.page.locator("ins")).to_contain_text("Primary care centres in Vallclara")
    expect(anna.page.get_by_role("button", name="Approve")).to_have_count(0)
    bruna.page.goto(change)
    with bruna.page.expect_navigation():
        bruna.page.get_by_role("button", name="Approve").click()
    expect(bruna.page.locator(".state").first).to_have_text("approved")


PAGES = ("", "reports/", "identities/", "changes/", "profiles/", "messages/", "content/", "content/claim/beds/")
FORMS = ("content/claim/beds/field/note.en/", "content/text/care.en/field/page/")


@pytest.mark.parametrize(("email", "width"), [(EDITORS[5], 390), (EDITORS[6], 1280)])
def test_every_page_is_accessible_and_whole(walk: Walk, email: str, width: int, console_errors: list[str]) -> None:
    walker = walk(email, width=width)
    for path in (*PAGES, *FORMS):
        walker.go(f"editors/{path}")
    assert not console_errors


def test_the_desk_speaks_the_other_language(walk: Walk) -> None:
    walker = walk(EDITORS[7], "ca")
    for path in ("", "reports/", "identities/", "changes/", "profiles/", "messages/"):
        walker.go(f"editors/{path}")
    assert re.search("taula de redacció", walker.page.locator(".trail").inner_text())
