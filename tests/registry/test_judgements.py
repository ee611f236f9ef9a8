"""Judgements: keys of mentions, people before methods, later before earlier, contradictions told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiera.registry.judgements import Judgement, Verdict, mention_key, node, weighed

A, X = "name a||", "organisation/x"


@given(st.text(min_size=1, max_size=400), st.text(max_size=30), st.text(max_size=30))
def test_a_key_is_its_own_key(name: str, city: str, country: str) -> None:
    key = mention_key(name, city, country)
    assert key.count("|") == 2
    assert mention_key(*key.split("|")) == key
    assert len(key.partition("|")[0]) <= 200


@pytest.mark.parametrize(
    ("name", "city", "country"),
    [
        ("Hôpital  Saint-Éloi", "Montpellier", "France"),
        ("HÔPITAL SAINT ÉLOI", "montpellier", "FR"),
        ("hopital saint-eloi.", "Montpellier ", "FRA"),
    ],
)
def test_what_spelling_does_not_change_has_one_key(name: str, city: str, country: str) -> None:
    assert mention_key(name, city, country) == "hopital saint eloi|montpellier|FR"


def test_other_words_and_other_places_have_other_keys() -> None:
    spelt = [("Clínica A", "Dalt"), ("Clínica A", "Baix"), ("Clínica B", "Dalt"), ("A Clínica", "Dalt")]
    keys = {mention_key(*each) for each in spelt}
    assert len(keys) == 4
    long = "Institut " * 60
    assert mention_key(f"{long} Nord") != mention_key(f"{long} Sud")


def test_a_cell_names_a_mention_in_any_spelling() -> None:
    assert node("Clínica  DALT|Dalt|") == "clinica dalt|dalt|"
    assert node("organisation/x") == "organisation/x"
    for wrong in ("Clínica", "||", "organisation/", "a|b"):
        with pytest.raises(ValueError):
            node(wrong)


def said(verdict: Verdict, by: str, at: str) -> Judgement:
    return Judgement(A, X, verdict, by, at)


def test_people_win_over_methods_whenever_they_spoke() -> None:
    person = said(Verdict.NEGATIVE, "anna", "2020-01-01")
    method = said(Verdict.POSITIVE, "method:codes", "2026-01-01")
    assert weighed([person, method]).verdict(X, A) is Verdict.NEGATIVE


def test_the_later_word_of_a_person_holds() -> None:
    judged = weighed(
        [said(Verdict.POSITIVE, "anna", "2026-01-02T10:00:00Z"), said(Verdict.NEGATIVE, "anna", "2026-01-01")]
    )
    assert judged.verdict(A, X) is Verdict.POSITIVE
    assert not judged.contradictions


def test_of_one_moment_the_line_that_is_read_later_holds() -> None:
    first, second = (said(v, "anna", "2026-01-01") for v in (Verdict.POSITIVE, Verdict.NEGATIVE))
    assert weighed([first, second]).verdict(A, X) is Verdict.NEGATIVE


def test_people_who_contradict_each_other_are_told_and_the_later_holds() -> None:
    early, late = said(Verdict.POSITIVE, "anna", "2026-01-01"), said(Verdict.NEGATIVE, "bruno", "2026-02-01")
    judged = weighed([late, early])
    assert judged.verdict(A, X) is Verdict.NEGATIVE
    (contradiction,) = judged.contradictions
    assert [j.by for j in contradiction.judgements] == ["bruno", "anna"]


def test_a_contradiction_of_one_moment_decides_nothing() -> None:
    judged = weighed([said(Verdict.POSITIVE, "anna", "2026-01-01"), said(Verdict.NEGATIVE, "bruno", "2026-01-01")])
    assert judged.verdict(A, X) is Verdict.UNSURE
    assert len(judged.contradictions) == 1


def test_whoever_comes_to_agree_ends_the_contradiction() -> None:
    judged = weighed(
        [
            said(Verdict.POSITIVE, "anna", "2026-01-01"),
            said(Verdict.NEGATIVE, "bruno", "2026-02-01"),
            said(Verdict.NEGATIVE, "anna", "2026-03-01"),
        ]
    )
    assert not judged.contradictions
