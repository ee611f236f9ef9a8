"""What members follow: what counts as a change, and that each is told of it once, whatever ends the program."""

from __future__ import annotations

import email
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import AddressError, UnavailableError, UsageError
from filiera.services.build import build
from filiera.services.store import open_evidence
from tests.portal.packs import copy_of_exemple
from tests.services.speaking import DALT, NOW, PEOPLE, add_people, content, published

KEY, SITE = "k" * 40, "https://hub.example"


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(members_home: Path) -> Path:
    return members_home


@pytest.fixture
def people(home: Path) -> dict[str, int]:
    return add_people(home)


def follow(home: Path, account: int, address: str = "", language: str = "en", **asked: str) -> Any:
    from filiera.services.alerts import follow as begin
    from filiera.services.followed import subject_of_address, subject_of_question

    with open_evidence(home) as evidence:
        subject = subject_of_address(evidence, address)[0] if address else subject_of_question(evidence, asked)
        return begin(home, evidence, account, subject, name=address or "My question", language=language, now=NOW)


def notify(home: Path, *, dry_run: bool = False, now: Any = NOW) -> Any:
    from filiera.services.digest import notify as tell

    with open_evidence(home) as evidence:
        return tell(home, evidence, KEY, SITE, dry_run=dry_run, now=now)


def mails(home: Path) -> list[Any]:
    folder = home / "mail"
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    # Two that are written within a second may lie in one file.
    parts = [part for path in found for part in path.read_bytes().split(b"-" * 79)]
    return [email.message_from_bytes(part.lstrip()) for part in parts if part.strip()]


def text_of(mail: Any) -> str:
    return str(mail.get_payload(decode=True).decode())


def another_value(home: Path, folder: Path) -> tuple[str, str]:
    """A build in which the figure ``observation/beds-2018`` has another value; the two values."""
    folder.mkdir(exist_ok=True)
    pack = folder / "packs" / "exemple"
    if not pack.exists():
        copy_of_exemple(folder / "packs")
    for path in sorted((pack / "observations").glob("*.csv")):
        lines = path.read_text("utf-8").splitlines()
        at = next((n for n, line in enumerate(lines) if line.startswith("beds-2018,")), None)
        if at is not None:
            column = lines[0].split(",").index("value")
            cells = lines[at].split(",")
            old, new = cells[column], str(int(float(cells[column])) + 7)
            cells[column] = new
            lines[at] = ",".join(cells)
            path.write_text("\n".join(lines) + "\n", "utf-8")
            build(pack, home)
            return old, new
    raise AssertionError("the invented region has no beds of 2018")


def test_nothing_is_told_where_nothing_changed(home: Path, people: dict[str, int]) -> None:
    follow(home, people["ada"], "figure/hospital-beds")
    done = notify(home)
    assert (done.members, done.changes, done.digests, mails(home)) == (1, 0, 0, [])


