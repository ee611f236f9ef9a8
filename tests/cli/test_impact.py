"""``filiera impact``: the contract of its data, the first line, and misuse; in both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="the extra analysis is not installed")

from tests.analysis.input_output.golden import germany, worked_quotients
from tests.command_line import run, told

TABLE = """sector,A,B,f:households,f:rest
A,150,500,50,300
B,200,100,400,1300
v:compensation,300,500,,
v:idle,0,5,,
m:imports,20,30,,
x:output,1000,2000,,
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    (tmp_path / "weights.csv").write_text("sector,region,nation\nB,20,200\nA,5,100\n", encoding="utf-8")
    return str(path)


CLOSED = ("--income", "v:compensation", "--households", "f:households")


def test_type_one_as_data(tmp_path: Path, table: str) -> None:
    data = json.loads(told(tmp_path, "impact", "multipliers", table, "--json"))
    assert list(data) == ["sectors", "output", "effects", "multipliers", "type_ii"]
    assert data["sectors"] == ["A", "B"]
    assert data["output"] == pytest.approx([1.25412541 + 0.26402640, 0.330033 + 1.12211221], abs=1e-7)
    assert data["effects"]["compensation"] == pytest.approx(
        [0.3 * 1.25412541 + 0.25 * 0.26402640, 0.3 * 0.330033 + 0.25 * 1.12211221], abs=1e-7
    )
    assert data["multipliers"]["idle"][0] is None
    assert data["multipliers"]["idle"][1] == pytest.approx(1.12211221, abs=1e-7)
    assert data["type_ii"] is None


def test_type_two_as_data_with_either_divisor(tmp_path: Path, table: str) -> None:
    by_income = json.loads(told(tmp_path, "impact", "multipliers", table, *CLOSED, "--json"))["type_ii"]
    arguments = (*CLOSED, "--divisor", "consumption", "--json")
    by_consumption = json.loads(told(tmp_path, "impact", "multipliers", table, *arguments))["type_ii"]
    assert list(by_income) == list(by_consumption) == ["output", "effects", "multipliers", "truncated"]
    for number in range(2):
        assert by_income["truncated"][number] < by_income["output"][number]
        # Income of 800 is divided by where consumption is 450: spending for a unit of income is smaller.
        assert by_income["output"][number] < by_consumption["output"][number]
    assert by_income["multipliers"]["idle"][0] is None


def test_the_first_line_answers_and_parts_stand_apart(tmp_path: Path, table: str) -> None:
    lines = told(tmp_path, "impact", "multipliers", table, *CLOSED).splitlines()
    assert lines[0] == "2 sectors: output multipliers of type II from 2.3353 (B) to 2.5472 (A)."
    assert any(line.split()[:4] == ["sector", "direct", "indirect", "induced"] for line in lines)


def test_it_speaks_italian(tmp_path: Path, table: str) -> None:
    done = run(tmp_path, "impact", "multipliers", table, language="it")
    assert done.stdout.startswith("2 branche: moltiplicatori della produzione di tipo I da 1,4521 (B) a 1,5182 (A).")
    assert "diretto" in done.stdout
    done = run(tmp_path, "impact", "multipliers", "no.csv", language="it")
    assert "Che cosa fare" in done.stderr


def test_regional_coefficients_as_data(tmp_path: Path, table: str) -> None:
    arguments = ("--weights", str(tmp_path / "weights.csv"), "--method", "SLQ", "--json")
    data = json.loads(told(tmp_path, "impact", "regionalise", table, *arguments))
    assert list(data) == ["sectors", "lq", "coefficients"]
    assert data["lq"] == pytest.approx([0.6, 1.2])
    assert data["coefficients"][0] == pytest.approx([0.09, 0.15])
    assert data["coefficients"][1] == pytest.approx([0.2, 0.05])
    lines = told(tmp_path, "impact", "regionalise", table, *arguments[:-1]).splitlines()
    assert lines[0] == "2 sectors, 1 of which the region supplies as the nation does."


