"""Texts without measure: the work per number stays bounded, whatever the sentence, paragraph or row."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.claims.numbers import find_numbers
from filiera.claims.passage import LONGEST, blocks_of
from filiera.claims.reading import read_document
from filiera.evidence import Evidence
from filiera.vocabulary.language import load_language
from filiera.vocabulary.lexicon import Lexicon
from tests.claims.checker_sets import check_text

SENTENCE = "la Lombardia ha 1.503 RSA e gli addetti della filiera sono 346.153 nel 2022 , "
TEXTS = {
    "one sentence": SENTENCE * 400,
    "one paragraph": " ".join(f"Le RSA lombarde sono {i}." for i in range(3000)),
    "one row": "| RSA | " + " | ".join(str(i) for i in range(5000)) + " |",
    "numbers alone": " ".join(str(i) for i in range(8000)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_sentences_have_a_longest_length_and_lose_no_number(tmp_path: Path, name: str) -> None:
    path = tmp_path / "long.md"
    path.write_text(TEXTS[name], encoding="utf-8")
    language = load_language("it")
    document = read_document(path)
    sentences = [s for block in blocks_of(document, language, Lexicon([])) for s in block.sentences]
    assert max(len(s.words) for s in sentences) <= LONGEST
    found = [find_numbers(document.text[s.start : s.end], language) for s in document.segments]
    assert sum(len(s.mentions) for s in sentences) == sum(map(len, found))


@pytest.mark.parametrize("name", TEXTS)
def test_they_are_checked_to_the_end(evidence: Evidence, tmp_path: Path, name: str) -> None:
    assert len(check_text(TEXTS[name], evidence, tmp_path, language="it").figures) > 100


def test_a_cell_whose_heading_is_not_heard_is_not_accused(evidence: Evidence, tmp_path: Path) -> None:
    table = "Indicatore\tLombardia\tItalia\nAziende di dispositivi medici\t1.401\t4.999\n"
    figures = check_text(table, evidence, tmp_path, language="it").figures
    assert [f.verdict for f in figures if f.text == "4.999"] == ["unsourced"]
    assert [f.claim for f in figures if f.text == "1.401"] != [None]


def test_that_a_draft_differs_is_said_first(evidence: Evidence, tmp_path: Path) -> None:
    from filiera.services.check import why

    (figure,) = check_text("Gli IRCCS della Lombardia sono 29.", evidence, tmp_path, language="it").figures
    assert figure.verdict == "does not reconcile"
    assert why(figure, "en") == "The document states 29; the ledger holds 19."
