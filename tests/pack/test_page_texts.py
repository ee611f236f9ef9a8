"""Texts of themes: read, and refused where a figure is typed by hand or an address leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.errors import PackError
from filiera.pack import read_pack
from filiera.pack.page_texts import typed_digits
from filiera.pack.themes import problems_of_themes
from tests.portal.packs import copy_of_exemple

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted([*(ROOT / "packs").glob("*/texts/*.md"), *(ROOT / "tests" / "packs").glob("*/texts/*.md")])


def problems(pack: Path) -> list[str]:
    return [str(problem) for problem in problems_of_themes(read_pack(pack))]


def rewrite(pack: Path, old: str, new: str) -> None:
    path = pack / "texts" / "care.en.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_no_text_holds_a_digit_typed_by_hand(path: Path) -> None:
    assert typed_digits(path.read_text(encoding="utf-8")) == []


def test_there_are_texts_in_every_language_of_each_theme() -> None:
    pack = read_pack("lombardia")
    assert set(pack.themes) == {
        "chain", "care", "research", "education", "pharma", "devices", "outcomes", "territory",
    }  # fmt: skip
    assert set(pack.texts) == {f"{theme}.{language}" for theme in pack.themes for language in ("it", "en")}
    covered = [subject for theme in pack.themes.values() for subject in theme.covers]
    assert sorted(covered) == sorted({indicator.theme for indicator in pack.indicators.values()})


def test_both_languages_of_a_text_name_the_same_charts() -> None:
    pack = read_pack("lombardia")
    for theme in pack.themes:
        one, other = (pack.texts[f"{theme}.{language}"].body for language in ("it", "en"))
        assert [w for w in one.split() if w.startswith("{{figure/")] == [
            w for w in other.split() if w.startswith("{{figure/")
        ]


def test_texts_are_not_sentences_of_the_publication() -> None:
    brochure = ROOT.parent / "shared" / "brochure" / "lombardia-life-science-hub.it.txt"
    if not brochure.is_file():
        pytest.skip("the publication's text is not beside the project")
    text = " ".join(brochure.read_text(encoding="utf-8").replace("*", "").split())
    for key, told in read_pack("lombardia").texts.items():
        words = told.body.split()
        for place in range(len(words) - 7):
            piece = " ".join(words[place : place + 8])
            assert "{{" in piece or piece not in text, (key, piece)


def test_a_sound_pack_has_no_problem(tmp_path: Path) -> None:
    assert problems(copy_of_exemple(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{claim/beds-public}} of them", "810 of them", "'810' holds a digit typed by hand; name the figure instead"),
        (
            "{{claim/beds-public}}",
            "{{claim/bed-public}}",
            "claim 'bed-public' is not known; did you mean 'beds-public'?",
        ),
        ("(claim/beds-public)", "(claims/beds)", "'claims/beds' is no address of this hub"),
        ("(claim/beds-public)", "(https://elsewhere.example/)", "is no address of this hub"),
        ("{{figure/hospital-beds}}", "See {{figure/hospital-beds}}.", "a chart stands within a sentence"),
        ("{{observation/beds-2018}}", "{{plan/care}}", "'plan/care' is no address of this hub"),
    ],
)
def test_a_problem_is_named_with_file_and_remedy(tmp_path: Path, old: str, new: str, told: str) -> None:
    pack = copy_of_exemple(tmp_path)
    rewrite(pack, old, new)
    found = problems(pack)
    assert any(told in problem for problem in found), found
    assert all(problem.startswith("exemple/texts/care.en.md line 1") for problem in found)


def test_a_language_without_a_text_is_a_problem(tmp_path: Path) -> None:
    pack = copy_of_exemple(tmp_path)
    (pack / "texts" / "care.ca.md").unlink()
    assert any("has no text in 'ca'; write texts/care.ca.md" in problem for problem in problems(pack))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("care.en.md", "No heading", "exemple/texts/care.en.md line 1: does not begin with a heading"),
        ("care.md", "# Care", "exemple/texts/care.md: is no name of a text; name it <theme>.<language>.md"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    pack = copy_of_exemple(tmp_path)
    (pack / "texts" / name).write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_pack(pack)
    assert told in str(error.value)
