"""Readiness under an account in a real browser: claimed, answered, lost and found again, compared, taken along."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.serving import Served, serve
from tests.command_line import told

ROOT = Path(__file__).resolve().parents[2]
PACKS = {"lombardia": ROOT / "packs" / "lombardia", "exemple": ROOT / "tests" / "packs" / "exemple"}
PASSWORD = "four quiet river stones"
PATIENCE = 120_000
"""Milliseconds: the first page of a real region on a busy machine takes long."""
Faults = Callable[[Any], list[str]]


@pytest.fixture(scope="module")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented region, served."""
    home = tmp_path_factory.mktemp("readiness-exemple") / "home"
    told(home, "build", str(PACKS["exemple"]))
    with serve(home) as served:
        yield served


@pytest.fixture(scope="module")
def lombardia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real region, served."""
    home = tmp_path_factory.mktemp("readiness-lombardia") / "home"
    told(home, "build", str(PACKS["lombardia"]))
    with serve(home) as served:
        yield served


def go(page: Any, act: Callable[[], Any]) -> None:
    """Do what leads to another page, and wait for it."""
    with page.expect_navigation():
        act()


def register(page: Any, served: Served, email: str, language: str = "en") -> None:
    """Sign up, follow the link of the e-mail, sign in."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{served.url}/{language}/account/signup/")
    page.fill("#id_email", email)
    page.fill("#id_password1", PASSWORD)
    go(page, lambda: page.click("main form button[type=submit]"))
    mails = [path.read_text("utf-8") for path in sorted((served.home / "mail").iterdir())]
    (mail,) = [text for text in mails if f"To: {email}" in text and "confirm-email" in text]
    link = re.search(r"http://\S+/account/confirm-email/\S+", mail.replace("=\n", ""))
    assert link
    page.goto(served.url + link[0].split("/", 3)[3].join(["/", ""]))
    go(page, lambda: page.click("main form button[type=submit]"))
    sign_in(page, email)


def sign_in(page: Any, email: str) -> None:
    """On the sign-in page."""
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    go(page, lambda: page.click("main form button[type=submit]"))


def speak(page: Any, served: Served, email: str, organisation: str, language: str = "en") -> None:
    """Claim an organisation, and be accepted by an editor."""
    page.goto(f"{served.url}/{language}/account/claim/organisation/{organisation}/")
    go(page, lambda: page.click("main form button.btn-accent"))
    accept(served.home, email)


def accept(home: Path, email: str) -> None:
    """The editor's word, through the service."""
    told_by(home, "accept", email)


def peers(home: Path, count: int) -> None:
    """Synthetic organisations that have finished, in the test's own store."""
    told_by(home, "peers", str(count))


