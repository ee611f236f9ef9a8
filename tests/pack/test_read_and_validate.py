"""Packs: found, read with every problem named by file, line, field and remedy, and begun from a skeleton."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filiera.errors import PackError, PackNotFoundError, UsageError
from filiera.pack import find_pack, read_pack
from filiera.pack.skeleton import write_skeleton
from filiera.pack.validate import check_pack, problems_of
from filiera.services.build import build

ROOT = Path(__file__).resolve().parents[2]
REAL = ["lombardia", str(ROOT / "tests" / "packs" / "exemple")]


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A fresh pack that is sound."""
    folder = tmp_path / "mine"
    write_skeleton(folder, "XX1", ["en"])
    return folder


@pytest.mark.parametrize("name", REAL)
def test_the_packs_of_the_project_are_sound(name: str) -> None:
    assert [str(problem) for problem in problems_of(read_pack(name))] == []


def test_the_first_region_is_complete() -> None:
    pack = read_pack("lombardia")
    assert len(pack.claims) >= 170
    (publication,) = pack.publications.values()
    assert {note.mark for note in publication.footnotes} == set(range(1, 50))
    kinds = [o.kind for o in pack.organisations.values()]
    assert len(kinds) >= 100
    assert kinds.count("irccs") == 19
    assert kinds.count("university") == 15
    for claim in pack.claims.values():
        assert set(claim.wording) >= {"it", "en"}, claim.id
        assert claim.footnotes or claim.footnotes == [], claim.id


def test_wordings_hold_no_digit_typed_by_hand() -> None:
    for claim in read_pack("lombardia").claims.values():
        for language, sentence in claim.wording.items():
            assert not any(char.isdigit() for char in sentence), (claim.id, language, sentence)


def test_wordings_are_not_sentences_of_the_brochure() -> None:
    brochure = ROOT.parent / "shared" / "brochure" / "lombardia-life-science-hub.it.txt"
    if not brochure.is_file():
        pytest.skip("the brochure's text is not beside the project")
    text = " ".join(brochure.read_text(encoding="utf-8").replace("*", "").split())
    for claim in read_pack("lombardia").claims.values():
        for piece in claim.wording["it"].replace("{period}", "{value}").split("{value}"):
            words = piece.strip(" .,:;()").split()
            if len(words) >= 8:
                assert " ".join(words) not in text, (claim.id, piece)


@pytest.mark.parametrize("languages", [["en"], ["ca", "en"], ["it", "en"]])
def test_a_skeleton_is_sound_and_builds(tmp_path: Path, languages: list[str]) -> None:
    folder = tmp_path / "mine"
    assert write_skeleton(folder, "XX1", languages)
    check_pack(read_pack(folder))
    assert build(folder, tmp_path / "home").counts["claims"] == 1


def test_a_skeleton_wants_english(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="English"):
        write_skeleton(tmp_path / "mine", "XX1", ["it"])


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("claims/report.yml", "value: ", "vale: ", ["claims/report.yml line 5", "vale", "value"]),
        ("claims/report.yml", 'value: "12"', 'value: "12,5"', ["claims/report.yml line 3", "12,5", "with a point"]),
        ("claims/report.yml", "unit: count", "unit: beds", ["unit 'beds' is not known", "units.yml"]),
        ("claims/report.yml", "unit: count", "unit: percent", ["measures ratio, the indicator count"]),
        ("claims/report.yml", "indicator: hospitals", "indicator: hospital", ["did you mean 'hospitals'"]),
        ("claims/report.yml", 'period: "2023"', 'period: "last year"', ["period", "2015/2023"]),
        ("claims/report.yml", "{value} hospitals", "some hospitals", ["does not hold {value}"]),
        ("claims/report.yml", "{value} hospitals", "{value} schools", ["does not speak of 'hospital'"]),
        ("claims/report.yml", "territory: XX1", "territory: YY9", ["territory 'YY9' is not known", "territories.yml"]),
        ("indicators/hospitals.yml", "concepts: [hospital]", "concepts: [clinic]", ["'clinic' is not known"]),
        ("indicators/hospitals.yml", "id: hospitals", "id: others", ["name the file others.yml"]),
        ("lexicon/first.yml", "- id: hospital", "- id: hospital\n  id: again", ["lexicon/first.yml line 3", "twice"]),
        ("pack.yml", "languages: [en]", "languages: [ca]", ["English is missing"]),
        ("pack.yml", "languages: [en]", "languages: [en, ca]", ["has no text in 'ca'"]),
        ("publications/report.yml", "work: first-report", "work: lost", ["work 'lost' is not known"]),
        ("territories.yml", "kind: region,", "kind: region, colour: red,", ["territories.yml line 2", "colour"]),
        ("sources/first-producer.yml", "kind: {", "kind: [", ["sources/first-producer.yml line 3", "not valid YAML"]),
    ],
)
def test_a_slip_is_named_with_file_and_remedy(skeleton: Path, file: str, old: str, new: str, told: list[str]) -> None:
    path = skeleton / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        check_pack(read_pack(skeleton))
    for words in told:
        assert words in str(caught.value)


def test_an_id_that_stands_twice_names_both_places(skeleton: Path) -> None:
    shutil.copy(skeleton / "claims" / "report.yml", skeleton / "claims" / "second.yml")
    with pytest.raises(PackError, match=r"second.yml line 3.*twice.*report.yml line 3"):
        read_pack(skeleton)


def test_a_table_row_with_too_many_cells_names_its_line(skeleton: Path) -> None:
    (skeleton / "observations").mkdir()
    rows = (
        "id,indicator,territory,period,value,unit,work,role\na,hospitals,XX1,2020,3,count,first-report,evidence,what\n"
    )
    (skeleton / "observations" / "rows.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(PackError, match=r"rows.csv line 2: has more cells"):
        read_pack(skeleton)


def test_a_file_in_another_encoding_says_so(skeleton: Path) -> None:
    (skeleton / "lexicon" / "first.yml").write_bytes("- id: città\n".encode("latin-1"))
    with pytest.raises(PackError, match="UTF-8"):
        read_pack(skeleton)


def test_an_unknown_pack_lists_those_within_reach() -> None:
    with pytest.raises(PackNotFoundError, match="lombardia"):
        find_pack("atlantis")


def test_a_pack_that_builds_on_itself_is_refused(skeleton: Path) -> None:
    manifest = skeleton / "pack.yml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "builds_on: [mine]\n", encoding="utf-8")
    with pytest.raises(PackError, match="builds on itself"):
        read_pack(skeleton)
