"""Two members who find each other: a profile, an editor's word, the public page, a message, an answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.serving import Served, serve
from tests.command_line import told
from tests.portal.packs import copy_of_exemple
from tests.services.speaking import PEOPLE

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "four quiet river stones"
PEOPLE_COME = """
import sys
from pathlib import Path
import filiera.contributions.alone
from tests.services.speaking import PEOPLE, add_people
home = Path(sys.argv[1])
add_people(home)
from allauth.account.models import EmailAddress
from filiera.contributions.database import opened
from filiera.contributions.models import Account
with opened(home):
    for account in Account.objects.all():
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
"""
AN_EDITOR_PUBLISHES = """
import sys
from pathlib import Path
from filiera.services.profiles import publish, waiting_profiles
home = Path(sys.argv[1])
for profile in waiting_profiles(home):
    publish(home, profile.id, by=3)
"""
Faults = Callable[[Any], list[str]]


def run(script: str, home: Path) -> None:
    """In a process of its own: beside a browser Django touches no database."""
    # The scripts are ours.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", script, str(home)], check=True, cwd=ROOT, env=environment)


@pytest.fixture
def invented(tmp_path: Path) -> Iterator[Served]:
    """The invented region, served, with four people."""
    told(tmp_path / "home", "build", str(copy_of_exemple(tmp_path / "packs")))
    run(PEOPLE_COME, tmp_path / "home")
    with serve(tmp_path / "home") as served:
        yield served


def sign_in(page: Any, served: Served, who: str, language: str) -> None:
    page.goto(f"{served.url}/{language}/account/login/")
    page.fill("[name=login]", PEOPLE[who])
    page.fill("[name=password]", PASSWORD)
    press(page, "main button[type=submit]")
    assert page.url.endswith(f"/{language}/account/")


def press(page: Any, what: str) -> None:
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.click(what, no_wait_after=True)


def sound(page: Any, faults: Faults) -> None:
    """Nothing for axe to find, and nothing wider than the page, on a desk and on a telephone."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("ca", False)], ids=["en", "ca, no scripts"])
def test_two_members_find_each_other(
    new_page: NewPage, invented: Served, accessibility_faults: Faults, language: str, scripts: bool
) -> None:
    look = (lambda page: sound(page, accessibility_faults)) if scripts else (lambda page: None)
    ada, bea = (new_page(java_script_enabled=scripts) for _ in range(2))
    sign_in(ada, invented, "ada", language)
    ada.goto(f"{invented.url}/{language}/account/profiles/new/")
    look(ada)
    press(ada, "main form button[type=submit]")
    expect(ada.locator("#problem")).to_be_visible()
    look(ada)
    ada.check("[name=kind][value=offer]")
    ada.fill(f"[name=title_{language}]", "Registry <b>of</b> hip fractures")
    ada.fill(f"[name=summary_{language}]", "A registry that is ready to be tried in a second hospital for a year.")
    ada.fill(f"[name=keywords_{language}]", "registry, hip fracture")
    ada.fill("[name=valid_until]", ada.get_attribute("[name=valid_until]", "max"))
    press(ada, "main form button[type=submit]")
    expect(ada.locator("h1")).to_have_text("Registry <b>of</b> hip fractures")
    look(ada)
    press(ada, "button[value=send]")
    run(AN_EDITOR_PUBLISHES, invented.home)

    reader = new_page(java_script_enabled=scripts)
    reader.goto(f"{invented.url}/{language}/partners/?text=fractures")
    expect(reader.locator(".profile-row__title")).to_have_count(1)
    look(reader)
    press(reader, ".profile-row__title a")
    assert PEOPLE["ada"] not in reader.content()
    assert reader.context.cookies() == [], "reading needs no account"
    look(reader)

    sign_in(bea, invented, "bea", language)
    bea.goto(f"{invented.url}/{language}/partners/1/")
    press(bea, ".profile__contact a")
    press(bea, "main form button[type=submit]")
    expect(bea.locator("#problem")).to_be_visible()
    look(bea)
    bea.fill("[name=message]", "We would try your registry with forty patients a month.")
    bea.check("[name=agrees]")
    press(bea, "main form button[type=submit]")
    assert PEOPLE["ada"] not in bea.content()
    mine = bea.url
    look(bea)

    ada.goto(f"{invented.url}/{language}/account/messages/")
    look(ada)
    press(ada, ".own-list a")
    assert PEOPLE["bea"] not in ada.content()
    look(ada)
    press(ada, "button[value=accept]")
    expect(ada.locator("[role=alert]")).to_be_visible()
    assert PEOPLE["bea"] not in ada.content()
    ada.check("[name=agrees]")
    press(ada, "button[value=accept]")
    expect(ada.locator(".contact__address")).to_have_text(PEOPLE["bea"])
    look(ada)
    bea.goto(mine)
    expect(bea.locator(".contact__address")).to_have_text(PEOPLE["ada"])

    zoe = new_page(java_script_enabled=scripts)
    sign_in(zoe, invented, "zoe", language)
    assert zoe.goto(mine).status == 404
    letters = [path.read_text("utf-8") for path in sorted((invented.home / "mail").iterdir())]
    assert len([text for text in letters if f"{language}/account/messages/" in text]) >= 1
    assert not [text for text in letters if "forty patients" in text or "Riu" in text]


def test_a_figure_is_followed_told_of_and_left_without_signing_in(
    new_page: NewPage, invented: Served, accessibility_faults: Faults
) -> None:
    page = new_page()
    sign_in(page, invented, "zoe", "en")
    page.goto(f"{invented.url}/en/observation/beds-2018/")
    press(page, "a[href*='/account/follow/']")
    sound(page, accessibility_faults)
    page.check("[name=agrees]")
    press(page, "main form button[type=submit]")
    sound(page, accessibility_faults)
    feed = page.get_attribute(".feed-address", "href")
    reader = new_page()
    answer = reader.request.get(feed)
    assert answer.status == 200
    assert "<feed" in answer.text()
    page.goto(f"{invented.url}/en/account/alerts/")
    sound(page, accessibility_faults)
    page.fill("[name=text]", "beds")
    press(page, "main form button[type=submit]")
    press(page, "main form button[type=submit]")
    page.goto(f"{invented.url}/en/account/alerts/")
    expect(page.locator(".own-list a")).to_have_count(2)

    another_value(invented)
    assert '"sent": 1' in told(invented.home, "notify", "--site", invented.url, "--json")
    letter = max((invented.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime).read_text("utf-8")
    (leave,) = {word for word in letter.split() if "/account/unsubscribe/" in word and word.startswith("http")}
    assert reader.request.get(feed).text().count("<entry") >= 1
    reader.goto(leave)
    sound(reader, accessibility_faults)
    press(reader, "main form button[type=submit]")
    expect(reader.locator("[role=status]")).to_be_visible()
    page.goto(f"{invented.url}/en/account/")
    expect(page.locator("[name=purpose][value=alerts]")).not_to_be_checked()


def another_value(served: Served) -> None:
    """A build in which the beds of 2018 are others."""
    pack = served.home.parent / "packs" / "exemple"
    for path in sorted((pack / "observations").glob("*.csv")):
        lines = path.read_text("utf-8").splitlines()
        for at, line in enumerate(lines):
            if line.startswith("beds-2018,"):
                cells = line.split(",")
                cells[lines[0].split(",").index("value")] = "1234"
                lines[at] = ",".join(cells)
                path.write_text("\n".join(lines) + "\n", "utf-8")
                told(served.home, "build", str(pack))
                return
    raise AssertionError("the invented region has no beds of 2018")
