"""Assessments: nothing is lost, nothing is done twice, what is erased stays erased, blocks stay."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.contributions.conftest import NOW, actions
from tests.contributions.test_copying import back_up, restore
from tests.contributions_store import IN_POSTGRESQL, asked, refused

ORGANISATION = "organisation/hospital-dalt"
Begun = Callable[[], Any]

FIRST_RELEASE = {
    "django_migrations",
    *(f"contributions_{name}" for name in ("attempt", "auditentry", "report", "daysalt")),
}


@pytest.fixture
def begun(home: Path) -> Begun:
    """Begins the assessment of an organisation in the home, or finds it."""

    def begin(organisation: str = ORGANISATION) -> Any:
        from filiera.contributions import assessments
        from filiera.contributions.database import opened

        with opened(home):
            return assessments.start(organisation, "care-sites", "2", {"size": "few"}, by="anna", now=NOW)

    return begin


def save(home: Path, assessment: Any, levels: dict[str, int | None], **more: Any) -> Any:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    told = {"seen": {}, "form": "form", "by": "anna", "now": NOW} | more
    with opened(home):
        return assessments.save(assessment, levels, **told)


def held(home: Path, assessment: Any) -> dict[str, int]:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    with opened(home):
        return assessments.current(assessment)


def test_beginning_twice_begins_once(home: Path, begun: Begun) -> None:
    assert begun().key == begun().key
    assert actions(home) == ["assessment begun"]


def test_a_form_sent_twice_is_one(home: Path, begun: Begun) -> None:
    assessment = begun()
    assert save(home, assessment, {"keeping": 1, "courses": 0}).stored == ("keeping", "courses")
    assert save(home, assessment, {"keeping": 1, "courses": 0}).again
    assert actions(home) == ["assessment begun", "assessment answered"]


def test_a_form_that_comes_late_again_does_not_undo_what_another_person_said(home: Path, begun: Begun) -> None:
    assessment = begun()
    save(home, assessment, {"keeping": 1})
    save(home, assessment, {"keeping": 2}, form="hers", by="bruna", seen={"keeping": 1})
    assert save(home, assessment, {"keeping": 1}).again
    assert held(home, assessment) == {"keeping": 2}


def test_two_people_who_answer_at_once_do_not_undo_each_other(home: Path, begun: Begun) -> None:
    """Both opened the form while it was empty; each answers one question and leaves the other as it stood."""
    assessment = begun()
    save(home, assessment, {"keeping": 1, "courses": None}, form="his")
    saved = save(home, assessment, {"keeping": None, "courses": 2}, form="hers", by="bruna")
    assert saved.stored == ("courses",)
    assert held(home, assessment) == {"keeping": 1, "courses": 2}
    saved = save(home, assessment, {"keeping": 2}, form="a third", by="bruna")
    assert saved.replaced == ("keeping",)


def test_every_answer_ever_given_is_kept_with_who_and_when(home: Path, begun: Begun) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    assessment = begun()
    save(home, assessment, {"keeping": 1})
    later = NOW + timedelta(hours=1)
    save(home, assessment, {"keeping": None}, form="hers", by="bruna", seen={"keeping": 1}, now=later)
    with opened(home):
        rows = assessments.history(assessment)
    assert [(row.level, row.by, row.at) for row in rows] == [(1, "anna", NOW), (None, "bruna", later)]
    assert held(home, assessment) == {}


def test_the_same_form_from_many_threads_is_one(home: Path, begun: Begun) -> None:
    assessment, saved = begun(), []
    threads = [
        threading.Thread(target=lambda: saved.append(save(home, assessment, {"keeping": 1, "courses": 2})))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.again for each in saved) == [False] + [True] * 7
    assert asked(home, "SELECT count(*) FROM contributions_answer") == [(2,)]


def test_answers_and_blocks_cannot_be_changed_even_in_the_store(home: Path, begun: Begun) -> None:
    from filiera.contributions import peer_blocks
    from filiera.contributions.database import opened

    assessment = begun()
    save(home, assessment, {"keeping": 1})
    with opened(home):
        peer_blocks.add_block("care-sites", "2", ["few"], [assessment.pk], {"records": 50.0}, NOW)
    for statement in (
        "UPDATE contributions_answer SET level = 2",
        "UPDATE contributions_peerblock SET size = 1",
        "DELETE FROM contributions_peerblock",
        "UPDATE contributions_auditentry SET by = ''",
        "DELETE FROM contributions_auditentry",
        *(["TRUNCATE contributions_auditentry", "TRUNCATE contributions_peerblock CASCADE"] if IN_POSTGRESQL else []),
    ):
        with refused():
            asked(home, statement)


def test_a_finished_assessment_takes_no_answer_and_the_next_is_another_wave(home: Path, begun: Begun) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    assessment = begun()
    with opened(home):
        assert assessments.finish(assessment, {"keeping": 1}, {"records": 50.0}, by="anna", now=NOW)
        assert not assessments.finish(assessment, {"keeping": 2}, {"records": 99.0}, by="anna", now=NOW)
    assert save(home, assessment, {"keeping": 2}) is None
    assert begun().wave == 1


def test_export_holds_all_of_an_organisation_and_all_of_a_person(home: Path, begun: Begun) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    assessment = begun()
    save(home, assessment, {"keeping": 1})
    save(home, assessment, {"courses": 0}, form="hers", by="bruna")
    with opened(home):
        assessments.consent(assessment, "comparison", given=True, by="anna", now=NOW)
        whole = assessments.export_organisation(ORGANISATION)
        of_bruna = assessments.export_account("bruna")
    assert [row["question"] for row in whole[0]["answers"]] == ["keeping", "courses"]
    assert whole[0]["consents"][0]["given"]
    assert "bruna" not in str(whole)
    assert [row["question"] for row in of_bruna["answers"]] == ["courses"]
    assert of_bruna["consents"] == []


def test_an_account_is_erased_and_the_answers_stay_the_organisations(home: Path, begun: Begun) -> None:
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    assessment = begun()
    save(home, assessment, {"keeping": 1})
    with opened(home):
        assert assessments.erase_account("anna", now=NOW) == 3
        assert assessments.export_account("anna") == {"answers": [], "proofs": [], "consents": []}
        assert assessments.erase_account("", now=NOW) == 0
    assert held(home, assessment) == {"keeping": 1}


def test_an_erased_assessment_leaves_no_answer_and_its_block_stays(home: Path, begun: Begun) -> None:
    from filiera.contributions import assessments, peer_blocks
    from filiera.contributions.database import opened

    assessment = begun()
    save(home, assessment, {"keeping": 1})
    with opened(home):
        peer_blocks.add_block("care-sites", "2", ["few"], [assessment.pk], {"records": 50.0}, NOW)
        assert assessments.erase(assessment, by="anna", now=NOW)
        assert not assessments.erase(assessment, by="anna", now=NOW)
        assert assessments.find(assessment.key) is None
        assert assessments.of_organisation(ORGANISATION) == []
        assert [block.means for block in peer_blocks.blocks("care-sites", "2")] == [{"records": 50.0}]
    assert held(home, assessment) == {}
    assert begun().wave == 0


def test_a_restored_backup_brings_back_all_but_what_was_erased_and_forgets_no_block(
    home: Path, tmp_path: Path, begun: Begun
) -> None:
    """Were the block forgotten, its members would enter others, and the two could be compared."""
    from filiera.contributions import assessments, peer_blocks
    from filiera.contributions.database import opened

    kept, gone = begun(), begun("organisation/other")
    for each in (kept, gone):
        save(home, each, {"keeping": 1})
    backup = back_up(home, tmp_path / "copy")
    with opened(home):
        peer_blocks.add_block("care-sites", "2", [], [kept.pk, gone.pk], {"records": 50.0}, NOW)
        assessments.erase(gone, by="anna", now=NOW)
    restore(home, backup, replace=True)
    with opened(home):
        assert assessments.find(gone.key) is None
        found = assessments.find(kept.key)
        assert found is not None
        assert found.block is not None
        assert len(peer_blocks.blocks("care-sites", "2")) == 1
    assert held(home, kept) == {"keeping": 1}
    assert held(home, gone) == {}


def test_a_backup_is_restored_into_an_empty_folder_with_every_answer(home: Path, tmp_path: Path, begun: Begun) -> None:
    assessment = begun()
    save(home, assessment, {"keeping": 1, "courses": 0})
    restore(tmp_path / "other", back_up(home, tmp_path / "copy"))
    assert held(tmp_path / "other", assessment) == {"keeping": 1, "courses": 0}


def test_a_backup_of_before_there_were_assessments_is_restored(home: Path, tmp_path: Path, begun: Begun) -> None:
    """From the first release: its tables know nothing of assessments, nor of accounts."""
    from filiera.contributions.database import opened

    begun()
    backup = back_up(home, tmp_path / "copy")
    with closing(sqlite3.connect(backup)) as copy:
        tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        later = [each for each in tables if each not in FIRST_RELEASE and not each.startswith("sqlite_")]
        assert len(later) > 6
        for table in later:
            copy.execute(f"DROP TABLE {table}")
        copy.execute("DELETE FROM django_migrations WHERE app <> 'contributions' OR name >= '0003'")
        copy.commit()
    restore(home, backup, replace=True)
    with opened(home):
        assert begun().wave == 0
