"""What is passed on, what is left out and why, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.evidence import Evidence
from filiera.services.build import build
from filiera.services.licensing import ALIKE, CLOSED, UNKNOWN, terms_of_works
from filiera.services.news import moved_figures
from filiera.services.open_data import OpenData, open_data
from filiera.services.series import NO_YEAR, TOTAL, cubes
from tests.built_homes import BuiltHomes
from tests.portal.packs import copy_of_exemple

ROOT = Path(__file__).resolve().parents[2]
OBSERVATION = "observation/remote-visits-2021"


def built(pack: Path, home: Path) -> Evidence:
    build(pack, home)
    return Evidence.open(home)


def with_licence(folder: Path, licence: str) -> Path:
    """The invented region, the newspaper's work under a licence."""
    pack = copy_of_exemple(folder)
    path = pack / "sources" / "diari.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("primary: false", f'primary: false, licence: "{licence}"'), encoding="utf-8")
    return pack


@pytest.fixture(scope="module")
def evidence(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    with Evidence.open(built_homes.copy("exemple", tmp_path_factory.mktemp("home"))) as found:
        yield found


@pytest.fixture(scope="module")
def data(evidence: Evidence) -> OpenData:
    return open_data(evidence)


def rows(data: OpenData, name: str) -> list[dict[str, object]]:
    table = next(table for table in data.tables if table.name == name)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_a_work_of_unknown_licence_is_left_out_by_name(data: OpenData) -> None:
    (left,) = [each for each in data.left_out if each.work == "diari-salut-2023"]
    assert (left.reason, left.figures, left.licence) == (UNKNOWN, 1, "")
    assert OBSERVATION not in {row["address"] for row in rows(data, "figures")}
    (source,) = [row for row in rows(data, "sources") if row["work"] == "diari-salut-2023"]
    assert (source["basis"], source["reason"]) == ("not passed on", UNKNOWN)


@pytest.mark.parametrize(
    ("licence", "reason"), [("CC-BY-NC-4.0", CLOSED), ("ODbL 1.0", ALIKE), ("MIT", UNKNOWN), ("CC-BY-4.0", None)]
)
def test_the_licence_decides(tmp_path: Path, licence: str, reason: str | None) -> None:
    with built(with_licence(tmp_path, licence), tmp_path / "home") as evidence:
        data = open_data(evidence)
    reasons = {each.work: each.reason for each in data.left_out}
    assert reasons.get("diari-salut-2023") == reason
    given = {row["address"]: row for row in rows(data, "figures")}
    assert (OBSERVATION in given) == (reason is None)
    if reason is None:
        assert given[OBSERVATION]["licence"] == licence


def test_every_claim_is_given_as_a_cited_fact(data: OpenData, evidence: Evidence) -> None:
    claims = [row for row in rows(data, "figures") if row["origin"] == "claim"]
    assert len(claims) == len(evidence.rows("figure", origin="claim"))
    assert {row["basis"] for row in claims} == {"cited fact"}


def test_every_row_that_was_read_elsewhere_keeps_its_licence(data: OpenData, evidence: Evidence) -> None:
    stated = {row["id"]: row["licence"] for row in evidence.rows("work")}
    observed = [row for row in rows(data, "figures") if row["origin"] == "observation"]
    assert observed
    for row in (*observed, *rows(data, "organisations")):
        work = str(row.get("work") or row["works"])
        assert row["licence"] == stated[work]
        assert row["basis"] == "open licence"


def test_arithmetic_that_shows_what_is_left_out_is_left_out_too(data: OpenData) -> None:
    given = {row["address"] for row in rows(data, "figures")}
    told, silent = 0, 0
    for row in rows(data, "findings"):
        operands = [each for each in str(row["operands"]).split("; ") if "/" in each]
        if all(each in given for each in operands):
            told += bool(row["arithmetic_en"])
        else:
            silent += 1
            assert (row["arithmetic_en"], row["arithmetic_ca"]) == ("", "")
    assert told > 10
    assert silent


def test_no_row_is_narrower_or_wider_than_its_heading(data: OpenData) -> None:
    for table in data.tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.name
        assert len({column.name for column in table.columns}) == len(table.columns)


def test_a_real_pack_leaves_out_by_name_and_gives_the_rest(tmp_path: Path) -> None:
    with built(ROOT / "packs" / "lombardia", tmp_path) as evidence:
        data, terms = open_data(evidence), terms_of_works(evidence)
        organisations = {row["address"]: row["work"] for row in evidence.rows("organisation")}
    assert data.left_out
    assert all(each.reason and each.producer for each in data.left_out)
    named = {each.work for each in data.left_out}
    assert named.isdisjoint(work for work, its in terms.items() if its.open)
    given = {row["address"] for row in rows(data, "organisations")}
    assert given
    assert {organisations[address] for address in organisations.keys() - given} <= named


def test_a_cube_has_one_figure_a_cell_and_keeps_the_printed_value(evidence: Evidence) -> None:
    found = cubes(evidence)
    assert len(found) >= 3
    for cube in found:
        keys = [key for key, _, _ in cube.cells]
        assert len(set(keys)) == len(keys) >= 2
        for key, view, value in cube.cells:
            for code, dimension in zip(key, cube.dimensions, strict=True):
                assert code in {name for name, _ in dimension.categories}
            if view.unit == cube.unit:
                assert value == float(view.value)
    beds = next(cube for cube in found if cube.indicator == "hospital-beds")
    codes = {dimension.id: {code for code, _ in dimension.categories} for dimension in beds.dimensions}
    assert {"2015", "2018", "2021", "2022"} <= codes["period"]
    broken_down = [cube for cube in found if len(cube.dimensions) > 3]
    assert broken_down, "no indicator of the invented region is broken down"
    for cube in broken_down:
        assert any(TOTAL in {code for code, _ in dimension.categories} for dimension in cube.dimensions[2:-1])
    assert NO_YEAR not in codes["period"] or any(not view.period for _, view, _ in beds.cells)


def test_two_values_of_one_source_stand_side_by_side(tmp_path: Path) -> None:
    pack = copy_of_exemple(tmp_path)
    path = pack / "observations" / "editions.csv"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "beds-2018-again,hospital-beds,XV1,2018,1190,count,agencia-memoria-2019,edition,exact,,p. 7,,\n",
        encoding="utf-8",
    )
    with built(pack, tmp_path / "home") as evidence:
        beds = next(cube for cube in cubes(evidence) if cube.indicator == "hospital-beds")
    of_2018 = {key[-1]: value for key, _, value in beds.cells if key[1] == "2018"}
    assert of_2018 == {"agencia-memoria-2019": 1180.0, "agencia-memoria-2019@beds-2018-again": 1190.0}


