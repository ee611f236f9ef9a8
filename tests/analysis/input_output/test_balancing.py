"""RAS and GRAS: margins are met, signs and zeros are kept, and what cannot be balanced is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.analysis.input_output.balancing import gras, ras
from filiera.errors import TableError

SIZES = st.tuples(st.integers(2, 5), st.integers(2, 5))


@st.composite
def positive_tables(draw: st.DrawFn) -> np.ndarray:
    rows, columns = draw(SIZES)
    cells = draw(st.lists(st.floats(0.1, 100), min_size=rows * columns, max_size=rows * columns))
    return np.array(cells).reshape(rows, columns)


@given(positive_tables(), positive_tables())
def test_ras_meets_every_margin_and_scales_rows_and_columns_only(start: np.ndarray, other: np.ndarray) -> None:
    rows, columns = (margin_of(other, axis, start.shape[1 - axis]) for axis in (1, 0))
    columns = columns * rows.sum() / columns.sum()
    made = ras(start, rows, columns)
    assert made.sum(axis=1) == pytest.approx(rows, rel=1e-6)
    assert made.sum(axis=0) == pytest.approx(columns, rel=1e-6)
    # r̂ A ŝ keeps every cross ratio: no other way of meeting the margins does.
    ratio = made / start
    assert ratio * ratio[0, 0] == pytest.approx(np.outer(ratio[:, 0], ratio[0]), rel=1e-6)


def margin_of(table: np.ndarray, axis: int, size: int) -> np.ndarray:
    return np.resize(table.sum(axis=axis), size)


def test_gras_worked_by_hand() -> None:
    """[[2, −1], [1, 3]] to rows (2, 5) and columns (4, 3): cells are 2rs, −1/(rt), us and 3ut.

    Of the factors of the cells, a = rs, b = 1/(rt), c = us, d = ut: a/c and 1/(bd) are both r/u.
    """
    start = np.array([[2.0, -1.0], [1.0, 3.0]])
    made = gras(start, np.array([2.0, 5.0]), np.array([4.0, 3.0]))
    assert made.sum(axis=1) == pytest.approx([2, 5])
    assert made.sum(axis=0) == pytest.approx([4, 3])
    (a, b), (c, d) = made / start
    assert min(a, b, c, d) > 0
    assert a / c == pytest.approx(1 / (b * d))


def test_gras_gives_what_another_program_gives() -> None:
    """Margins of the example of Junius & Oosterhaven (2003); cells as the tests of a public R program have them."""
    start = np.array([[7.0, 3, 5, -3], [2, 9, 8, 0], [-2, 0, 2, 0]])
    made = gras(start, np.array([15.0, 26, -1]), np.array([9.0, 16, 17, -2]))
    expected = [[8.424340881, 3.375237362, 5.200422021, -2.000000263], [3.000997078, 12.624763744]]
    assert made[0] == pytest.approx(expected[0], abs=2e-6)
    assert made[1, :2] == pytest.approx(expected[1], abs=2e-6)


def test_gras_meets_margins_that_are_negative() -> None:
    start = np.array([[7.0, 3, 5, -3], [2, 9, 8, 1], [-2, 0, 2, 1]])
    rows, columns = np.array([15.0, 26, -1]), np.array([9.0, 16, 17, -2])
    made = gras(start, rows, columns)
    assert made.sum(axis=1) == pytest.approx(rows)
    assert made.sum(axis=0) == pytest.approx(columns)
    assert (np.sign(made) == np.sign(start)).all()


@given(positive_tables(), st.data())
def test_gras_gives_a_table_back_that_already_fits(start: np.ndarray, data: st.DataObject) -> None:
    signs = np.ones(start.shape)
    signs[0, 0] = data.draw(st.sampled_from((-1.0, 1.0)))
    table = start * signs
    made = gras(table, table.sum(axis=1), table.sum(axis=0))
    assert made == pytest.approx(table, rel=1e-5, abs=1e-6)


def test_a_row_of_negative_cells_alone_is_balanced() -> None:
    """Temurshoev, Miller & Bouwmeester (2013): where p is 0, r = −n/u."""
    start = np.array([[-2.0, -2.0], [5.0, 5.0]])
    made = gras(start, np.array([-3.0, 12.0]), np.array([5.0, 4.0]))
    assert made.sum(axis=1) == pytest.approx([-3, 12])
    assert made.sum(axis=0) == pytest.approx([5, 4])


@pytest.mark.parametrize(
    ("start", "rows", "columns", "says"),
    [
        ([[1, 2], [3, 4]], [4, 6], [5, 6], "differ by -1"),
        ([[0, 0], [3, 4]], [4, 6], [5, 5], "row 1 is all zeros and shall come to 4"),
        ([[0, 1], [0, 1]], [4, 6], [5, 5], "column 1 is all zeros"),
        ([[1, 0], [0, 1]], [4, 6], [5, 5], "cannot be balanced: row"),
        ([[1, 2], [3, 4]], [4, 6, 1], [5, 6], "the table is 2 × 2, the sums are for 3 × 2"),
        ([[1, np.nan], [3, 4]], [4, 6], [5, 5], "no finite number"),
    ],
)
def test_what_cannot_be_balanced_is_told(start: object, rows: object, columns: object, says: str) -> None:
    with pytest.raises(TableError, match=says):
        gras(np.array(start, float), np.array(rows, float), np.array(columns, float), rounds=500)


def test_ras_takes_no_negative_cell() -> None:
    with pytest.raises(TableError, match="balance by GRAS"):
        ras(np.array([[1.0, -1], [1, 1]]), np.array([1.0, 1]), np.array([1.0, 1]))