def test_a_moved_value_is_told_once_from_old_to_new_with_its_address(
    home: Path, people: dict[str, int], tmp_path: Path
) -> None:
    follow(home, people["ada"], "observation/beds-2018")
    old, new = another_value(home, tmp_path)
    assert notify(home, dry_run=True).digests == 1
    assert mails(home) == [], "a dry run sends nothing"
    assert notify(home).sent == 1
    (mail,) = mails(home)
    assert mail["To"] == PEOPLE["ada"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    told = text_of(mail)
    digits = re.sub(r"[^\d→\n]", "", told)
    assert f"{int(float(old))}→{new}" in digits
    assert f"{SITE}/en/observation/beds-2018/" in told
    assert notify(home).digests == 0
    assert len(mails(home)) == 1


def test_without_agreement_there_is_a_feed_and_no_e_mail(home: Path, people: dict[str, int], tmp_path: Path) -> None:
    from filiera.services.alerts import changes_of

    mine = follow(home, people["zoe"], "observation/beds-2018")
    another_value(home, tmp_path)
    assert notify(home).digests == 0
    assert mails(home) == []
    assert [change.kind for change in changes_of(home, mine.id)] == ["moved"]


def test_the_e_mail_speaks_the_language_of_the_page(home: Path, people: dict[str, int], tmp_path: Path) -> None:
    follow(home, people["ada"], "observation/beds-2018", "it")
    another_value(home, tmp_path)
    notify(home)
    told = text_of(mails(home)[0])
    assert f"{SITE}/it/observation/beds-2018/" in told
    assert "Per non ricevere più" in told


class Killed(BaseException):
    """As if the machine had gone."""


@pytest.mark.parametrize(
    "before", [True, False], ids=["before the file is written", "after it, before it is struck out"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_whatever_ends_the_program_everybody_gets_it_once(
    home: Path,
    people: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: int,
    before: bool,
) -> None:
    from filiera.services import digest
    from filiera.services.personal_data import set_consents

    members = ("ada", "bea", "zoe")
    set_consents(home, people["zoe"], {"alerts"}, NOW)
    for who in members:
        follow(home, people[who], "observation/beds-2018")
    another_value(home, tmp_path)
    true_send: Callable[..., None] = digest.send
    calls = Counter[str]()

    def dying(*told: Any) -> None:
        calls["sent"] += 1
        if calls["sent"] == place + 1:
            if not before:
                true_send(*told)
            raise Killed
        true_send(*told)

    monkeypatch.setattr(digest, "send", dying)
    with pytest.raises(Killed):
        notify(home)
    monkeypatch.setattr(digest, "send", true_send)
    notify(home, now=NOW + timedelta(minutes=1))
    notify(home, now=NOW + timedelta(minutes=2))
    assert Counter(mail["To"] for mail in mails(home)) == {PEOPLE[who]: 1 for who in members}


def test_a_member_who_was_written_to_but_ended_it_meanwhile_gets_nothing(
    home: Path, people: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filiera.services import digest
    from filiera.services.alerts import leave, leave_token

    follow(home, people["ada"], "observation/beds-2018")
    another_value(home, tmp_path)

    def refused(*told: Any) -> None:
        raise OSError("no server")

    monkeypatch.setattr(digest, "send", refused)
    assert notify(home).failed == 1
    monkeypatch.undo()
    leave(home, leave_token(people["ada"], KEY), KEY, NOW)
    leave(home, leave_token(people["ada"], KEY), KEY, NOW)
    assert notify(home).sent == 0
    assert mails(home) == []


def test_two_runs_at_once_are_one(home: Path, people: dict[str, int]) -> None:
    from filiera.services.digest import _alone

    follow(home, people["ada"], "figure/hospital-beds")
    with _alone(home), pytest.raises(UnavailableError):
        notify(home)


def test_a_new_answer_to_a_question_is_told(home: Path, people: dict[str, int]) -> None:
    follow(home, people["bea"], **{"in": "profiles", "text": "fractures"})
    follow(home, people["bea"], DALT)
    published(home, people, content("Beds", keywords=("bed",), summary="Thirty beds for forty nights a year."))
    assert notify(home).changes == 1, "the organisation alone"
    published(home, people)
    assert notify(home).changes == 2
    assert len(mails(home)) == 2
    assert sum("Registry of hip fractures" in text_of(mail) for mail in mails(home)) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"in": "figures", "text": "beds"},
        {"in": "organisations", "text": "hospital"},
        {"in": "organisations", "kind": "county-hospital"},
        {"in": "records", "text": "x"},
    ],
)
def test_every_place_can_be_asked(home: Path, people: dict[str, int], asked: dict[str, str]) -> None:
    found = follow(home, people["ada"], **asked)
    assert found.shows > 0 or asked["in"] == "records"
    assert follow(home, people["ada"], **asked).id == found.id, "followed again it is the same"


@pytest.mark.parametrize(
    "asked",
    [
        {"in": "castles", "text": "x"},
        {"in": "figures", "text": ""},
        {"in": "figures", "text": "a\x00b"},
        {"in": "figures", "text": "x" * 201},
        {"in": "organisations", "kind": "castle"},
        {"in": "profiles", "language": "x" * 300},
    ],
)
def test_what_cannot_be_asked_is_refused(home: Path, people: dict[str, int], asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        follow(home, people["ada"], **asked)


@pytest.mark.parametrize("address", ["", "claim/none", "figure/none", "organisation/none", "dataset/none", "work/x"])
def test_nothing_else_can_be_followed(home: Path, address: str) -> None:
    from filiera.services.followed import subject_of_address

    with open_evidence(home) as evidence, pytest.raises(AddressError):
        subject_of_address(evidence, address)


def test_a_feed_has_a_secret_address_that_can_be_renewed(home: Path, people: dict[str, int]) -> None:
    from filiera.services.alerts import alert_of_feed, feed_token, renew_feed

    mine = follow(home, people["ada"], "figure/hospital-beds")
    token = feed_token(mine, KEY)
    assert alert_of_feed(home, token, KEY).id == mine.id
    renewed = renew_feed(home, people["ada"], mine.id, NOW)
    assert alert_of_feed(home, feed_token(renewed, KEY), KEY).id == mine.id
    for wrong in (token, f"{mine.id}-", "", "x", f"{mine.id}-{'0' * 40}", feed_token(renewed, "another key")):
        with pytest.raises(AddressError):
            alert_of_feed(home, wrong, KEY)


def test_what_others_follow_is_not_there(home: Path, people: dict[str, int]) -> None:
    from filiera.services.alerts import alert, change_alert, end_alert, renew_feed

    mine = follow(home, people["ada"], "figure/hospital-beds")
    for step in (alert, end_alert, renew_feed):
        with pytest.raises(AddressError):
            step(home, people["bea"], mine.id)
    with pytest.raises(AddressError):
        change_alert(home, people["bea"], mine.id, name="x", by_mail=False)
    end_alert(home, people["ada"], mine.id, NOW)
    with pytest.raises(AddressError):
        alert(home, people["ada"], mine.id)


def test_no_token_ends_the_e_mails_of_another(home: Path, people: dict[str, int]) -> None:
    from filiera.services.alerts import leave, leave_token
    from filiera.services.personal_data import consents_of

    mine = leave_token(people["ada"], KEY)
    forged = f"{people['bea']}-{mine.partition('-')[2]}"
    for wrong in (forged, "", "1", "1-", mine[:-1]):
        with pytest.raises(AddressError):
            leave(home, wrong, KEY, NOW)
    assert consents_of(home, people["bea"])["alerts"]
