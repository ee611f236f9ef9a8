"""The search page and the box in every header."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

HOSTILE = (
    '"', "'", "*", "NOT", "san AND", "NEAR(a b)", "title:x", "'; DROP TABLE entry; --", "\0", "%00", "\ud83d", "#1",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "{% load x %}", "../../etc",
    "hospital " * 1200, "x" * 10_000, "‮abc", "﷽" * 50,
)  # fmt: skip


def page_of(portal: Any, path: str, status: int = 200) -> Any:
    response = portal.get(path)
    assert response.status_code == status, path
    return html.fromstring(response.content.decode())


def titles(page: Any) -> list[str]:
    return [" ".join(title.text_content().split()) for title in page.xpath("//h2[contains(@class, 'result__title')]")]


@pytest.mark.parametrize("path", ["/ca/", "/en/ledger/", "/en/claim/beds/", "/ca/sources/", "/en/method/"])
def test_every_page_has_the_box(exemple: Any, path: str) -> None:
    page = page_of(exemple, path)
    (form,) = page.xpath("//form[@role='search'][contains(@action, '/search/')]")
    assert form.get("action") == f"/{path.split('/')[1]}/search/"
    assert form.get("method") == "get"
    (field,) = form.xpath(".//input[@name='q']")
    assert page.xpath(f"//label[@for='{field.get('id')}']")
    assert form.get("aria-label")


def test_results_lead_to_pages_that_are_there(exemple: Any) -> None:
    for asked in ("hospital", "agencia", "visites", "comarcal", "recerca"):
        page = page_of(exemple, f"/ca/search/?q={asked}")
        links = page.xpath("//h2[contains(@class, 'result__title')]/a/@href")
        assert links
        assert len(links) == len(titles(page))
        for link in links:
            assert exemple.get(link.partition("#")[0]).status_code == 200, link


def test_words_are_marked_and_slips_forgiven(exemple: Any) -> None:
    page = page_of(exemple, "/en/search/?q=hopsital+dalt")
    assert titles(page)[0] == "Hospital de Dalt"
    assert [mark.text for mark in page.xpath("(//h2[contains(@class, 'result__title')])[1]//mark")] == [
        "Hospital",
        "Dalt",
    ]
    assert "hospital dalt" in page.xpath("string(//p[@class='answer__note'])")


def test_a_kind_is_looked_at_alone(exemple: Any) -> None:
    every = page_of(exemple, "/en/search/?q=hospital")
    names = [link.text_content().split()[0] for link in every.xpath("//nav[@class='kinds']//a")]
    assert {"all", "organisations", "indicators"} <= set(names)
    only = page_of(exemple, "/en/search/?q=hospital&kind=organisation")
    assert all(kind.text.strip().startswith("organisation") for kind in only.xpath("//p[@class='result__kind']"))
    assert "organisations" in only.xpath("string(//nav[@class='kinds']//a[@aria-current])")
    assert only.xpath("//input[@name='kind']/@value") == ["organisation"]


def test_claims_carry_their_mark(lombardia: Any) -> None:
    page = page_of(lombardia, "/en/search/?q=posti+letto&kind=claim")
    assert len(page.xpath("//p[@class='result__mark']/a[contains(@class, 'seal')]")) == len(titles(page)) > 0


def test_without_a_question_there_are_examples_that_find_something(lombardia: Any) -> None:
    page = page_of(lombardia, "/it/search/")
    links = page.xpath("//section[@class='starts']//a/@href")
    assert len(links) == 3
    for link in links:
        assert titles(page_of(lombardia, link)), link


def test_nothing_found_says_what_to_do_next(lombardia: Any) -> None:
    page = page_of(lombardia, "/it/search/?q=qqqqxxxx")
    (empty,) = page.xpath("//div[@class='empty']")
    assert "«qqqqxxxx»" in empty.text_content()
    assert len(empty.xpath(".//a")) == 4
    meant = page_of(lombardia, "/it/search/?q=ghepatica")
    assert meant.xpath("//div[@class='empty']//a[text()='genetica']/@href") == ["/it/search/?q=genetica"]
    elsewhere = page_of(lombardia, "/it/search/?q=humanitas&kind=source")
    assert elsewhere.xpath("//div[@class='empty']//a[contains(@href, '?q=humanitas')]")


def test_results_come_in_pages(lombardia: Any) -> None:
    first = page_of(lombardia, "/it/search/?q=ospedale")
    (onward,) = first.xpath("//a[@rel='next']/@href")
    second = page_of(lombardia, onward)
    assert not set(first.xpath("//h2/a/@href")) & set(second.xpath("//h2/a/@href"))
    assert second.xpath("//a[@rel='prev']/@href") == ["/it/search/?q=ospedale"]
    assert "21–40" in second.xpath("string(//p[@role='status'])")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=0", 400), ("page=-1", 400), ("page=x", 400), ("page=99999999999999999999", 400), ("page=٣", 400),
        ("page=499", 404), ("kind=cat", 400), ("kind=%27%20OR%201=1", 400), ("page=", 400),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_has_a_helpful_page(exemple: Any, query: str, status: int) -> None:
    page = page_of(exemple, f"/en/search/?q=hospital&{query}", status)
    assert page.xpath("//h1")
    assert page.xpath("//main//a[@href]")


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:20]) for text in HOSTILE])
def test_any_text_gets_a_page(exemple: Any, text: str) -> None:
    asked = quote(text, errors="surrogatepass")
    response = exemple.get(f"/en/search/?q={asked}")
    assert response.status_code == 200
    body = response.content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "\0" not in body
    # Only the links of the language switch repeat the question whole.
    assert len(body) < 35_000 + 4 * len(response.wsgi_request.get_full_path())


def test_a_long_question_is_cut_and_that_is_said(exemple: Any) -> None:
    page = page_of(exemple, f"/en/search/?q={'hospital+' * 1000}")
    assert "only its first words were used" in page.text_content()
    assert titles(page)


def test_search_engines_keep_to_what_the_results_lead_to(exemple: Any) -> None:
    assert exemple.get("/en/search/?q=hospital")["X-Robots-Tag"] == "noindex"


def test_the_language_switch_keeps_the_question(exemple: Any) -> None:
    page = page_of(exemple, "/ca/search/?q=hospital&kind=organisation")
    links = page.xpath("//nav[@class='top__languages']//a/@href")
    assert links == ["/ca/search/?q=hospital&kind=organisation", "/en/search/?q=hospital&kind=organisation"]
