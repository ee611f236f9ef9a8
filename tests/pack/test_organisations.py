"""Organisations of a pack, what sources say of them, and the lists behind published totals."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from filiera.errors import PackError
from filiera.pack import read_pack
from filiera.pack.boundaries import stray_positions
from filiera.pack.listing import beds_of, codes_in, listing
from filiera.pack.read import Pack
from filiera.pack.schema import Indicator, Organisation
from filiera.pack.validate import check_pack

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = ROOT.parent / "shared" / "snapshots"
REGISTER = SNAPSHOTS / "ministero_salute" / "hl7_minsalute_strutture_ricovero.csv"
EUROPEAN = SNAPSHOTS / "gisco" / "gisco_healthcare_IT.csv"
PLANNED = SNAPSHOTS / "pnrr" / "pnrr_case_ospedali_comunita_cot_lombardia.csv"
OWNERS = "0"
"""The register's type of the trusts that own public hospitals."""


@pytest.fixture(scope="module")
def lombardia() -> Pack:
    return read_pack("lombardia")


@pytest.fixture
def exemple(tmp_path: Path) -> Path:
    for name in ("inventada", "exemple"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / name)
    return tmp_path / "exemple"


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the project")
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def registered() -> dict[str, dict[str, str]]:
    """The region's rows of the register by code."""
    return {row["code"]: row for row in rows_of(REGISTER) if row["regione"] == "030"}


def held(pack: Pack) -> dict[str, Organisation]:
    """Each code that the register gives now, with the organisation that holds it."""
    found: dict[str, Organisation] = {}
    for organisation in pack.organisations.values():
        for code in codes_in(organisation, "minsalute"):
            assert code not in found, f"{code}: {organisation.id} and {found[code].id}"
            found[code] = organisation
    return found


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("statements/register.csv", "10.50000 -30.25000", "10.5 W", ["line 5", "no position", "45.37217 9.16754"]),
        ("statements/register.csv", "10.50000 -30.25000", "95.5 -30.2", ["not on Earth"]),
        ("statements/register.csv", "beds,120,", "beds,many,", ["line 2", "no whole number"]),
        ("statements/register.csv", "H01-2,2022", "H01-2,", ["beds without a year"]),
        ("statements/register.csv", "H01-2,2022", "H01-2,last", ["no year"]),
        ("statements/register.csv", "run_by,hospital-dalt", "run_by,hospital-dal", ["did you mean 'hospital-dalt'"]),
        ("statements/register.csv", "cap-font,run_by", "cap-fonts,run_by", ["did you mean 'cap-font'"]),
        ("statements/register.csv", "cap-font,run_by", "cap-font,colour", ["statements/register.csv line 6", "colour"]),
        ("statements/register.csv", "Upper site", "", ["has no text in 'en'"]),
        ("organisations/register.csv", "asv:H01", "H01", ["line 2", "'H01' is no code", "register:code"]),
        ("organisations/register.csv", "asv:H01", "other:H01", ["register 'other' is not known", "registers.yml"]),
        ("organisations/register.csv", "Dalt,XV1,asv:H01", "Dalt,XV9,asv:H01", ["territory 'XV9' is not known"]),
        ("indicators/county-hospitals.yml", "register_kind: county-hospital", "register_beds: true", ["is missing"]),
        (
            "indicators/county-hospitals.yml",
            "register_kind: county-hospital",
            "register_kind: county-hospital\nregister_also: [caps]",
            ["did you mean 'cap'"],
        ),
    ],
)
def test_a_slip_is_named_with_file_and_remedy(exemple: Path, file: str, old: str, new: str, told: list[str]) -> None:
    path = exemple / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        check_pack(read_pack(exemple))
    for words in told:
        assert words in str(caught.value)


def test_the_same_statement_twice_is_refused(exemple: Path) -> None:
    path = exemple / "statements" / "register.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"twice.*line 2"):
        read_pack(exemple)


def test_beds_are_those_of_all_sites_in_the_newest_year(exemple: Path) -> None:
    assert beds_of(read_pack(exemple)) == {"hospital-dalt": (150, "2022")}


def test_a_list_counts_rows_codes_or_beds(exemple: Path) -> None:
    pack = read_pack(exemple)
    hospitals = pack.indicators["county-hospitals"]

    def counted(**fields: object) -> tuple[str, int, dict[str, int]]:
        found = listing(pack, msgspec.structs.replace(hospitals, **fields))
        assert found is not None
        return found.counts, found.listed, found.parts

    assert counted() == ("rows", 4, {"county-hospital": 4})
    assert counted(register_also=["cap"]) == ("rows", 6, {"county-hospital": 4, "cap": 2})
    assert counted(register_codes="asv") == ("codes", 4, {"county-hospital": 4})
    assert counted(register_beds=True) == ("beds", 150, {"county-hospital": 150})
    assert listing(pack, msgspec.structs.replace(hospitals, register_kind="")) is None


def test_a_code_of_the_past_is_not_counted(exemple: Path) -> None:
    path = exemple / "organisations" / "register.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("asv:H01", "asv:H01;asv:H09@2018/2022"), encoding="utf-8")
    pack = read_pack(exemple)
    check_pack(pack)
    assert codes_in(pack.organisations["hospital-dalt"], "asv") == ["H01"]


def test_kinds_of_the_care_network(lombardia: Pack) -> None:
    kinds = Counter(organisation.kind for organisation in lombardia.organisations.values())
    assert kinds["ats"] == 8
    assert kinds["asst"] == 26
    assert kinds["hospital-not-accredited"] == 9
    assert kinds["casa-di-comunita-planned"] == 197
    assert kinds["ospedale-di-comunita-planned"] == 65


