"""Eurostat's tables as text, in their three shapes; a few cells read by hand in the real files."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from filiera.errors import SourceError
from filiera.sources.eurostat_tsv import Options, parse
from filiera.sources.parsed import Parsed

NEW = "freq,sex,geo\\TIME_PERIOD\t2020 \t2021 \nA,F,IT\t12 b\t: \nA,M,IT\t: c\t-3.5p\n"


def read(text: str | bytes, **options: Any) -> Parsed:
    return parse(text.encode() if isinstance(text, str) else text, Options(**{"measure": "m", **options}))


def cells(parsed: Parsed) -> list[tuple[Any, ...]]:
    keys = ("about", "period", "dimensions", "value", "flag", "missing", "line", "column")
    return [tuple(o[key] for key in keys) for o in parsed.observations.to_pylist()]


def test_every_cell_is_kept_with_flag_reason_and_place() -> None:
    assert sorted(cells(read(NEW)), key=lambda c: c[-2:]) == [
        ("IT", "2020", "sex=F", 12.0, "b", "", 2, 2),
        ("IT", "2021", "sex=F", None, "", "missing", 2, 3),
        ("IT", "2020", "sex=M", None, "c", "confidential", 3, 2),
        ("IT", "2021", "sex=M", -3.5, "p", "", 3, 3),
    ]


def test_newest_first_and_commas_alone_are_the_same_cells() -> None:
    old = "sex,geo\\time\t2021 \t2020 \nF,IT\t: \t12 b\nM,IT\t-3.5p\t: c\n"
    commas = "freq,sex,geo,2020,2021\nA,F,IT,12b,:\nA,M,IT,:c,-3.5p\n"
    wanted = {cell[:6] for cell in cells(read(NEW))}
    assert {cell[:6] for cell in cells(read(old))} == wanted
    assert {cell[:6] for cell in cells(read(commas))} == wanted


def test_a_dimension_may_say_what_is_measured() -> None:
    parsed = read(NEW, measure_dimension="sex")
    assert set(parsed.observations.column("measure").to_pylist()) == {"F", "M"}
    assert set(parsed.observations.column("dimensions").to_pylist()) == {""}


def test_bad_rows_and_cells_are_refused_with_line_and_reason() -> None:
    parsed = read("freq,geo\\TIME_PERIOD\t2020 \nA,IT\t1 \nA\t2 \nA,FR\tx1 \nA,DE\n")
    assert [cell[0] for cell in cells(parsed)] == ["IT"]
    assert sorted(refusal.line for refusal in parsed.refused) == [3, 4, 5]
    assert parsed.rows == 4


@pytest.mark.parametrize("text", ["", "<html>", "geo\\TIME_PERIOD\tlater\nIT\t1\n", "geo,geo\\T\t2020\nIT,IT\t1\n"])
def test_what_is_no_such_table_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is no table of Eurostat as text"):
        read(text)


def test_a_dimension_that_is_not_there_is_told() -> None:
    with pytest.raises(SourceError, match="there is no dimension 'place'; use one of: freq, sex, geo"):
        read(NEW, place_dimension="place")


@pytest.mark.parametrize(
    ("file", "where", "value", "flag", "line"),
    [
        # Lines as `zcat FILE | grep -n` gives them.
        ("estat_hlth_rs_physreg.tsv.gz", {"about": "ITC4", "unit": "P_HTHAB", "period": "2022"}, 396.41, "p", 720),
        ("estat2017_nama_10r_2gdp.tsv.gz", {"about": "ITC4", "unit": "EUR_HAB", "period": "2014"}, 34900.0, "", 235),
        ("estat_nama_10r_3gdp.csv.gz", {"about": "ITC4", "unit": "MIO_EUR", "period": "2021"}, 403136.34, "", 4662),
        ("estat_births_nuts3.csv.gz", {"about": "AL", "period": "1990"}, 82125.0, "", 2),
    ],
)
def test_a_cell_of_a_real_file(
    snapshots: Path, file: str, where: dict[str, str], value: float, flag: str, line: int
) -> None:
    found = read((snapshots / "eurostat" / file).read_bytes()).observations
    for name, wanted in where.items():
        found = found.filter(pc.equal(found.column(name).cast("string"), wanted))
    (row,) = found.to_pylist()
    assert (row["value"], row["flag"], row["line"]) == (value, flag, line)


def test_a_break_of_series_is_kept(snapshots: Path) -> None:
    """estat_demo_r_pjanind3.tsv.gz line 1165: DEPRATIO1 of Milan in 2019, '56.9 b'."""
    data = (snapshots / "eurostat" / "estat_demo_r_pjanind3.tsv.gz").read_bytes()
    found = read(data, measure_dimension="indic_de").observations
    found = found.filter(pc.equal(found.column("line"), 1165)).to_pylist()
    assert [(o["measure"], o["value"]) for o in found if o["flag"] == "b"] == [("DEPRATIO1", 56.9)]


def test_rows_times_periods_are_cells(snapshots: Path) -> None:
    data = gzip.decompress((snapshots / "eurostat" / "estat_demo_r_pjangrp3.tsv.gz").read_bytes())
    parsed = read(data)
    assert (parsed.rows, parsed.observations.num_rows, parsed.refused) == (136_584, 136_584 * 9, ())
