"""Input-output tables as people write them: what is read, and what is refused with line, row, column and remedy."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="the extra analysis is not installed")

from filiera.errors import FilieraError
from filiera.services.impact import multipliers_of, regionalised
from filiera.services.input_output_files import read_table, read_weights
from filiera.services.labelled_cells import LONGEST_CELL

TABLE = """sector,farm,mill,f:households,f:rest
farm,150,500,50,300
mill,200,100,400,1300
v:compensation,300,500,,
v:gva,600,1300,,
m:abroad,50,100,,
x:output,1000,2000,,
"""
WEIGHTS = "sector,region,nation\nmill,20,200\nfarm,5,100\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_table_is_read_with_its_labels(file: Path) -> None:
    table = read_table(file).table
    assert table.sectors == ("farm", "mill")
    assert table.flows.tolist() == [[150, 500], [200, 100]]
    assert table.output.tolist() == [1000, 2000]
    assert table.demand("rest").tolist() == [300, 1300]
    assert table.primary("compensation").tolist() == [300, 500]
    assert table.imports["abroad"].tolist() == [50, 100]


def test_rows_may_stand_in_another_order_than_columns(file: Path) -> None:
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    assert read_table(file).table.flows.tolist() == [[150, 500], [200, 100]]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_and_a_byte_order_mark_are_read(file: Path, mark: str) -> None:
    file.write_text("\ufeff" + TABLE.replace(",", mark), encoding="utf-8")
    assert read_table(file).table.output.tolist() == [1000, 2000]


def test_empty_cells_at_the_end_may_be_left_unwritten(file: Path) -> None:
    assert read_table(changed(file, "x:output,1000,2000,,", "x:output,1000,2000")).table.output.tolist() == [1000, 2000]


def test_output_is_what_is_sold_where_it_is_not_stated(file: Path) -> None:
    assert read_table(changed(file, "x:output,1000,2000,,\n", "")).table.output.tolist() == [1000, 2000]


def test_households_alone_leave_other_demand(file: Path) -> None:
    text = "\n".join(line.rpartition(",")[0] for line in TABLE.splitlines())
    file.write_text(text, encoding="utf-8")
    found = multipliers_of(file, income="v:compensation", households="f:households")
    assert found.closed is not None
    with pytest.raises(FilieraError, match="too little"):
        multipliers_of(file)


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("150", "250", "row farm", "sales come to 1100 and output to 1000: 100 (10.0%) too much"),
        ("150", "-150", "line 2, row farm, column farm", "is negative: -150"),
        ("150", "", "line 2, row farm, column farm", "is empty"),
        ("150", "nan", "line 2, row farm, column farm", "'nan' is not a number"),
        ("150", "1_50", "line 2, row farm, column farm", "'1_50' is not a number"),
        ("200,100", "200,many", "line 3, row mill, column mill", "'many' is not a number"),
        ("300,500", "300,", "line 4, row v:compensation, column mill", "is empty"),
        ("50,100,,", "50,-100,,", "line 6, row m:abroad, column mill", "is negative: -100"),
        ("1000,2000,,", "1000,2000,9,", "line 7, row x:output, column f:households", "is not empty: 9"),
        ("1000,2000,,", "1000,2000,,,", "line 7, row x:output", "has 6 cells where the first line has 5"),
        ("\nmill,", "\nmine,", "line 3, row mine", "there is no column 'mine'"),
        ("\nmill,200,100,400,1300", "", "", "the column 'mill' has no row"),
        ("\nmill,", "\nfarm,", "", "the row 'farm' stands already in line 2"),
        ("farm,mill,f", "farm,farm,f", "", "the column 'farm' stands 2 times"),
        ("farm,mill,f", "farm,,f", ":1", "column 3 has no code"),
        ("\nmill,", "\n,", ":3", "the row has no code"),
        ("mill,f:h", "v:mill,f:h", "", "the column 'v:mill' has the mark of a row"),
        ("x:output", "x:total", "line 7, row x:total", "the row 'x:total' is of no known kind"),
        ("x:output", "f:output", "line 7, row f:output", "the row 'f:output' is of no known kind"),
        ("1000,2000", "1000,0", "column mill", "buys from others and has no output"),
        (TABLE, "", "", "holds no table"),
        (TABLE, "sector,a\n", "", "the column 'a' has no row"),
        (TABLE, "a,b\nc," + "1" * (LONGEST_CELL + 1), ":2", "cannot be read as a table"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(file: Path, old: str, new: str, where: str, says: str) -> None:
    with pytest.raises(FilieraError) as refused:
        multipliers_of(changed(file, old, new))
    assert says in refused.value.what
    assert refused.value.where.startswith(str(file))
    assert where in refused.value.where
    assert refused.value.remedy


def test_an_economy_that_cannot_work_is_refused(file: Path) -> None:
    file.write_text("s,a,b\na,5,9\nb,9,5\nx:output,10,10\n", encoding="utf-8")
    with pytest.raises(FilieraError, match=r"not productive: the spectral radius of its coefficients is 1\.4"):
        multipliers_of(file)
    file.write_text("s,a,b\na,5,5\nb,5,5\nx:output,10,10\n", encoding="utf-8")
    with pytest.raises(FilieraError, match="singular"):
        multipliers_of(file)


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (WEIGHTS.replace("mill,20", "mine,20"), "without a weight are mill; not in the table are mine"),
        (WEIGHTS.replace("mill,20", "mill,2000"), "row mill: the region has 2000, more than the nation's 200"),
        (WEIGHTS.replace("mill,20", "mill,-1"), "row region, column mill: is negative: -1"),
        (WEIGHTS.replace("mill,20", "mill,"), "line 2, row mill, column region: is empty"),
        (WEIGHTS.replace("mill,20,200", "mill,0,0"), "row mill: the nation's weight is 0"),
        (WEIGHTS + "farm,1,2\n", "the row 'farm' stands already in line 3"),
        (WEIGHTS.replace("nation", "country"), "has the columns sector, region, country"),
    ],
)
def test_weights_that_do_not_fit_are_refused(file: Path, weights: str, says: str) -> None:
    path = file.with_name("weights.csv")
    path.write_text(weights, encoding="utf-8")
    with pytest.raises(FilieraError) as refused:
        regionalised(file, path)
    assert says in str(refused.value)
    assert str(refused.value).startswith(str(path))
    assert refused.value.remedy


def test_weights_may_stand_in_any_order(file: Path) -> None:
    path = file.with_name("weights.csv")
    path.write_text("Sector;nation;region\nmill;200;20\nfarm;100;5\n", encoding="utf-8")
    found = regionalised(file, path, method="slq")
    # 5/100 and 20/200 over 25/300.
    assert found.quotients.tolist() == pytest.approx([0.6, 1.2])
    assert found.coefficients.tolist() == [pytest.approx([0.15 * 0.6, 0.25 * 0.6]), pytest.approx([0.2, 0.05])]
    assert read_weights(path).sectors == ("mill", "farm")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_no_text_brings_the_reader_down(file: Path, data: st.DataObject) -> None:
    text = TABLE
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from([",", "\n", '"', "-", "x", ":", "", "1e999", "\x00", "é"]) | st.text(max_size=3)
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 4)) :]
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    for income, households in itertools.product(("", "v:compensation"), ("", "f:households")):
        try:
            multipliers_of(file, income=income, households=households)
        except FilieraError as error:
            assert error.what
            assert error.remedy
