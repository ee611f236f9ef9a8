"""Names are read by the field's rules, and no text stops the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.registry.institution_words import key, term
from filiera.registry.names import MOST_TERMS, named, normalised, terms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ospedale S. Gerardo", "Ospedale San Gerardo"),
        ("Fondazione IRCCS Ca’ Granda", "FONDAZIONE I.R.C.C.S. CA' GRANDA"),
        ("Universität Zürich", "Universitat Zurich"),
        ("Dept. of Physics, Univ. of Oslo", "Department of Physics, University of Oslo"),
        ("Università degli Studi di Pavia", "University of Pavia"),
        ("Wrocław", "Wroclaw"),
        ("Université Paris VII", "University Paris 7"),
        ("Société Générale S.A.", "Societe generale"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("University of Oslo", "University of Bergen"), ("Ospedale San Carlo", "Ospedale San Paolo")]
)
def test_two_names(one: str, other: str) -> None:
    assert terms_of(one) != terms_of(other)


def test_segments_end_at_commas_and_brackets() -> None:
    assert [term.segment for term in named("Unit, Hospital (Ward) - Town")] == [0, 1, 2, 3]


def test_acronyms_are_capitals_among_other_letters() -> None:
    assert [term.written for term in named("Institute of Biology, CNRS, Paris") if term.capitals] == ["CNRS"]
    assert not any(term.capitals for term in named("OSPEDALE CIVILE DI VOGHERA"))


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert len(named(text)) <= MOST_TERMS


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40))
def test_reading_again_changes_nothing(text: str) -> None:
    words = [each for each in terms_of(text) if not each.startswith("@")]
    assert [term(word) for word in words if not term(word).startswith("@") and term(word)] == [
        word for word in words if not term(word).startswith("@") and term(word)
    ]


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_the_key_of_a_key_is_itself(word: str) -> None:
    assert key(key(word)) == key(word)


def test_long_and_empty_names() -> None:
    assert normalised("") == normalised(" ,;() ") == ""
    assert len(named("word " * 10_000)) == MOST_TERMS
