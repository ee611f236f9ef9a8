"""Cubes in JSON-stat: sparse or whole, 2.0 or older; a few cells read by hand in a real answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filiera.errors import SourceError
from filiera.sources.json_stat import Options, parse
from filiera.sources.parsed import Parsed

CUBE: dict[str, Any] = {
    "id": ["freq", "sex", "geo", "time"],
    "size": [1, 2, 1, 2],
    "updated": "2026-02-10T11:00:00+0100",
    "value": {"0": 1, "3": 4.5},
    "status": {"0": "b", "1": "c", "2": ":"},
    "dimension": {
        "freq": {"category": {"index": {"A": 0}}},
        "sex": {"category": {"index": ["F", "M"]}},
        "geo": {"category": {"label": {"IT": "Italy"}}},
        "time": {"category": {"index": {"2021": 1, "2020": 0}}},
    },
}


def read(cube: object, **options: Any) -> Parsed:
    return parse(json.dumps(cube).encode(), Options(**{"measure": "m", **options}))


def cells(parsed: Parsed) -> list[tuple[Any, ...]]:
    keys = ("about", "period", "dimensions", "value", "flag", "missing", "line")
    return [tuple(o[key] for key in keys) for o in parsed.observations.to_pylist()]


WANTED = [
    ("IT", "2020", "sex=F", 1.0, "b", "", 1),
    ("IT", "2021", "sex=F", None, "c", "confidential", 2),
    ("IT", "2020", "sex=M", None, "", "missing", 3),
    ("IT", "2021", "sex=M", 4.5, "", "", 4),
]


def test_positions_without_a_value_are_cells_without_one() -> None:
    parsed = read(CUBE)
    assert cells(parsed) == WANTED
    assert (parsed.rows, parsed.vintage) == (4, "2026-02-10")


def test_values_and_flags_may_be_lists() -> None:
    whole = {**CUBE, "value": [1, None, None, 4.5], "status": ["b", "c", ":", None]}
    assert cells(read(whole)) == WANTED


def test_the_older_form_holds_the_cube_by_a_name_and_its_sizes_among_the_dimensions() -> None:
    dimension = {**CUBE["dimension"], "id": CUBE["id"], "size": CUBE["size"], "role": {"time": ["time"]}}
    old = {"demo": {"value": CUBE["value"], "status": CUBE["status"], "dimension": dimension}}
    assert cells(read(old)) == WANTED


def test_one_flag_may_hold_for_all() -> None:
    assert {flag for *_, flag, _, _ in cells(read({**CUBE, "status": "p"}))} == {"p"}


def test_a_date_that_is_none_is_no_vintage() -> None:
    assert read({**CUBE, "updated": "yesterday"}).vintage == ""


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"size": [1, 2, 1, 3]}, "dimension 'time' has 2 codes where 3 are stated"),
        ({"size": [1, 2, 1]}, "dimensions and sizes do not fit"),
        ({"size": [1, 0, 1, 2]}, "a dimension is empty"),
        ({"size": [1, 9_000_000, 1, 2]}, "it has more than 5000000 cells"),
        ({"value": [1, 2]}, "it has 2 values where 4 are stated"),
        ({"value": {"4": 1}}, "a value has no position"),
        ({"value": {"-1": 1}}, "a value has no position"),
        ({"status": ["b", "c"]}, "it has 2 flags where 4 are stated"),
        ({"id": ["freq", "sex", "geo", "year"]}, "dimension 'year' is not described"),
    ],
)
def test_a_cube_that_does_not_fit_is_refused(changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        read({**CUBE, **changed})
    assert caught.value.what == f"is no JSON-stat cube: {problem}"


@pytest.mark.parametrize("data", [{}, [], {"error": [{"label": "none"}]}, {"a": CUBE, "b": CUBE}])
def test_what_is_no_cube_is_refused(data: object) -> None:
    with pytest.raises(SourceError, match="is no JSON-stat cube"):
        read(data)


def test_cells_of_a_real_answer(snapshots: Path) -> None:
    """Positions 0, 4 ('p'), 18 and 21 (no value) of the answer's own objects."""
    data = (snapshots / "eurostat" / "eurostat_nama_10r_2gdp_jsonstat_fixture.json").read_bytes()
    parsed = parse(data, Options(measure="gdp"))
    found = parsed.observations.to_pylist()
    assert (parsed.rows, len(found), parsed.vintage) == (54, 54, "2026-02-10")
    told = [tuple(found[n][k] for k in ("unit", "about", "period", "value", "flag")) for n in (0, 4, 18, 21)]
    assert told == [
        ("MIO_EUR", "EU27_2020", "2022", 16169785.3, ""),
        ("MIO_EUR", "EL30", "2023", 109744.45, "p"),
        ("MIO_EUR", "FR10", "2022", 783456.8, "p"),
        ("MIO_EUR", "NO08", "2022", None, ""),
    ]
