"""Errors say what, where and remedy, in English and in the reader's language; users' own braces stay as they are."""

from __future__ import annotations

import pickle

import pytest

from filiera.errors import DocumentError, FilieraError, PackError, Phrase, UsageError

ITALIAN = {
    "line {line} is odd": "la riga {line} è strana",
    "mend line {line}": "correggi la riga {line}",
    "{file} line {line}": "{file} riga {line}",
    "{remedy} (before: {older})": "{remedy} (prima: {older})",
}


def italian(template: str) -> str:
    return ITALIAN.get(template, template)


def test_templates_are_filled_in_with_words() -> None:
    error = PackError("line {line} is odd", where="a.yml", remedy="mend line {line}", words={"line": 3})
    assert str(error) == "a.yml: line 3 is odd; mend line 3"
    assert (error.what, error.where, error.remedy) == ("line 3 is odd", "a.yml", "mend line 3")
    assert error.told(italian) == ("la riga 3 è strana", "a.yml", "correggi la riga 3")


def test_without_words_nothing_is_filled_in() -> None:
    error = UsageError("{a} is no field", where="{b}", remedy="write {c}")
    assert str(error) == "{b}: {a} is no field; write {c}"
    assert error.told(italian) == ("{a} is no field", "{b}", "write {c}")


def test_braces_in_what_users_write_are_never_filled_in() -> None:
    error = DocumentError("line {line} is odd", where="{line}.txt", words={"line": "{0} {line} {x.__class__}"})
    assert str(error) == "{line}.txt: line {0} {line} {x.__class__} is odd"
    assert error.told(italian)[0] == "la riga {0} {line} {x.__class__} è strana"


def test_a_place_or_a_word_may_be_a_phrase() -> None:
    place = Phrase("{file} line {line}", {"file": "a.yml", "line": 7})
    remedy = Phrase("{remedy} (before: {older})", {"remedy": Phrase("mend line {line}", {"line": 7}), "older": "b"})
    error = PackError("is odd", where=place, remedy=remedy)
    assert str(error) == "a.yml line 7: is odd; mend line 7 (before: b)"
    assert error.told(italian) == ("is odd", "a.yml riga 7", "correggi la riga 7 (prima: b)")


def test_the_place_is_never_looked_up_as_a_message() -> None:
    error = UsageError("is odd", where="mend line {line}")
    assert error.told(italian)[1] == "mend line {line}"


def test_the_same_error_told_of_another_place() -> None:
    moved = DocumentError("line {line} is odd", remedy="mend line {line}", words={"line": 2}).at("draft.txt")
    assert isinstance(moved, DocumentError)
    assert moved.told(italian) == ("la riga 2 è strana", "draft.txt", "correggi la riga 2")


@pytest.mark.parametrize("kind", [FilieraError, PackError, DocumentError, UsageError])
def test_an_error_passes_between_processes_whole(kind: type[FilieraError]) -> None:
    error = kind("line {line} is odd", where="a", remedy="mend line {line}", words={"line": 5})
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert again.told(italian) == error.told(italian)
