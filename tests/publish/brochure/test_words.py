"""The brochure's words: complete in every language, no digit among them, one with what the program says elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import filiera.publish.brochure as brochure
from filiera.publish.brochure.wording import words_of
from filiera.services.pages import VERDICTS
from filiera.vocabulary.translation import translate

HERE = Path(brochure.__file__).parent
LANGUAGES = sorted(path.stem for path in (HERE / "languages").glob("*.yml"))


def leaves(words: Any, path: str = "") -> dict[str, str]:
    """Path → text."""
    if not isinstance(words, dict):
        return {path: str(words)}
    return {key: text for name, each in words.items() for key, text in leaves(each, f"{path}/{name}").items()}


def own(language: str) -> dict[str, str]:
    """What a language's file says."""
    return leaves(yaml.safe_load((HERE / "languages" / f"{language}.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_with_the_same_blanks(language: str) -> None:
    english, told = own("en"), own(language)
    assert told.keys() == english.keys()
    for key, text in told.items():
        assert set(re.findall(r"\{\w+\}|%\(\w+\)s", text)) == set(re.findall(r"\{\w+\}|%\(\w+\)s", english[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_is_typed_by_hand(language: str) -> None:
    assert not [key for key, text in own(language).items() if re.search(r"\d", text)]


def test_a_language_without_words_reads_english() -> None:
    assert words_of("xx") == words_of("en")


def test_every_word_is_used() -> None:
    used = "\n".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*") if path.suffix in (".py", ".typ"))
    names = {key: key.rpartition("/")[2] for key in own("en") if not key.startswith(("/verdicts/", "/themes/"))}
    # The method's paragraphs are printed as name and name_title.
    unused = [key for key, name in names.items() if not re.search(rf'[."]{name.removesuffix("_title")}\b', used)]
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_are_called_what_the_program_calls_them(language: str) -> None:
    words = words_of(language)["verdicts"]
    assert tuple(words) == VERDICTS
    for verdict in VERDICTS:
        if (said := translate(verdict, language)) != verdict:
            assert words[verdict]["name"] == said


def test_every_verdict_has_a_shape() -> None:
    shapes = (HERE / "templates" / "marks.typ").read_text(encoding="utf-8")
    assert set(re.findall(r'^  "([a-z ]+)": ', shapes, re.MULTILINE)) == set(VERDICTS)
