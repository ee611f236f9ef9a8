"""Whoever has never seen the hub finds, from the home page, what the plan of the site promises, in either language."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Served, serve
from tests.built_homes import BuiltHomes
from tests.command_line import told

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    "it": {
        "value": "Valore aggiunto della filiera con indotto",
        "mark": "la fonte discorda",
        "line": "Evoluzione digitale",
        "who": "Chi partecipa",
        "map": "Mappa",
        "kind": "IRCCS",
        "show": "Mostra",
        "brochure": "La brochure (PDF)",
        "data": "Open data",
        "report": "Segnala un errore",
        "wrong": "Il valore non è giusto",
        "send": "Invia la segnalazione",
        "thanks": "Grazie: la segnalazione è arrivata",
    },
    "en": {
        "value": "Value added of the chain with its supply chain",
        "mark": "source disagrees",
        "line": "Digital evolution",
        "who": "Who takes part",
        "map": "Map",
        "kind": "IRCCS",
        "show": "Show",
        "brochure": "The brochure (PDF)",
        "data": "Data",
        "report": "Report an error",
        "wrong": "The value is not right",
        "send": "Send the report",
        "thanks": "Thank you: your report has arrived",
    },
}
LANGUAGES = pytest.mark.parametrize("language", sorted(WORDS))


@pytest.fixture(scope="module")
def hub(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real region, served."""
    with serve(built_homes.copy("lombardia", tmp_path_factory.mktemp("first-visit"))) as served:
        yield served


@pytest.fixture
def home_page(page: Any, hub: Served) -> Callable[[str], Any]:
    """Opens the home page in a language."""

    def opened(language: str) -> Any:
        page.goto(f"{hub.url}/{language}/")
        return page

    return opened


@LANGUAGES
def test_what_the_chain_is_worth_and_why_it_is_marked(home_page: Callable[[str], Any], language: str) -> None:
    page, words = home_page(language), WORDS[language]
    card = page.locator(".card-figure", has_text="56,6" if language == "it" else "56.6")
    expect(card).to_have_count(1)
    card.get_by_role("link", name=words["mark"]).click()
    expect(page).to_have_url(re.compile(re.escape("#findings")))
    expect(page.locator("#findings .finding__arithmetic").first).to_be_visible()


@LANGUAGES
def test_what_the_plan_does_for_digital_evolution_and_who_takes_part(
    home_page: Callable[[str], Any], language: str
) -> None:
    page, words = home_page(language), WORDS[language]
    page.get_by_role("link", name=words["line"]).first.click()
    expect(page.locator("h1")).to_have_text(words["line"], use_inner_text=True)
    expect(page.get_by_role("heading", name=words["who"])).to_be_visible()
    expect(page.locator(".plan-cards li").nth(2)).to_be_attached()
    expect(page.locator(".plan-who li")).not_to_have_count(0)


@LANGUAGES
def test_the_irccs_of_milan_on_the_map(home_page: Callable[[str], Any], language: str) -> None:
    page, words = home_page(language), WORDS[language]
    page.get_by_role("link", name=words["map"], exact=True).first.click()
    page.locator("select[name=kind]").select_option("irccs")
    page.locator("select[name=territory]").select_option("ITC4C")
    page.locator("main").get_by_role("button", name=words["show"]).click()
    rows = page.locator("main table a")
    expect(rows.nth(9)).to_be_attached()
    expect(page.locator("main svg a")).not_to_have_count(0)
    rows.first.click()
    expect(page).to_have_url(re.compile(re.escape("/organisation/")))


@LANGUAGES
def test_the_brochure_as_pdf(home_page: Callable[[str], Any], language: str) -> None:
    page, words = home_page(language), WORDS[language]
    link = page.get_by_role("link", name=words["brochure"]).first.get_attribute("href")
    answer = page.request.get(page.url.rstrip("/").rsplit("/", 1)[0] + str(link))
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


@LANGUAGES
def test_the_data_as_csv(home_page: Callable[[str], Any], language: str) -> None:
    page, words = home_page(language), WORDS[language]
    page.get_by_role("contentinfo").get_by_role("link", name=words["data"], exact=True).click()
    link = page.locator("main a[href$='.csv']").first.get_attribute("href")
    answer = page.request.get(page.url.partition(f"/{language}/")[0] + str(link))
    assert answer.ok
    assert len(list(csv.DictReader(io.StringIO(answer.text())))) > 50


@LANGUAGES
def test_a_report_that_survives_a_rebuild(home_page: Callable[[str], Any], hub: Served, language: str) -> None:
    page, words = home_page(language), WORDS[language]
    page.locator(".card-figure a").first.click()
    page.get_by_role("link", name=words["report"]).click()
    page.get_by_label(words["wrong"]).check()
    page.locator("textarea").fill(f"Seen on a first visit, in {language}.")
    page.get_by_role("button", name=words["send"]).click()
    page.get_by_role("heading", name=words["thanks"]).wait_for()
    receipt = page.url
    told(hub.home, "build", "lombardia")
    assert f"Seen on a first visit, in {language}." in told(hub.home, "contributions", "list")
    page.goto(receipt)
    expect(page.get_by_text(f"Seen on a first visit, in {language}.")).to_be_visible()