def test_germany_1995_from_a_file(tmp_path: Path) -> None:
    """Eurostat manual (2008), ch. 15: what the golden folder states, by way of the command."""
    source = germany()
    path = tmp_path / "germany.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["", *source.sectors, *(f"f:{name}" for name in source.final_demand)])
        empty = [""] * len(source.final_demand)
        for number, sector in enumerate(source.sectors):
            write([sector, *source.flows[number], *(column[number] for column in source.final_demand.values())])
        for name, row in source.primary_inputs.items():
            write([f"v:{name}", *row, *empty])
        write(["m:imports", *source.imports["imports"], *empty])
        write(["x:output", *source.output, *empty])
    done = run(tmp_path, "impact", "multipliers", str(path), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    assert data["output"] == pytest.approx([1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782], abs=5e-5)
    assert data["effects"]["gva"] == pytest.approx([0.8450, 0.7647, 0.8615, 0.9019, 0.9393, 0.9199], abs=5e-5)
    assert data["effects"]["employment"] == pytest.approx([0.0326, 0.0162, 0.0207, 0.0237, 0.0112, 0.0242], abs=5e-5)


@pytest.mark.parametrize("method", ["SLQ", "CILQ", "FLQ", "AFLQ"])
def test_the_case_worked_by_hand_from_files(tmp_path: Path, method: str) -> None:
    case = worked_quotients()
    simple = case["SLQ"]
    national = [[cell / min(simple[row], 1) for cell in cells] for row, cells in enumerate(case["A_SLQ"])]
    table = [
        ["", "1", "2", "3"],
        *([str(row + 1), *cells] for row, cells in enumerate(national)),
        ["x:output", 1, 1, 1],
    ]
    # Shares of the nation by which the three quotients have the mean one: of a region of a fifth.
    first = (1 - 0.2 * simple[1] - 0.8 * simple[2]) / (simple[0] - simple[2])
    nation = [first, 0.2, 0.8 - first]
    weights = [["sector", "region", "nation"], *([n + 1, simple[n] * nation[n] * 0.2, nation[n]] for n in range(3))]
    for name, rows in (("table.csv", table), ("weights.csv", weights)):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    arguments = ("--weights", str(tmp_path / "weights.csv"), "--method", method, "--delta", "0.3", "--json")
    data = json.loads(told(tmp_path, "impact", "regionalise", str(tmp_path / "table.csv"), *arguments))
    assert data["lq"] == pytest.approx(simple)
    expected = case["A_AFLQ_cap1" if method == "AFLQ" else f"A_{method}"]
    for row, cells in enumerate(expected):
        assert data["coefficients"][row] == pytest.approx(cells, rel=1e-12)


def test_a_small_imbalance_is_told_beside_the_data(tmp_path: Path, table: str) -> None:
    path = Path(table)
    path.write_text(path.read_text(encoding="utf-8").replace("1000,2000", "1004,2000"), encoding="utf-8")
    done = run(tmp_path, "impact", "multipliers", table, "--json")
    assert json.loads(done.stdout)["sectors"] == ["A", "B"]
    assert "1 row does not quite balance; most off is A, by -4.00" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("multipliers", "nothing.csv"), "nothing.csv: there is no such file"),
        (("multipliers", "TABLE", "--income", "v:compensation"), "name both"),
        (("multipliers", "TABLE", "--income", "v:x", "--households", "f:households"), "the table has no 'x'"),
        (("multipliers", "TABLE", *CLOSED, "--divisor", "abacus"), "--divisor abacus: there is no such divisor"),
        (("regionalise", "TABLE"), "option '--weights' is missing"),
        (("regionalise", "TABLE", "--weights", "WEIGHTS", "--method", "XLQ"), "one of: SLQ, CILQ, RLQ, FLQ, AFLQ"),
        (("regionalise", "TABLE", "--weights", "WEIGHTS", "--delta", "1"), "--delta 1: delta is 1"),
        (("regionalise", "TABLE", "--weights", "WEIGHTS", "--delta=-0.1"), "delta is -0.1"),
        (("regionalise", "TABLE", "--weights", "WEIGHTS", "--delta", "x"), "the value of '--delta' is no number"),
        (("regionalise", "TABLE", "--weights", "TABLE"), "name the columns sector, region, nation"),
    ],
)
def test_misuse_is_told(tmp_path: Path, table: str, arguments: tuple[str, ...], says: str) -> None:
    places = {"TABLE": table, "WEIGHTS": str(tmp_path / "weights.csv")}
    done = run(tmp_path, "impact", *(places.get(argument, argument) for argument in arguments))
    assert done.returncode == 2
    assert says in done.stderr
    assert "What to do:" in done.stderr
    assert "Traceback" not in done.stderr


PLANT = ("--sector", "C21", "--spend", "120e6", "--jobs", "250")


def test_an_investment_is_answered_in_the_first_line(tmp_path: Path) -> None:
    lines = told(tmp_path, "impact", *PLANT).splitlines()
    assert lines[0].startswith("Construction: ")
    assert "Operation: 250 jobs direct, " in lines[0]
    assert any(line.startswith("Mind: ") for line in lines)
    assert any("Delta of Flegg's location quotient" in line for line in lines)