def test_every_structure_of_the_register_is_held_once(lombardia: Pack) -> None:
    assert held(lombardia).keys() == registered().keys()


def test_owners_are_never_counted_among_the_hospitals(lombardia: Pack) -> None:
    by_code = held(lombardia)
    owners = {code for code, row in registered().items() if row["tipoStruttura"] == OWNERS}
    assert {by_code[code].kind for code in owners} == {"asst"}
    found = listing(lombardia, lombardia.indicators["care-hospitals"])
    assert found is not None
    assert not {by_code[code].id for code in owners} & set(found.organisations)


def test_municipality_and_kind_are_those_of_the_register(lombardia: Pack) -> None:
    rows = registered()
    for code, organisation in held(lombardia).items():
        if organisation.kind.startswith("irccs"):
            assert rows[code]["tipoStruttura"].startswith("3"), code
            continue
        assert organisation.municipality == rows[code]["comune_nome"], code
        private = rows[code]["tipoStruttura"] == "5.2"
        assert (organisation.kind == "hospital-not-accredited") == private, code


def test_names_say_what_the_register_says(lombardia: Pack) -> None:
    """Names are written out and may be longer than the register's forty characters, never other words."""
    rows = registered()
    for code, organisation in held(lombardia).items():
        if organisation.kind in ("hospital", "hospital-not-accredited", "asst"):
            own = {word[:4] for word in re.findall(r"[a-z]{4,}", organisation.name.lower())}
            told = {word[:4] for word in re.findall(r"[a-z]{4,}", rows[code]["display"].lower())}
            assert own & told, (organisation.name, rows[code]["display"])


def test_beds_are_those_of_the_european_file(lombardia: Pack) -> None:
    """The file drops the leading zero of the code, and has the former code of one hospital."""
    beds: Counter[str] = Counter()
    by_code = held(lombardia)
    former = {"030909": "030926"}
    for row in rows_of(EUROPEAN):
        found = re.fullmatch(r"\d+-(3\d{4})-\d*", row["id"])
        code = f"0{found[1]}" if found else ""
        code = former.get(code, code)
        if code in by_code:
            beds[by_code[code].id] += int(row["cap_beds"])
    assert len(beds) == 166
    assert {name: number for name, (number, _) in beds_of(lombardia).items()} == dict(beds)
    assert {year for _, year in beds_of(lombardia).values()} == {"2018"}


def test_positions_lie_in_the_region_and_doubtful_ones_are_left_out(lombardia: Pack) -> None:
    placed = set()
    stray = {each.key for each in stray_positions(lombardia)}
    for key, row in lombardia.attestations.items():
        if row.property == "position" and key not in stray:
            latitude, longitude = map(float, row.value.split(" "))
            assert 44.67 < latitude < 46.64, row
            assert 8.49 < longitude < 11.43, row
            placed.add(row.organisation)
    assert len(placed) >= 155
    for code in ("030177", "030359"):
        organisation = held(lombardia)[code]
        assert organisation.id not in placed
        assert "left out" in organisation.note["en"]
        assert "esclusa" in organisation.note["it"]
    for code in ("030916", "030097", "030911"):
        organisation = held(lombardia)[code]
        assert organisation.id not in placed
        assert "quoted but not drawn" in organisation.note["en"]
        assert "non si disegna" in organisation.note["it"]


def test_planned_sites_are_those_of_the_plan_and_never_said_to_operate(lombardia: Pack) -> None:
    planned = {"casa-di-comunita-planned": "M6C1I1.01.00", "ospedale-di-comunita-planned": "M6C1I1.03.00"}
    for kind, measure in planned.items():
        rows = [o for o in lombardia.organisations.values() if o.kind == kind]
        projects = {row["CUP"] for row in rows_of(PLANNED) if row["Codice Univoco submisura"] == measure}
        assert {code for row in rows for code in codes_in(row, "cup")} == projects
        for row in rows:
            assert "previst" in row.about["it"]
            assert "planned" in row.about["en"]


def test_a_row_names_its_source_and_its_vintage(lombardia: Pack) -> None:
    for row in (*lombardia.organisations.values(), *lombardia.attestations.values()):
        assert row.work
        assert row.vintage
        assert row.locator


def because(pack: Pack) -> list[Indicator]:
    return [indicator for indicator in pack.indicators.values() if indicator.register_kind]


def test_the_reason_gives_the_number_that_the_list_gives(lombardia: Pack) -> None:
    assert {"care-hospitals", "care-hospital-beds", "care-case-di-comunita"} <= {i.id for i in because(lombardia)}
    for indicator in because(lombardia):
        found = listing(lombardia, indicator)
        assert found is not None
        assert f"{found.listed:,}" in indicator.because["en"], indicator.id
        assert f"{found.listed:,}".replace(",", ".") in indicator.because["it"], indicator.id


def test_the_reason_about_hospitals_adds_up(lombardia: Pack) -> None:
    found = listing(lombardia, lombardia.indicators["care-hospitals"])
    assert found is not None
    assert found.parts == {"hospital": 149, "irccs": 24, "irccs-site": 1}
    rows = registered()
    reason = lombardia.indicators["care-hospitals"].because["en"]
    for number in (len(rows), sum(row["tipoStruttura"] == OWNERS for row in rows.values()), *found.parts.values()):
        assert number == 1 or str(number) in reason
