"""The public list of profiles: found in both languages, filtered, counted, and set beside one's own with reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import AddressError
from filiera.services.store import open_evidence
from tests.services.speaking import DALT, NOW, PONT, RIU, add_people, content, published, write

DAY = NOW.date()


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(members_home: Path) -> Path:
    return members_home


@pytest.fixture
def people(home: Path) -> dict[str, int]:
    return add_people(home)


def ask(home: Path, day: date = DAY, **asked: Any) -> Any:
    from filiera.services.partners import Asked, look_up

    with open_evidence(home) as evidence:
        return look_up(home, evidence, Asked(**asked), day)


def numbers(found: Any) -> list[int]:
    return [row.profile.id for row in found.rows]


def two_texts() -> Any:
    from filiera.services.profile_content import Told

    return {
        "en": Told("Beds for recovery", "Thirty beds for patients who recover after surgery.", ("rehabilitation",)),
        "ca": Told("Llits de recuperació", "Trenta llits per a qui es recupera.", ("rehabilitació",)),
    }


def test_a_list_without_profiles_is_empty_and_no_error(home: Path) -> None:
    found = ask(home, text="anything")
    assert (found.rows, found.total, found.pages) == ((), 0, 1)


def test_words_find_in_either_language_with_other_endings_accents_and_slips(home: Path, people: dict[str, int]) -> None:
    beds = published(home, people, content(texts=two_texts()))
    other = published(home, people, content("Registry of hip fractures"), "bea", RIU)
    for words in ("rehabilitació", "REHABILITACIO", "rehabilitation", "llits", "beds", "recovry"):
        assert numbers(ask(home, text=words)) == [beds], words
    assert numbers(ask(home, text="fracture")) == [other]
    assert numbers(ask(home, text="fractures registries")) == [other]
    assert numbers(ask(home, text="zeppelin")) == []
    assert numbers(ask(home)) == [other, beds], "without words the newest first"


def test_a_word_of_one_language_finds_what_is_written_in_another(home: Path, people: dict[str, int]) -> None:
    """By the concepts of the pack: a hospital is an hospital."""
    id = published(home, people, content("A hospital looks for a second one", keywords=("hospital",)))
    assert numbers(ask(home, text="hospitals")) == [id]
    assert numbers(ask(home, text="llits")) == []


def test_filters_and_what_each_would_leave(home: Path, people: dict[str, int]) -> None:
    offer = published(home, people, content(texts=two_texts()))
    request = published(home, people, content("Registry wanted", kind="request"), "bea", RIU)
    found = ask(home)
    assert found.counts["kind"] == {"request": 1, "offer": 1}
    assert found.counts["language"] == {"en": 2, "ca": 1}
    assert numbers(ask(home, kind="offer")) == [offer]
    assert numbers(ask(home, language="ca")) == [offer]
    assert ask(home, language="ca").counts["kind"] == {"offer": 1}
    assert ask(home, kind="request").counts["kind"] == {"request": 1, "offer": 1}, "with the other filters alone"
    kinds = found.counts["organisation_kind"]
    assert sum(kinds.values()) == 2
    assert numbers(ask(home, kind="request", language="en")) == [request]


def test_what_is_not_public_is_not_there(home: Path, people: dict[str, int]) -> None:
    from filiera.services.partners import profiles_of_organisation, public_profile
    from filiera.services.profiles import withdraw

    draft = write(home, people["ada"], DALT)
    id = published(home, people)
    with open_evidence(home) as evidence:
        assert public_profile(home, evidence, id, DAY).organisation.address == DALT
        assert [view.id for view in profiles_of_organisation(home, evidence, DALT)] == [id]
        withdraw(home, people["ada"], id, NOW)
        assert profiles_of_organisation(home, evidence, DALT) == ()
        for gone in (draft, id, 999):
            with pytest.raises(AddressError):
                public_profile(home, evidence, gone, DAY)


def test_what_is_public_holds_nothing_of_a_person(home: Path, people: dict[str, int]) -> None:
    published(home, people)
    assert "@" not in repr(ask(home).rows)
    assert "account" not in repr(ask(home).rows)


def fits(home: Path, account: int, id: int) -> Any:
    from filiera.services.fitting import fitting
    from filiera.services.profiles import own_profile

    with open_evidence(home) as evidence:
        return fitting(home, evidence, own_profile(home, account, id), DAY)


def test_what_may_fit_comes_with_its_reasons(home: Path, people: dict[str, int]) -> None:
    with open_evidence(home) as evidence:
        from filiera.services.organisations import all_organisations

        known = all_organisations(evidence)
    wanted = content(
        "Registry wanted",
        kind="request",
        keywords=("hip fractures", "registry", "zeppelin"),
        partner_kinds=(known[DALT].kind,),
        territory=known[DALT].territory,
    )
    offer = published(home, people, content(keywords=("hip fracture", "registry")))
    published(home, people, content("Registry of hip fractures too", kind="request"), "zoe", PONT)
    published(
        home, people, content("Beds", keywords=("bed",), summary="Thirty beds for forty nights a year."), "zoe", PONT
    )
    own = write(home, people["bea"], RIU, wanted)
    (fit,) = fits(home, people["bea"], own)
    assert fit.row.profile.id == offer
    assert fit.keywords == ("hip fractures", "registry")
    assert fit.met == ("our territory", "our kind")
    assert fit.not_met == ()


def test_wishes_that_are_not_met_are_said(home: Path, people: dict[str, int]) -> None:
    with open_evidence(home) as evidence:
        from filiera.services.organisations import all_organisations

        pont = all_organisations(evidence)[PONT]
    published(home, people, content(territory=pont.territory, partner_kinds=(pont.kind,)))
    own = write(home, people["bea"], RIU, content("Registry wanted", kind="request"))
    (fit,) = fits(home, people["bea"], own)
    assert (fit.met, fit.not_met) == (("their territory",), ("their kind",))
