"""Files of names linked to a register: every format and encoding, every row accounted for, nothing half written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

pytest.importorskip("rapidfuzz", reason="the extra match is not installed")

from filiera.errors import FilieraError, SourceError, UsageError
from filiera.services import link as service
from filiera.services.link import link_file

NAMES = [("a", "Hospital de Dalt"), ("b", "Università di Forlì"), ("c", "ningú de conegut")]


@pytest.fixture
def register(tmp_path: Path) -> str:
    path = tmp_path / "register.csv"
    path.write_text(
        "id,name,city,country\no1,Hospital de Dalt,Dalt,AD\no2,Università di Forlì,Forlì,IT\n", encoding="utf-8"
    )
    return str(path)


def written(path: Path, rows: list[tuple[str, ...]], *, encoding: str = "utf-8", mark: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=mark).writerows(
            [("mention_id", "name", "city", "country", "codes")[: len(rows[0])], *rows]
        )
    return path


def links(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [row | {"score": float(row["score"])} for row in csv.DictReader(file)]
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return list(pq.read_table(path).to_pylist())


def problems(out: Path) -> list[dict[str, str]]:
    path = out.with_name(f"{out.name}.problems.csv")
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "parquet"])
@pytest.mark.parametrize("out_form", ["csv", "jsonl", "parquet"])
def test_every_format_gives_the_same_links(tmp_path: Path, register: str, form: str, out_form: str) -> None:
    path = tmp_path / f"names.{form}"
    if form == "parquet":
        pq.write_table(pa.table({"mention_id": [i for i, _ in NAMES], "name": [n for _, n in NAMES]}), path)
    elif form == "jsonl":
        path.write_bytes(msgspec.json.Encoder().encode_lines([{"mention_id": i, "name": n} for i, n in NAMES]))
    else:
        written(path, NAMES, mark="\t" if form == "tsv" else ",")
    out = tmp_path / f"links.{out_form}"
    report = link_file(path, register, out)
    assert [(row["mention_id"], row["organisation_id"], row["tier"]) for row in links(out)] == [
        ("a", "o1", "link"),
        ("b", "o2", "link"),
    ]
    assert (report.rows, report.linked, report.ask, report.left, report.refused) == (3, 2, 0, 1, 0)
    assert report.organisations == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted({path.name, out.name, "register.csv"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
@pytest.mark.parametrize("mark", [",", ";", "|"])
def test_encodings_and_marks_are_found_out(tmp_path: Path, register: str, encoding: str, mark: str) -> None:
    rows = [*NAMES, ("d", "Università di Forlì, Italia; già")]
    usual, other = tmp_path / "usual.csv", tmp_path / "other.csv"
    link_file(written(tmp_path / "names.csv", rows), register, usual)
    link_file(written(tmp_path / "names.csv", rows, encoding=encoding, mark=mark), register, other)
    assert other.read_bytes() == usual.read_bytes()
    assert ("b", "o2") in [(row["mention_id"], row["organisation_id"]) for row in links(usual)]


def test_every_row_is_linked_or_named_with_its_remedy(tmp_path: Path, register: str) -> None:
    rows = [
        ("a", "Hospital de Dalt", "Dalt", "AD", ""),
        ("", "Hospital de Dalt", "", "", ""),
        ("a", "Università di Forlì", "", "", ""),
        ("b", "  ", "", "", ""),
        ("c", "?!", "", "", ""),
        ("d", "x" * 10_000, "", "", ""),
        ("e", "Hospital de Dalt", "", "Atlantis", ""),
        ("f", "Hospital de Dalt", "", "Italy", "07654321"),
    ]
    path = written(tmp_path / "names.csv", rows)
    with path.open("a", encoding="utf-8") as file:
        file.write("g,Hospital de Dalt\n")
    report = link_file(path, register, tmp_path / "links.csv")
    told = problems(tmp_path / "links.csv")
    assert [(each["row"], each["refused"]) for each in told] == [
        ("3", "yes"), ("4", "yes"), ("5", "yes"), ("6", "yes"), ("7", "yes"), ("8", "no"), ("9", "no"), ("10", "yes"),
    ]  # fmt: skip
    for each, word in zip(
        told, ("mention_id", "row 2", "no name", "no name", "10000", "Atlantis", "07654321", "cells"), strict=True
    ):
        assert word in each["problem"], each
        assert each["remedy"], each
    assert (report.rows, report.refused, report.doubtful) == (9, 6, 2)
    assert report.rows == report.linked + report.ask + report.left + report.refused
    assert {row["mention_id"] for row in links(tmp_path / "links.csv")} == {"a", "e", "f"}
    assert [each.row for each in report.problems] == [3, 4, 5, 6, 7, 8, 9, 10]


def test_a_line_that_is_not_utf8_spoils_no_other(tmp_path: Path, register: str) -> None:
    path = written(tmp_path / "names.csv", [(str(n), "Università di Forlì") for n in range(20)])
    path.write_bytes(path.read_bytes() + "x,Università\n".encode("cp1252"))
    report = link_file(path, register, tmp_path / "links.csv")
    assert (report.linked, report.refused) == (20, 1)
    assert problems(tmp_path / "links.csv")[0]["problem"] == "is not UTF-8 while the rest of the file is"
    assert problems(tmp_path / "links.csv")[0]["row"] == "22"


def test_lines_that_are_no_json_are_named(tmp_path: Path, register: str) -> None:
    path = tmp_path / "names.jsonl"
    path.write_bytes(
        b'{"mention_id": 7, "name": "Hospital de Dalt", "codes": ["a:1", "b:2"]}\n{\n[]\n\n{"mention_id": "x"}\n'
    )
    report = link_file(path, register, tmp_path / "links.csv")
    assert (report.linked, report.refused) == (1, 3)
    assert [each["row"] for each in problems(tmp_path / "links.csv")] == ["2", "3", "5"]
    assert links(tmp_path / "links.csv")[0]["mention_id"] == "7"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("names.csv", b"id,title\n1,x\n", "mention_id, name"),
        ("names.csv", b"mention_id;title\n1;x\n", "has no column name"),
        ("names.csv", b"", "has no column"),
        ("names.jsonl", b'{"id": 1}\n', "has no column"),
        ("names.jsonl", b"", "has no column"),
        ("names.parquet", b"PAR1", "no Parquet"),
        ("names.xlsx", b"", "is of no format"),
        ("names.csv", b"mention_id,name\n1,\"" + b"x\n" * 800_000, "quote"),
        ("names.csv", b"mention_id,name\n" + bytes(range(128, 256)) * 40, "encoding"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(tmp_path: Path, register: str, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "links.csv"
    out.write_text("of yesterday")
    with pytest.raises(FilieraError) as caught:
        link_file(tmp_path / name, register, out)
    assert told in str(caught.value)
    assert name in caught.value.where
    assert caught.value.remedy
    assert out.read_text() == "of yesterday"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted({name, "links.csv", "register.csv"})


def test_files_that_are_not_there_or_would_be_lost(tmp_path: Path, register: str) -> None:
    path = written(tmp_path / "names.csv", NAMES)
    with pytest.raises(UsageError, match="there is no such file"):
        link_file(tmp_path / "nothing.csv", register, tmp_path / "links.csv")
    with pytest.raises(SourceError, match="cannot be read"):
        link_file(path, str(tmp_path / "nothing.csv"), tmp_path / "links.csv")
    with pytest.raises(UsageError, match="would be overwritten"):
        link_file(path, register, path)
    with pytest.raises(UsageError, match="would be overwritten"):
        link_file(path, register, Path(register))
    with pytest.raises(UsageError, match="is of no format that links"):
        link_file(path, register, tmp_path / "links.xlsx")
    with pytest.raises(UsageError, match="cannot be written"):
        link_file(path, register, tmp_path / "no" / "links.csv")


def test_a_run_without_problems_takes_away_the_list_of_the_one_before(tmp_path: Path, register: str) -> None:
    out = tmp_path / "links.csv"
    link_file(written(tmp_path / "names.csv", [("", "x"), ("b", "y")]), register, out)
    assert len(problems(out)) == 1
    link_file(written(tmp_path / "names.csv", NAMES), register, out)
    assert problems(out) == []


def test_what_fails_on_the_way_leaves_what_was(tmp_path: Path, register: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "links.csv"
    out.write_text("of yesterday")

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link_file(written(tmp_path / "names.csv", [("", "x"), *NAMES]), register, out, progress=stop)
    assert out.read_text() == "of yesterday"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["links.csv", "names.csv", "register.csv"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 70))
def test_the_size_of_batches_changes_nothing(tmp_path: Path, register: str, size: int) -> None:
    rows = [(str(n), NAMES[n % 3][1] + " x" * (n % 5)) for n in range(60)]
    path, out = written(tmp_path / "names.csv", rows), tmp_path / "links.csv"
    link_file(path, register, out, explain=True)
    whole = out.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "BATCH", size)
        link_file(path, register, out, explain=True)
    assert out.read_bytes() == whole
