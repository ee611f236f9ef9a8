"""Expressions of interest: who writes to whom, and that no address shows before both have agreed."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiera.errors import AddressError, FilieraError, UsageError
from tests.contributions_store import everything
from tests.services.speaking import DALT, NOW, PEOPLE, PONT, RIU, add_people, content, express, published


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(members_home: Path) -> Path:
    """A home with the invented region's evidence."""
    return members_home


@pytest.fixture
def people(home: Path) -> dict[str, int]:
    return add_people(home)


@pytest.fixture
def profile(home: Path, people: dict[str, int]) -> int:
    """A profile of Dalt, written by Ada."""
    return published(home, people)


def test_addresses_show_to_both_when_both_have_agreed(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.interests import accept, interest, interests_of

    sent = express(home, people["bea"], RIU, profile)
    assert sent.addresses is None
    (received,) = interests_of(home, people["ada"])
    assert (received.from_organisation, received.mine, received.addresses) == (RIU, False, None)
    assert accept(home, people["ada"], sent.id, "Gladly.", NOW).addresses == (PEOPLE["bea"], PEOPLE["ada"])
    assert interest(home, people["bea"], sent.id).addresses == (PEOPLE["bea"], PEOPLE["ada"])
    with pytest.raises(AddressError):
        interest(home, people["zoe"], sent.id)


def test_a_no_is_a_sentence_and_shows_no_address(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.interests import accept, decline, interest

    sent = express(home, people["bea"], RIU, profile)
    with pytest.raises(UsageError):
        decline(home, people["ada"], sent.id, " ", NOW)
    decline(home, people["ada"], sent.id, "Not this year.", NOW)
    seen = interest(home, people["bea"], sent.id)
    assert (seen.status, seen.answer, seen.addresses) == ("declined", "Not this year.", None)
    with pytest.raises(UsageError, match="moved on"):
        accept(home, people["ada"], sent.id, "", NOW)


def test_a_message_that_was_taken_back_is_gone(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.interests import accept, end, interest

    sent = express(home, people["bea"], RIU, profile, message="A word that nobody else has: quinquireme.")
    end(home, people["bea"], sent.id, NOW)
    with pytest.raises(AddressError):
        accept(home, people["ada"], sent.id, "", NOW)
    assert interest(home, people["bea"], sent.id).message == ""
    assert b"quinquireme" not in everything(home)


@pytest.mark.parametrize(
    ("who", "organisation", "wrong", "message"),
    [
        ("ada", DALT, {}, "your own organisation"),
        ("bea", RIU, {"agrees": False}, "agreement"),
        ("bea", RIU, {"message": ""}, "needs words"),
        ("bea", RIU, {"message": "x" * 1501}, "needs words"),
        ("bea", RIU, {"message": "a bell \a"}, "needs words"),
        ("bea", PONT, {}, "speak for"),
        ("eva", RIU, {}, "speak for"),
    ],
)
def test_what_does_not_fit_is_not_sent(
    home: Path, people: dict[str, int], profile: int, who: str, organisation: str, wrong: dict[str, Any], message: str
) -> None:
    from filiera.services.interests import interests_of

    with pytest.raises(FilieraError, match=message):
        express(home, people[who], organisation, profile, **wrong)
    assert interests_of(home, people["ada"]) == []


def test_what_is_not_public_takes_no_message(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.profiles import withdraw

    with pytest.raises(AddressError):
        express(home, people["bea"], RIU, profile, now=NOW + timedelta(days=400))
    withdraw(home, people["ada"], profile, NOW)
    for id in (profile, 999):
        with pytest.raises(AddressError):
            express(home, people["bea"], RIU, id)


def test_the_same_form_is_one_message_and_another_must_wait_for_an_answer(
    home: Path, people: dict[str, int], profile: int
) -> None:
    from filiera.services.interests import interests_of

    first = express(home, people["bea"], RIU, profile)
    assert express(home, people["bea"], RIU, profile).id == first.id
    with pytest.raises(UsageError, match="already"):
        express(home, people["bea"], RIU, profile, form="another")
    assert len(interests_of(home, people["ada"])) == 1


def test_so_many_a_day(home: Path, people: dict[str, int]) -> None:
    for n in range(5):
        express(home, people["bea"], RIU, published(home, people, content(f"Offer {n}")))
    last = published(home, people, content("Offer 6"))
    with pytest.raises(UsageError, match="within a day"):
        express(home, people["bea"], RIU, last)
    express(home, people["bea"], RIU, last, now=NOW + timedelta(days=1, minutes=1))


def test_who_is_blocked_writes_no_more_until_let_again(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.blocks import block, blocked_by, unblock
    from filiera.services.interests import decline

    sent = express(home, people["bea"], RIU, profile)
    decline(home, people["ada"], sent.id, "No.", NOW)
    block(home, people["ada"], sent.id, NOW)
    block(home, people["ada"], sent.id, NOW)
    with pytest.raises(UsageError, match="takes no message"):
        express(home, people["bea"], RIU, profile, form="again")
    assert blocked_by(home, people["ada"]) == [(DALT, RIU)]
    with pytest.raises(AddressError):
        unblock(home, people["bea"], DALT, RIU, NOW)
    unblock(home, people["ada"], DALT, RIU, NOW)
    express(home, people["bea"], RIU, profile, form="again")


def test_an_abuse_is_reported_and_an_editor_decides(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.interests import decide_report, interest, report, reported_messages

    sent = express(home, people["bea"], RIU, profile)
    with pytest.raises(AddressError):
        report(home, people["bea"], sent.id, "My own.", NOW)
    report(home, people["ada"], sent.id, "They sell knives.", NOW)
    (waiting,) = reported_messages(home)
    assert waiting.reason == "They sell knives."
    assert not set(PEOPLE.values()) & set(map(str, dataclasses.astuple(waiting)))
    decide_report(home, sent.id, remove=True, by=people["eva"], block_sender=True, now=NOW)
    assert reported_messages(home) == []
    assert interest(home, people["bea"], sent.id).status == "removed"
    with pytest.raises(AddressError):
        interest(home, people["ada"], sent.id)
    with pytest.raises(UsageError, match="takes no message"):
        express(home, people["bea"], RIU, published(home, people, content("Another")), form="again")


STEPS = ("accept", "decline", "end by sender", "end by receiver", "report", "block", "remove", "keep")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=6))
def test_no_address_ever_shows_unless_both_agree_now(
    home: Path, people: dict[str, int], profile: int, steps: list[str]
) -> None:
    """Whatever is pressed in whatever order: an address is seen exactly while a yes stands that was said to a message
    still there, and by the two sides alone."""
    from filiera.contributions.database import opened
    from filiera.contributions.models import Block, Interest
    from filiera.services import blocks, interests

    with opened(home):
        Interest.objects.all().delete()
        Block.objects.all().delete()
    ada, bea, eva = people["ada"], people["bea"], people["eva"]
    id = express(home, bea, RIU, profile).id
    agreed = False
    pressed = {
        "accept": lambda: interests.accept(home, ada, id, "", NOW),
        "decline": lambda: interests.decline(home, ada, id, "No.", NOW),
        "end by sender": lambda: interests.end(home, bea, id, NOW),
        "end by receiver": lambda: interests.end(home, ada, id, NOW),
        "report": lambda: interests.report(home, ada, id, "Abuse.", NOW),
        "block": lambda: blocks.block(home, ada, id, NOW),
        "remove": lambda: interests.decide_report(home, id, remove=True, by=eva, now=NOW),
        "keep": lambda: interests.decide_report(home, id, remove=False, by=eva, now=NOW),
    }
    for step in steps:
        try:
            pressed[step]()
        except FilieraError:
            continue
        agreed = (agreed or step == "accept") and step not in ("end by sender", "end by receiver", "remove")
    addresses = {PEOPLE["ada"], PEOPLE["bea"]}
    for who in (ada, bea):
        seen = {str(view.addresses) for view in interests.interests_of(home, who)}
        assert any(a in shown for a in addresses for shown in seen) is (agreed and bool(seen))
    if agreed:
        assert interests.interest(home, bea, id).addresses == (PEOPLE["bea"], PEOPLE["ada"])
    assert interests.interests_of(home, people["zoe"]) == interests.interests_of(home, eva) == []
    assert not any(a in repr(interests.reported_messages(home)) for a in addresses)


def test_what_has_passed_its_time_is_erased_and_no_sooner(home: Path, people: dict[str, int], profile: int) -> None:
    from filiera.services.interests import decline, interests_of, report, reported_messages
    from filiera.services.old_words import forget_old
    from filiera.services.profiles import own_profiles, withdraw
    from filiera.services.store import open_evidence

    first = express(home, people["bea"], RIU, profile).id
    decline(home, people["ada"], first, "Not now.", NOW + timedelta(days=30))
    second = express(home, people["bea"], RIU, profile, form="again").id
    report(home, people["ada"], second, "They sell knives.", NOW)
    withdraw(home, people["ada"], profile, NOW)
    with open_evidence(home) as evidence:
        assert forget_old(home, evidence, NOW + timedelta(days=731 + 20)) == 0, "the answer was thirty days later"
        assert forget_old(home, evidence, NOW + timedelta(days=731 + 31)) == 1
        assert [view.id for view in interests_of(home, people["ada"])] == [second]
        assert len(reported_messages(home)) == 1, "an editor has still to look at it"
        assert len(own_profiles(home, people["ada"])) == 1
