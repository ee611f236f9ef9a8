"""What is wrong with a data set is told with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.errors import PackError, SourceError
from filiera.pack.read import read_pack
from filiera.pack.validate import problems_of
from filiera.services.build import build
from filiera.services.packs import pack_problems
from tests.services.source_packs import data_set, pack_with

SOUND = {"url": "https://x.example/beds.csv", "cadence": "P1Y"}


def told(folder: Path, *datasets: str) -> list[str]:
    return [str(problem) for problem in problems_of(read_pack(pack_with(folder, *datasets)))]


def test_a_sound_data_set_has_no_problem(tmp_path: Path) -> None:
    fed = "[{indicator: hospital-beds, places: {R1: XV}, factor: '0.001'}]"
    assert not told(tmp_path, data_set("beds", **SOUND, vintage="2024-03", feeds=fed))


@pytest.mark.parametrize(
    ("more", "field", "what"),
    [
        ({"work": "nowhere"}, "work", "work 'nowhere' is not known"),
        ({"url": "ftp://x.example/"}, "url", "is no http or https address"),
        ({"url": "https://me:word@x.example/"}, "url", "holds a user name or password"),
        ({"url": "beds.csv"}, "url", "is no http or https address"),
        ({"url": ""}, "url", "is missing for the protocol 'http'"),
        ({"protocol": '""', "query": "{a: b}"}, "query", "stands without a protocol"),
        ({"cadence": "yearly"}, "cadence", "'yearly' is no span of time"),
        ({"vintage": '"spring"'}, "vintage", "'spring' is no date"),
        ({"files": "../secret.csv"}, "files", "is no path within a folder"),
        ({"files": "/beds.csv"}, "files", "is no path within a folder"),
        ({"files": '"a\\\\b.csv"'}, "files", "is no path within a folder"),
        ({"id": "OFICINA"}, "id", "is no name"),
        ({"older_of": "gone"}, "older_of", "data set 'gone' is not known"),
        ({"older_of": "beds"}, "older_of", "an earlier vintage of itself"),
        ({"feeds": "[{indicator: gone}]"}, "feeds", "indicator 'gone' is not known"),
        ({"feeds": "[{indicator: hospital-beds, places: {R1: gone}}]"}, "feeds", "territory 'gone' is not known"),
        ({"feeds": "[{indicator: hospital-beds, breakdown: {gone: x}}]"}, "feeds", "dimension 'gone' is not known"),
        ({"feeds": "[{indicator: hospital-beds, factor: many}]"}, "feeds", "the factor 'many' is no number"),
        (
            {"work": "oficina-gent", "feeds": "[{indicator: hospital-beds}]"},
            "work",
            "the licence of 'oficina-gent' is not",
        ),
        ({"lacks": "{en: Years before 2020.}"}, "lacks", "has no text in 'ca'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, more: dict[str, str], field: str, what: str) -> None:
    said = SOUND | more
    url = said.pop("url")
    problems = told(tmp_path, data_set("first", "https://x.example/"), data_set(said.pop("id", "beds"), url, **said))
    assert any(
        problem.startswith("exemple/sources/oficina.yml line 9 (") and f", {field}: " in problem and what in problem
        for problem in problems
    ), problems


def test_what_formats_and_protocols_ask_for_is_checked_too(tmp_path: Path) -> None:
    pack = pack_with(
        tmp_path,
        data_set("odd", "https://x.example/", format="no-such"),
        data_set("rows", "https://x.example/", protocol="socrata"),
        data_set("stat", "https://x.example/", format="json-stat", options="{colour: red}"),
    )
    problems = [str(problem) for problem in pack_problems(str(pack))]
    assert any("(odd), format: no format is called 'no-such'" in problem for problem in problems)
    assert any("(rows), query: says too little for the protocol 'socrata': resource missing" in p for p in problems)
    assert any("(stat), options: " in problem and "colour" in problem for problem in problems)


def test_corrections_of_a_data_set_that_is_not_there(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, data_set("beds", "https://x.example/"))
    file = pack / "sources" / "oficina.yml"
    wrong = "corrections:\n  gone:\n    - {where: {id: x}, action: leave_out, reason: {en: x, ca: x}, expect: {a: b}}\n"
    file.write_text(file.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    number = 1 + file.read_text(encoding="utf-8").splitlines().index("  gone:")
    problems = [str(problem) for problem in problems_of(read_pack(pack))]
    place = f"exemple/sources/oficina.yml line {number}, corrections: data set 'gone' is not known"
    assert any(problem.startswith(place) for problem in problems), problems


@pytest.mark.parametrize(
    ("licence", "says"),
    [
        ("CCBY", "did you mean 'CC-BY-4.0'?"),
        ("CC-BYSA", "did you mean 'CC-BY-SA-4.0'?"),
        ("whatever", "name one of vocabulary/licences.yml"),
        ("not stated", "write licence: unknown"),
    ],
)
def test_a_licence_that_is_none_is_refused_with_the_nearest(tmp_path: Path, licence: str, says: str) -> None:
    pack = pack_with(tmp_path, data_set("beds", **SOUND))
    file = pack / "sources" / "oficina.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("CC-BY-4.0", licence), encoding="utf-8")
    (problem,) = [str(problem) for problem in problems_of(read_pack(pack))]
    assert problem.startswith("exemple/sources/oficina.yml line 5 (oficina-llits), licence: ")
    assert f"no licence is called '{licence}'" in problem and says in problem and "licence: unknown" in problem


def test_an_option_that_is_not_known_is_told_with_its_own_line(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, data_set("beds", **SOUND, options="{observations: [{abut: x}]}"))
    file = pack / "sources" / "oficina.yml"
    text = file.read_text(encoding="utf-8").replace("abut: x}", "\n        about: x,\n        abut: y}")
    file.write_text(text, encoding="utf-8")
    number = 1 + next(n for n, line in enumerate(text.splitlines()) if "abut" in line)
    problems = [str(problem) for problem in pack_problems(str(pack))]
    assert any(f"oficina.yml line {number} (beds), options: " in problem and "abut" in problem for problem in problems)
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "beds.csv").write_text("x\n1\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"oficina.yml line {number} "):
        build(pack, tmp_path / "home", tmp_path / "snapshots")


@pytest.mark.parametrize(
    ("count", "field", "what"),
    [
        ("{of: {en: trials}}", "counts: of", "has no text in 'ca'"),
        ("{of: {ca: a, en: a}, by: phase}", "counts: by", "records have no column 'phase'"),
        ("{of: {ca: a, en: a}, by: mention.city}", "counts: by", "records have no column 'mention.city'"),
        ("{of: {ca: a, en: a}, by: status}", "counts: as_told", "has no text in 'ca'"),
        ("{of: {ca: a, en: a}, codes: {x: {ca: x}}}", "counts: codes: x", "has no text in 'en'"),
        ("{of: {ca: a, en: a}, region_told: {ca: x}}", "counts: region_told", "has no text in 'en'"),
        ("{of: {ca: a, en: a}, first: -1}", "counts: first", "is no number of letters"),
        ("{of: {ca: a, en: a}, among: {town: [x]}}", "counts: among", "records have no column 'town'"),
        ("{of: {ca: a, en: a}, region: [{}]}", "counts: region", "an entry asks for nothing"),
        ("{of: {ca: a, en: a}, region: [{mention.town: [x]}]}", "counts: region", "have no column 'mention.town'"),
    ],
)
def test_what_is_wrong_with_a_count_is_told(tmp_path: Path, count: str, field: str, what: str) -> None:
    problems = told(tmp_path, data_set("beds", **SOUND, counts=f"[{count}]"))
    assert any(f", {field}: " in problem and what in problem for problem in problems), problems


def test_a_theme_names_data_sets_that_are_there_and_each_once(tmp_path: Path) -> None:
    pack = read_pack(pack_with(tmp_path, data_set("beds", **SOUND)))
    pack.themes["care"].datasets[:] = ["beds", "beds", "beed"]
    problems = [str(problem) for problem in problems_of(pack)]
    assert any("'beds' stands there twice" in problem for problem in problems)
    assert any("data set 'beed' is not known; did you mean 'beds'?" in problem for problem in problems)


@pytest.mark.parametrize(
    ("more", "line", "remedy"),
    [
        ({"frequency": "P1Y"}, "unknown field `frequency`", "the fields of a dataset are: id, work, format, files"),
        ({"feeds": "[{indicator: hospital-beds, mesure: x}]"}, "field `mesure`", "the fields of a feed are: indicator"),
        ({"protocol": "https"}, "value 'https'", "use one of: ckan, http, sdmx, socrata"),
        ({"vintage": "2024-01-15"}, "got `date`", "put the value in quotes"),
    ],
)
def test_what_has_not_the_shape_of_a_source_is_told_with_what_would(
    tmp_path: Path, more: dict[str, str], line: str, remedy: str
) -> None:
    with pytest.raises(PackError) as refused:
        told(tmp_path, data_set("beds", **(SOUND | more)))
    assert line in str(refused.value) and remedy in str(refused.value.remedy)


def test_a_field_that_is_not_known_is_told_with_its_own_line(tmp_path: Path) -> None:
    folder = pack_with(tmp_path, data_set("beds", **SOUND, frequency="P1Y"))
    lines = (folder / "sources" / "oficina.yml").read_text().splitlines()
    number = 1 + next(n for n, text in enumerate(lines) if "frequency" in text)
    with pytest.raises(PackError, match=f"oficina.yml line {number}:"):
        read_pack(folder)
