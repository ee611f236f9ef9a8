"""Doubtful identities in the hands of editors: side by side, judged, taken back, and one store with the commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.evidence import Evidence
from filiera.registry.decisions import file_of, read_decisions
from filiera.services.doubtful_names import code_of, doubtful_name, doubtful_names
from tests.linked_home import linked_home
from tests.portal.signed_in import sign_in

QUEUE = "/en/account/editors/identities/"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return linked_home(tmp_path)


@pytest.fixture
def portal(open_portal: Callable[[Path], Any], home: Path) -> Any:
    return sign_in(open_portal(home), home, "editor@example.org", "editor")


@pytest.fixture
def code(home: Path) -> str:
    with Evidence.open(home) as evidence:
        return doubtful_names(evidence, home)[0][0]


def choices(page: str) -> list[str]:
    return re.findall(r'name="choice" value="([^"]+)"', page)


def judged(home: Path) -> list[Any]:
    return [line for line in read_decisions(home).lines if type(line).__name__ == "Judge"]


def test_a_name_stands_beside_whom_it_may_mean(portal: Any, home: Path, code: str) -> None:
    listed = portal.get(QUEUE).content.decode()
    assert f"{QUEUE}{code}/" in listed
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    with Evidence.open(home) as evidence:
        name = doubtful_name(evidence, home, code)
    assert name.candidates[0].view and name.candidates[0].view.name in page
    assert name.link.name in page
    assert len(choices(page)) == 3 * len(name.candidates)
    assert "counts from the next build" in listed
    for key in "123":
        assert f'accesskey="{key}"' in page


def test_a_word_is_written_to_the_store_of_the_commands(portal: Any, home: Path, code: str) -> None:
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    answer = portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[0], "reason": "same street", "signs": "Anna Bell"})
    assert answer.status_code == 302
    (line,) = judged(home)
    assert (line.verdict, line.reason) == ("positive", "same street")
    assert re.fullmatch(r"Anna Bell \(account/\d+\)", line.by)
    assert line.score is not None
    with Evidence.open(home) as evidence:
        waits = {each.address: each.waits for each in doubtful_name(evidence, home, code).candidates}
    assert waits[line.right] is False
    assert any(waits.values()), "the other candidate still waits: a name may mean several"
    again = portal.get(f"{QUEUE}{code}/").content.decode()
    assert "it means this one" in again and "Anna Bell" in again


def test_without_a_name_the_number_of_the_account_signs(portal: Any, home: Path, code: str) -> None:
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[1]})
    (line,) = judged(home)
    assert line.verdict == "negative"
    assert re.fullmatch(r"account/\d+", line.by)


def test_a_word_is_taken_back_by_a_new_one(portal: Any, home: Path, code: str) -> None:
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    answer = portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[0]})
    shown = portal.get(answer["Location"]).content.decode()
    (number,) = re.findall(r'name="line" value="(\d+)"', shown)
    assert portal.post(f"{QUEUE}{code}/undo/", {"line": number}).status_code == 302
    assert [line.verdict for line in judged(home)] == ["positive", "unsure"], "lines are only ever added"
    with Evidence.open(home) as evidence:
        assert code in [known for known, _links in doubtful_names(evidence, home)]
    assert portal.post(f"{QUEUE}{code}/undo/", {"line": number}).status_code == 409, "a line is taken back once"
    assert portal.post(f"{QUEUE}{code}/undo/", {"line": "99999"}).status_code == 404
    assert portal.post(f"{QUEUE}{code}/undo/", {"line": "one"}).status_code == 400


def test_what_held_before_holds_again(portal: Any, home: Path, code: str) -> None:
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[1]})
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    yes = next(choice for choice in choices(page) if choice.startswith("positive") and not choice.endswith(" 0"))
    answer = portal.post(f"{QUEUE}{code}/", {"choice": yes})
    number = re.search(r"done=(\d+)", answer["Location"])
    assert number
    portal.post(f"{QUEUE}{code}/undo/", {"line": number[1]})
    assert [line.verdict for line in judged(home)] == ["negative", "positive", "negative"]


def test_the_second_of_two_is_told_also_where_the_first_used_the_command(portal: Any, home: Path, code: str) -> None:
    from filiera.services.judging import Verdict, decide

    page = portal.get(f"{QUEUE}{code}/").content.decode()
    with Evidence.open(home) as evidence:
        name = doubtful_name(evidence, home, code)
        decide(evidence, home, name.mention, name.candidates[0].address, Verdict.NEGATIVE, by="Bruna")
    late = portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[0]})
    assert late.status_code == 409
    assert "Bruna has judged these two meanwhile" in late.content.decode()
    assert len(judged(home)) == 1


def test_the_same_word_sent_twice_is_one(portal: Any, home: Path, code: str) -> None:
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    for _ in range(2):
        assert portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[0], "reason": "r"}).status_code == 302
    assert len(judged(home)) == 1


def test_another_organisation_is_found_and_the_candidates_are_none(portal: Any, home: Path, code: str) -> None:
    with Evidence.open(home) as evidence:
        name = doubtful_name(evidence, home, code)
    known = {each.address for each in name.candidates}
    page = portal.get(f"{QUEUE}{code}/?q=Hospital").content.decode()
    others = [choice for choice in choices(page) if choice.startswith("instead")]
    assert others
    chosen = next((choice for choice in others if choice.split()[1] not in known), others[0])
    assert portal.post(f"{QUEUE}{code}/", {"choice": chosen}).status_code == 302
    said = {line.right if line.left == name.mention else line.left: line.verdict for line in judged(home)}
    assert said[chosen.split()[1]] == "positive"
    assert all(said[each.address] == "negative" for each in name.candidates if each.waits and each.address in said)


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({}, 422),
        ({"choice": "maybe organisation/hospital-dalt 0"}, 422),
        ({"choice": "positive organisation/../../etc 0"}, 422),
        ({"choice": "positive organisation/nobody-knows 0"}, 400),
        ({"choice": "positive organisation/hospital-dalt 0", "reason": "x" * 601}, 422),
        ({"choice": "positive organisation/hospital-dalt 0", "reason": "null \x00"}, 422),
        ({"choice": "positive organisation/hospital-dalt 0", "signs": "n" * 61}, 422),
        ({"choice": "positive organisation/hospital-dalt 0", "signs": "turned \u202e"}, 422),
    ],
)
def test_tampered_words_are_stored_nowhere(
    portal: Any, home: Path, code: str, answers: dict[str, str], status: int
) -> None:
    assert portal.post(f"{QUEUE}{code}/", answers).status_code == status
    assert not judged(home)


def test_a_name_that_nobody_doubts_is_not_there(portal: Any) -> None:
    assert portal.get(f"{QUEUE}{code_of('nobody||')}/").status_code == 404
    assert portal.get(f"{QUEUE}zz/").status_code == 404


def test_damaged_decisions_are_told_and_not_written_to(portal: Any, home: Path, code: str) -> None:
    page = portal.get(f"{QUEUE}{code}/").content.decode()
    portal.post(f"{QUEUE}{code}/", {"choice": choices(page)[2]})
    path = file_of(home)
    path.write_bytes(path.read_bytes().replace(b"unsure", b"negative"))
    assert portal.get(QUEUE).status_code == 503
    assert portal.get(f"{QUEUE}{code}/").status_code == 503
    assert "filiera doctor" in portal.get("/en/account/editors/").content.decode()


def test_names_are_looked_for(portal: Any, code: str) -> None:
    assert "No name answers" in portal.get(f"{QUEUE}?text=zzzzzz").content.decode()
    assert portal.get(f"{QUEUE}?text=dalt").status_code == 200
