"""Where organisations are: outlines, who has a position, counts by territory, values by territory."""

from __future__ import annotations

import shutil
from pathlib import Path

from filiera.evidence import Evidence
from filiera.services.build import build
from filiera.services.geography import area_values, geography, is_stray, mapped_indicators, most_placed, places
from filiera.services.indicators import indicator
from filiera.services.organisations import all_organisations, organisation
from filiera.vocabulary.outlines import encloses

ROOT = Path(__file__).resolve().parents[2]


def test_outlines_come_with_their_source_vintage_and_changes(lombardia: Evidence) -> None:
    held = geography(lombardia)
    assert len(held.areas) == 12
    ((source, vintage, note),) = held.sources
    assert (source.producer_name, source.licence, vintage) == ("Openpolis", "CC-BY-4.0", "2023")
    assert "600" in note["en"]


def test_places_are_filtered_counted_and_sorted(lombardia: Evidence) -> None:
    found = places(lombardia, kind="irccs", territory="ITC4C")
    assert {view.kind for view in found.rows} == {"irccs"}
    assert {view.territory for view in found.rows} == {"ITC4C"}
    assert len(found.placed) + len(found.unplaced) == len(found.rows) == found.kinds["irccs"]
    assert found.territories["ITC4C"] == len(found.rows)
    assert sum(found.territories.values()) == len(places(lombardia, kind="irccs").rows)
    assert places(lombardia).rows[0].territory_names["en"] == "Bergamo"
    assert [(s.producer, year) for s, year in found.vintages] == [("eurostat", "2020")]


def test_every_position_lies_in_the_region(lombardia: Evidence) -> None:
    areas = geography(lombardia).areas
    for view in places(lombardia).placed:
        assert view.longitude is not None
        assert view.latitude is not None
        inside = [area.territory for area in areas if encloses(area.rings, (view.longitude, view.latitude))]
        assert inside == [view.territory] or view.id == "irccs-maugeri", view.id


def test_a_position_elsewhere_is_quoted_but_nobody_is_there(lombardia: Evidence) -> None:
    address = "organisation/ospedale-l-sacco-milano"
    assert all_organisations(lombardia)[address].latitude is None
    assert is_stray(lombardia, address)
    assert address in {view.address for view in places(lombardia, kind="hospital").stray}
    quoted = [s for _, block in organisation(lombardia, address).blocks for s in block if s.stray]
    assert [statement.value for statement in quoted] == ["44.27416 12.32596"]


def test_the_invented_region_has_a_map_too(exemple: Evidence) -> None:
    assert [area.territory for area in geography(exemple).areas] == ["XV1A", "XV1B", "XV1C"]
    assert most_placed(exemple) == ("county-hospital", "cap")
    assert [view.id for view in places(exemple).stray] == ["hospital-riu"]


def test_values_by_territory_are_of_one_time(lombardia: Evidence, exemple: Evidence) -> None:
    assert mapped_indicators(lombardia) == ("gdp-per-person", "population-over-65-share")
    found = area_values(lombardia, indicator(lombardia, "gdp-per-person"))
    assert found is not None
    assert found.period == "2020"
    assert found.figures["ITC4C"].number == 53000
    assert len(found.figures) == 12
    assert area_values(lombardia, indicator(lombardia, "gdp")) is None
    assert mapped_indicators(exemple) == ()


def test_territories_of_a_map_are_no_other_places(lombardia: Evidence) -> None:
    view = indicator(lombardia, "gdp-per-person")
    assert {figure.territory for figure in view.places} == {"ITC4", "DE1", "ES51", "FR10"}, (
        "peers of the same year, and no province"
    )


def test_a_pack_without_outlines_has_places_all_the_same(tmp_path: Path) -> None:
    for name in ("inventada", "exemple"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / name)
    shutil.rmtree(tmp_path / "exemple" / "boundaries")
    build(tmp_path / "exemple", tmp_path / "home")
    with Evidence.open(tmp_path / "home") as evidence:
        assert geography(evidence).areas == ()
        assert len(places(evidence).placed) == 4
        assert places(evidence).stray == ()
