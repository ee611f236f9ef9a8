"""Maps: a frame in which a kilometre is a kilometre, marks that stand apart, classes, names, drawings."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from lxml import etree

from filiera.evidence import Evidence
from filiera.publish.indicator_charts import Words, charts_of
from filiera.publish.map_classes import FULL, PALE, classes_of
from filiera.publish.map_drawing import Drawing, Link
from filiera.publish.map_frame import TALLEST, WIDTH, Frame, frame_of
from filiera.publish.map_marks import APART, marks_of
from filiera.publish.map_names import names_on
from filiera.publish.value_map import AreaValue, value_map
from filiera.services.geography import Geography, area_values, geography, places
from filiera.services.indicators import indicator
from filiera.vocabulary.outlines import METRES_PER_DEGREE, encloses
from tests.built_homes import BuiltHomes

WORDS = Words(total="total", undated="%(value)s", whole="whole", missing="no value held")


@pytest.fixture(scope="module")
def lombardia(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    with Evidence.open(built_homes.copy("lombardia", tmp_path_factory.mktemp("home"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def held(lombardia: Evidence) -> Geography:
    return geography(lombardia)


@pytest.fixture(scope="module")
def frame(held: Geography) -> Frame:
    return frame_of([ring for area in held.areas for ring in area.rings])


def test_north_is_up_and_a_kilometre_is_as_long_across_as_down(frame: Frame) -> None:
    here, east, north = (9.9, 45.66), (10.0, 45.66), (9.9, 45.73)
    (x, y), (x_east, y_east), (x_north, y_north) = map(frame.point, (here, east, north))
    assert (y, x) == (y_east, x_north)
    assert x_east > x
    assert y_north < y
    across = (x_east - x) / (0.1 * METRES_PER_DEGREE * math.cos(math.radians(45.66)))
    down = (y - y_north) / (0.07 * METRES_PER_DEGREE)
    assert across == pytest.approx(down, rel=0.01)


def test_the_whole_region_is_in_the_frame(frame: Frame, held: Geography) -> None:
    assert all(frame.holds(position) for area in held.areas for ring in area.rings for position in ring)
    assert frame.width == WIDTH
    assert frame.height <= TALLEST


def test_a_narrow_high_place_is_not_drawn_out_of_measure() -> None:
    ring = ((9.0, 45.0), (9.1, 45.0), (9.1, 47.0), (9.0, 47.0), (9.0, 45.0))
    assert frame_of([ring]).height <= TALLEST


def test_marks_stand_apart_and_lose_nobody(lombardia: Evidence, frame: Frame) -> None:
    placed = places(lombardia).placed
    marks = marks_of(frame, placed)
    assert sorted(view.address for mark in marks for view in mark.members) == sorted(v.address for v in placed)
    assert all(math.hypot(a.x - b.x, a.y - b.y) >= APART for a, b in combinations(marks, 2))
    assert len(marks) < len(placed)
    assert [mark.y for mark in marks] == sorted(mark.y for mark in marks)


def test_classes_keep_equal_values_together_and_have_the_darkest_tint() -> None:
    values = {"a": 1.0, "b": 1.0, "c": 1.0, "d": 2.0, "e": 3.0, "f": 3.0}
    found = classes_of(values, FULL)
    assert [each.members for each in found] == [("a", "b", "c"), ("d",), ("e", "f")] or len(found) < 4
    for each in found:
        assert values[each.least] <= values[each.greatest]
    for one, other in combinations(found, 2):
        assert {values[key] for key in one.members}.isdisjoint(values[key] for key in other.members)
    assert found[-1].tint == FULL[-1]
    assert classes_of({"a": 5.0}, PALE)[0].tint == PALE[-1]
    assert classes_of({}, PALE) == []


def test_twelve_different_values_make_four_classes_of_three() -> None:
    found = classes_of({str(n): float(n) for n in range(12)}, FULL)
    assert [len(each.members) for each in found] == [3, 3, 3, 3]


def test_tints_are_told_apart_by_lightness_alone() -> None:
    def lightness(tint: str) -> float:
        parts = [int(tint[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for tints, least in ((FULL, 1.45), (PALE, 1.08)):
        steps = [lightness(tint) + 0.05 for tint in tints]
        assert all(one / other >= least for one, other in pairwise(steps))


def test_names_stand_in_their_own_territory(frame: Frame, held: Geography) -> None:
    names = {area.territory: area.names["it"] for area in held.areas}
    found = {" ".join(name.lines): name for name in names_on(frame, held.areas, names, [])}
    assert set(found) == set(names.values())
    for area in held.areas:
        name = found[area.names["it"]]
        position = (
            frame.west + (name.x - frame.left) / frame.across,
            frame.north - (name.y - frame.top) / frame.down,
        )
        assert encloses(area.rings, position)


def test_a_drawing_is_sound_and_says_what_its_links_are(lombardia: Evidence, frame: Frame, held: Geography) -> None:
    marks = marks_of(frame, places(lombardia, kind="irccs").placed)
    drawing = Drawing(
        frame,
        held.areas,
        marks,
        marks_lead=lambda n, mark: Link(f"?n={n}&a=b", f'<{len(mark.members)}> "it\'s"'),
    )
    root = etree.fromstring(drawing.svg("A & B"))
    assert root.get("aria-label") == "A & B"
    links = root.findall(".//{*}a")
    assert len(links) == len(marks)
    assert links[0].get("href") == "?n=1&a=b"
    assert links[0].get("aria-label", "").endswith('> "it\'s"')
    assert "style=" not in drawing.svg()
    assert 'aria-hidden="true"' in Drawing(frame, held.areas).svg()


def test_a_map_of_values_has_class_limits_and_hatches_what_is_missing(held: Geography) -> None:
    names = {area.territory: area.names["en"] for area in held.areas}
    values = {area.territory: AreaValue(n, f"{n}%") for n, area in enumerate(held.areas) if n}
    spec = json.dumps(value_map(held.areas, names, values, "no value held"), ensure_ascii=False)
    assert "MultiLineString" in spec
    assert "no value held" in spec
    assert "1%–3%" in spec
    whole = {area.territory: AreaValue(n, f"{n}%") for n, area in enumerate(held.areas)}
    assert "MultiLineString" not in json.dumps(value_map(held.areas, names, whole, "no value held"))


def test_the_map_of_an_indicator_draws(lombardia: Evidence, held: Geography, tmp_path: Path) -> None:
    from filiera.publish.drawing import draw

    view = indicator(lombardia, "population-over-65-share")
    found = area_values(lombardia, view)
    assert found is not None
    chart = next(c for c in charts_of(view, "it", WORDS, (held, found)) if c.name == "map")
    assert len(chart.figures) == 12
    for spec in (chart.wide, chart.narrow):
        svg = draw(spec, tmp_path)
        assert "24,6%–24,9%" in svg
        assert len(re.findall(r"<path[^>]*d=\"M[^\"]{200,}", svg)) >= 12
        assert "style=" not in svg
