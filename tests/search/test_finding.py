"""What must be found: accents, slips, endings, synonyms both ways, codes; and in which order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from filiera.errors import UsageError
from filiera.search import Holdings, Index, Results, build_index

from .conftest import DOCUMENTS, SYNONYMS


def found(index: Index, text: str, language: str = "it", **options: object) -> list[str]:
    return [hit.address.partition("/")[2] for hit in index.search(text, language=language, **options).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("universita", "statale"),
        ("UNIVERSITÀ", "statale"),
        ("universita\u0300", "statale"),
        ("cantu", "quiete"),
        ("Perche no", "perche"),
        ("policlinco", "matteo"),
        ("plociclinico san mateo", "matteo"),
        ("san rafaele", "raffaele"),
        ("sanraffaele", "raffaele"),
        ("poli clinico", "matteo"),
        ("ospdale raffaele", "raffaele"),
        ("villa qiuete", "quiete"),
        ("serean", "serena"),
        ("fondazioni", "perche"),
        ("polic", "matteo"),
        ("030924", "matteo"),
        ("il policlinico di Pavia", "matteo"),
        ("dell'università", "statale"),
    ],
)
def test_what_was_meant_comes_first(index: Index, asked: str, first: str) -> None:
    assert found(index, asked)[0] == first


@pytest.mark.parametrize(
    "asked", ["nursing home", "nursing homes", "RSA", "case di riposo", "care home", "nursng home"]
)
def test_a_concept_is_found_in_the_words_of_every_language(index: Index, asked: str) -> None:
    assert set(found(index, asked)) == {"quiete", "serena"}


@pytest.mark.parametrize(("asked", "language"), [("hospital", "it"), ("ospedale", "en"), ("nosocomio", "it")])
def test_a_word_in_one_language_finds_what_is_written_in_the_other(index: Index, asked: str, language: str) -> None:
    assert {"matteo", "raffaele", "beds"} <= set(found(index, asked, language))


def test_synonyms_work_together_with_other_words(index: Index) -> None:
    assert found(index, "hospitals Pavia") == ["matteo"]
    assert found(index, "care homes Como") == ["serena"]
    assert found(index, "letti ospedale")[0] == "beds"
    assert found(index, "hospital beds", kinds=("indicator",)) == ["beds"]


def test_what_is_narrower_is_found_too_and_what_is_broader_is_not(index: Index) -> None:
    assert "growth" in found(index, "hospital")
    assert found(index, "large hospitals") == ["growth"]


def test_a_number_is_never_taken_for_another(index: Index) -> None:
    assert found(index, "030925") == []


def test_an_exact_title_comes_before_titles_that_hold_it(index: Index) -> None:
    assert found(index, "Posti letto ospedalieri")[0] == "beds"
    assert found(index, "san")[:2] in (["matteo", "raffaele"], ["raffaele", "matteo"])


def test_the_language_asked_for_is_shown_and_another_where_it_lacks(index: Index) -> None:
    italian, english = (index.search("beds", language=code, kinds=("indicator",)).hits[0] for code in ("it", "en"))
    assert (italian.title, english.title) == ("Posti letto ospedalieri", "Hospital beds")
    assert index.search("grandi ospedali", language="en", kinds=("page",)).hits[0].language == "it"


def test_counts_are_of_every_kind_and_the_total_of_those_asked_for(index: Index) -> None:
    every = index.search("hospital")
    only = index.search("hospital", kinds=("organisation",))
    assert every.counts == only.counts == {"claim": 1, "indicator": 1, "organisation": 2, "page": 1}
    assert every.total == 5
    assert only.total == 2 == len(only.hits)


def test_pages_of_results_are_parts_of_one_order(index: Index) -> None:
    whole = found(index, "hospital san", limit=20)
    assert [
        one for offset in range(len(whole)) for one in found(index, "hospital san", limit=1, offset=offset)
    ] == whole
    assert found(index, "hospital", limit=20, offset=50) == []


def test_the_order_does_not_depend_on_the_order_of_the_documents(index: Index, tmp_path: Path) -> None:
    shuffled = list(DOCUMENTS)
    random.Random(5).shuffle(shuffled)
    build_index(tmp_path / "other.sqlite", Holdings(shuffled, SYNONYMS, ("it", "en")))
    other = Index(tmp_path / "other.sqlite")
    for asked in ("hospital", "milano", "san", "posti letto", "ricerca ospedale"):
        assert other.search(asked, language="it") == index.search(asked, language="it")


def test_words_that_answer_are_marked(index: Index) -> None:
    hit = index.search("universita", language="it").hits[0]
    assert [part.text for part in hit.title_parts if part.found] == ["Università"]
    assert "".join(part.text for part in hit.title_parts) == hit.title
    home = index.search("nursing home", language="it", kinds=("organisation",)).hits
    assert {part.text for hit in home for part in (*hit.title_parts, *hit.excerpt) if part.found} == {
        "RSA",
        "Casa di riposo",
    }


def test_a_reader_is_told_how_the_question_was_read(index: Index) -> None:
    assert index.search("policlinco san mateo").read_as == "policlinico san matteo"
    assert index.search("policlinico san matteo").read_as == ""
    assert index.search("universita").read_as == ""


def test_some_of_the_words_are_better_than_nothing(index: Index) -> None:
    some = index.search("policlinico Sondrio Venezia", language="it")
    assert some.partial
    assert some.hits[0].address == "organisation/matteo"
    assert not index.search("policlinico Pavia").partial


def test_where_nothing_is_found_a_near_word_is_suggested(index: Index) -> None:
    nothing = index.search("fondozzonne")
    assert nothing.total == 0
    assert nothing.suggestions == ("Fondazione",)
    assert index.search(nothing.suggestions[0]).total == 1
    assert index.search("qqqqxxxx").suggestions == ()


@pytest.mark.parametrize("asked", ["", "   ", "?!", "«»", "\0", "™"])
def test_no_words_no_answer(index: Index, asked: str) -> None:
    assert index.search(asked) == Results(asked, counts=dict.fromkeys(index.kinds, 0))


def test_a_long_question_is_cut_and_that_is_said(index: Index) -> None:
    long = index.search("policlinico " * 900)
    assert long.shortened
    assert long.hits[0].address == "organisation/matteo"
    assert not index.search("policlinico").shortened


def test_addresses_are_those_of_the_hits(index: Index) -> None:
    for asked in ("hospital", "san mateo", "qqq", ""):
        hits = index.search(asked, limit=100).hits
        assert index.addresses(asked) == tuple(hit.address for hit in hits)
    assert set(index.addresses("hospital", kinds=("organisation",))) == {"organisation/matteo", "organisation/raffaele"}


@pytest.mark.parametrize(
    ("options", "told"),
    [({"kinds": ("cat",)}, "cat: no such kind"), ({"limit": 0}, "limit 0"), ({"offset": -1}, "offset -1")],
)
def test_what_cannot_be_asked_is_refused_in_words(index: Index, options: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError) as refused:
        index.search("hospital", **options)  # type: ignore[arg-type]
    assert told in str(refused.value)
    assert refused.value.remedy
