"""Questionnaires in packs: they are sound, and every slip is named with its file, line and remedy."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from filiera.errors import PackError
from filiera.pack import read_pack
from filiera.pack.questionnaires import problems_of_questionnaires
from filiera.pack.validate import check_pack

PACKS = Path(__file__).resolve().parents[1] / "packs"
REAL = ["lombardia", "italia", str(PACKS / "exemple")]


@pytest.mark.parametrize("name", REAL)
def test_the_questionnaires_of_the_project_are_sound(name: str) -> None:
    pack = read_pack(name)
    assert pack.questionnaires
    assert [str(problem) for problem in problems_of_questionnaires(pack)] == []


@pytest.mark.parametrize("name", REAL)
def test_each_dimension_can_be_improved(name: str) -> None:
    """A dimension whose weak answers call for nothing would measure without helping."""
    for questionnaire in read_pack(name).questionnaires.values():
        called = {condition.question for action in questionnaire.actions for condition in action.when}
        for dimension in questionnaire.dimensions:
            assert called & {question.id for question in dimension.questions}, f"{questionnaire.id}: {dimension.id}"


def test_the_instrument_is_never_called_the_official_one() -> None:
    for questionnaire in read_pack("lombardia").questionnaires.values():
        if questionnaire.aligned_with is not None:
            assert questionnaire.title["en"] != questionnaire.aligned_with.names["en"]
            assert "cannot be compared" in questionnaire.aligned_with.note["en"]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name in ("exemple", "inventada"):
        shutil.copytree(PACKS / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "where", "told"),
    [
        (
            "question: keeping, at_least: 1",
            "question: sharing, at_least: 1",
            "line 33",
            "an earlier question 'sharing' is not known",
        ),
        (
            "question: keeping, at_least: 1",
            "question: keeping, at_least: 3",
            "line 33",
            "has no level 3 that would matter",
        ),
        ("question: keeping, at_most: 0", "question: keeping, at_most: 2", "line 66", "'keeping' always calls for it"),
        ("question: keeping, at_most: 0", "question: keping, at_most: 0", "line 66", "did you mean 'keeping'?"),
        ("weight: 2", "weight: 0", "line 33", "0 is no weight"),
        (", en: Sharing is the hardest part.", "", "line 33", "has no text in 'en'"),
        ("starts: 60", "starts: 0", "line 1", "do not cover the scale in order"),
        ("id: night-shift", "id: courses", "line 1", "'courses' stands 2 times"),
        ("effort: weeks", "effort: hours", "line 70", "use one of: days, months, weeks, years"),
        ("minutes: 3", "minutes: 3\ntotal: yes", "line 8", "unknown field `total`"),
    ],
)
def test_a_slip_is_named_with_its_place_and_remedy(packs: Path, old: str, new: str, where: str, told: str) -> None:
    path = packs / "exemple" / "questionnaires" / "care-sites.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        check_pack(read_pack(packs / "exemple"))
    assert told in str(caught.value)
    assert f"exemple/questionnaires/care-sites.yml {where}" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("care-sites/scan", "care-sites/scam", "did you mean 'care-sites/scan'?"),
        ("care-close-to-home", "care-close", "line of action 'care-close' is not known"),
        ("[cap]", "[caps]", "kind 'caps' is not known"),
    ],
)
def test_an_action_leads_to_what_there_is(packs: Path, old: str, new: str, told: str) -> None:
    path = packs / "exemple" / "where_to_turn.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=r"exemple/where_to_turn\.yml line") as caught:
        check_pack(read_pack(packs / "exemple"))
    assert told in str(caught.value)


OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "snapshots" / "digital_maturity"


def runs_of_words(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the shared snapshots do not lie beside the project")
def test_no_sentence_of_the_official_texts_is_copied() -> None:
    """Not even six words in a row, titles of the official dimensions and of the instrument apart."""
    official: set[tuple[str, ...]] = set()
    for path in OFFICIAL.glob("*.json"):
        for text in texts_in(json.loads(path.read_text(encoding="utf-8"))):
            official |= runs_of_words(text)
    assert len(official) > 1000
    copied = {
        " ".join(run)
        for questionnaire in read_pack("italia").questionnaires.values()
        for dimension in (*questionnaire.dimensions, *questionnaire.actions)
        for text in texts_in(msgspec.to_builtins(dimension))
        for run in runs_of_words(text) & official
    }
    assert copied == set()
    assert runs_of_words("Financial resources (own, loans, subsidies) are identified to secure") & official
