"""Each protocol asks as its service wants to be asked, and puts the answer together: all on this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from filiera.errors import SourceError
from filiera.pack.source_schema import Dataset, Protocol
from filiera.sources import ckan, http_file, sdmx, socrata
from filiera.sources.fetching import Fetcher, Known
from filiera.sources.manners import Manners
from filiera.sources.protocols import way_of
from tests.sources.publisher import TABLE, Answer, Asked, answer, publisher, ranged, says


def dataset(url: str, protocol: Protocol, form: str = "delimited", **query: str) -> Dataset:
    return Dataset(id="beds", work="w", format=form, files="beds.csv", protocol=protocol, url=url, query=query)


def fetched(wanted: Dataset, manners: Manners, folder: Path, known: Known = Known()) -> bytes | None:
    got = way_of(wanted).fetch(wanted, Fetcher(manners), folder / "file.part", known, lambda size, total: None)
    if got is None:
        return None
    assert list(folder.iterdir()) == [got.path], "nothing but the whole file is left"
    return got.path.read_bytes()


def refused(wanted: Dataset, manners: Manners, folder: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetched(wanted, manners, folder)
    assert caught.value.remedy
    return caught.value


def by_path(answers: dict[str, Callable[[dict[str, str]], bytes]]) -> Answer:
    """Answers by the path that is asked for; each is told the parameters."""

    def give(asked: Asked, line: socket.socket) -> None:
        parts = urlsplit(asked.path)
        found = answers.get(parts.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        line.sendall(found(query) if found else answer(404))

    return give


def test_a_file_with_parameters(manners: Manners, folder: Path) -> None:
    wanted = dataset("https://x.example/beds?a=1", "http", year="2020", sha256="00")
    assert http_file.address(wanted) == "https://x.example/beds?a=1&year=2020"
    with publisher(ranged(TABLE)) as there:
        assert fetched(dataset(there.url, "http"), manners, folder) == TABLE
        assert fetched(dataset(there.url, "http"), manners, folder, Known('"one"')) is None


def test_the_address_of_series() -> None:
    wanted = dataset(
        "https://x.example/sdmx/2.1/", "sdmx", flow="nama", key="A..XX1+XX2", format="TSV", startPeriod="2010"
    )
    assert sdmx.address(wanted) == "https://x.example/sdmx/2.1/data/nama/A..XX1+XX2?format=TSV&startPeriod=2010"
    assert sdmx.address(dataset("https://x.example/s", "sdmx", flow="A,b,1.0")) == "https://x.example/s/data/A,b,1.0"


def test_series_as_tsv_and_as_json_stat(manners: Manners, folder: Path) -> None:
    tsv, stat = b"freq,geo\\TIME_PERIOD\t2020 \nA,XX1\t12 b\n", b'{"version": "2.0", "value": [1]}'
    answers = {
        "/data/gdp": lambda q: answer(200, {"TSV": tsv, "JSON": stat}[q["format"]], ETag='"v1"'),
    }
    with publisher(by_path(answers)) as there:
        assert fetched(dataset(there.url, "sdmx", "eurostat-tsv", flow="gdp", format="TSV"), manners, folder) == tsv
        assert len(list(folder.iterdir())) == 1
        next(folder.iterdir()).unlink()
        assert fetched(dataset(there.url, "sdmx", "json-stat", flow="gdp", format="JSON"), manners, folder) == stat


FAULT = b"""<?xml version='1.0'?><S:Fault xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><faultcode>413</faultcode>
<faultstring>EXTRACTION_TOO_BIG: The requested extraction is too big</faultstring></S:Fault>"""
LATER = b"""<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><ns0:asyncResponse>
<status><key>1f2e</key><status>SUBMITTED</status></status></ns0:asyncResponse></env:Body></env:Envelope>"""


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (answer(413, FAULT), "finds the question too large"),
        (answer(400, FAULT), "finds the question too large"),
        (answer(200, LATER), "prepares the answer and gives it later"),
        (answer(202, LATER), "prepares the answer and gives it later"),
        (answer(200, b"<S:Fault><faultstring>No such flow</faultstring></S:Fault>"), "a message in place of data"),
        (answer(404), "is not there"),
    ],
)
def test_what_a_service_says_in_place_of_series(reply: bytes, told: str, manners: Manners, folder: Path) -> None:
    with publisher(says(reply)) as there:
        assert told in refused(dataset(there.url, "sdmx", "spreadsheet", flow="gdp"), manners, folder).what
    assert not list(folder.iterdir())


ROWS = [f'{n},"bed, in\n{n}"\n' for n in range(25)]


class Table:
    """A Socrata table, whose rows may change while it is read."""

    def __init__(self, *, counts: list[int] | None = None, pages: int = 10**9) -> None:
        self.counts = counts or [len(ROWS)]
        self.asked: list[dict[str, str]] = []

    def rows(self, query: dict[str, str]) -> bytes:
        self.asked.append(query)
        start, limit = int(query["$offset"]), int(query["$limit"])
        return answer(200, ("id,what\n" + "".join(ROWS[start : start + limit])).encode(), Content_Type="text/csv")

    def count(self, query: dict[str, str]) -> bytes:
        n = self.counts.pop(0) if len(self.counts) > 1 else self.counts[0]
        return answer(200, json.dumps([{"count": str(n)}]).encode())

    def served(self) -> Answer:
        return by_path({"/resource/ab12-cd34.csv": self.rows, "/resource/ab12-cd34.json": self.count})


@pytest.mark.parametrize("size", [7, 25, 26, 50_000])
def test_a_table_in_pages(size: int, manners: Manners, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socrata, "PAGE", size)
    table = Table()
    with publisher(table.served()) as there:
        whole = fetched(dataset(there.url, "socrata", resource="ab12-cd34"), manners, folder)
    assert whole == ("id,what\n" + "".join(ROWS)).encode()
    assert {query["$order"] for query in table.asked} == {":id"}
    assert len(table.asked) == -(-len(ROWS) // size)


def test_a_table_that_grows_while_it_is_read_is_read_again(manners: Manners, folder: Path) -> None:
    with publisher(Table(counts=[24, 25, 25, 25]).served()) as there:
        whole = fetched(dataset(there.url, "socrata", resource="ab12-cd34"), manners, folder)
        assert whole is not None and whole.count(b"bed,") == 25


def test_a_table_that_never_rests_is_told(manners: Manners, folder: Path) -> None:
    with publisher(Table(counts=[99]).served()) as there:
        error = refused(dataset(there.url, "socrata", resource="ab12-cd34"), manners, folder)
        assert "25 rows where the service counts 99" in error.what
    assert not list(folder.iterdir())


def test_clauses_of_a_question() -> None:
    wanted = dataset("https://x.example", "socrata", resource="ab12-cd34", where="beds > 10", order="name")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(socrata.page(wanted, 50_000)).query).items()}
    assert asked == {"$where": "beds > 10", "$order": "name", "$limit": "50000", "$offset": "50000"}
    assert parse_qs(urlsplit(socrata.count(wanted)).query) == {"$select": ["count(*)"], "$where": ["beds > 10"]}


@pytest.mark.parametrize("odd", [b"[]", b"{}", b'[{"count": "many"}]', b'[{"a": 1, "b": 2}]', b"[[1]]"])
def test_a_count_that_is_none_is_told(odd: bytes, manners: Manners, folder: Path) -> None:
    with publisher(says(answer(200, odd))) as there:
        error = refused(dataset(there.url, "socrata", resource="ab12-cd34"), manners, folder)
    assert "not understood: no number of rows" in error.what


PACKAGE = {
    "success": True,
    "result": {
        "id": "p",
        "resources": [
            {
                "id": "r1",
                "name": "Beds 2020",
                "format": "CSV",
                "url": "/files/2020.csv",
                "last_modified": "2021-05-06T07:00",
            },
            {"id": "r2", "name": "Beds 2020", "format": "XLSX", "url": "/files/2020.xlsx"},
            {"id": "r3", "name": "Notes", "format": None, "url": None},
        ],
    },
}


def catalogue(package: object = PACKAGE) -> Answer:
    shown = json.dumps(package).encode()
    return by_path(
        {
            "/api/3/action/package_show": lambda query: answer(200 if query == {"id": "beds"} else 404, shown),
            "/files/2020.csv": lambda query: answer(200, TABLE, Content_Type="text/csv"),
        }
    )


@pytest.mark.parametrize("query", [{"format": "csv"}, {"resource": "r1"}, {"resource": "Beds 2020", "format": "CSV"}])
def test_a_file_of_a_package(query: dict[str, str], manners: Manners, folder: Path) -> None:
    with publisher(catalogue()) as there:
        wanted = dataset(there.url, "ckan", package="beds", **query)
        got = ckan.fetch(wanted, Fetcher(manners), folder / "file.part", Known(), lambda size, total: None)
        assert got is not None and got.path.read_bytes() == TABLE
        assert got.vintage == "2021-05-06"


def test_a_package_without_the_file_lists_what_it_has(manners: Manners, folder: Path) -> None:
    with publisher(catalogue()) as there:
        for query, n in (({"format": "ods"}, 0), ({"resource": "Beds 2020"}, 2)):
            error = refused(dataset(there.url, "ckan", package="beds", **query), manners, folder)
            assert f"lists {n} files" in error.what
            assert "Beds 2020; Beds 2020; Notes" in error.remedy
    with publisher(catalogue({"success": False, "error": {}})) as there:
        assert "lists 0 files" in refused(dataset(there.url, "ckan", package="beds"), manners, folder).what
    with publisher(catalogue([1])) as there:
        assert "no list of files" in refused(dataset(there.url, "ckan", package="beds"), manners, folder).what


def test_a_package_that_leads_to_no_address(manners: Manners, folder: Path) -> None:
    odd = {"success": True, "result": {"resources": [{"id": "r", "url": "ftp://x.example/a"}]}}
    with publisher(catalogue(odd)) as there:
        assert "no http or https" in refused(dataset(there.url, "ckan", package="beds"), manners, folder).what


def test_too_little_is_told_before_anything_is_asked() -> None:
    for protocol, name in (("sdmx", "flow"), ("socrata", "resource"), ("ckan", "package")):
        with pytest.raises(SourceError, match=f"{name} missing under query"):
            way_of(dataset("https://x.example", protocol))  # type: ignore[arg-type]
    with pytest.raises(SourceError, match="somebody brings it"):
        way_of(dataset("", "http"))
