"""The plan in the portal: each page in each language, who takes part, sources, links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from syrupy.assertion import SnapshotAssertion

from filiera.evidence import Evidence
from filiera.pack.skeleton import write_skeleton
from filiera.services.build import build
from filiera.services.plan import programmes
from tests.portal.test_snapshots import skeleton

LANGUAGES = {"exemple": ("ca", "en"), "lombardia": ("it", "en")}
PLACES = [(pack, language) for pack, languages in LANGUAGES.items() for language in languages]


def page_of(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def words_of(part: Any) -> str:
    text = part.text_content() if hasattr(part, "text_content") else page_of(part).text_content()
    return " ".join(text.split())


@pytest.fixture
def portals(open_portal: Callable[[Path], Any], homes: dict[str, Path]) -> Callable[[str], Any]:
    return lambda pack: open_portal(homes[pack])


def paths_of(home: Path) -> list[str]:
    with Evidence.open(home) as evidence:
        lines = [line.id for programme in programmes(evidence) for line in programme.lines_of_action]
    return ["plan/", *(f"plan/{line}/" for line in lines)]


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_each_page_is_there_whole_in_each_language(
    portals: Any, homes: dict[str, Path], pack: str, language: str
) -> None:
    portal, paths = portals(pack), paths_of(homes[pack])
    assert len(paths) == {"exemple": 3, "lombardia": 8}[pack]
    for path in paths:
        response = portal.get(f"/{language}/{path}")
        assert response.status_code == 200, path
        page = page_of(response)
        assert page.get("lang") == language
        assert len(page.findall(".//h1")) == 1
        assert page.xpath("//nav[contains(@class, 'trail')]//li[@aria-current='page']")
        assert "None" not in words_of(response)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert page.xpath("//style | //script[not(@src)] | //@style") == []
        assert not re.search(r"\{\{|\{%|&amp;nbsp", response.content.decode())


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_every_link_of_the_plan_leads_somewhere(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    portal = portals(pack)
    links = {
        (path, link)
        for path in paths_of(homes[pack])
        for link in page_of(portal.get(f"/{language}/{path}")).xpath("//a/@href")
        if link.startswith("/")
    }
    answers: dict[str, Any] = {}
    for path, link in sorted(links):
        address, _, fragment = link.partition("#")
        if address not in answers:
            answers[address] = portal.get(address)
        assert answers[address].status_code == 200, (path, link)
        if fragment:
            assert page_of(answers[address]).xpath("//*[@id=$name]", name=fragment), (path, link)


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_the_header_leads_to_the_plan_and_says_when_one_is_there(portals: Any, pack: str, language: str) -> None:
    portal = portals(pack)
    entry = f"//nav[@class='top__nav']//a[@href='/{language}/plan/']"
    assert page_of(portal.get(f"/{language}/ledger/")).xpath(f"{entry}/@aria-current") == []
    plan = page_of(portal.get(f"/{language}/plan/"))
    assert plan.xpath(f"{entry}/@aria-current") == ["page"]
    line = plan.xpath("//ul[@class='plan-lines']//a/@href")[0]
    assert page_of(portal.get(line)).xpath(f"{entry}/@aria-current") == ["true"]
    assert page_of(portal.get(line)).xpath("//nav[contains(@class, 'trail')]//a/@href")[-1] == f"/{language}/plan/"


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_every_statement_names_its_lines(portals: Any, homes: dict[str, Path], pack: str, language: str) -> None:
    portal = portals(pack)
    with Evidence.open(homes[pack]) as evidence:
        found = programmes(evidence)
    for programme in found:
        pages = [(f"/{language}/plan/", programme.statements)]
        pages += [(f"/{language}/plan/{line.id}/", line.statements) for line in programme.lines_of_action]
        for path, statements in pages:
            words = words_of(page_of(portal.get(path)).find(".//main"))
            for statement in statements:
                lines = ", ".join(map(str, statement.lines))
                told = re.escape(" ".join(statement.text[language].split()))
                assert re.search(rf"{told}\s*\w+ {lines}\b", words), (path, statement.text[language])


def test_a_figure_that_bears_shows_value_year_mark_and_source(exemple: Any) -> None:
    cards = page_of(exemple.get("/en/plan/care-close-to-home/")).xpath("//li[@class='card-figure']")
    assert [words_of(card) for card in cards] == [
        "52,300 Remote visits Vallclara · 2022 Agència de Salut de Vallclara, 2023 unchecked",
        "1,240 Hospital beds Vallclara · 2022 Agència de Salut de Vallclara, 2023 does not reconcile",
        "40,100 Remote visits Vallclara · 2021 Diari de Vallclara, 2023 for comparison",
    ]
    assert cards[1].xpath(".//a[contains(@class, 'seal')]/@href") == ["/en/claim/beds/#findings"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("it", ("Area Life Science", "guida la linea", "Area Industria, Energia e Innovazione", "riga 551")),
        ("en", ("Area Life Science", "leads the line", "Area Industria, Energia e Innovazione", "line 551")),
    ],
)
def test_who_takes_part_in_digital_evolution(lombardia: Any, language: str, told: tuple[str, ...]) -> None:
    page = page_of(lombardia.get(f"/{language}/plan/digital-evolution/"))
    who = words_of(page.xpath("//section[@aria-labelledby='who-title']")[0])
    for words in told:
        assert words in who
    cards = [words_of(card) for card in page.xpath("//li[@class='plan-card']//h3")]
    assert cards == ["Digital Health Revolution", "Gruppo di Lavoro Digital Health", "Life Science Digital Evolution"]


def test_lines_of_action_follow_one_another(lombardia: Any) -> None:
    seen, path = [], "/en/plan/market-access/"
    while path:
        seen.append(path.split("/")[-2])
        page = page_of(lombardia.get(path))
        path = next(iter(page.xpath("//a[@class='plan-turn__on']/@href")), "")
    assert seen == [
        path.split("/")[-2] for path in page_of(lombardia.get("/en/plan/")).xpath("//ul[@class='plan-lines']//a/@href")
    ]
    assert len(seen) == 7


@pytest.mark.parametrize("path", ["plan/no-such-line/", "plan/..%2f..%2fetc/", "plan/market-access/more/"])
def test_an_unknown_line_is_not_found(lombardia: Any, path: str) -> None:
    response = lombardia.get(f"/en/{path}")
    assert response.status_code == 404
    assert page_of(response).findtext(".//h1") == "Nothing lies at this address"


def test_a_hub_without_a_plan_says_so_and_does_not_lead_there(
    open_portal: Callable[[Path], Any], tmp_path: Path
) -> None:
    write_skeleton(tmp_path / "mine", "XX1", ["en"])
    build(tmp_path / "mine", tmp_path / "home")
    portal = open_portal(tmp_path / "home")
    assert "/en/plan/" not in page_of(portal.get("/en/")).xpath("//nav//a/@href")
    response = portal.get("/en/plan/")
    assert response.status_code == 200
    assert page_of(response).findtext(".//h1") == "This hub has no plan yet"


@pytest.mark.parametrize("path", ["en/plan/", "ca/plan/care-close-to-home/"])
def test_a_page_of_the_plan_stays_as_it_is(exemple: Any, snapshot: SnapshotAssertion, path: str) -> None:
    assert skeleton(exemple.get(f"/{path}")) == snapshot
