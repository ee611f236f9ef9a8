"""Plans in packs: they are sound, in own words without digits, and every slip is named with its remedy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from filiera.errors import PackError
from filiera.pack import read_pack
from filiera.pack.programmes import problems_of_programmes
from filiera.pack.read import Pack
from filiera.pack.validate import check_pack

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "tests" / "packs"
REAL = ["lombardia", str(PACKS / "exemple")]
LINES = [
    "market-access",
    "research-innovation",
    "international-development",
    "digital-evolution",
    "analysis-scenarios",
    "ecosystem",
    "training-skills",
]
BROCHURE = ROOT.parent / "shared" / "brochure" / "lombardia-life-science-hub.it.txt"


def texts_of(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Id, language and words of every text of the plans."""

    def walk(value: object) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in pack.manifest.languages and isinstance(inner, str):
                    yield key, inner
                else:
                    yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    for record in (*pack.programmes.values(), *pack.lines_of_action.values()):
        for language, words in walk(msgspec.to_builtins(record)):
            yield record.id, language, words


@pytest.mark.parametrize("name", REAL)
def test_the_plans_of_the_project_are_sound(name: str) -> None:
    pack = read_pack(name)
    assert pack.programmes
    assert [str(problem) for problem in problems_of_programmes(pack)] == []


@pytest.mark.parametrize("name", REAL)
def test_no_digit_is_typed_by_hand(name: str) -> None:
    texts = list(texts_of(read_pack(name)))
    assert len(texts) > 30
    assert [text for text in texts if any(char.isdigit() for char in text[2])] == []


def test_the_first_region_tells_its_whole_plan() -> None:
    pack = read_pack("lombardia")
    (programme,) = pack.programmes.values()
    assert programme.lines_of_action == LINES
    assert programme.mission
    assert programme.vision
    assert len(programme.directions) == 3
    assert len(programme.drivers) == 5
    for key in LINES:
        line = pack.lines_of_action[key]
        assert line.aims, key
        assert line.instruments, key
        assert line.projects, key
        assert len(line.figures) >= 3, key
        assert line.today, key
        assert line.to_come, key
    working_groups = {a.organisation for line in pack.lines_of_action.values() for a in line.working_groups}
    assert working_groups == {
        "gdl-accesso",
        "gdl-ricerca-clinica",
        "rete-ricerca-innovazione",
        "gdl-digital-health",
        "gdl-formazione",
    }


def test_every_statement_stands_in_the_part_of_the_publication_that_its_line_of_action_has() -> None:
    pack = read_pack("lombardia")
    sections = {section.id: section for section in pack.publications["brochure"].sections}
    homes = dict(
        zip(
            LINES,
            (f"plan-{name}" for name in ("market-access", "research", "international", "digital", "analysis")),
            strict=False,
        )
    ) | {"ecosystem": "plan-ecosystem", "training-skills": "plan-training"}
    for key, line in pack.lines_of_action.items():
        first, last = sections[homes[key]].lines
        said = [*line.aims, *line.instruments, *line.working_groups, *line.projects, *line.today, *line.to_come]
        for number in (n for each in [*said, *line.takes_part] for n in each.lines):
            assert first <= number <= last, (key, number)


def test_an_activity_stands_where_the_publication_names_its_organisation() -> None:
    pack = read_pack("lombardia")
    for line in pack.lines_of_action.values():
        for activity in (*line.instruments, *line.working_groups, *line.projects):
            if activity.organisation:
                named = {int(n) for n in pack.organisations[activity.organisation].lines.split(";")}
                assert set(activity.lines) <= named, (line.id, activity.organisation)
            for who in activity.takes_part:
                named = {int(n) for n in pack.organisations[who.organisation].lines.split(";")}
                assert set(who.lines) <= named, (line.id, who.organisation)


def test_the_plan_is_told_in_own_words() -> None:
    if not BROCHURE.is_file():
        pytest.skip("the brochure's text is not beside the project")

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    span = 7
    brochure = words(BROCHURE.read_text(encoding="utf-8"))
    printed = {tuple(brochure[i : i + span]) for i in range(len(brochure))}
    copied = [
        (key, " ".join(run))
        for key, language, text in texts_of(read_pack("lombardia"))
        if language == "it"
        for run in zip(*(words(text)[i:] for i in range(span)), strict=False)
        if run in printed
    ]
    assert copied == []


@pytest.fixture
def exemple(tmp_path: Path) -> Path:
    """A copy of the invented region, with the country that it builds on."""
    for name in ("inventada", "exemple"):
        shutil.copytree(PACKS / name, tmp_path / name)
    return tmp_path / "exemple"


LINE = "programmes/vall-salut/care-close-to-home.yml"
PLAN = "programmes/vall-salut.yml"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (PLAN, "publication: fullet", "publication: fulet", ["did you mean 'fullet'"]),
        (PLAN, "research-business]", "research]", ["'research' is not known", "did you mean 'research-business'"]),
        (PLAN, ", research-business]", "]", ["does not list 'research-business'", "or delete programmes/vall-salut/"]),
        (PLAN, "en: Invented plan", "es: Plan", ["title: has no text in 'en'"]),
        (PLAN, "lines: [53]", "lines: []", ["mission 1: does not say where it stands"]),
        (
            PLAN,
            "lines: [53]",
            "lines: [530]",
            ["line 530 is in no section of the publication", "publications/fullet.yml"],
        ),
        (PLAN, "in one network", "in 1 network", ["mission 1 text en: has a digit typed by hand"]),
        (PLAN, "hospital-dalt", "hospital-alt", ["did you mean 'hospital-dalt'", "organisations/"]),
        (LINE, "id: care-close-to-home", "id: care", ["name the file care.yml"]),
        (LINE, "organisation: cap-pont", "organisation: hospital-riu", ["names 'hospital-riu' twice"]),
        (LINE, "cap-pont, lines: [61]", "cap-pont, lines: [62]", ["line 62 is none of the activity's"]),
        (LINE, "claim/remote-visits,", "claim/visits,", ["claim 'visits' is not known"]),
        (LINE, "claim/remote-visits,", "remote-visits,", ["is no figure", "claim/…"]),
        (LINE, "indicator/hospital-beds,", "indicator/hospital-bed,", ["did you mean 'hospital-beds"]),
        (LINE, "link: claim/remote-visits/", "link: https://elsewhere.example/", ["is no page of the portal"]),
        (LINE, "link: claim/remote-visits/", "link: ../../etc/", ["is no page of the portal"]),
        (
            LINE,
            "  - title: {ca: Consultes a distància, en: Remote consultations}\n    lines",
            "  - lines",
            ["has no name"],
        ),
        (LINE, "en: patients; carers}", "fr: patients}", ["others: has no text in 'en'"]),
        (LINE, "takes_part:\n  -", "who_takes_part:\n  -", ["care-close-to-home.yml line", "who_takes_part"]),
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


def test_a_line_of_a_programme_that_is_not_there_is_noticed(exemple: Path) -> None:
    (exemple / PLAN).unlink()
    with pytest.raises(PackError, match="programme 'vall-salut' is not known"):
        check_pack(read_pack(exemple))