def test_an_investment_in_italian_and_as_data(tmp_path: Path) -> None:
    done = run(tmp_path, "impact", *PLANT, language="it")
    assert done.stdout.startswith("Costruzione: occupati ")
    data = json.loads(told(tmp_path, "impact", *PLANT, "--json"))
    assert [phase["phase"] for phase in data["phases"]] == ["construction", "operation"]
    for phase in data["phases"]:
        for parts in phase["effects"].values():
            assert list(parts) == ["direct", "indirect", "induced"]
            assert all(each["low"] <= each["value"] <= each["high"] for each in parts.values())
    assert {each["id"] for each in data["rests_on"]["parameters"]} >= {"impact-delta", "impact-capital-C28"}
    assert len(data["rests_on"]["weights"]) == 12
    assert data["warnings"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--spend", "1"), "no sector is named"),
        (("--sector", "C21"), "above zero"),
        (("--sector", "C99", "--jobs", "1"), "--sector C99: the table has no 'C99'"),
        (("--sector", "C21", "--jobs", "1", "--pack", "tests/packs/exemple"), "one of: camp, taller, obra"),
    ],
)
def test_an_investment_that_cannot_be_answered_is_told(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(tmp_path, "impact", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "What to do:" in done.stderr


def test_linkages_of_any_table_as_data(tmp_path: Path, table: str) -> None:
    data = json.loads(told(tmp_path, "impact", "linkages", table, "--json"))
    assert data["sectors"] == ["A", "B"]
    assert data["direct_backward"] == pytest.approx([0.35, 0.3])
    assert data["total_backward"] == pytest.approx([1.25412541 + 0.26402640, 0.330033 + 1.12211221], abs=1e-7)
    assert sum(data["power_of_dispersion"]) == pytest.approx(2)
    weighed = sum(net * output for net, output in zip(data["net_multipliers"], (1000, 2000), strict=True))
    assert weighed == pytest.approx(3000)


def test_a_block_is_extracted_without_counting_twice(tmp_path: Path, table: str) -> None:
    data = json.loads(told(tmp_path, "impact", "extract", table, "--sectors", "A", "--json"))
    assert data["of_block"] == pytest.approx(1000)
    assert data["of_others"] == pytest.approx(210.526, abs=1e-3)
    assert data["primary"]["compensation"][0] == pytest.approx(300)
    both = json.loads(told(tmp_path, "impact", "extract", table, "--sectors", "A,B", "--json"))
    assert both["of_block"] == pytest.approx(3000)
    lines = told(tmp_path, "impact", "extract", table, "--sectors", "A", "--variant", "purchases").splitlines()
    assert lines[0].startswith("Without A output would be lower by ")


def test_without_a_table_the_region_is_taken(tmp_path: Path) -> None:
    data = json.loads(told(tmp_path, "impact", "linkages", "--json"))
    assert len(data["sectors"]) == 64
    strong = json.loads(told(tmp_path, "impact", "linkages", "--delta", "0.1", "--json"))
    assert sum(strong["total_backward"]) > sum(data["total_backward"])
    lost = json.loads(told(tmp_path, "impact", "extract", "--sectors", "C21,Q86", "--json"))
    assert lost["primary"]["employment"][data["sectors"].index("C21")] == pytest.approx(25_830)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("extract",), "--sectors: no sector is named"),
        (("extract", "--sectors", "C99"), "--sectors: the table has no 'C99'"),
        (("extract", "--sectors", "C21", "--variant", "half"), "--variant half: there is no such variant"),
        (("linkages", "--delta", "1.5"), "--delta: delta is 1.5"),
        (("--sector", "C21", "--spend", "nan"), "an investment is an amount of money, or jobs, above zero"),
        (("--sector", "C21", "--spend", "1e20"), "--spend: is more than a thousand billion"),
        (("--sector", "C21", "--jobs", "5", "--delta", "1"), "--delta: is 1, and must be 0 or more and below 1"),
        (("--sector", "C21", "--spend", "5", "--split", "F"), "--split: 'F' is no product with its percent"),
        (("--sector", "C21", "--jobs", "5", "--csv", "/nowhere/x.csv"), "/nowhere/x.csv: cannot be written"),
    ],
)
def test_misuse_names_what_and_what_to_do(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(tmp_path, "impact", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "What to do:" in done.stderr


def test_an_answer_is_written_into_files(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the extra print is not installed")
    names = ("--csv", str(tmp_path / "answer.csv"), "--pdf", str(tmp_path / "answer.pdf"))
    done = run(tmp_path, "impact", "--sector", "C21", "--spend", "120e6", "--jobs", "250", *names)
    assert done.returncode == 0, done.stderr
    assert "Written: " in done.stderr
    text = (tmp_path / "answer.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("phase,measure,part,sector")
    assert (tmp_path / "answer.pdf").read_bytes().startswith(b"%PDF")
