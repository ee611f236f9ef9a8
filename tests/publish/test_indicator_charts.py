"""Charts of indicators: gaps stay gaps, bars start at zero, names stand in the drawing; pictures are pictures."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from filiera.evidence import Evidence
from filiera.publish import pictures
from filiera.publish.charts import Line, Point, over_time, share_of_whole
from filiera.publish.drawing import draw
from filiera.publish.indicator_charts import IndicatorChart, Words, charts_of
from filiera.publish.pictures import framed, picture
from filiera.services.indicators import indicator
from tests.built_homes import BuiltHomes

WORDS = Words(total="total", undated="no year: %(value)s", whole="the whole: 100%", missing="no value held")


@pytest.fixture(scope="module")
def evidence(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    with Evidence.open(built_homes.copy("lombardia", tmp_path_factory.mktemp("home"))) as opened:
        yield opened


def charts(evidence: Evidence, name: str) -> dict[str, IndicatorChart]:
    return {chart.name: chart for chart in charts_of(indicator(evidence, name), "it", WORDS)}


def words(svg: str | bytes) -> list[str]:
    root = etree.fromstring(svg.encode() if isinstance(svg, str) else svg)
    return [text for node in root.iter("{*}text") for text in node.itertext()]


def segments(spec: dict[str, Any]) -> list[tuple[int, bool]]:
    lines = [layer for layer in spec["layer"] if layer["mark"].get("type") == "line"]
    return [(row["year"], row["gap"]) for layer in lines for row in layer["data"]["values"]]


def test_a_course_names_its_places_and_dashes_its_gaps(evidence: Evidence, tmp_path: Path) -> None:
    chart = charts(evidence, "chain-gdp-share")["time"]
    assert chart.dashed
    for spec in (chart.wide, chart.narrow):
        told = words(draw(spec, tmp_path))
        assert {"Lombardia", "Italia 10,1%", "12,6%", "11,3%", "2014", "2022"} <= set(told)
        gaps = segments(spec)
        assert (2014, True) in gaps
        assert (2021, False) in gaps
        assert {year for year, _ in gaps} == {2014, 2016, 2018, 2021, 2022}


def test_no_line_runs_through_years_of_which_nothing_is_held() -> None:
    points = [Point(year, 1, "1", own=True) for year in ("2001", "2002", "2005")]
    assert segments(over_time(points)) == [(2001, False), (2002, False), (2002, True), (2005, True)]


def test_no_line_joins_two_sources_that_count_in_their_own_way(evidence: Evidence, tmp_path: Path) -> None:
    """1,503 nursing homes of the statistical yearbook and 717 of a union's observatory are no fall."""
    chart = charts(evidence, "care-rsa")["time"]
    assert [figure.value for figure in chart.figures] == ["1503", "717", "721"]
    assert chart.apart
    for spec in (chart.wide, chart.narrow):
        lines = [layer["data"]["values"] for layer in spec["layer"] if layer["mark"].get("type") == "line"]
        assert [[row["number"] for row in line] for line in lines] == [[717, 721]]
        assert {"Assolombarda", "1.503", "FNP-CISL Lombardia 721"} <= set(words(draw(spec, tmp_path)))


def test_earlier_editions_of_the_text_continue_it_whoever_passes_them_on(evidence: Evidence) -> None:
    chart = charts(evidence, "chain-gdp-share")["time"]
    assert not chart.apart
    assert len({figure.citations[0].work for figure in chart.figures if figure.territory == "ITC4"}) > 1


def test_names_at_the_ends_of_courses_keep_apart() -> None:
    own = [Point("2001", 10, "10", own=True), Point("2002", 10.0, "10", own=True)]
    others = [Line(f"Place {n}", [Point("2001", 10, "", own=False), Point("2002", 10.01, "", own=False)]) for n in "ab"]
    spec = over_time(own, name="Here", others=others)
    ends = sorted(row["number"] for row in spec["layer"][-1]["data"]["values"])
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    apart = (high - low) * 19 / 230
    assert all(two - one >= apart * 0.999 for one, two in itertools.pairwise(ends))


def test_a_country_does_not_press_a_region_flat(evidence: Evidence) -> None:
    assert {f.territory for f in charts(evidence, "devices-companies")["time"].figures} == {"ITC4"}
    assert {f.territory for f in charts(evidence, "devices-companies")["places"].figures} == {"ITC4", "IT"}


def test_each_dimension_has_its_chart_with_the_total(evidence: Evidence, tmp_path: Path) -> None:
    found = charts(evidence, "research-irccs")
    assert list(found) == ["parts-speciality", "parts-ownership"]
    told = words(draw(found["parts-speciality"].wide, tmp_path))
    assert {"total", "19", "cardiologia", "3"} <= set(told)


@pytest.mark.parametrize("name", ["research-irccs", "pharma-exports", "health-life-expectancy"])
def test_bars_start_at_zero(evidence: Evidence, name: str) -> None:
    bars = [chart for chart in charts(evidence, name).values() if chart.name != "time"]
    assert bars
    for chart in bars:
        assert chart.wide["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0


def test_a_share_alone_is_shown_against_the_whole(evidence: Evidence, tmp_path: Path) -> None:
    chart = charts(evidence, "centres-car-t-share")["share"]
    assert {"25,8%", "the whole: 100%"} <= set(words(draw(chart.wide, tmp_path)))
    assert share_of_whole(Point("", 0.5, "50%", own=True), "")["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_a_single_value_has_no_chart(evidence: Evidence) -> None:
    assert charts(evidence, "research-researchers") == {}


def test_a_figure_without_a_year_is_a_level(evidence: Evidence, tmp_path: Path) -> None:
    assert "no year: 346.153" in words(draw(charts(evidence, "chain-employees")["time"].narrow, tmp_path))


def test_estimates_and_reports_are_hollow(evidence: Evidence) -> None:
    assert charts(evidence, "chain-gdp-share")["time"].hollow
    assert not charts(evidence, "research-irccs")["parts-ownership"].hollow


def test_a_picture_holds_title_source_and_size(evidence: Evidence, tmp_path: Path) -> None:
    spec = framed(charts(evidence, "chain-gdp-share")["time"].wide, "A title", "What it is", "Source: somebody.")
    told = words(picture(spec, tmp_path, "svg"))
    assert {"A title", "What it is", "Source: somebody.", "12,6%"} <= set(told)
    png = picture(spec, tmp_path, "png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width > 1200
    assert height > 600


def test_a_long_title_is_broken_into_lines() -> None:
    chart = over_time([Point(str(y), y, str(y), own=True) for y in (1999, 2004)], narrow=True)
    lines = framed(chart, "word " * 40, "", "")["title"]["text"]
    assert len(lines) > 3
    assert max(map(len, lines)) < 40


def test_a_picture_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = framed(over_time([Point(str(y), y, str(y), own=True) for y in (1999, 2003)]), "t", "s", "f")
    first = picture(spec, tmp_path, "svg")
    monkeypatch.setattr(pictures, "_drawn", lambda *_: pytest.fail("drawn again"))
    assert picture(spec, tmp_path, "svg") == first


def test_a_home_that_cannot_be_written_still_has_pictures(tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("in the way")
    spec = over_time([Point(str(y), y, str(y), own=True) for y in (1997, 2003)])
    assert picture(spec, tmp_path, "png").startswith(b"\x89PNG")