def test_without_an_earlier_version_every_figure_is_told_of(evidence: Evidence) -> None:
    moved = moved_figures(evidence)
    assert len(moved) == len(evidence.rows("figure"))
    assert {each.kind for each in moved} == {"held"}


def test_with_one_only_what_is_new_or_changed(tmp_path: Path) -> None:
    pack, home = copy_of_exemple(tmp_path), tmp_path / "home"
    build(pack, home)
    path = pack / "observations" / "editions.csv"
    text = path.read_text(encoding="utf-8").replace("XV1,2018,1180", "XV1,2018,1181")
    path.write_text(
        text + "beds-2016,hospital-beds,XV1,2016,1155,count,agencia-memoria-2019,edition,exact,,p. 4,,\n",
        encoding="utf-8",
    )
    with built(pack, home) as evidence:
        moved = {each.figure.address: each for each in moved_figures(evidence)}
    assert moved["observation/beds-2016"].kind == "new"
    changed = moved["observation/beds-2018"]
    assert changed.kind == "changed"
    assert [(c.column, c.before, c.after) for c in changed.changes] == [("value", "1180", "1181")]
    assert "observation/nurses-2022" not in moved


def test_an_assumed_licence_opens_rows_and_says_that_it_is_assumed(tmp_path: Path) -> None:
    law = "https://law.example/open"
    pack = with_licence(tmp_path, f'open by law", licence_reference: "{law}", licence_assumed: true, url: "')
    with built(pack, tmp_path / "home") as found:
        data = open_data(found)
    assert OBSERVATION in {view.address for view, _ in data.figures}
    (row,) = [row for row in rows(data, "sources") if row["work"] == "diari-salut-2023"]
    assert (row["licence"], row["licence_reference"], row["licence_assumed"]) == ("open by law", law, "yes")
    assert {row["licence_assumed"] for row in rows(data, "sources") if row["work"] != "diari-salut-2023"} == {"no"}
