"""Text with a mark between cells: what a pack may say of it, what is refused, and who stays unnamed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from filiera.errors import SourceError
from filiera.sources.delimited import Options, parse
from filiera.sources.parsed import Parsed

BEDS = {"about": "codi", "scheme": "x", "period": {"always": "2023"}, "measures": {"llits": "llits"}}
SITE = {"kind": "site", "register": "x", "id": "codi", "title": "nom"}


def read(text: str | bytes, **options: Any) -> Parsed:
    data = text.encode() if isinstance(text, str) else text
    return parse(data, msgspec.convert(options, Options))


def cell(text: str, **how: Any) -> str:
    parsed = read(f"codi,nom\n{text},x\n", record={**SITE, "id": {"column": "codi", **how}})
    return str(parsed.records.column("id")[0].as_py())


@pytest.mark.parametrize(
    ("text", "how", "found"),
    [
        ("943-30943-", {"split": "-", "part": 2, "fill": 6}, "030943"),
        ("03094300", {"first": 6}, "030943"),
        ("it/aou", {"strip": "it/"}, "aou"),
        ("7", {"fill": 3, "before": "IT"}, "IT007"),
        ("F", {"table": {"F": "female"}}, "female"),
        ("01/01/20", {"date": "dmy"}, "2020-01-01"),
        ("16/04/2020", {"date": "dmy"}, "2020-04-16"),
    ],
)
def test_a_cell_gives_the_part_that_is_wanted(text: str, how: dict[str, Any], found: str) -> None:
    assert cell(text, **how) == found


def test_dots_between_thousands_masked_and_empty_cells_are_told_apart() -> None:
    text = "codi;llits\na;10.487\nb;***\nc;\nd;1.5\ne;0\n"
    parsed = read(text, delimiter=";", decimal=",", thousands=".", masked=["***"], observations=[BEDS])
    assert [(o["about"], o["value"], o["missing"], o["line"]) for o in parsed.observations.to_pylist()] == [
        ("a", 10487.0, "", 2),
        ("b", None, "masked", 3),
        ("c", None, "missing", 4),
        ("e", 0.0, "", 6),
    ]
    # 1.5 is no number where a dot stands between thousands: neither one and a half nor fifteen.
    assert [(refusal.line, refusal.words["cell"]) for refusal in parsed.refused] == [(5, "1.5")]
    assert parsed.rows == 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_letters_are_read_in_the_encoding_that_is_named(encoding: str) -> None:
    parsed = read("codi,nom\n1,Això és\n".encode(encoding), encoding=encoding, record=SITE)
    assert parsed.records.column("title").to_pylist() == ["Això és"]


def test_another_encoding_is_told_with_the_place() -> None:
    with pytest.raises(SourceError) as caught:
        read("codi,nom\n1,Això\n".encode("cp1252"), record=SITE)
    assert (
        str(caught.value) == "is not written in utf-8-sig (byte 14); state its encoding: utf-8-sig, cp1252, latin-1 …"
    )


def test_columns_without_a_heading_are_left() -> None:
    parsed = read("codi;nom;;\n1;Vall;;\n", delimiter=";", record=SITE)
    assert (parsed.rows, parsed.records.num_rows) == (1, 1)


def test_a_quoted_cell_may_hold_lines_and_the_next_row_keeps_its_number() -> None:
    parsed = read('codi,nom\n1,"Vall\nclara"\n2,Alta\n', record=SITE)
    assert parsed.records.column("line").to_pylist() == [2, 4]


def test_a_row_with_too_few_cells_is_refused_and_counted() -> None:
    parsed = read("codi,nom\n1\n2,Alta\n", record=SITE)
    assert (parsed.rows, parsed.records.num_rows, len(parsed.refused)) == (2, 1, 1)
    assert parsed.refused[0].line == 2


def test_what_is_personal_is_counted_and_nowhere() -> None:
    text = "codi,nom,tel,responsable\n1,Vall,+34 93 555 01 02,Anna Puig\n2,Alta,,\n"
    parsed = read(text, personal=["tel", "responsable"], record=SITE, mentions=[{"role": "self", "name": "nom"}])
    assert parsed.dropped == {"tel": 1, "responsable": 1}
    everything = str(parsed.records.to_pylist()) + str(parsed.mentions.to_pylist())
    assert "Puig" not in everything and "555" not in everything


@pytest.mark.parametrize(
    "leak",
    [
        {"record": {**SITE, "body": {"who": "qui"}}},
        {"record": {**SITE, "title": {"column": "qui", "first": 3}}},
        {"record": SITE, "mentions": [{"role": "self", "name": "qui"}]},
        {"record": SITE, "mentions": [{"role": "self", "name": "nom", "codes": {"x": "qui"}}]},
        {"observations": [{**BEDS, "dimensions": {"who": "qui"}, "measures": {"n": "codi"}}]},
    ],
)
def test_a_description_that_stores_what_it_calls_personal_is_refused(leak: dict[str, Any]) -> None:
    with pytest.raises(SourceError) as caught:
        read("codi,nom,qui\n1,Vall,Anna Puig\n", personal=["qui"], **leak)
    assert caught.value.what == "the column 'qui' is called personal and is stored all the same"


def test_an_address_within_a_name_is_blanked_and_counted() -> None:
    parsed = read(
        "codi,nom\n1,Vall (anna@vall.example)\n",
        record=SITE,
        mentions=[{"role": "self", "name": "nom", "address": "nom"}],
    )
    assert parsed.mentions.column("name").to_pylist() == ["Vall ([…])"]
    assert parsed.dropped == {"e-mail in text": 3}


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"record": {**SITE, "title": "name"}}, "there is no column 'name'"),
        ({"delimiter": ";;", "record": SITE}, "option 'delimiter' is ';;', which is no single mark"),
        ({"delimiter": "", "record": SITE}, "option 'delimiter' is '', which is no single mark"),
        ({"quote": '""', "record": SITE}, "option 'quote' is '\"\"', which is no single mark"),
        ({"delimiter": '"', "record": SITE}, "delimiter and quote are the same mark '\"'"),
        ({"encoding": "klingon", "record": SITE}, "there is no encoding 'klingon'"),
        ({"thousands": ".", "record": SITE}, "numbers cannot be read with decimal '.' and thousands '.'"),
        ({}, "nothing is described: no column would be kept"),
        ({"observations": [{"about": "codi", "scheme": "x", "period": "nom"}]}, "measure names no column"),
        (
            {"record": {**SITE, "id": {"column": "codi", "split": "-"}}},
            "record.id does not say which part of a cell is meant",
        ),
        ({"record": {**SITE, "id": {"fill": 6}}}, "record.id changes a cell and names no column"),
    ],
)
def test_a_wrong_description_says_what_is_wrong(options: dict[str, Any], what: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("codi,nom\n1,Vall\n", **options)
    assert caught.value.what == what
    assert caught.value.remedy


def test_an_unknown_column_is_told_with_those_that_there_are() -> None:
    with pytest.raises(SourceError, match="header: there is no column 'name'; use one of: codi, nom"):
        read("codi,nom\n1,Vall\n", record={**SITE, "title": "name"})


def test_a_real_hospital_has_its_code_and_its_dates_and_no_telephone(snapshots: Path) -> None:
    """gisco_healthcare_IT.csv line 610: '943-30943-', without the leading zero of structure 030943."""
    parsed = parse(
        (snapshots / "gisco" / "gisco_healthcare_IT.csv").read_bytes(),
        msgspec.convert(
            {
                "personal": ["tel", "email"],
                "record": {
                    "kind": "structure",
                    "register": "gisco",
                    "id": "id",
                    "title": "hospital_name",
                    "starts": {"column": "ref_date", "date": "dmy"},
                    "published": {"column": "pub_date", "date": "dmy"},
                },
                "mentions": [
                    {
                        "role": "self",
                        "name": "hospital_name",
                        "codes": {"structure": {"column": "id", "split": "-", "part": 2, "fill": 6}},
                        "latitude": "lat",
                        "longitude": "lon",
                    }
                ],
            },
            Options,
        ),
    )
    assert (parsed.rows, parsed.records.num_rows, parsed.refused) == (1283, 1283, ())
    (record,) = [row for row in parsed.records.to_pylist() if row["line"] == 610]
    assert (record["id"], record["starts"], record["published"]) == ("943-30943-", "2020-01-01", "2020-04-16")
    (mention,) = [row for row in parsed.mentions.to_pylist() if row["line"] == 610]
    assert (mention["codes"], mention["latitude"], mention["longitude"]) == ("structure:030943", 45.3721664, 9.1675354)


def test_a_code_list_whose_cell_is_broken_over_two_lines_is_whole(snapshots: Path) -> None:
    """EMDN_v2_en.tsv line 1079: a term in quotes that ends on the next line."""
    record = {"kind": "code", "register": "emdn", "id": "CODE", "title": "TERM"}
    data = (snapshots / "classifications" / "EMDN_v2_en.tsv").read_bytes()
    parsed = parse(data, msgspec.convert({"delimiter": "\t", "skip": 1, "record": record}, Options))
    assert (parsed.rows, parsed.refused) == (8454, ())
    (row,) = [row for row in parsed.records.to_pylist() if row["line"] == 1079]
    assert (row["id"], row["title"]) == ("H01010102", "MULTIFILAMENT SYNTHETIC ABSORBABLE SUTURES")


@pytest.mark.parametrize(("mark", "told"), [(";", ";"), ("\t", "tab"), ("|", "|")])
def test_a_header_read_as_one_column_hints_at_its_delimiter(mark: str, told: str) -> None:
    text = mark.join(("place", "year", "beds")) + "\n" + mark.join(("R1", "2023", "5")) + "\n"
    observe = {"about": "place", "scheme": "own", "period": "year", "measures": {"beds": "beds"}}
    options = msgspec.convert({"observations": [observe]}, Options)
    with pytest.raises(SourceError, match="the header is read as one column") as caught:
        parse(text.encode(), options)
    assert f"divided by '{told}'" in caught.value.remedy
