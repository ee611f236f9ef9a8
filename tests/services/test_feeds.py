"""A feed that finds nothing is told; one that finds a period that is no year stops the build, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.errors import SourceError
from filiera.evidence import Evidence
from filiera.services.build import build
from tests.services.source_packs import data_set, pack_with

OPTIONS = "{observations: [{about: place, scheme: own, period: year, measures: {beds: beds}}]}"


def built(folder: Path, period: str, feed: str) -> tuple[int, tuple[tuple[str, str], ...]]:
    pack = pack_with(folder, data_set("beds", "https://x.example/", options=OPTIONS, feeds=f"[{feed}]"))
    snapshots = folder / "snapshots"
    snapshots.mkdir()
    (snapshots / "beds.csv").write_text(f"place,year,beds\nR1,2020,10\nR1,{period},12\n", encoding="utf-8")
    report = build(pack, folder / "home", snapshots)
    return report.fed, report.idle


FEED = "{indicator: hospital-beds, measure: beds, places: {R1: XV1}}"


def test_a_feed_that_finds_values_is_not_idle(tmp_path: Path) -> None:
    assert built(tmp_path, "2022/2024", FEED) == (2, ())


@pytest.mark.parametrize(("right", "wrong"), [("measure: beds", "measure: bed"), ("R1", "R2")])
def test_a_feed_that_finds_nothing_is_told(tmp_path: Path, right: str, wrong: str) -> None:
    assert built(tmp_path, "2024", FEED.replace(right, wrong)) == (0, (("beds", "hospital-beds"),))


@pytest.mark.parametrize("period", ["2024-06", "06/2024", "2024-Q1", "spring"])
def test_a_period_that_is_no_year_stops_the_build_with_its_place(tmp_path: Path, period: str) -> None:
    with pytest.raises(SourceError, match=f"beds.csv line 3: .*'{period}', which is no year"):
        built(tmp_path, period, FEED)
    assert not list((tmp_path / "home").glob("evidence-*"))


def test_a_feed_by_parts_makes_a_figure_of_every_code_that_both_have(tmp_path: Path) -> None:
    options = "{observations: [{about: place, scheme: own, period: year, measures: {n: n}, dimensions: {sex: s}}]}"
    feed = "{indicator: nurses, measure: n, parts: {sex: sex}, places: {R1: XV1}}"
    pack = pack_with(tmp_path, data_set("n", "https://x.example/", options=options, feeds=f"[{feed}]"))
    (tmp_path / "snapshots").mkdir()
    rows = "place,year,s,n\nR1,2020,female,10\nR1,2020,male,4\nR1,2020,both,14\nR2,2020,male,1\n"
    (tmp_path / "snapshots" / "n.csv").write_text(rows, encoding="utf-8")
    report = build(pack, tmp_path / "home", tmp_path / "snapshots")
    assert report.fed == 2
    with Evidence.open(tmp_path / "home") as evidence:
        held = {row["breakdown"]: row["value"] for row in evidence.rows("figure", dataset="n")}
    assert held == {"sex=female": "10", "sex=male": "4"}
