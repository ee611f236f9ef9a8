"""Profiles: from a draft to the public page and off it again, and who may do which of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import AddressError, UsageError
from filiera.services.build import build
from filiera.services.store import open_evidence
from tests.portal.packs import copy_of_exemple
from tests.services.speaking import DALT, NOW, RIU, add_people, content, published, write


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


def titles(home: Path, day: date = NOW.date()) -> list[str]:
    from filiera.services.profiles import public_on

    return [told.title for view in public_on(home, day) for told in view.content.texts.values()]


def lines(home: Path) -> list[str]:
    from filiera.contributions.database import opened
    from filiera.contributions.models import AuditEntry

    with opened(home):
        return [
            f"{line.by}: {line.action} {line.detail}"
            for line in AuditEntry.objects.filter(detail__startswith="profile/")
        ]


def test_a_profile_goes_its_way_and_every_step_is_in_the_log(home: Path, people: dict[str, int]) -> None:
    from filiera.contributions.database import revision
    from filiera.services.profiles import publish, return_with_reason, send, waiting_profiles, withdraw

    ada, eva = people["ada"], people["eva"]
    id = write(home, ada, DALT)
    assert titles(home) == [], "a draft is nobody else's"
    send(home, ada, id, NOW)
    assert [view.id for view in waiting_profiles(home)] == [id]
    assert return_with_reason(home, id, "Please say for whom.", by=eva, now=NOW).reason == "Please say for whom."
    write(home, ada, DALT, content("Registry for two hospitals"), id=id)
    send(home, ada, id, NOW)
    before = revision(home)
    publish(home, id, by=eva, now=NOW)
    assert revision(home) > before, "pages begin anew"
    assert titles(home) == ["Registry for two hospitals"]
    withdraw(home, ada, id, NOW)
    assert titles(home) == []
    assert lines(home) == [
        f"account/{ada}: profile written profile/{id}",
        f"account/{ada}: profile sent profile/{id}",
        f"account/{eva}: profile returned profile/{id}",
        f"account/{ada}: profile changed profile/{id}",
        f"account/{ada}: profile sent profile/{id}",
        f"account/{eva}: profile published profile/{id}",
        f"account/{ada}: profile withdrawn profile/{id}",
    ]


def test_what_is_changed_is_looked_at_anew(home: Path, people: dict[str, int]) -> None:
    id = published(home, people)
    write(home, people["ada"], DALT, content("Something else"), id=id)
    assert titles(home) == []


def test_a_profile_ends_on_its_day_without_anybody(home: Path, people: dict[str, int]) -> None:
    from filiera.services.profiles import expire, own_profile, send

    id = published(home, people, content(valid_until=NOW.date() + timedelta(days=1)))
    assert titles(home, NOW.date() + timedelta(days=1)) == ["Registry of hip fractures"]
    assert titles(home, NOW.date() + timedelta(days=2)) == []
    assert expire(home, NOW + timedelta(days=1)) == 0
    assert expire(home, NOW + timedelta(days=2)) == 1
    assert expire(home, NOW + timedelta(days=2)) == 0
    assert own_profile(home, people["ada"], id).status == "expired"
    with pytest.raises(UsageError):
        send(home, people["ada"], id, NOW + timedelta(days=2))


def test_an_editor_takes_down_what_is_public(home: Path, people: dict[str, int]) -> None:
    from filiera.services.profiles import own_profile, take_down

    id = published(home, people)
    take_down(home, id, "An advertisement.", by=people["eva"], now=NOW)
    assert titles(home) == []
    assert own_profile(home, people["ada"], id).reason == "An advertisement."


@pytest.mark.parametrize("step", ["save", "send", "withdraw", "own_profile"])
def test_a_profile_of_others_is_not_even_said_to_be_there(home: Path, people: dict[str, int], step: str) -> None:
    from filiera.services import profiles

    id = write(home, people["ada"], DALT)
    with pytest.raises(AddressError, match="there is no such profile"):
        if step == "save":
            write(home, people["bea"], RIU, id=id)
        else:
            getattr(profiles, step)(home, people["bea"], id)


def test_only_who_speaks_for_an_organisation_writes_for_it(home: Path, people: dict[str, int]) -> None:
    for who in ("bea", "eva"):
        with pytest.raises(AddressError, match="you speak for"):
            write(home, people[who], DALT)


def test_nobody_publishes_what_they_wrote_or_what_does_not_wait(home: Path, people: dict[str, int]) -> None:
    from filiera.services.profiles import publish, send

    id = write(home, people["ada"], DALT)
    with pytest.raises(UsageError, match="moved on"):
        publish(home, id, by=people["eva"], now=NOW)
    send(home, people["ada"], id, NOW)
    with pytest.raises(UsageError, match="of their own"):
        publish(home, id, by=people["ada"], now=NOW)
    with pytest.raises(AddressError):
        publish(home, 999, by=people["eva"], now=NOW)


def test_limits_are_those_of_the_pack(home: Path, people: dict[str, int], tmp_path: Path) -> None:
    pack = copy_of_exemple(tmp_path / "packs")
    folder = pack / "parameters"
    folder.mkdir(exist_ok=True)
    (folder / "members.yml").write_text(
        "- id: profiles-of-one-organisation\n  label: {ca: Perfils, en: Profiles}\n  value: '2'\n  unit: '1'\n"
        "  date: '2026-01-01'\n  reference: Of a test\n",
        encoding="utf-8",
    )
    build(pack, home)
    first = write(home, people["ada"], DALT)
    write(home, people["ada"], DALT)
    with pytest.raises(UsageError, match="has 2 profiles already"):
        write(home, people["ada"], DALT)
    from filiera.services.profiles import withdraw

    withdraw(home, people["ada"], first, NOW)
    write(home, people["ada"], DALT)


@pytest.mark.parametrize(
    ("field", "unfit"),
    [
        ("kind", {"kind": "gift"}),
        ("stage", {"stage": "someday"}),
        ("territory", {"territory": "nowhere"}),
        ("partner_kinds", {"partner_kinds": ("castle",)}),
        ("valid_until", {"valid_until": date(2026, 11, 25)}),
        ("valid_until", {"valid_until": date(2028, 1, 1)}),
        ("texts", {"texts": {}}),
        ("texts", {"language": "xx"}),
        ("title_en", {"title": ""}),
        ("title_en", {"title": "x" * 121}),
        ("title_en", {"title": "Regi\x00stry"}),
        ("title_en", {"title": "Registry\u202e of"}),
        ("title_en", {"title": "Two\nlines"}),
        ("summary_en", {"summary": "x" * 2001}),
        ("summary_en", {"summary": "A bell \a rings"}),
        ("keywords_en", {"keywords": ()}),
        ("keywords_en", {"keywords": ("x" * 61,)}),
        ("keywords_en", {"keywords": tuple(map(str, range(9)))}),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field_and_stored_nowhere(
    home: Path, people: dict[str, int], field: str, unfit: dict[str, Any]
) -> None:
    from filiera.services.profiles import own_profiles

    with pytest.raises(UsageError) as refused:
        write(home, people["ada"], DALT, content(**unfit))
    assert refused.value.where == field
    assert own_profiles(home, people["ada"]) == []


def test_keywords_are_told_apart_by_commas_and_each_counts_once() -> None:
    from filiera.services.profile_content import keywords_of

    assert keywords_of(" hip fracture, Registry ;\nregistry,, ageing  well ") == (
        "hip fracture",
        "Registry",
        "ageing well",
    )


def test_what_a_partner_can_be_is_of_the_pack(home: Path) -> None:
    from filiera.services.hub import hub
    from filiera.services.profile_content import choices, enclosing

    with open_evidence(home) as evidence:
        found = choices(evidence)
        own = hub(evidence).territory
        assert own in found.territories
        assert list(found.partner_kinds)
        assert enclosing(evidence, own)[0] == own
