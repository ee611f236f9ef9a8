"""Workbooks: sheets read as tables, and what hides in a file of a kilobyte."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from filiera.errors import SourceError
from filiera.sources.parsed import Parsed
from filiera.sources.spreadsheet import Options, parse
from tests.sources.workbooks import number, row, text, workbook

BEDS = {"about": "comarca", "scheme": "comarques", "period": {"always": "2023"}, "measures": {"llits": "llits"}}
HEAD = row(1, text("A1", "comarca"), text("B1", "llits"))


def read(data: bytes, **options: Any) -> Parsed:
    return parse(data, msgspec.convert({"observations": [BEDS], **options}, Options))


def values(parsed: Parsed) -> list[tuple[Any, ...]]:
    return [(o["about"], o["value"], o["missing"], o["line"]) for o in parsed.observations.to_pylist()]


def test_numbers_and_empty_cells_keep_their_row() -> None:
    data = workbook(HEAD, row(2, text("A2", "alta"), number("B2", "120")), row(4, text("A4", "baixa")))
    assert values(read(data)) == [("alta", 120.0, "", 2), ("baixa", None, "missing", 4)]


def test_an_error_of_a_formula_is_refused_and_not_missing() -> None:
    error = '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    (refusal,) = read(workbook(HEAD, row(2, text("A2", "alta"), error))).refused
    assert refusal.line == 2
    assert refusal.reason.format_map(refusal.words) == "column 'llits' holds '#DIV/0!', which is no number"


def test_the_value_of_a_formula_is_read() -> None:
    formula = '<c r="B2"><f>60*2</f><v>120</v></c>'
    assert values(read(workbook(HEAD, row(2, text("A2", "alta"), formula)))) == [("alta", 120.0, "", 2)]


def test_dates_are_iso() -> None:
    record = {"kind": "site", "register": "x", "id": "comarca", "title": "comarca", "published": "llits"}
    data = workbook(HEAD, row(2, text("A2", "alta"), '<c r="B2" s="1"><v>45000</v></c>'))
    parsed = read(data, observations=[], record=record)
    assert parsed.records.column("published").to_pylist() == ["2023-03-15"]


def test_a_header_may_stand_below_a_title_over_several_cells() -> None:
    title = row(1, text("A1", "Llits, inventats"))
    head = row(3, text("A3", "comarca"), text("B3", "llits"))
    merged = '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
    data = workbook(title, head, row(4, text("A4", "alta"), number("B4", "7"), text("D4", "nota")), more=merged)
    # Columns C and D have no heading: neither is a column that stands twice.
    assert values(read(data, header=3)) == [("alta", 7.0, "", 4)]


def test_a_cell_merged_over_rows_says_so_once_and_the_others_are_refused() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    parsed = read(workbook(HEAD, row(2, text("A2", "alta"), number("B2", "1")), row(3, number("B3", "2")), more=merged))
    assert (parsed.rows, values(parsed)) == (2, [("alta", 1.0, "", 2)])
    assert [refusal.line for refusal in parsed.refused] == [3]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"sheet": "Metges"}, "there is no sheet 'Metges'; use one of: Llits"),
        ({"header": 9}, "Llits: has no header; say in which row the headings stand"),
        ({"header": 0}, "options: option 'header' counts from one; state 1 for the first"),
    ],
)
def test_a_wrong_option_is_told(options: dict[str, Any], told: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(workbook(HEAD), **options)
    assert str(caught.value) == told


@pytest.mark.parametrize("place", ["XFD1000000", "A1048576", "XFD2000"])
def test_one_cell_far_away_does_not_take_the_program_down(place: str) -> None:
    """Its reader would ask for 524 gigabytes and abort."""
    far = "".join(c for c in place if c.isdigit())
    data = workbook(HEAD, row(int(far), text(place, "x")))
    assert len(data) < 3_000
    if place == "A1048576":
        # A long column alone is a table.
        assert read(data).rows == 1
        return
    with pytest.raises(SourceError, match="too far apart to be a table"):
        read(data)


def test_a_row_far_away_counts_though_its_cells_name_no_place() -> None:
    cells = "<c><v>1</v></c>" * 30
    with pytest.raises(SourceError, match="too far apart"):
        read(workbook(HEAD, f'<row r="1048576">{cells}</row>'))


@pytest.mark.parametrize("place", ["B999999999999999999992", "b2", "B0", "2", "", "XFDA1"])
def test_a_cell_at_no_place_is_refused(place: str) -> None:
    """Its reader counts past the end of its numbers and lands far away."""
    with pytest.raises(SourceError, match="which is no place"):
        read(workbook(HEAD, row(2, number(place, "1"))))


def test_a_sheet_that_is_no_xml_does_not_reach_the_reader() -> None:
    with pytest.raises(SourceError, match="is no workbook"):
        read(workbook('<row r="1"<c r="XFD1048576"><v>1</v></c></row>'))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = workbook(HEAD, parts={"xl/media/a.bin": b"\0" * (300 * 2**20)})
    assert len(bomb) < 400_000
    with pytest.raises(SourceError, match="unpacks to more than"):
        read(bomb)


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(workbook(HEAD, parts={"xl/media/a.bin": b"\0" * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(SourceError, match="is no workbook"):
        read(bytes(data).replace(size, (10).to_bytes(4, "little")))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0" + b"\0" * 600, workbook(HEAD)[:-60]]
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="is no workbook"):
        read(data)
