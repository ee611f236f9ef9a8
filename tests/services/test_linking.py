"""Mentions of snapshots linked at build, over invented trials and participants."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.evidence import Evidence
from filiera.services.build import BuildReport, build
from filiera.services.codes_found import codes_found
from filiera.services.involvement import involvement
from filiera.services.linked import links_of, links_to
from filiera.services.open_data import open_data
from filiera.services.organisations import all_organisations, organisation
from tests.services.linking_pack import linking_pack, linking_snapshots

DALT, RIU, PLA = "organisation/hospital-dalt", "organisation/hospital-riu", "organisation/hospital-pla"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sparse_dot_topn", reason="the extra for matching is not installed")
    return tmp_path_factory.mktemp("linking")


@pytest.fixture(scope="module")
def report(folder: Path) -> BuildReport:
    return build(linking_pack(folder / "pack"), folder / "home", linking_snapshots(folder / "snapshots"))


@pytest.fixture(scope="module")
def linked(folder: Path, report: BuildReport) -> Iterator[Evidence]:
    with Evidence.open(folder / "home") as opened:
        yield opened


def test_names_in_any_language_former_ones_and_codes_lead_to_one_organisation(linked: Evidence) -> None:
    sure = {(link.name, link.role) for link in links_to(linked, DALT) if link.sure}
    assert sure == {
        ("Hospital de Dalt", "site"),
        ("Department of Invented Medicine, Hospital de Dalt", "site"),
        ("Hospital Vell de Dalt", "site"),
        ("Upper County Hospital", "sponsor"),
        ("Hospital de Dalt", "self"),
        ("Quite another name", "participant"),
    }


def test_what_states_another_country_is_not_asked_and_what_is_unknown_is_not_linked(linked: Evidence) -> None:
    records = {link.record.id for link in links_of(linked) if link.record is not None and link.sure}
    assert records == {"T1", "T2", "T5", "901", "902", "Hospital de Dalt", "Invented Spin-off SL"}
    (trials,) = linked.rows("linking", dataset="assaigs")
    assert (trials["mentions"], trials["compared"], trials["linked"]) == (6, 5, 4)


def test_a_code_decides_and_says_so(linked: Evidence) -> None:
    (link,) = [link for link in links_to(linked, DALT) if link.role == "participant"]
    assert (link.score, link.reason, link.tier) == (1.0, "code asv:H01", "link")
    assert link.method.startswith("linker-")


def test_hosted_and_sponsored_stand_apart_and_counts_stay_with_their_record(linked: Evidence) -> None:
    blocks = {block.topic: block for block in involvement(linked, DALT).blocks}
    assert (blocks["hosted"].count, blocks["sponsored"].count) == (3, 1), "a trial counts once, whoever is in it"
    (shown,) = blocks["participations"].shown
    (record,) = shown.records
    assert record.record is not None
    assert {count.measure: count.value for count in record.record.counts} == {"projects": 7, "euro": 1234567}
    assert shown.dataset.lacks["en"] == "Which projects."


def test_where_nothing_is_found_it_stands_what_was_looked_through(linked: Evidence) -> None:
    found = involvement(linked, PLA)
    assert [(block.topic, block.count) for block in found.blocks] == [
        ("hosted", 0),
        ("sponsored", 0),
        ("participations", 0),
    ], "notices are not held at all: nothing can be said of them"
    participations = found.blocks[2]
    assert [(each.dataset.id, each.mentions) for each in participations.looked_through] == [
        ("participants", 2),
        ("projectes", 0),
    ]


def test_codes_of_linked_records_are_shown_where_the_pack_names_their_register(linked: Evidence) -> None:
    views = all_organisations(linked)
    assert [(each.code.register, each.code.code) for each in codes_found(linked, views[DALT])] == [("pic", "901")]
    assert [each.code.code for each in codes_found(linked, views[RIU])] == ["902"]


def test_names_come_with_their_source_and_out_of_the_tables(linked: Evidence) -> None:
    page = organisation(linked, DALT)
    assert {(named.property, named.value) for named in page.names} == {
        ("name", "Upper County Hospital"),
        ("acronym", "HCD"),
        ("former_name", "Hospital Vell de Dalt"),
    }
    assert all(named.source.producer_name and named.locator == "table 6" for named in page.names)
    assert not {s.property for _, block in page.blocks for s in block} & {"name", "acronym", "former_name"}


def test_open_data_leaves_out_links_whose_source_may_not_be_passed_on(linked: Evidence) -> None:
    (table,) = [table for table in open_data(linked).tables if table.name == "links"]
    names = [column.name for column in table.columns]
    datasets = {row[names.index("dataset")] for row in table.rows}
    assert datasets == {"assaigs", "emergents"}, "the licence of the participants' work is unknown"


def test_a_register_introduces_who_lies_in_the_territory_and_is_nobody_known(linked: Evidence) -> None:
    pack = {"hospital-dalt", "hospital-baix", "hospital-riu", "hospital-pla", "cap-font", "cap-pont"}
    (new,) = [view for view in all_organisations(linked).values() if view.id not in pack]
    assert (new.address, new.name, new.kind) == ("organisation/invented-spin-off-sl", "Invented Spin-off SL", "cap")
    assert (new.municipality, new.territory, new.vintage) == ("Dalt", "XV1A", "2023")
    assert [(code.register, code.code) for code in new.codes] == [("pic", "905")]
    assert new.locator == "emergents.csv, line 2"
    (block,) = [block for block in involvement(linked, new.address).blocks if block.topic == "start_ups"]
    assert block.count == 1
    assert block.shown[0].records[0].best.reason == "a register's own record introduces it"


def test_two_builds_are_one_and_the_second_asks_nobody(folder: Path, report: BuildReport, linked: Evidence) -> None:
    again = build(folder / "pack" / "exemple", folder / "home", folder / "snapshots")
    assert report.linked.fresh and not again.linked.fresh
    assert again.version.hash == report.version.hash
    fresh = build(folder / "pack" / "exemple", folder / "another-home", folder / "snapshots")
    # Addresses say when they were given: all else is the same.
    assert fresh.linked.fresh and fresh.linked.tables == report.linked.tables


def test_a_damaged_answer_is_asked_again(folder: Path, report: BuildReport) -> None:
    (kept,) = (folder / "home" / "linked").glob("*.parquet")
    kept.write_bytes(kept.read_bytes()[:100])
    again = build(folder / "pack" / "exemple", folder / "home", folder / "snapshots")
    assert again.linked.fresh and again.version.hash == report.version.hash


def test_without_the_linker_codes_alone_decide_and_the_build_says_so(
    folder: Path, report: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "filiera.registry.linking", None)
    bare = build(folder / "pack" / "exemple", tmp_path / "home", folder / "snapshots")
    assert (bare.linked.why_not, bare.linked.sure) == ("not installed", 1)
    with Evidence.open(tmp_path / "home") as opened:
        assert [link.reason for link in links_of(opened)] == ["code asv:H01"]
        assert involvement(opened, DALT).not_linked == "not installed"


def test_without_snapshots_the_build_works_and_says_so(exemple: Evidence) -> None:
    found = involvement(exemple, DALT)
    assert (found.blocks, found.method, found.not_linked) == ((), "", "no snapshots")
