"""Outlines of a pack: open, closed rings of known territories; and positions that lie off them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from filiera.errors import PackError
from filiera.pack import read_pack
from filiera.pack.boundaries import stray_positions
from filiera.pack.read import Pack
from filiera.pack.validate import check_pack
from filiera.vocabulary.outlines import Position, read_ring

ROOT = Path(__file__).resolve().parents[2]
FILE = "boundaries/counties.yml"


@pytest.fixture
def exemple(tmp_path: Path) -> Path:
    for name in ("inventada", "exemple"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / name)
    return tmp_path / "exemple"


@pytest.fixture(scope="module")
def lombardia() -> Pack:
    return read_pack("lombardia")


def changed(pack: Path, file: str, before: str, after: str) -> Path:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return pack


@pytest.mark.parametrize(
    ("file", "before", "after", "what"),
    [
        (FILE, "-30.55 10.75, -30.60 10.30", "-30.55 10.75", r"XV1A, ring 1 is not closed"),
        (FILE, "-30.10 10.20, -30.00", "-30.10 10.2O, -30.00", r"ring 1 '-30.10 10.2O' is no position"),
        (FILE, "territory: XV1A", "territory: XV9", r"territory 'XV9' is not known"),
        (FILE, "territory: XV1B", "territory: XV1A", r"XV1A has an outline twice"),
        (FILE, "work: institut-comarques-2022", "work: nobody", r"work 'nobody' is not known"),
        (
            FILE,
            "work: institut-comarques-2022",
            "work: agencia-pla-2024",
            r"licence of 'agencia-pla-2024' is not an open one",
        ),
        (FILE, 'en: "Invented borders."', 'de: "Erfunden."', r"note: has no text in 'en'"),
    ],
)
def test_outlines_that_cannot_be_used_are_refused(exemple: Path, file: str, before: str, after: str, what: str) -> None:
    with pytest.raises(PackError, match=what):
        check_pack(read_pack(changed(exemple, file, before, after)))


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "EuroGeographics; non-commercial use only", "ODbL-1.0"])
def test_outlines_that_may_not_be_passed_on_are_refused(exemple: Path, licence: str) -> None:
    sources = exemple.parent / "inventada"
    changed(
        sources, "sources/institut-estadistica.yml", "published: 2022, licence: CC0-1.0}", f'licence: "{licence}"}}'
    )
    with pytest.raises(PackError, match="is not an open one"):
        check_pack(read_pack(exemple))


def test_a_position_outside_the_outlines_is_found(exemple: Path) -> None:
    pack = read_pack(exemple)
    check_pack(pack)
    assert [(s.organisation, s.position) for s in stray_positions(pack)] == [("hospital-riu", "40.00000 0.50000")]


def test_a_position_in_another_territory_than_its_own_is_found(exemple: Path) -> None:
    changed(exemple, "organisations/register.csv", "Dalt,XV1,asv:C01", "Dalt,XV1C,asv:C01")
    strays = {stray.organisation: stray.territory for stray in stray_positions(read_pack(exemple))}
    assert strays == {"hospital-riu": "", "cap-font": "XV1C"}


def test_a_position_just_beyond_a_simplified_border_is_none(exemple: Path) -> None:
    # The north-west corner of XV1A lies at 10.75; 0.0005 degrees are 55 metres, the tolerance is 100.
    changed(exemple, "statements/register.csv", "40.00000 0.50000", "10.75050 -30.55000")
    assert stray_positions(read_pack(exemple)) == []


def test_without_outlines_no_position_can_be_off_them(exemple: Path) -> None:
    shutil.rmtree(exemple / "boundaries")
    pack = read_pack(exemple)
    check_pack(pack)
    assert stray_positions(pack) == []


def test_the_provinces_are_whole_and_share_their_borders(lombardia: Pack) -> None:
    outlines = lombardia.boundaries["provinces"].outlines
    provinces = {t.code for t in lombardia.territories.values() if t.kind == "province"}
    assert {outline.territory for outline in outlines} == provinces
    sides = Counter(
        frozenset(side) for outline in outlines for text in outline.rings for side in pairwise(read_ring(text))
    )
    assert max(sides.values()) == 2
    # What stands once is the region's own border: a gap between two provinces would be a second piece.
    assert pieces([tuple(side) for side, count in sides.items() if count == 1]) == 1


def pieces(sides: Sequence[tuple[Position, ...]]) -> int:
    """Into how many unconnected pieces some sides fall."""
    beside: dict[Position, list[Position]] = {}
    for one, other in sides:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    count, left = 0, set(beside)
    while left:
        count, reached = count + 1, [left.pop()]
        while reached:
            fresh = [position for position in beside[reached.pop()] if position in left]
            left.difference_update(fresh)
            reached += fresh
    return count


def test_hospitals_with_positions_elsewhere_are_found(lombardia: Pack) -> None:
    assert {stray.organisation for stray in stray_positions(lombardia)} == {
        "ospedale-l-sacco-milano",
        "istituto-clinico-citta-studi-milano",
        "istituto-ortopedico-gaetano-pini-milano",
    }
