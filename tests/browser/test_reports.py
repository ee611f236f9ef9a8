"""Reporting an error as a reader does it: find the figure, say what is wrong, and see what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Sites
from tests.browser.serving import Served, serve
from tests.command_line import told
from tests.portal.packs import copy_of_exemple

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    "it": (
        "Segnala un errore",
        "Invia la segnalazione",
        "Il valore non è giusto",
        "Grazie: la segnalazione è arrivata",
    ),
    "en": ("Report an error", "Send the report", "The value is not right", "Thank you: your report has arrived"),
    "ca": ("Avisa d'un error", "Envia l'avís", "El valor no és correcte", "Gràcies: l'avís ha arribat"),
}


PATIENT = """
- id: reports-of-one-in-an-hour
  value: "1000"
  unit: count
  label: {ca: Avisos d'un mateix remitent en una hora, en: Reports of one sender in an hour}
  reference: "Assumption, for tests: all of them are sent from one machine."
  date: "2026-11-26"
"""


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """The invented region, served, with a pack that a test may change."""
    folder = tmp_path_factory.mktemp("reports")
    pack = copy_of_exemple(folder / "packs")
    (pack / "parameters" / "reports.yml").write_text(PATIENT, "utf-8")
    told(folder / "home", "build", str(pack))
    with serve(folder / "home") as served:
        yield served, pack


@pytest.mark.parametrize("language", ["en", "ca"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_report_is_sent_with_the_keyboard_alone(
    new_page: NewPage, invented: tuple[Served, Path], language: str, scripts: bool
) -> None:
    served, _ = invented
    link, button, kind, thanks = WORDS[language]
    page = new_page(viewport={"width": 390, "height": 800}, java_script_enabled=scripts)
    page.goto(f"{served.url}/{language}/claim/beds/")
    page.get_by_role("link", name=link).focus()
    page.keyboard.press("Enter")
    page.get_by_label(kind).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("The register says another number.")
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=thanks).wait_for()


@pytest.mark.parametrize("language", ["en", "ca"])
@pytest.mark.parametrize("width", [390, 1440])
def test_form_complaint_and_receipt_are_accessible(
    new_page: NewPage,
    invented: tuple[Served, Path],
    accessibility_faults: Callable[[Any], list[str]],
    language: str,
    width: int,
) -> None:
    served, _ = invented
    _, button, kind, thanks = WORDS[language]
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{served.url}/{language}/report/claim/beds/")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name=button).click()
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("#problem"), "the reader is put where it is said").to_be_focused()
    expect(page.locator("textarea")).to_have_attribute("aria-invalid", "true")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label(kind).check()
    page.locator("textarea").fill("The register says another number.")
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name=thanks).wait_for()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_real_region_asks_complains_and_thanks_in_both_languages(
    new_page: NewPage, sites: Sites, accessibility_faults: Callable[[Any], list[str]], language: str
) -> None:
    link, button, kind, thanks = WORDS[language]
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{sites['lombardia']}/{language}/claim/chain-gdp-share/")
    page.get_by_role("link", name=link).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert accessibility_faults(page) == []
    page.get_by_role("button", name=button).click()
    expect(page.locator("[role=alert] li")).to_have_count(2)
    assert accessibility_faults(page) == []
    page.locator("[role=alert] a").last.click()
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type("Un rapporto più recente dà un altro valore.")
    page.get_by_label(kind).check()
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name=thanks).wait_for()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    "path", ["figure/hospital-beds", "observation/remote-visits-2021", "organisation/hospital-dalt"]
)
def test_every_kind_of_page_leads_to_a_report_of_it(page: Any, invented: tuple[Served, Path], path: str) -> None:
    served, _ = invented
    page.goto(f"{served.url}/en/{path}/")
    page.get_by_role("link", name="Report an error").click()
    expect(page.locator("main code", has_text=path)).to_be_visible()
    page.get_by_label("Something else").check()
    page.locator("textarea").fill("The name is written otherwise.")
    page.get_by_role("button", name="Send the report").click()
    number = page.locator(".eyebrow").inner_text().split()[-1]
    told(served.home, "contributions", "answer", number, "--accept", "--says", "The name is being checked.")
    page.locator("p.lead a").click()
    expect(page).to_have_url(f"{served.url}/en/{path}/")
    expect(page.get_by_role("heading", name="Under review")).to_be_visible()


def test_an_accepted_report_stands_on_the_page_until_the_next_build_and_survives_it(
    page: Any, invented: tuple[Served, Path]
) -> None:
    served, pack = invented
    address = f"{served.url}/en/claim/beds/"
    page.goto(f"{served.url}/en/ledger/")
    page.locator('a[href="/en/claim/beds/"]').first.click()
    page.get_by_role("link", name="Report an error").click()
    page.get_by_label("The value is not right").check()
    page.locator("textarea").fill("It was counted twice, I believe.")
    page.get_by_role("button", name="Send the report").click()
    receipt = page.url
    number = page.locator(".eyebrow").inner_text().split()[-1]
    page.goto(address)
    expect(page.get_by_text("Under review")).to_be_hidden()

    told(served.home, "contributions", "answer", number, "--accept", "--says", "The count is being checked.")
    page.goto(address)
    expect(page.get_by_role("heading", name="Under review")).to_be_visible()
    expect(page.get_by_text("The count is being checked.")).to_be_visible()

    manifest = pack / "pack.yml"
    manifest.write_text(manifest.read_text("utf-8").replace("Vallclara", "Vallclara nova", 1), "utf-8")
    told(served.home, "build", str(pack))
    page.goto(address)
    expect(page.get_by_role("heading", name="Under review")).to_be_hidden()
    page.goto(receipt)
    expect(page.get_by_role("heading", name="Your report was accepted")).to_be_visible()
    expect(page.get_by_text("The count is being checked.")).to_be_visible()
    page.get_by_role("button", name="Erase all that I wrote").click()
    page.get_by_text("Nothing: what you wrote has been erased.").wait_for()
