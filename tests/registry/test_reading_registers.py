"""Registers as files: tables and dumps, and what is wrong with them, told by line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from filiera.errors import SourceError
from filiera.registry.reading_registers import read_register

HEAD = "id,name,status,types,city,region,country,labels,aliases,acronyms,isni,relationships\n"
ROW = (
    "https://ror.org/01,University of Vall,active,education|funder,Vall,Highland,Spain,Universitat de Vall@ca,"
    "Vall Uni|Old Vall,UV,0000 0001,Parent:https://ror.org/02:Ministry|successor:https://ror.org/03:New\n"
)
V2 = {
    "id": "https://ror.org/01",
    "status": "withdrawn",
    "types": ["education"],
    "names": [
        {"value": "University of Vall", "types": ["ror_display", "label"], "lang": "en"},
        {"value": "UV", "types": ["acronym"]},
        {"value": "Vall Uni", "types": ["alias"]},
    ],
    "locations": [{"geonames_details": {"name": "Vall", "country_code": "ES"}}],
    "relationships": [{"type": "successor", "id": "https://ror.org/03", "label": "New"}],
}
V1 = {
    "id": "https://ror.org/02",
    "name": "Institute of Vall",
    "types": ["Facility"],
    "acronyms": ["IV"],
    "addresses": [{"city": "Vall"}],
    "country": {"country_code": "ES"},
    "relationships": [{"type": "Parent", "id": "https://ror.org/01", "label": "University of Vall"}],
}


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_table(tmp_path: Path) -> None:
    register = read_register(written(tmp_path, "vall.csv.gz", gzip.compress((HEAD + ROW).encode("utf-8-sig"))))
    (entry,) = register.entries
    assert register.name == "vall"
    assert entry.names == ("University of Vall", "Universitat de Vall", "Vall Uni", "Old Vall")
    assert (entry.acronyms, entry.city, entry.country, entry.active) == (("UV",), "Vall", "ES", True)
    assert entry.codes == ("ror:01", "isni:00000001")
    assert (entry.parents, entry.successors) == (("https://ror.org/02",), ("https://ror.org/03",))


def test_a_table_of_two_columns_is_enough(tmp_path: Path) -> None:
    (entry,) = read_register(written(tmp_path, "own.csv", b"id,name\n1,Hospital\n")).entries
    assert (entry.id, entry.names) == ("1", ("Hospital",))


@pytest.mark.parametrize("form", ["list", "lines"])
def test_a_dump_in_both_schemas(tmp_path: Path, form: str) -> None:
    text = json.dumps([V2, V1]) if form == "list" else f"{json.dumps(V2)}\n{json.dumps(V1)}\n"
    second, first = read_register(written(tmp_path, "ror.json", text.encode())).entries
    assert second.names == ("University of Vall", "Vall Uni")
    assert (second.acronyms, second.active, second.successors) == (("UV",), False, ("https://ror.org/03",))
    assert (first.names, first.city, first.country) == (("Institute of Vall",), "Vall", "ES")
    assert first.parents == ("https://ror.org/01",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name,town\nHospital,Vall\n", "has no column id"),
        (b"id,name\n1,Hospital\n1,Clinic\n", "line 3 gives the id '1' again, which line 2 has"),
        (b"id,name\n1,\n", "line 2 has no id or no name"),
        (b"id,name\n", "holds no organisation"),
        ("id,name\n1,Universität\n".encode("latin-1"), "is not written in utf-8"),
        (json.dumps([V1, V1]).encode(), "gives the id '02' again"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told) as raised:
        read_register(written(tmp_path, "own.csv", content))
    assert raised.value.where == "own.csv"
    assert raised.value.remedy


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_register(tmp_path / "none.csv")
