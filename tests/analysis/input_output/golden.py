"""The published tables that lie beside the project, as tables of ours; a test is skipped where they are absent."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from filiera.analysis.input_output.table import InputOutputTable, Vector

GOLDEN = Path(__file__).resolve().parents[4] / "shared" / "golden" / "input_output"


def lines(name: str) -> list[list[str]]:
    """The rows of a golden file."""
    with golden(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def golden(name: str) -> Path:
    """A golden file."""
    path = GOLDEN / name
    if not path.is_file():
        pytest.skip(f"../shared/golden/input_output/{name} is absent")
    return path


def worked_quotients() -> dict[str, Any]:
    """The case of location quotients worked by hand."""
    told: dict[str, Any] = json.loads(golden("lq_regionalisation.json").read_text(encoding="utf-8"))
    return told


def germany() -> InputOutputTable:
    """Germany 1995, million euro (Eurostat 2008, ch. 15); employment in thousand persons."""
    cells: dict[str, dict[str, float]] = {}
    _, *rows = lines("germany_1995.csv")
    for row in rows:
        if row[4] != "NA":
            cells.setdefault(row[2], {})[row[3]] = float(row[4])
    sectors = tuple(name for name in cells if name in cells["agriculture_group"] and name != "total")
    demand = (
        "final_consumption_households",
        "final_consumption_government",
        "gross_capital_formation",
        "inventory_change",
        "exports",
    )

    def across(name: str) -> Vector:
        return np.array([cells[name][sector] for sector in sectors])

    return InputOutputTable(
        sectors,
        np.array([[cells[row][column] for column in sectors] for row in sectors]),
        across("output"),
        {name: np.array([cells[sector][name] for sector in sectors]) for name in demand},
        {
            "gva": across("gva"),
            "compensation": across("compensation_employees"),
            "employment": across("employment_domestic_total"),
        },
        {"imports": across("imports")},
        unit="million euro",
        units={"employment": "thousand persons"},
    )


def netherlands() -> InputOutputTable:
    """Netherlands 2000, million euro; private consumption is that of households and of institutions that serve them."""
    header, *rows = lines("netherlands_2000.csv")
    cells = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    sectors = tuple(header[1:7])

    def across(name: str) -> Vector:
        return np.array([float(cells[name][sector]) for sector in sectors])

    def down(name: str) -> Vector:
        return np.array([float(cells[sector][name]) for sector in sectors])

    households = down("final_consumption_households")
    demand = {"households": households, "institutions": down("final_consumption_private") - households}
    for name in ("final_consumption_government", "gross_fixed_capital_formation", "exports"):
        demand[name] = down(name)
    return InputOutputTable(
        sectors,
        np.array([[float(cells[row][column]) for column in sectors] for row in sectors]),
        across("output_bp"),
        demand,
        {"compensation": across("compensation_employees"), "gva": across("value_added_bp")},
        {"imports": across("imports")},
        unit="million euro",
    )
