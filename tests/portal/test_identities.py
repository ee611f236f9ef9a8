"""An address that was given up leads on, and the page that it leads to says why."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

OLD, NEW = "hospital-comarcal-dalt", "hospital-dalt"


@pytest.mark.parametrize("language", ["ca", "en"])
def test_an_address_that_was_given_up_leads_to_where_the_page_says_why(exemple: Any, language: str) -> None:
    response = exemple.get(f"/{language}/organisation/{OLD}/")
    assert response.status_code == 301
    path, _, fragment = response["Location"].partition("#")
    assert path == f"/{language}/organisation/{NEW}/"
    page = html.fromstring(exemple.get(path).content.decode())
    (section,) = page.xpath(f"//*[@id='{fragment}']")
    told = " ".join(section.text_content().split())
    assert f"organisation/{OLD}" in told
    assert "The same hospital under its older name" in told
    assert "2024" in told


def test_an_address_as_it_was_cited_leads_there_too(exemple: Any) -> None:
    response = exemple.get(f"/organisation/{OLD}", HTTP_ACCEPT_LANGUAGE="ca", follow=True)
    assert [status for _, status in response.redirect_chain] == [302, 301]
    assert response.status_code == 200
    assert exemple.get(f"/ca/organisation/{OLD}.jsonld")["Location"] == f"/ca/organisation/{NEW}.jsonld"


def test_programs_are_told_where_it_leads_and_why(exemple: Any) -> None:
    response = exemple.get(f"/api/v1/organisations/{OLD}")
    assert response.status_code == 301
    assert response["Location"] == f"/api/v1/organisations/{NEW}"
    told = response.json()
    assert f"organisation/{OLD} → organisation/{NEW}" in told["detail"]
    assert "The same hospital under its older name" in told["detail"]
    found = exemple.get(response["Location"]).json()
    assert [each["address"] for each in found["earlier_addresses"]] == [f"organisation/{OLD}"]


def test_relations_with_dates_are_told_from_both_sides(exemple: Any) -> None:
    def relations(id: str) -> str:
        page = html.fromstring(exemple.get(f"/en/organisation/{id}/").content.decode())
        (section,) = page.xpath("//section[@aria-labelledby='dated-title']")
        return " ".join(section.text_content().split())

    assert "Member of Hospital del Riu, since 2019" in relations("cap-pont")
    assert "Has the member CAP del Pont, since 2019" in relations("hospital-riu")
    assert "Invented network of care" in relations("cap-pont")


def test_an_organisation_without_a_past_shows_none(exemple: Any) -> None:
    page = html.fromstring(exemple.get("/en/organisation/hospital-pla/").content.decode())
    assert not page.xpath("//*[@id='earlier']")
    assert not page.xpath("//section[@aria-labelledby='dated-title']")
