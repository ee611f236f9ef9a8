"""Content in the hands of editors: proposed, shown with its difference, approved by another, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.portal.packs import copy_of_exemple
from tests.portal.signed_in import sign_in

CONTENT = "/en/account/editors/content/"
FIELD = f"{CONTENT}claim/beds/field/wording.en/"
NEW = "Vallclara counts {value} beds."


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_of_exemple(tmp_path / "packs")
    monkeypatch.setenv("FILIERA_PACKS", str(tmp_path / "packs"))
    return folder


@pytest.fixture
def home(pack: Path, tmp_path: Path) -> Path:
    from filiera.services.build import build

    build(pack, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def anna(open_portal: Callable[[Path], Any], home: Path) -> Any:
    return sign_in(open_portal(home), home, "anna@example.org", "editor")


@pytest.fixture
def bruna(open_portal: Callable[[Path], Any], home: Path) -> Any:
    return sign_in(open_portal(home), home, "bruna@example.org", "editor")


def hidden(page: str) -> dict[str, str]:
    return {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    }


def proposed(editor: Any, path: str = FIELD, **answers: str) -> Any:
    form = hidden(editor.get(path).content.decode())
    return editor.post(path, {**form, "value": NEW, "reason": "Clearer so.", "source": "", **answers})


def said(editor: Any, number: int, word: str, **more: str) -> Any:
    path = f"/en/account/editors/changes/{number}/"
    return editor.post(path, {**hidden(editor.get(path).content.decode()), "word": word, **more})


def changes(home: Path) -> list[Any]:
    from filiera.services.governance import list_changes

    return list_changes(home, 1)


def test_a_change_is_proposed_approved_by_another_and_shown(anna: Any, bruna: Any, home: Path) -> None:
    answer = proposed(anna)
    assert answer.status_code == 302
    page = anna.get(answer["Location"]).content.decode()
    assert "<del>Vallclara <strong>has</strong> {value} beds.</del>" in page, "word by word"
    assert "<ins>Vallclara <strong>counts</strong> {value} beds.</ins>" in page
    assert "It is your own: another editor approves it." in page
    assert 'value="approve"' not in page
    assert said(anna, 1, "approve").status_code == 409, "nobody approves a change of their own"
    assert re.search(r"Changes of content to approve</a></h2>\s*<p class=\"desk__count\">1<", desk(bruna))
    assert said(bruna, 1, "approve").status_code == 302
    assert changes(home)[0].state == "approved"
    record = anna.get(f"{CONTENT}claim/beds/").content.decode()
    assert NEW in record and "approved, not in the pack yet" in record
    assert "Vallclara has" in anna.get("/en/claim/beds/").content.decode(), "pages wait for the build"


def desk(editor: Any) -> str:
    return str(editor.get("/en/account/editors/").content.decode())


def test_a_change_is_taken_back_with_a_reason(anna: Any, bruna: Any, home: Path) -> None:
    proposed(anna)
    said(bruna, 1, "approve")
    assert said(anna, 1, "revert").status_code == 409, "a reason is asked for"
    assert said(anna, 1, "revert", note="It was fine.").status_code == 302
    assert [change.state for change in changes(home)] == ["approved", "proposed"]
    page = anna.get("/en/account/editors/changes/1/").content.decode()
    assert "Taken back by" in page
    assert said(bruna, 2, "refuse", note="Keep it.").status_code == 302
    assert "Keep it." in anna.get("/en/account/editors/changes/2/").content.decode()


def test_the_author_withdraws(anna: Any, bruna: Any, home: Path) -> None:
    proposed(anna)
    path = "/en/account/editors/changes/1/"
    shown = hidden(bruna.get(path).content.decode())
    assert said(anna, 1, "refuse").status_code == 302
    assert changes(home)[0].state == "withdrawn"
    late = bruna.post(path, {**shown, "word": "approve"})
    assert late.status_code == 409 and "was settled meanwhile" in late.content.decode()


def test_what_does_not_fit_is_said_and_nothing_is_lost(anna: Any, home: Path) -> None:
    answer = proposed(anna, value="No number here, my dear.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "does not hold {value}" in page and "No number here, my dear." in page
    assert not changes(home)


def test_the_second_of_two_is_told(anna: Any, bruna: Any, home: Path) -> None:
    form = hidden(bruna.get(FIELD).content.decode())
    proposed(anna)
    late = bruna.post(FIELD, {**form, "value": "All of Vallclara has {value} beds.", "reason": "So."})
    assert late.status_code == 409 and "waits already" in late.content.decode()
    said(bruna, 1, "approve")
    later = bruna.post(FIELD, {**form, "value": "All of Vallclara has {value} beds.", "reason": "So."})
    assert later.status_code == 409 and "says something else by now" in later.content.decode()
    assert len(changes(home)) == 1


def test_sent_twice_is_one(anna: Any, home: Path) -> None:
    answers = {**hidden(anna.get(FIELD).content.decode()), "value": NEW, "reason": "Clearer so."}
    assert [anna.post(FIELD, answers)["Location"] for _ in range(2)] == [
        "/en/account/editors/changes/1/?done=proposed"
    ] * 2
    assert len(changes(home)) == 1


@pytest.mark.parametrize(
    ("path", "answers", "status"),
    [
        (FIELD, {"reason": ""}, 422),
        (FIELD, {"value": "x" * 20_001}, 422),
        (FIELD, {"value": "null \x00 {value} beds"}, 422),
        (FIELD, {"reason": "turned \u202e round"}, 422),
        (FIELD, {"form": "../../etc"}, 422),
        (FIELD, {"was": "maybe"}, 422),
        (FIELD, {"seen": "Something else"}, 409),
        (f"{CONTENT}observation/beds-2018/field/value/", {"value": "1181", "source": ""}, 422),
        (f"{CONTENT}organisation/hospital-dalt/field/name/", {"value": "=1+1", "source": "s"}, 422),
    ],
)
def test_tampered_forms_are_stored_nowhere(
    anna: Any, home: Path, path: str, answers: dict[str, str], status: int
) -> None:
    assert proposed(anna, path, **answers).status_code == status
    assert not changes(home)


def test_html_in_a_change_is_shown_never_obeyed(anna: Any) -> None:
    answer = proposed(anna, reason="<script>alert(1)</script>", value="Vallclara <b>has</b> {value} beds.")
    page = anna.get(answer["Location"]).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "&lt;b&gt;" in page


@pytest.mark.parametrize(
    "path",
    ["palace/beds/", "claim/nobody/", "claim/../../etc/passwd/", "claim/beds/field/value/", "text/none.en/field/page/"],
)
def test_what_is_not_there(anna: Any, path: str) -> None:
    assert anna.get(CONTENT + path).status_code == 404


def test_all_kinds_of_records_open(anna: Any, pack: Path) -> None:
    from urllib.parse import quote

    from filiera.services.content import KINDS, pack_in_use

    held = pack_in_use(pack)
    opened = 0
    for kind, known in KINDS.items():
        for key in list(getattr(held, known.table))[:2]:
            page = anna.get(f"{CONTENT}{kind}/{quote(key)}/")
            assert page.status_code == 200, (kind, key)
            for field in re.findall(r'href="([^"]+/field/[^"]+)"', page.content.decode()):
                assert anna.get(unescape(field)).status_code == 200, field
                opened += 1
    assert opened > 30


def test_a_page_text_of_several_paragraphs_survives_the_form(anna: Any, home: Path) -> None:
    path = f"{CONTENT}text/care.en/field/page/"
    value = unescape(hidden(anna.get(path).content.decode())["seen"])
    assert proposed(anna, path, value=value.replace("\n", "\r\n")).status_code == 409, "that changes nothing"
    changed = value.replace("An older report", "An earlier report")
    assert proposed(anna, path, value=changed.replace("\n", "\r\n")).status_code == 302
    assert changes(home)[0].new == changed


def test_history_is_filtered(anna: Any) -> None:
    proposed(anna)
    listed = "/en/account/editors/changes/"
    assert "1. Claim" in anna.get(f"{listed}?on=beds&by=account&state=proposed").content.decode()
    assert "No change answers" in anna.get(f"{listed}?state=exported").content.decode()
    assert anna.get(f"{listed}?state=done").status_code == 400
    assert anna.get(f"{listed}99/").status_code == 404
    assert "Els canvis" not in anna.get("/ca/account/editors/changes/").content.decode()
    assert "Canvis de contingut" in anna.get("/ca/account/editors/changes/").content.decode()


def test_things_are_looked_for(anna: Any) -> None:
    page = anna.get(f"{CONTENT}?q=hospital").content.decode()
    assert f"{CONTENT}organisation/" in page
    assert anna.get(f"{CONTENT}?q={'x' * 3000}").status_code == 200


def test_without_the_packs_files_it_is_said(anna: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILIERA_PACKS", str(tmp_path))
    answer = anna.get(f"{CONTENT}claim/beds/")
    assert answer.status_code == 503
    assert "FILIERA_PACKS" in answer.content.decode()
