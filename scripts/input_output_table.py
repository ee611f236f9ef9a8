"""Writes a pack's input-output table from the long files that its data sets name: ``input_output/<id>.csv``.

A pair that the files do not hold is a published nought. Run: python scripts/input_output_table.py FOLDER OUT.csv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

SECTORS = "it_siot2022_industries.csv"
FLOWS = "it_siot2022_dom.csv"
PRIMARY = "it_siot2022_primary.csv"
DEMAND = {
    "P3_S14": "f:households",
    "P3_S13": "f:government",
    "P3_S15": "f:nonprofit",
    "P51G": "f:investment",
    "P52": "f:inventories",
    "P53": "f:valuables",
    "P6": "f:exports",
}
ROWS = {
    "D1": "v:compensation",
    "D29X39": "v:taxes_on_production",
    "B2A3G": "v:operating_surplus",
    "B1G": "v:gva",
    "D21X31": "v:taxes_on_products",
    "IMP": "m:imports",
    "P1": "x:output",
}


def long_form(path: Path) -> dict[tuple[str, str], str]:
    """Values by row and column, as they are printed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["row_code"], row["col_code"]): row["value_meur"] for row in csv.DictReader(file)}


def table(folder: Path) -> list[list[str]]:
    """The table as rows of text: domestic flows, final demand, primary inputs, imports, output."""
    with (folder / SECTORS).open(encoding="utf-8-sig", newline="") as file:
        sectors = [row["code"] for row in csv.DictReader(file)]
    flows, primary = long_form(folder / FLOWS), long_form(folder / PRIMARY)
    rows = [["sector", *sectors, *DEMAND.values()]]
    rows += [[sector, *(flows.get((sector, column), "0") for column in (*sectors, *DEMAND))] for sector in sectors]
    # Compensation is not applicable to imputed rents: by the identity of value added it is nought there.
    rows += [
        [name, *(primary.get((code, sector), "0") for sector in sectors), *[""] * len(DEMAND)]
        for code, name in ROWS.items()
    ]
    return rows


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(table(Path(sys.argv[1])))
