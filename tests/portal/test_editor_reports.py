"""Reports of errors in the hands of editors: what they see, their word, and who else may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.portal.packs import copy_of_exemple
from tests.portal.signed_in import PASSWORD, sign_in

TEXT = "The register says another <b>number</b>."
SAYS = {"says_en": "The total is being checked.", "says_ca": "Es revisa el total."}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_exemple(tmp_path / "packs")


@pytest.fixture
def home(pack: Path, tmp_path: Path) -> Path:
    from filiera.services.build import build

    build(pack, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], home: Path) -> Any:
    return open_portal(home)


@pytest.fixture
def report(portal: Any, home: Path) -> str:
    """The path of a report that a reader has sent."""
    page = portal.get("/en/report/claim/beds/").content.decode()
    (form,) = re.findall(r'name="form" value="([^"]+)"', page)
    answers = {"kind": "value", "text": TEXT, "source": "A register, 2024", "email": "reader@example.org", "form": form}
    assert portal.post("/en/report/claim/beds/", answers).status_code == 302
    return "/en/account/editors/reports/1/"


def state_of(page: str) -> str:
    (state,) = re.findall(r'name="state" value="([0-9a-f]{16})"', page)
    return str(state)


def answered(portal: Any, path: str, word: str, state: str | None = None, **says: str) -> Any:
    state = state or state_of(portal.get(path).content.decode())
    return portal.post(path, {"word": word, "state": state, **says})


def test_an_editor_sees_the_report_and_what_the_reader_saw(portal: Any, home: Path, report: str, pack: Path) -> None:
    from filiera.services.build import build

    sign_in(portal, home, "editor@example.org", "editor")
    page = portal.get(report).content.decode()
    assert "&lt;b&gt;number&lt;/b&gt;" in page, "what a sender wrote is shown, never obeyed"
    assert "reader@example.org" in page
    assert "It is the same as then." in page
    claims = next(path for path in (pack / "claims").glob("*.yml") if "{id: beds," in path.read_text("utf-8"))
    text = claims.read_text("utf-8")
    changed = re.sub(r"(id: beds, .*?value: )\"(\d+)\"", r'\1"99999"', text, count=1)
    changed = re.sub(r"(id: beds, .*?text: )\"([^\"]+)\"", r'\1"99999"', changed, count=1)
    assert changed != text
    claims.write_text(changed, "utf-8")
    build(pack, home)
    page = portal.get(report).content.decode()
    assert "It has changed since." in page
    assert "beside--moved" in page and "99,999" in page, "both values stand side by side"


def test_an_accepted_report_shows_on_its_page_and_is_put_back(portal: Any, home: Path, report: str, pack: Path) -> None:
    from filiera.services.build import build

    sign_in(portal, home, "editor@example.org", "editor")
    assert answered(portal, report, "accepted").status_code == 422, "readers of every language are told"
    assert answered(portal, report, "accepted", says_en=SAYS["says_en"]).status_code == 422
    assert answered(portal, report, "accepted", **SAYS).status_code == 302
    assert SAYS["says_en"] in portal.get("/en/claim/beds/").content.decode()
    manifest = pack / "pack.yml"
    manifest.write_text(manifest.read_text("utf-8").replace("Vallclara", "Vallclara nova", 1), "utf-8")
    build(pack, home)
    assert SAYS["says_en"] not in portal.get("/en/claim/beds/").content.decode()
    assert "Put back" in portal.get(report).content.decode()
    assert answered(portal, report, "accepted", **SAYS).status_code == 302
    assert SAYS["says_ca"] in portal.get("/ca/claim/beds/").content.decode()
    history = portal.get(report).content.decode()
    assert history.count("account/") >= 2


def test_the_second_of_two_editors_is_told(
    portal: Any, home: Path, report: str, open_portal: Callable[[Path], Any]
) -> None:
    from filiera.services.moderation import list_reports

    other = open_portal(home)
    sign_in(portal, home, "one@example.org", "editor")
    sign_in(other, home, "two@example.org", "editor")
    seen = state_of(portal.get(report).content.decode())
    assert answered(portal, report, "rejected", seen).status_code == 302
    late = answered(other, report, "accepted", seen, **SAYS)
    assert late.status_code == 409
    page = late.content.decode()
    assert "answered meanwhile" in page
    assert SAYS["says_en"] in page, "what was written is not lost"
    assert list_reports(home)[0].status == "rejected"
    assert answered(other, report, "accepted", state_of(page), **SAYS).status_code == 302, "having looked, it counts"
    assert list_reports(home)[0].status == "accepted"


def test_the_same_answer_sent_twice_is_one(portal: Any, home: Path, report: str) -> None:
    from filiera.services.moderation import list_reports
    from filiera.services.outcomes import outcomes

    sign_in(portal, home, "editor@example.org", "editor")
    seen = state_of(portal.get(report).content.decode())
    assert [answered(portal, report, "accepted", seen, **SAYS).status_code for _ in range(2)] == [302, 302]
    history = outcomes(home, list_reports(home))[1].history
    assert [step.action for step in history] == ["sent", "accepted"]


def test_erasing_needs_to_be_meant(portal: Any, home: Path, report: str) -> None:
    sign_in(portal, home, "editor@example.org", "editor")
    assert portal.post(f"{report}erase/").status_code == 400
    assert portal.post(f"{report}erase/", {"sure": "yes"}).status_code == 302
    page = portal.get(report).content.decode()
    assert "another" not in page and "reader@example.org" not in page
    assert "Erased on" in page


def test_the_list_is_filtered(portal: Any, home: Path, report: str) -> None:
    sign_in(portal, home, "editor@example.org", "editor")
    listed = "/en/account/editors/reports/"
    assert "claim/beds" in portal.get(listed).content.decode()
    assert "claim/beds" in portal.get(f"{listed}?status=new&kind=value&about=claim&address=BEDS").content.decode()
    assert "No report answers" in portal.get(f"{listed}?status=closed").content.decode()
    assert portal.get(f"{listed}?status=open").status_code == 400
    assert portal.get(f"{listed}?page=0").status_code == 400
    assert portal.get(f"{listed}?page=9").status_code == 200
    assert portal.get(f"{listed}?page={'9' * 30}").status_code == 400


@pytest.mark.parametrize(
    "answers",
    [
        {"word": "approved"},
        {"word": ""},
        {"word": "rejected", "state": "../../etc"},
        {"word": "accepted", "says_en": "x" * 601, "says_ca": "y"},
        {"word": "accepted", "says_en": "turned \u202e round", "says_ca": "y"},
        {"word": "accepted", "says_en": "null \x00", "says_ca": "y"},
    ],
)
def test_tampered_answers_are_stored_nowhere(portal: Any, home: Path, report: str, answers: dict[str, str]) -> None:
    from filiera.services.moderation import list_reports

    sign_in(portal, home, "editor@example.org", "editor")
    told = {"state": state_of(portal.get(report).content.decode()), **answers}
    assert portal.post(report, told).status_code == 422
    assert list_reports(home)[0].status == "new"


@pytest.mark.parametrize("number", ["2", "999999999999999999999999"])
def test_a_number_that_no_report_has(portal: Any, home: Path, report: str, number: str) -> None:
    sign_in(portal, home, "editor@example.org", "editor")
    assert portal.get(f"/en/account/editors/reports/{number}/").status_code == 404
    assert portal.post(f"/en/account/editors/reports/{number}/erase/", {"sure": "yes"}).status_code == 404


def test_the_desk_counts_what_waits(portal: Any, home: Path, report: str) -> None:
    sign_in(portal, home, "editor@example.org", "editor")
    page = portal.get("/en/account/editors/").content.decode()
    assert re.search(r"Reports of errors</a></h2>\s*<p class=\"desk__count\">1</p>", page)
    assert "The oldest has waited for" in page
    assert "Il tavolo" not in page and "La taula de redacció" in portal.get("/ca/account/editors/").content.decode()


def test_the_audit_log_is_filtered(portal: Any, home: Path, report: str) -> None:
    sign_in(portal, home, "editor@example.org", "editor")
    answered(portal, report, "rejected")
    sign_in(portal, home, "chief@example.org", "administrator")
    log = "/en/account/log/"
    asked = portal.get(log)
    assert asked.status_code == 302 and "/reauthenticate/" in asked["Location"], "who reads it shows who they are"
    assert portal.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    page = portal.get(log)
    assert page.status_code == 200
    assert "rejected" in page.content.decode()
    rows = lambda query: portal.get(f"{log}?{query}").content.decode().count("<tr><td>")  # noqa: E731
    assert rows("on=report/1") == 2
    assert rows("action=rejected&by=account/") == 1
    assert rows("since=2999-01-01") == 0
    assert portal.get(f"{log}?until=yesterday").status_code == 400
