"""Economies at random, as hypothesis draws them: all of them work, none of them is alike."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from filiera.analysis.input_output.location_quotients import RegionalWeights
from filiera.analysis.input_output.table import InputOutputTable


@st.composite
def economies(draw: st.DrawFn) -> InputOutputTable:
    """A balanced table of two to six sectors with households, exports, two primary inputs and imports."""
    size = draw(st.integers(2, 6))
    flow = st.floats(0.01, 100.0) | st.just(0.0)
    flows = np.array(draw(st.lists(st.lists(flow, min_size=size, max_size=size), min_size=size, max_size=size)))
    households = _vector(draw, size)
    exports = _vector(draw, size)
    output = flows.sum(axis=1) + households + exports
    # A column that spends more than it makes is given the exports that make up for it, and some value added.
    exports = exports + np.maximum(flows.sum(axis=0) * 1.1 - output, 0.0)
    output = flows.sum(axis=1) + households + exports
    left = output - flows.sum(axis=0)
    parts = np.array([draw(st.floats(0.05, 0.9)) for _ in range(size)])
    gva, imports = left * parts, left * (1 - parts)
    return InputOutputTable(
        tuple(f"s{number}" for number in range(size)),
        flows,
        output,
        {"households": households, "exports": exports},
        {"gva": gva, "compensation": gva * 0.6, "employment": _vector(draw, size)},
        {"imports": imports},
        units={"employment": "persons"},
    )


@st.composite
def weights_of(draw: st.DrawFn, table: InputOutputTable) -> RegionalWeights:
    """A region of a table's nation: a part of each sector, some perhaps not at all."""
    nation = _vector(draw, table.size)
    parts = np.array([draw(st.floats(0.01, 1.0) | st.just(0.0)) for _ in range(table.size)])
    parts[draw(st.integers(0, table.size - 1))] = draw(st.floats(0.1, 1.0))
    return RegionalWeights(table.sectors, nation * parts, nation)


def _vector(draw: st.DrawFn, size: int) -> np.ndarray:
    return np.array([draw(st.floats(0.5, 500.0)) for _ in range(size)])
