"""Downloads: what a spreadsheet would compute is shown instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.publish.tables import without_formula


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "-1+1", "-1.5e3"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert without_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "12.6", "-3", "-3.25", "beds - public", "a=b", "«=»"])
def test_anything_else_stays(cell: str) -> None:
    assert without_formula(cell) == cell


@given(st.text())
def test_no_text_comes_out_as_a_formula(cell: str) -> None:
    shown = without_formula(cell)
    assert shown.removeprefix("'") in (cell, cell.removeprefix("'"))
    assert not shown.startswith(("=", "+", "@", "\t", "\r"))
