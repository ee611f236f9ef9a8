"""The toy region with data sets of a publisher on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from filiera.services.build import build

ROOT = Path(__file__).resolve().parents[2]

DATASETS = """id: oficina
name: Oficina de Dades
kind: {ca: "oficina, inventada", en: "office, invented"}
works:
  - {id: oficina-llits, title: {ca: Llits, en: Beds}, licence: CC-BY-4.0}
  - {id: oficina-gent, title: {ca: Gent, en: People}}
datasets:
"""


def toy_pack(folder: Path) -> Path:
    """A copy of the toy pack as it is."""
    for name in ("exemple", "inventada"):
        shutil.copytree(ROOT / "tests" / "packs" / name, folder / name, dirs_exist_ok=True)
    return folder / "exemple"


def pack_with(folder: Path, *datasets: str) -> Path:
    """A copy of the toy pack with other data sets than its own, in YAML's flow style."""
    sources = toy_pack(folder) / "sources"
    own = sources / "agencia-salut.yml"
    themes = sources.parent / "themes.yml"
    kept = [line for line in themes.read_text(encoding="utf-8").splitlines() if "datasets:" not in line]
    themes.write_text("\n".join(kept) + "\n", encoding="utf-8")
    own.write_text(own.read_text(encoding="utf-8").partition("datasets:")[0], encoding="utf-8")
    listed = "".join(f"  - {line}\n" for line in datasets)
    text = DATASETS + listed if listed else DATASETS.replace("datasets:\n", "")
    (sources / "oficina.yml").write_text(text, encoding="utf-8")
    return folder / "exemple"


def data_set(id: str, url: str, **more: str) -> str:
    """One data set."""
    said = {"id": id, "work": "oficina-llits", "format": "delimited", "files": f"{id}.csv", "protocol": "http"} | more
    return "{" + ", ".join(f"{key}: {value}" for key, value in (said | {"url": f'"{url}"'}).items()) + "}"


BEDS = data_set(
    "beds",
    "https://x.example/",
    options="{observations: [{about: place, scheme: own, period: year, measures: {beds: beds}}]}",
    feeds="[{indicator: hospital-beds, measure: beds, places: {R1: XV1}}]",
)
CORRECTION = """corrections:
  beds:
    - where: {about: R1, period: "2023"}
      table: observations
      action: set
      columns: {value: "5.1"}
      reason: {ca: "La coma és fora de lloc.", en: The decimal mark is misplaced.}
      reported: by e-mail, 2024-05-02
      expect: {value: "51.0"}
"""


def built_with_a_correction(folder: Path) -> Path:
    """A home whose evidence has a figure that a correction mended, and one that stands as it was published."""
    pack = pack_with(folder, BEDS)
    with (pack / "sources" / "oficina.yml").open("a", encoding="utf-8") as file:
        file.write(CORRECTION)
    snapshots = folder / "snapshots"
    snapshots.mkdir()
    (snapshots / "beds.csv").write_text("place,year,beds\nR1,2022,5\nR1,2023,51.0\n", encoding="utf-8")
    build(pack, folder / "home", snapshots)
    return folder / "home"
