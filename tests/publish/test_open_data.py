"""The files of the open data: the same for the same evidence, readable by others, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.compare import isomorphic

from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.publish.open_data import FORMATS, LEFT_OUT, datasets, write_open_data
from filiera.publish.open_data.delimited import csv_lines
from filiera.publish.open_data.rdf import Iri, Literal, Thing, json_ld, turtle
from filiera.services.build import build
from filiera.services.open_data import OpenData, open_data
from filiera.services.series import Cube, cubes
from tests.built_homes import BuiltHomes

ROOT = Path(__file__).resolve().parents[2]
SHAPES = Path(__file__).with_name("dcat_ap_it_shapes.ttl")
BASE = "https://hub.example/data/"
PACKS = {"exemple": ROOT / "tests" / "packs" / "exemple", "lombardia": ROOT / "packs" / "lombardia"}
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
Given = tuple[OpenData, list[Cube]]


@pytest.fixture(scope="module", params=list(PACKS))
def given(
    built_homes: BuiltHomes, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Given]:
    with Evidence.open(built_homes.copy(request.param, tmp_path_factory.mktemp("home"))) as evidence:
        yield open_data(evidence), cubes(evidence)


@pytest.fixture(scope="module")
def folder(given: Given, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("open-data")
    write_open_data(*given, target, base=BASE)
    return target


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_the_same_evidence_gives_the_same_bytes(given: Given, folder: Path, tmp_path: Path) -> None:
    written = write_open_data(*given, tmp_path, base=BASE)
    assert files(tmp_path) == files(folder)
    assert {path.relative_to(tmp_path).as_posix() for path in written} == files(tmp_path).keys()


def test_the_same_pack_built_twice_gives_the_same_tables(given: Given, folder: Path, tmp_path: Path) -> None:
    build(PACKS[given[0].pack], tmp_path / "home")
    with Evidence.open(tmp_path / "home") as evidence:
        write_open_data(open_data(evidence), cubes(evidence), tmp_path / "again", ["csv", "parquet"])
    again = files(tmp_path / "again")
    assert len(again) == 2 * len(given[0].tables) + 1
    assert {name: content for name, content in files(folder).items() if name in again} == again


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_can_be_had_alone_and_says_what_is_left_out(given: Given, tmp_path: Path, form: str) -> None:
    names = {path.name for path in write_open_data(*given, tmp_path, [form])}  # type: ignore[list-item]
    endings = {"csv": ".csv", "parquet": ".parquet", "json-stat": ".json", "dcat": (".ttl", ".jsonld")}
    assert LEFT_OUT in names
    assert all(name.endswith(endings[form]) for name in names - {LEFT_OUT})
    assert len(names) > 1


def test_csv_and_parquet_hold_the_same_rows(given: Given, folder: Path) -> None:
    for table in given[0].tables:
        as_csv = read_csv(folder / f"{table.name}.csv")
        relation = duckdb.read_parquet(str(folder / f"{table.name}.parquet"))
        header = (folder / f"{table.name}.csv").read_text("utf-8-sig").partition("\n")[0].strip().split(",")
        assert relation.columns == [column.name for column in table.columns] == header
        assert [tuple(row) for row in relation.fetchall()] == list(table.rows)
        assert len(as_csv) == len(table.rows)


def test_a_number_is_written_as_a_number(given: Given, folder: Path) -> None:
    numbers = [row["number"] for row in read_csv(folder / "figures.csv")]
    assert numbers
    assert all("e" not in number.lower() and float(number) is not None for number in numbers)


def test_what_is_left_out_is_named_with_its_reason(given: Given, folder: Path) -> None:
    named = read_csv(folder / LEFT_OUT)
    assert {row["work"] for row in named} == {each.work for each in given[0].left_out} != set()
    assert all(row["reason"] for row in named)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+39 02", "'+39 02"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=cmd|' /C calc'!A0", "'\t=cmd|' /C calc'!A0"),
        ("  =1", "'  =1"),
        ("-12.5", "-12.5"),
        ("a=b", "a=b"),
        (-0.00001, "-0.00001"),
        (56600000000.0, "56600000000"),
        (None, ""),
        (7, "7"),
    ],
)
def test_no_cell_is_a_formula(cell: str | float | None, written: str) -> None:
    content = csv_lines(["heading"], [[cell]]).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(content, newline="")))[1:]), [""]) == ([written] if written else [""])


def test_json_stat_is_a_cube_whose_values_have_a_place(given: Given, folder: Path) -> None:
    data, found = given
    assert found
    for language in data.languages:
        for cube in found:
            told = json.loads((folder / "json-stat" / language / f"{cube.indicator}.json").read_text(encoding="utf-8"))
            assert (told["version"], told["class"]) == ("2.0", "dataset")
            assert list(told["dimension"]) == told["id"]
            product = 1
            for name, size in zip(told["id"], told["size"], strict=True):
                category = told["dimension"][name]["category"]
                assert len(category["index"]) == len(category["label"]) == size
                product *= size
            assert all(0 <= int(place) < product for place in told["value"])
            assert len(told["value"]) == len(cube.cells) == len(told["extension"]["addresses"])
            assert {role for names in told["role"].values() for role in names} <= set(told["id"])
            assert None not in told["value"].values()
            assert told["label"] == cube.label[language]


def test_json_stat_puts_each_figure_where_its_categories_say(given: Given, folder: Path) -> None:
    data, found = given
    cube = max(found, key=lambda each: len(each.cells))
    told = json.loads((folder / "json-stat" / data.languages[0] / f"{cube.indicator}.json").read_text("utf-8"))
    for key, view, value in cube.cells:
        place = 0
        for name, size, code in zip(told["id"], told["size"], (*key, cube.indicator), strict=True):
            place = place * size + told["dimension"][name]["category"]["index"].index(code)
        assert told["value"][str(place)] == value
        assert told["extension"]["addresses"][str(place)] == view.address


def test_both_forms_of_the_catalogue_say_the_same(folder: Path) -> None:
    as_turtle = Graph().parse(folder / "catalogue.ttl", format="turtle")
    as_json = Graph().parse(folder / "catalogue.jsonld", format="json-ld")
    assert len(as_turtle) > 200
    assert isomorphic(as_turtle, as_json)


def test_the_catalogue_has_what_the_profile_makes_mandatory(folder: Path) -> None:
    """Against the shapes of this project, not an official validator."""
    graph = Graph().parse(folder / "catalogue.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")
    assert conforms, report


def test_the_shapes_notice_what_is_missing(folder: Path) -> None:
    graph = Graph().parse(folder / "catalogue.ttl", format="turtle")
    told = (folder / "catalogue.ttl").read_text(encoding="utf-8")
    for name in ("dct:rightsHolder", "dct:accrualPeriodicity", "dct:license", "dct:format", "dcat:theme"):
        lines = [line for line in told.split("\n") if not line.strip().startswith(f"{name} ") or line.endswith(".")]
        graph = Graph().parse(data="\n".join(lines), format="turtle")
        assert not pyshacl.validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")[0], name


def test_the_catalogue_lists_every_file_under_its_address(given: Given, folder: Path) -> None:
    graph = Graph().parse(folder / "catalogue.ttl", format="turtle")
    listed = {str(address) for address in graph.objects(None, DCAT.accessURL)}
    carried = {f"{BASE}{name}" for name in files(folder) if not name.startswith("catalogue") and name != LEFT_OUT}
    assert listed == carried
    sizes = {str(s).partition("#")[0]: int(size) for s, size in graph.subject_objects(DCAT.byteSize)}
    assert sizes == {address: (folder / address.removeprefix(BASE)).stat().st_size for address in carried}
    assert len(set(graph.subjects(RDF.type, DCATAPIT.Dataset))) == len(datasets(*given))


def test_without_an_address_the_catalogue_speaks_of_its_neighbours(given: Given, tmp_path: Path) -> None:
    write_open_data(*given, tmp_path, ["dcat"])
    graph = Graph().parse(tmp_path / "catalogue.ttl", format="turtle", publicID="https://elsewhere.example/x/")
    assert all(str(url).startswith("https://elsewhere.example/x/") for url in graph.objects(None, DCAT.accessURL))


def test_awkward_words_survive_both_forms() -> None:
    words = 'a "quoted" \\ word\nand a line, <b>è</b> }'
    things = [Thing(Iri("https://x.example/a b"), ("dcat:Dataset",), [("dct:title", Literal(words, "it"))])]
    as_turtle = Graph().parse(data=turtle(things), format="turtle")
    as_json = Graph().parse(data=json_ld(things), format="json-ld")
    assert isomorphic(as_turtle, as_json)
    assert words in {str(each) for each in as_turtle.objects()}


def test_an_indicator_that_is_no_more_leaves_the_folder(given: Given, tmp_path: Path) -> None:
    write_open_data(*given, tmp_path)
    old = tmp_path / "json-stat" / given[0].languages[0] / "gone.json"
    old.write_text("{}", encoding="utf-8")
    mine = tmp_path / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    write_open_data(*given, tmp_path)
    assert not old.exists()
    assert mine.exists()


def test_a_folder_that_cannot_be_written_is_named(given: Given, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="filiera export --out FOLDER"):
        write_open_data(*given, tmp_path / "file")
