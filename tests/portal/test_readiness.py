"""Digital readiness on pages: every question is shown, answering needs no account, nothing is stored or set."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from lxml import html

from tests.built_homes import BuiltHomes

PLACES = [("exemple", "ca"), ("exemple", "en"), ("lombardia", "it"), ("lombardia", "en")]


def page_of(response: Any) -> Any:
    return html.fromstring(response.content)


def words_of(part: Any) -> str:
    return " ".join(part.text_content().split())


def carried(response: Any) -> str:
    return str(page_of(response).xpath("//input[@name='answers']/@value")[0])


def post(client: Any, step: int, answers: str = "", language: str = "en", id: str = "care-sites", **fields: str) -> Any:
    sent = {"step": str(step), "answers": answers, "go": "on"} | {f"q-{key}": value for key, value in fields.items()}
    return client.post(f"/{language}/readiness/{id}/try/", sent)


@pytest.fixture
def portals(open_portal: Any, homes: dict[str, Path]) -> Any:
    return lambda name: open_portal(homes[name])


@pytest.mark.parametrize(("pack", "language"), PLACES)
def test_each_page_is_there_whole_in_each_language(portals: Any, pack: str, language: str) -> None:
    client = portals(pack)
    index = client.get(f"/{language}/readiness/")
    paths = [f"/{language}/readiness/", f"/{language}/readiness/method/"]
    paths += page_of(index).xpath("//ul[@class='instruments']//a/@href")
    assert len(paths) > 3
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "{{" not in words_of(page_of(response)), path


def test_every_question_stands_on_the_page_of_its_questionnaire(lombardia: Any) -> None:
    from filiera.pack import read_pack

    for told in read_pack("lombardia").questionnaires.values():
        text = words_of(page_of(lombardia.get(f"/it/readiness/{told.id}/")))
        for dimension in told.dimensions:
            for question in dimension.questions:
                for said in (question.asks, question.evidence, *question.levels):
                    assert " ".join(said["it"].split()) in text


def test_the_instrument_is_called_aligned_and_never_the_official_one(lombardia: Any) -> None:
    text = words_of(page_of(lombardia.get("/en/readiness/companies/")))
    assert "Aligned with: Digital Maturity Assessment" in text
    assert "a score from here cannot be compared with one from there" in text.lower()


def test_answers_travel_from_page_to_page_to_a_result(exemple: Any) -> None:
    """By hand: records (1/2 · 1 + 3/3 · 2) / 3 = 83; staff 0, and its second question does not count then."""
    first = exemple.get("/en/readiness/care-sites/try/")
    assert words_of(page_of(first).xpath("//h1")[0]) == "About the organisation"
    second = post(exemple, 0, size="few")
    assert words_of(page_of(second).xpath("//h1")[0]) == "Records"
    third = post(exemple, 1, carried(second), keeping="1", sharing="3")
    assert parse_qs(carried(third)) == {"size": ["few"], "keeping": ["1"], "sharing": ["3"]}
    last = post(exemple, 2, carried(third), courses="0")
    assert last.status_code == 200
    scores = [words_of(each) for each in page_of(last).xpath("//p[@class='sides__score']")]
    assert scores == ["83 of 100 · Well on the way", "0 of 100 · At the beginning"]
    text = words_of(page_of(last))
    assert "Not enough peers yet." in text
    assert "With other weights (half or double):" in text
    assert "Other weights (half or double) would change nothing." in text
    assert "Open the courses to everybody" in text
    assert "Turn paper into files" not in text
    for response in (first, second, third, last):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


def test_going_back_keeps_what_was_answered_and_leaving_open_takes_it_back(exemple: Any) -> None:
    answers = urlencode({"keeping": 1, "courses": 2})
    sent = {"step": "2", "answers": answers, "go": "back", "q-courses": "1"}
    back = exemple.post("/en/readiness/care-sites/try/", sent)
    assert words_of(page_of(back).xpath("//h1")[0]) == "Records"
    assert parse_qs(carried(back)) == {"keeping": ["1"], "courses": ["1"]}
    assert page_of(back).xpath("//input[@id='keeping-1']/@checked")
    opened = post(exemple, 1, carried(back), keeping="")
    assert parse_qs(carried(opened)) == {"courses": ["1"]}


def test_what_is_open_shows_how_far_the_score_can_still_move(exemple: Any) -> None:
    text = words_of(page_of(post(exemple, 2, urlencode({"keeping": 2}))))
    assert "With 1 question open it can come to lie between 33 and 100." in text
    assert "nothing answered yet" in text


@pytest.mark.parametrize(
    "sent",
    [
        {"step": "1", "q-keeping": "9"},
        {"step": "1", "q-keeping": "-1"},
        {"step": "1", "q-keeping": "<script>"},
        {"step": "1", "q-keeping": "٢"},
        {"step": "0", "q-size": "huge"},
        {"step": "99"},
        {"step": "-1"},
        {"step": "one"},
        {"step": "1", "answers": "other=1"},
        {"step": "1", "answers": "keeping=two"},
        {"step": "1", "answers": "keeping=1&" * 1000},
        {"step": "1", "answers": "size=\x00"},
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(exemple: Any, sent: dict[str, str]) -> None:
    response = exemple.post("/en/readiness/care-sites/try/", sent)
    assert response.status_code == 422
    assert "Nothing was stored" in words_of(page_of(response))


def test_nothing_is_stored(open_portal: Any, built_homes: BuiltHomes, tmp_path: Path) -> None:
    client = open_portal(built_homes.copy("exemple", tmp_path))
    assert post(client, 2, urlencode({"keeping": 2, "courses": 1})).status_code == 200
    assert not (tmp_path / "contributions").exists()


@pytest.mark.parametrize("path", ["readiness/none/", "readiness/none/try/", "readiness/care-sites/try/more/"])
def test_an_unknown_questionnaire_is_not_found(exemple: Any, path: str) -> None:
    assert exemple.get(f"/en/{path}").status_code == 404


def test_the_plan_and_the_home_page_lead_there(lombardia: Any) -> None:
    for path in ("/it/", "/it/plan/digital-evolution/"):
        assert "/it/readiness/" in page_of(lombardia.get(path)).xpath("//main//a/@href")


def test_the_map_of_the_site_lists_the_questionnaires(exemple: Any) -> None:
    body = exemple.get("/sitemap.xml").content.decode()
    assert "/ca/readiness/care-sites/" in body
    assert "/try/" not in body


def test_the_method_page_tells_the_reliability_found_so_far(
    open_portal: Any, built_homes: BuiltHomes, tmp_path: Path
) -> None:
    """Published figures put straight into the table of a folder of this test alone."""
    from filiera.contributions import peer_blocks
    from filiera.contributions.database import opened
    from tests.services.test_readiness import NOW

    client = open_portal(built_homes.copy("exemple", tmp_path))
    assert "Not known yet" in words_of(page_of(client.get("/en/readiness/method/")))
    found = {"alpha": 0.71, "low": 0.5, "high": 0.84, "deviation": 20.0, "answered_by": 30}
    with opened(tmp_path):
        peer_blocks.release("care-sites", "2", {"records": found | {"item_total": {"keeping": 0.6}}}, NOW)
    told = words_of(page_of(client.get("/en/readiness/method/?now")))
    assert "0.71 (95%: 0.5 to 0.84)" in told
    assert "Where are the records? 0.6" in told


def test_peers_are_shown_once_there_are_enough(open_portal: Any, built_homes: BuiltHomes, tmp_path: Path) -> None:
    """Synthetic peers in a folder of this test alone."""
    from filiera.evidence import Evidence
    from filiera.services.readiness_peers import make_blocks
    from tests.services.test_readiness import NOW, many

    client = open_portal(built_homes.copy("exemple", tmp_path))
    answers = urlencode({"size": "few", "keeping": 1, "sharing": 1})
    many(tmp_path, 5)
    with Evidence.open(tmp_path) as evidence:
        make_blocks(tmp_path, evidence, now=NOW)
    assert "The mean of 5 peers is about" in words_of(page_of(post(client, 2, answers)))
    many(tmp_path, 200, begun=5)
    with Evidence.open(tmp_path) as evidence:
        make_blocks(tmp_path, evidence, now=NOW)
    assert "Among 205 peers" in words_of(page_of(post(client, 2, answers)))
