"""Where records name an organisation, as pages and the API tell it: over invented trials and participants."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.built_homes import BuiltHomes

DALT, PLA = "organisation/hospital-dalt", "organisation/hospital-pla"


@pytest.fixture(scope="module")
def linking_home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_homes.linking(tmp_path_factory.mktemp("records"))


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], linking_home: Path) -> Any:
    return open_portal(linking_home)


def section(response: Any) -> Any:
    (found,) = html.fromstring(response.content).xpath("//section[@aria-labelledby='involvement-title']")
    return found


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_each_topic_has_its_records_its_scores_and_what_is_not_covered(portal: Any) -> None:
    found = section(portal.get(f"/en/{DALT}/"))
    hosted = words(found.get_element_by_id("records-hosted"))
    for told in ("T1", "Invented trial one", "Department of Invented Medicine", "October 12, 2020"):
        assert told in hosted
    assert "What it does not cover: All other trials." in hosted
    (reason,) = found.xpath(".//div[@id='records-participations']//details[@class='how-sure']")
    assert words(reason) == "linked, 1.00code asv:H01"
    told = words(found.get_element_by_id("records-participations"))
    assert "1,234,567 euro (2017-07)" in told and "7 projects (2017-07)" in told
    assert "Its records name no organisations. What it does not cover: The participants." in told


def test_the_same_in_another_language_with_its_numbers(portal: Any) -> None:
    found = words(section(portal.get(f"/ca/{DALT}/")))
    for told in ("On els registres l'anomenen", "1.234.567 euros (2017-07)", "enllaçat, 1,00", "Tots els altres."):
        assert told in found


def test_nothing_found_is_never_told_as_zero(portal: Any) -> None:
    found = section(portal.get(f"/en/{PLA}/"))
    summary = words(found.find(".//dl"))
    assert summary.count("none in the files held; they do not cover all") == 3
    assert not re.search(r"\b0\b", summary)
    hosted = found.get_element_by_id("records-hosted")
    assert "The files held show none. They cover only what follows." in words(hosted)
    assert hosted.xpath(".//details[@open]"), "what was looked through stands open"


def test_names_and_found_codes_stand_with_their_source(portal: Any) -> None:
    page = html.fromstring(portal.get(f"/en/{DALT}/").content)
    (names,) = page.xpath("//ul[@class='also-called']")
    told = words(names)
    assert "Upper County Hospital name in English: Agència de Salut de Vallclara, 2023" in told
    assert "Hospital Vell de Dalt former name" in told
    (codes,) = page.xpath("//section[@aria-labelledby='codes-title']")
    assert "invented participant code901 linked, 1.00code asv:H01" in words(codes)


def test_without_snapshots_the_page_says_why_there_is_nothing(exemple: Any) -> None:
    assert "built without snapshots" in words(section(exemple.get(f"/en/{DALT}/")))


def test_programs_get_every_link_with_score_reason_and_terms(portal: Any) -> None:
    whole = portal.get(f"/api/v1/organisations/{DALT.partition('/')[2]}").json()
    topics = {each["topic"]: each for each in whole["records"]}
    assert topics["hosted"]["records"] == 3 and topics["sponsored"]["records"] == 1
    assert topics["hosted"]["looked_through"][0]["lacks"]["en"] == "All other trials."
    listed = portal.get(whole["links"]).json()
    assert listed["count"] == 6
    by_role = {each["role"]: each for each in listed["results"]}
    assert by_role["participant"]["counts"][0]["value"] == 7
    assert by_role["participant"]["reuse"]["basis"] == "not passed on"
    assert by_role["sponsor"]["record_title"] == "Invented trial one"
    assert all(each["reason"] and each["method"] and each["score"] for each in listed["results"])


def test_links_are_filtered_and_slips_are_told(portal: Any) -> None:
    address = f"/api/v1/organisations/{DALT.partition('/')[2]}/links"
    assert portal.get(f"{address}?dataset=participants").json()["count"] == 1
    assert portal.get(f"{address}?tier=ask").json()["count"] == 0
    assert portal.get(f"{address}?tier=perhaps").status_code == 400
    assert portal.get("/api/v1/organisations/nobody/links").status_code == 404
