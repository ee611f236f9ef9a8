"""Charts: what they show, that they keep to the page's policy, that they are drawn once."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from filiera.publish import drawing
from filiera.publish.charts import Point, over_time, side_by_side
from filiera.publish.drawing import draw

SERIES = [
    Point("2014", 11.3, "11.3%", own=False),
    Point("2021", 13.0, "about 13.0%", own=False, hollow=True),
    Point("2022", 12.6, "12.6%", own=True),
]


def words(svg: str) -> list[str]:
    return [text for node in etree.fromstring(svg.encode()).iter("{*}text") for text in node.itertext()]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_point_carries_its_value(tmp_path: Path, narrow: bool) -> None:
    told = words(draw(over_time(SERIES, narrow=narrow), tmp_path))
    assert {"11.3%", "about 13.0%", "12.6%", "2014"} <= set(told)


def test_bars_start_at_zero(tmp_path: Path) -> None:
    spec = side_by_side([Point("all", 19, "19", own=True), Point("part", 5, "5", own=False)])
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"][0] == 0
    assert {"all", "part", "19", "5"} <= set(words(draw(spec, tmp_path)))


def test_a_figure_without_a_year_is_a_level_beside_the_series(tmp_path: Path) -> None:
    beside = Point("this text: 12%", 12, "12%", own=True)
    assert "this text: 12%" in words(draw(over_time(SERIES[:2], beside), tmp_path))


def test_a_drawing_has_no_style_no_script_and_no_words_of_the_renderer(tmp_path: Path) -> None:
    for spec in (over_time(SERIES), side_by_side(SERIES)):
        svg = draw(spec, tmp_path)
        root = etree.fromstring(svg.encode())
        for node in root.iter():
            assert not {"style", "onload", "aria-label", "role"} & set(node.attrib)
            assert etree.QName(node).localname not in {"script", "style", "image", "foreignObject"}
        assert root.get("viewBox")
        assert root.get("width") is None
        assert root.get("aria-hidden") == "true"


def test_what_is_in_a_name_stays_text(tmp_path: Path) -> None:
    svg = draw(side_by_side([Point("<script>alert(1)</script>", 1, "1", own=True)]), tmp_path)
    assert "<script" not in svg
    assert "<script>alert(1)</script>" in words(svg)


def test_labels_that_would_touch_part_ways() -> None:
    rows = over_time(SERIES, narrow=True)["data"]["values"]
    assert [row["below"] for row in rows] == [False, False, True]


def test_a_chart_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = over_time([Point(str(year), year, str(year), own=False) for year in (1999, 2004)])
    first = draw(spec, tmp_path)
    monkeypatch.setattr(drawing, "_drawn", lambda _: pytest.fail("drawn again"))
    assert draw(spec, tmp_path) == first
    drawing._kept.clear()
    assert draw(spec, tmp_path) == first


def test_a_home_that_cannot_be_written_still_has_charts(tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("in the way")
    spec = over_time([Point(str(year), year, str(year), own=False) for year in (1998, 2003)])
    assert draw(spec, tmp_path).startswith("<svg ")