def told_by(home: Path, *words: str) -> None:
    """In a process of its own: while a browser runs here, Django touches no database."""
    import os
    import subprocess
    import sys

    script = Path(__file__).with_name("readiness_writes.py")
    environment = {**os.environ, "FILIERA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "filiera.portal.settings"}
    subprocess.run([sys.executable, str(script), *words], env=environment, check=True, cwd=ROOT)


def whole(page: Any, faults: Faults) -> None:
    """Accessible, and no wider than the window."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_from_signing_up_to_the_report(
    new_page: NewPage, exemple: Served, accessibility_faults: Faults, console_errors: list[str]
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    register(page, exemple, "anna@example.org")
    page.goto(f"{exemple.url}/en/account/readiness/")
    whole(page, accessibility_faults)
    expect(page.get_by_text("you first say that you speak for it")).to_be_visible()
    speak(page, exemple, "anna@example.org", "hospital-dalt")
    page.goto(f"{exemple.url}/en/account/readiness/")
    whole(page, accessibility_faults)
    go(page, lambda: page.get_by_role("link", name=re.compile("^Begin ?: Sites that begin")).click())
    whole(page, accessibility_faults)
    page.get_by_label("Few").check()
    go(page, lambda: page.get_by_role("button", name="Begin").click())
    whole(page, accessibility_faults)

    # Half is answered; then the session is lost while more is being written.
    page.get_by_label("In files.").check()
    page.locator("details.proof summary").first.click()
    page.locator("#n-keeping").fill("The list of May <b>2026</b>")
    go(page, lambda: page.get_by_role("button", name="Save and go on").click())
    expect(page.get_by_role("status")).to_contain_text("1 of 3 questions answered.")
    whole(page, accessibility_faults)
    here = page.url.partition("?")[0]
    page.get_by_label("Every year.").check()
    page.locator("details.proof summary").first.click()
    page.locator("#n-courses").fill("Written when the session was over")
    page.context.clear_cookies(name="session")
    go(page, lambda: page.get_by_role("button", name="Save", exact=True).click())
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_text("What you have written is kept")).to_be_visible()
    assert [error for error in console_errors if "403" not in error] == []
    console_errors.clear()
    whole(page, accessibility_faults)
    sign_in(page, "anna@example.org")
    assert page.url == here, "the same page again"
    expect(page.get_by_role("alert")).to_contain_text("It is not saved yet")
    expect(page.locator("#n-courses")).to_have_value("Written when the session was over")
    expect(page.get_by_label("Every year.")).to_be_checked()
    whole(page, accessibility_faults)
    go(page, lambda: page.get_by_role("button", name="Save and look over it").click())

    # On another day, at another machine.
    other = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    other.set_default_timeout(PATIENCE)
    other.goto(f"{exemple.url}/en/account/readiness/")
    sign_in(other, "anna@example.org")
    go(other, lambda: other.get_by_role("link", name=re.compile("Go on")).click())
    go(other, lambda: other.get_by_role("link", name="Records").click())
    expect(other.locator("#n-keeping")).to_have_value("The list of May <b>2026</b>")
    expect(other.get_by_label("In files.")).to_be_checked()
    other.get_by_label("All sites.").check()
    go(other, lambda: other.get_by_role("button", name="Save and go on").click())
    other.get_by_label("Yes.").check()
    go(other, lambda: other.get_by_role("button", name="Save and look over it").click())
    expect(other.get_by_text("All is answered.")).to_be_visible()
    go(other, lambda: other.get_by_role("button", name="Finish the measurement").click())

    # The result, without peers and then with as many as it takes.
    expect(other.get_by_role("heading", level=1)).to_have_text("Side by side")
    result = other.url
    page.goto(result)
    whole(page, accessibility_faults)
    expect(page.get_by_text("Not enough peers yet.")).to_be_visible()
    expect(page.get_by_role("img", name="83 of 100")).to_be_visible()
    go(page, lambda: page.get_by_role("button", name="Let this measurement count in comparisons").click())
    expect(page.get_by_role("button", name="Take the consent back")).to_be_visible()
    peers(exemple.home, 60)
    page.goto(result)
    expect(page.get_by_text("Not enough peers yet.")).to_have_count(0)
    expect(
        page.get_by_text(re.compile(r"Among \d+ peers \(mean \d+\): higher than about \d+% of them")).first
    ).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"83 of 100; mean of peers \d+"))).to_be_visible()
    whole(page, accessibility_faults)

    # What can be taken along.
    with page.expect_download() as kept:
        page.get_by_role("link", name="The report (PDF)").click()
    from pypdf import PdfReader

    text = " ".join(each.extract_text() for each in PdfReader(BytesIO(Path(kept.value.path()).read_bytes())).pages)
    assert "Side by side" in text
    assert "Records" in text
    with page.expect_download() as kept:
        page.get_by_role("link", name=re.compile("All answers of this organisation")).click()
    held = json.loads(Path(kept.value.path()).read_text("utf-8"))
    assert {row["note"] for row in held["measurements"][0]["proofs"]} == {
        "The list of May <b>2026</b>",
        "Written when the session was over",
    }
    assert console_errors == []


def test_two_people_of_one_organisation_and_a_form_that_is_sent_twice(
    new_page: NewPage, exemple: Served, accessibility_faults: Faults
) -> None:
    pages = []
    for name in ("berta", "carles"):
        page = new_page(viewport={"width": 390, "height": 844})
        register(page, exemple, f"{name}@example.org")
        speak(page, exemple, f"{name}@example.org", "cap-font")
        pages.append(page)
    mine, theirs = pages
    mine.goto(f"{exemple.url}/en/account/readiness/organisation/cap-font/care-sites/")
    go(mine, lambda: mine.get_by_role("button", name="Begin").click())
    theirs.goto(mine.url)
    theirs.get_by_label("In a system.").check()
    go(theirs, lambda: theirs.get_by_role("button", name="Save", exact=True).click())
    mine.get_by_label("On paper.").check()
    go(mine, lambda: mine.get_by_role("button", name="Save and go on").click())
    expect(mine.get_by_role("heading", name="Saved, in place of what a colleague had just written")).to_be_visible()
    expect(mine.get_by_text("Before, a colleague had answered: “In a system.”")).to_be_visible()
    whole(mine, accessibility_faults)
    # Twice the same button: the second of the two is the same form again.
    mine.get_by_label("In files.").check()
    mine.evaluate("""() => { const form = document.querySelector('form.answers');
        const data = new URLSearchParams(new FormData(form)); navigator.sendBeacon(form.action, data); }""")
    go(mine, lambda: mine.get_by_role("button", name="Save and go on").click())
    expect(mine.get_by_role("status")).to_contain_text("Saved.")
    mine.go_back()
    go(mine, lambda: mine.get_by_role("link", name="Overview of this measurement").click())
    expect(mine.get_by_text(re.compile("^A colleague: 1 question, last"))).to_be_visible()
    whole(mine, accessibility_faults)


def test_a_lost_connection_loses_nothing(new_page: NewPage, exemple: Served) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    register(page, exemple, "dolors@example.org")
    speak(page, exemple, "dolors@example.org", "hospital-baix")
    page.goto(f"{exemple.url}/en/account/readiness/organisation/hospital-baix/care-sites/")
    go(page, lambda: page.get_by_role("button", name="Begin").click())
    page.get_by_label("In files.").check()
    page.locator("details.proof summary").first.click()
    page.locator("#n-keeping").fill("Typed on the train")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#n-keeping")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#n-keeping")).to_have_value("Typed on the train")
    expect(page.get_by_label("In files.")).to_be_checked()
    go(page, lambda: page.get_by_role("button", name="Save and go on").click())
    page.go_back()
    page.reload()
    expect(page.locator("#n-keeping")).to_have_value("Typed on the train")
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


@pytest.mark.parametrize(
    ("pack", "language", "organisation", "instrument", "width"),
    [
        ("lombardia", "it", "irccs-maugeri", "hospitals", 390),
        ("lombardia", "en", "irccs-maugeri", "trial-units", 1280),
        ("exemple", "ca", "hospital-dalt", "care-sites", 390),
    ],
)
def test_every_page_of_a_measurement_is_accessible_in_every_language(
    request: pytest.FixtureRequest,
    new_page: NewPage,
    accessibility_faults: Faults,
    pack: str,
    language: str,
    organisation: str,
    instrument: str,
    width: int,
) -> None:
    served = request.getfixturevalue(pack)
    email = f"{language}-{width}@example.org"
    page = new_page(viewport={"width": width, "height": 844})
    register(page, served, email, language)
    speak(page, served, email, organisation, language)
    base = f"{served.url}/{language}/account/readiness/"
    page.goto(f"{base}organisation/{organisation}/{instrument}/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    whole(page, accessibility_faults)
    go(page, lambda: page.click("main form button.btn-accent"))
    pages = 0
    while page.locator("form.answers").count():
        pages += 1
        for place, group in enumerate(page.locator("form.answers fieldset").all()):
            group.locator("input[type=radio]").nth(place % 2).check()
        page.locator("details.proof summary").last.click()
        whole(page, accessibility_faults)
        go(page, lambda: page.click("button[value=on]"))
    assert pages > 1
    whole(page, accessibility_faults)
    go(page, lambda: page.locator("form[action$='/end/'] button").click())
    whole(page, accessibility_faults)
    expect(page.locator(".sides > li")).to_have_count(pages)
    key = page.url.split("/readiness/")[1].split("/")[0]
    for path in ("", f"{key}/", f"{key}/erase/"):
        page.goto(base + path)
        whole(page, accessibility_faults)
