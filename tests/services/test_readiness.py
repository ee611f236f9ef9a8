"""Readiness as organisations use it: answered, resumed, finished, compared, repeated, exported, erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.services.questionnaires import questionnaire, questionnaires, ways

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ORGANISATION = "organisation/hospital-dalt"
FULL = {"keeping": 1, "sharing": 2, "courses": 2, "night-shift": 1}


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def begin(home: Path, evidence: Evidence, **profile: str) -> Any:
    from filiera.services.readiness import start

    return start(home, evidence, ORGANISATION, "care-sites", profile or {"size": "few"}, by="anna", now=NOW)


def answer(home: Path, evidence: Evidence, key: str, levels: dict[str, int | None], form: str = "form") -> Any:
    from filiera.services.readiness import save

    return save(home, evidence, key, levels, seen={}, form=form, by="anna", now=NOW)


def many(home: Path, count: int, size: str = "few", level: int = 1, begun: int = 0) -> None:
    """Synthetic organisations that have finished, straight into the tables: the registry has not so many."""
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    with opened(home):
        for number in range(begun, begun + count):
            each = assessments.start(f"synthetic/{size}-{number}", "care-sites", "2", {"size": size}, by="", now=NOW)
            assessments.consent(each, "comparison", given=True, by="", now=NOW)
            score = 30.0 + 10 * level + number % 7
            levels = {"keeping": number % 3, "courses": (number + number // 3 % 2) % 3}
            at = NOW + timedelta(minutes=number)
            assessments.finish(each, levels, {"records": score, "staff": score}, by="", now=at)


def test_the_questionnaires_of_both_packs_are_read_from_the_evidence(exemple: Evidence, lombardia: Evidence) -> None:
    assert list(questionnaires(exemple)) == ["care-sites"]
    assert set(questionnaires(lombardia)) == {"companies", "hospitals", "trial-units"}
    led = ways(exemple)["care-sites/scan"]
    assert [(way.what, bool(way.names)) for way in led] == [("line", True), ("organisation", True)]
    with pytest.raises(AddressError, match="no such questionnaire"):
        questionnaire(exemple, "companies")


def test_answers_are_saved_resumed_and_finished(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import finish, how_far, result_of, resume

    key = begin(home, exemple).key
    assert how_far(home, exemple, key).next == "records"
    answer(home, exemple, key, {"keeping": 1, "sharing": 2})
    assert resume(home, key).answers == {"keeping": 1, "sharing": 2}
    assert how_far(home, exemple, key).next == "staff"
    answer(home, exemple, key, {"courses": 2, "night-shift": 1}, form="another")
    assert how_far(home, exemple, key).complete
    so_far = result_of(home, exemple, key)
    # By hand: records (1/2 · 1 + 2/3 · 2) / 3 = 61.1; staff (1 + 1) / 2 = 100.
    assert [round(view.found.score or 0, 1) for view in so_far.dimensions] == [61.1, 100.0]
    assert [view.band.names["en"] for view in so_far.dimensions if view.band] == ["Well on the way"] * 2
    finish(home, exemple, key, by="anna", now=NOW)
    with pytest.raises(UsageError, match="is finished"):
        answer(home, exemple, key, {"keeping": 2}, form="late")


def test_what_is_open_could_still_change_the_band(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import result_of

    key = begin(home, exemple).key
    answer(home, exemple, key, {"keeping": 2})
    records, staff = result_of(home, exemple, key).dimensions
    assert (records.found.score, round(records.found.low or 0, 1), records.found.high) == (100, 33.3, 100)
    assert [band.names["en"] for band in records.bands] == ["At the beginning", "Well on the way"]
    assert staff.found.score is None
    assert (staff.found.low, staff.found.high) == (0, 100)


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ({"keeping": 3}, "has no answer 3"),
        ({"keeping": -1}, "has no answer -1"),
        ({"other": 1}, "there is no question 'other'"),
    ],
)
def test_what_does_not_fit_is_refused_and_stored_nowhere(
    home: Path, exemple: Evidence, levels: dict[str, int | None], told: str
) -> None:
    from filiera.services.readiness import resume

    key = begin(home, exemple).key
    with pytest.raises(UsageError, match=told):
        answer(home, exemple, key, {"courses": 1} | levels)
    assert resume(home, key).answers == {}


def test_foreign_keys_organisations_and_profiles_are_refused(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import resume, start

    with pytest.raises(AddressError, match="no such assessment"):
        resume(home, "0" * 32)
    with pytest.raises(AddressError, match="no such organisation"):
        start(home, exemple, "organisation/none", "care-sites", {}, by="anna")
    with pytest.raises(UsageError, match="'huge' is no choice"):
        begin(home, exemple, size="huge")


def test_actions_follow_from_weak_answers_and_lead_into_the_region(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import result_of

    key = begin(home, exemple).key
    answer(home, exemple, key, {"keeping": 0, "courses": 2, "night-shift": 1})
    (only,) = result_of(home, exemple, key).actions
    assert only.action.id == "scan"
    assert [question.id for question in only.because] == ["keeping"]
    assert {way.what for way in only.ways} == {"line", "organisation"}


def test_not_enough_peers_then_a_mean_then_a_percentile(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness_peers import compared, make_blocks

    many(home, 4)
    assert make_blocks(home, exemple, now=NOW) == 0
    mine = {"records": 45.0, "staff": 90.0}
    assert not compared(home, exemple, "care-sites", {"size": "few"}, mine).enough
    many(home, 1, begun=4)
    assert make_blocks(home, exemple, now=NOW) == 1
    found = compared(home, exemple, "care-sites", {"size": "few"}, mine)
    assert found.dimensions["records"].peers is not None
    assert found.dimensions["records"].percentile is None
    many(home, 200, begun=5)
    assert make_blocks(home, exemple, now=NOW) == 40
    place = compared(home, exemple, "care-sites", {"size": "few"}, mine).dimensions["records"]
    assert place.peers is not None
    assert place.peers.organisations == 205
    assert place.percentile is not None
    assert place.percentile.low <= place.percentile.value <= place.percentile.high


def test_who_does_not_allow_it_or_leaves_something_open_is_compared_with_nobody(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import consent, finish, of_organisation
    from filiera.services.readiness_peers import make_blocks

    many(home, 4)
    key = begin(home, exemple).key
    answer(home, exemple, key, FULL)
    finish(home, exemple, key, by="anna", now=NOW)
    assert make_blocks(home, exemple, now=NOW) == 0
    consent(home, key, given=True, by="anna", now=NOW)
    assert make_blocks(home, exemple, now=NOW) == 1
    assert make_blocks(home, exemple, now=NOW) == 0
    (held,) = of_organisation(home, ORGANISATION)
    assert held.in_block


def test_nobody_fills_a_block_alone(home: Path, exemple: Evidence) -> None:
    """An organisation that measures itself four times and waits for a fifth would know all of the block but one."""
    from filiera.services.readiness import consent, finish
    from filiera.services.readiness_peers import make_blocks

    for wave in range(4):
        key = begin(home, exemple).key
        answer(home, exemple, key, FULL)
        finish(home, exemple, key, by="anna", now=NOW + timedelta(hours=wave))
        consent(home, key, given=True, by="anna", now=NOW)
    many(home, 3)
    assert make_blocks(home, exemple, now=NOW) == 0
    many(home, 1, begun=3)
    assert make_blocks(home, exemple, now=NOW) == 1


def test_a_benchmark_stays_as_it_is_when_a_member_is_erased(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import consent, erase, finish
    from filiera.services.readiness_peers import benchmarks, make_blocks

    many(home, 4)
    key = begin(home, exemple).key
    answer(home, exemple, key, FULL)
    finish(home, exemple, key, by="anna", now=NOW)
    consent(home, key, given=True, by="anna", now=NOW)
    make_blocks(home, exemple, now=NOW)
    before = benchmarks(home, questionnaire(exemple, "care-sites"))
    assert erase(home, key, by="anna", now=NOW)
    make_blocks(home, exemple, now=NOW)
    assert benchmarks(home, questionnaire(exemple, "care-sites")) == before


def test_reliability_is_published_once_enough_have_answered(home: Path, lombardia: Evidence) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened
    from filiera.services.readiness_peers import make_blocks, reliability

    told = questionnaire(lombardia, "trial-units")

    def answer_alike(begun: int, count: int) -> None:
        with opened(home):
            for number in range(begun, begun + count):
                each = assessments.start(f"synthetic/{number}", told.id, told.version, {}, by="", now=NOW)
                assessments.consent(each, "comparison", given=True, by="", now=NOW)
                levels = {
                    question.id: (number + place % 2) % 4
                    for dimension in told.dimensions
                    for place, question in enumerate(dimension.questions)
                }
                scores = {dimension.id: 50.0 for dimension in told.dimensions}
                assessments.finish(each, levels, scores, by="", now=NOW)
        make_blocks(home, lombardia, now=NOW)

    answer_alike(0, 25)
    assert reliability(home, told) == {}
    answer_alike(25, 10)
    published = reliability(home, told)
    assert published.keys() == {dimension.id for dimension in told.dimensions}
    found = published["source"]
    assert found["low"] <= found["alpha"] <= found["high"] <= 1
    assert found["answered_by"] == 35
    assert set(found["item_total"]) == {question.id for question in told.dimensions[0].questions}
    answer_alike(35, 4)
    assert reliability(home, told) == published


def test_the_overview_counts_in_steps_and_names_no_few(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness_peers import overview

    assert overview(home, exemple) == []
    many(home, 13)
    many(home, 3, size="many")
    begin(home, exemple)
    (found,) = overview(home, exemple)
    assert (found.finished, found.open, found.in_comparison) == (15, None, 0)
    assert found.by_group == {"few": 10, "many": None}


def test_a_second_measurement_says_what_changed(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import changes, finish

    first = begin(home, exemple).key
    answer(home, exemple, first, {"keeping": 1, "sharing": 0, "courses": 0})
    finish(home, exemple, first, by="anna", now=NOW)
    second = begin(home, exemple)
    assert second.wave == 1
    answer(home, exemple, second.key, {"keeping": 2, "sharing": 3})
    found = changes(home, exemple, first, second.key, {"records": {"alpha": 0.8, "deviation": 10.0}})
    # By hand: (1/2 · 1 + 3/3 · 2) / 3 = 83.3 points; reliable from 1.96 · 10 · sqrt(0.4) = 12.4.
    assert round(found["records"].points or 0, 1) == 83.3
    assert found["records"].reliable
    assert found["staff"].points is None
    with pytest.raises(UsageError, match="other organisations"):
        other = start_other(home, exemple)
        changes(home, exemple, first, other, {})


def start_other(home: Path, evidence: Evidence) -> str:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    with opened(home):
        return assessments.start("organisation/other", "care-sites", "2", {}, by="", now=NOW).key


def test_an_assessment_of_an_older_version_is_kept_and_says_so(home: Path, exemple: Evidence) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened
    from filiera.services.readiness import export_organisation, result_of

    with opened(home):
        old = assessments.start(ORGANISATION, "care-sites", "1", {}, by="anna", now=NOW)
    with pytest.raises(UsageError, match="has had version 2 since; this assessment is of version 1"):
        result_of(home, exemple, old.key)
    assert export_organisation(home, ORGANISATION)[0]["version"] == "1"


@pytest.mark.parametrize("language", ["ca", "en"])
def test_the_report_is_plain_data_in_each_language(home: Path, exemple: Evidence, language: str) -> None:
    from filiera.services.readiness import result_of
    from filiera.services.readiness_peers import compared, make_blocks
    from filiera.services.readiness_report import report_data

    key = begin(home, exemple).key
    answer(home, exemple, key, {"keeping": 0, "courses": 1})
    many(home, 100)
    make_blocks(home, exemple, now=NOW)
    came_to = result_of(home, exemple, key)
    among = compared(home, exemple, "care-sites", {"size": "few"}, {"records": 0.0})
    told = questionnaire(exemple, "care-sites")
    data = msgspec.json.decode(msgspec.json.encode(report_data(told, came_to, language, compared=among)))
    assert data["questionnaire"]["title"] == told.title[language]
    assert data["dimensions"][0]["peers"]["organisations"] == 100
    assert data["actions"][0]["effort"] in ("days", "weeks")
    assert all("total" not in key for key in data)


def test_calls_are_named_where_their_rows_are_held_and_only_there() -> None:
    from types import SimpleNamespace
    from unittest.mock import Mock

    tables = {
        "where_to_turn": [
            {"action": "a/one", "body_json": '{"action":"a/one","datasets":["held","fetched-not"]}'},
            {"action": "a/two", "body_json": '{"action":"a/two","datasets":["empty"]}'},
        ],
        "dataset": [
            {"id": id, "counts_json": '[{"of":{"en":"calls on health"}}]'} for id in ("held", "fetched-not", "empty")
        ],
        "snapshot": [
            {"dataset": "held", "fetched": "2026-08-11", "vintage": "2026-08-10", "records": 56},
            {"dataset": "held", "fetched": "2026-07-11", "vintage": "2026-07-10", "records": 50},
            {"dataset": "empty", "fetched": "2026-08-11", "vintage": "2026-08-10", "records": 0},
        ],
    }
    evidence: Any = Mock(version=SimpleNamespace(hash="calls"), rows=lambda name: tables.get(name, []))
    found = ways(evidence)
    assert [(way.what, way.id, way.names["en"], way.vintage) for way in found["a/one"]] == [
        ("calls", "held", "calls on health", "2026-08-10")
    ]
    assert found["a/two"] == ()
