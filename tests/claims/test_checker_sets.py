"""The checker's three measured sets, with the aims that the project promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.claims.finding import ALARMS
from filiera.evidence import Evidence
from tests.claims.checker_sets import (
    BROCHURE,
    Score,
    check_text,
    differing,
    score_altered,
    score_sentences,
    score_wordings,
)

HERE = Path(__file__).parent
REPORTED = (2026, 2027)
"""Seeds that nothing was tuned on."""


@pytest.mark.skipif(not BROCHURE.is_file(), reason="the brochure's text is not beside the project")
@pytest.mark.parametrize("seed", REPORTED)
def test_set_a_names_altered_figures_of_the_brochure(evidence: Evidence, tmp_path: Path, seed: int) -> None:
    score = score_altered(evidence, BROCHURE.read_text(encoding="utf-8"), seed, 40, tmp_path)
    assert score.wrong == 40
    assert score.named >= 38, score.missed
    assert score.accused <= 0.02 * score.calm, score.alarms


@pytest.mark.skipif(not BROCHURE.is_file(), reason="the brochure's text is not beside the project")
def test_the_brochure_does_not_differ_from_its_own_ledger(evidence: Evidence, tmp_path: Path) -> None:
    result = check_text(BROCHURE.read_text(encoding="utf-8"), evidence, tmp_path, language="it")
    assert differing(result) == []
    assert sum(figure.claim is not None for figure in result.figures) >= 0.95 * len(result.figures)


@pytest.mark.parametrize(
    "sentence",
    [
        "La filiera vale il 12,6% del PIL lombardo, pari a 56,6 miliardi di euro.",
        "Il valore aggiunto della filiera è il 12,6% del PIL della Lombardia: 56,6 miliardi di euro.",
        "La farmaceutica lombarda genera il 20% dell'export di farmaci registrato in Italia, per 9,8 miliardi di euro.",
        "Lombardy's life-science chain makes up 12.6% of regional GDP, or 56.6 billion euro.",
    ],
)
def test_an_amount_beside_a_share_is_not_taken_for_the_whole(evidence: Evidence, tmp_path: Path, sentence: str) -> None:
    assert differing(check_text(sentence, evidence, tmp_path)) == []


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("seed", REPORTED)
def test_set_b_names_altered_figures_in_the_ledgers_own_words(
    evidence: Evidence, tmp_path: Path, language: str, seed: int
) -> None:
    score = score_wordings(evidence, language, seed, 40, tmp_path)
    assert score.wrong == 40
    assert score.named >= 38, score.missed
    assert score.accused <= 0.02 * score.calm, score.alarms


def test_set_c_names_wrong_sentences_and_accuses_no_right_ones(evidence: Evidence, tmp_path: Path) -> None:
    known, unknown = score_sentences(evidence, HERE / "sentences.yml", tmp_path)
    assert known.wrong + known.calm >= 120
    assert unknown.calm >= 60
    assert known.named >= 0.85 * known.wrong, str(known)
    assert known.accused <= 0.03 * known.calm, str(known)
    assert unknown.accused == 0, str(unknown)


@pytest.mark.skipif(not BROCHURE.is_file(), reason="the brochure's text is not beside the project")
def test_verdicts_do_not_depend_on_position(evidence: Evidence, tmp_path: Path) -> None:
    text = BROCHURE.read_text(encoding="utf-8")
    # the seventh chapter is running text: its paragraphs each stand on their own
    start, end = text.index("## 7. I vantaggi"), text.index("# Da Assolombarda, un piano")
    chapter = text[start:end]
    head, *paragraphs = [p for p in chapter.split("\n\n") if p.strip()]
    straight = check_text(chapter, evidence, tmp_path, language="it")
    turned = check_text("\n\n".join([head, *reversed(paragraphs)]), evidence, tmp_path, language="it")
    assert sorted((f.text, f.claim or "", f.verdict) for f in straight.figures) == sorted(
        (f.text, f.claim or "", f.verdict) for f in turned.figures
    )


def test_a_sentence_moved_into_other_text_keeps_its_verdict(evidence: Evidence, tmp_path: Path) -> None:
    sentence = "In Lombardia operano 1.401 aziende di dispositivi medici, contro 4.641 in Italia."
    other = "Il convegno si apre alle 9.30 e prevede tre sessioni. {} Seguirà un rinfresco."
    alone = check_text(sentence, evidence, tmp_path, language="it").figures
    inside = [f for f in check_text(other.format(sentence), evidence, tmp_path, language="it").figures if f.claim]
    assert [(f.text, f.claim, f.verdict) for f in alone] == [(f.text, f.claim, f.verdict) for f in inside]
    assert len(alone) == 2


def test_an_altered_digit_is_named_on_its_line(evidence: Evidence, tmp_path: Path) -> None:
    right = "# Bozza\n\nLa spesa sanitaria pro capite in Germania è di 5.316,9 euro.\n"
    wrong = right.replace("5.316,9", "5.376,9")
    assert not check_text(right, evidence, tmp_path, language="it").alarms
    (figure,) = check_text(wrong, evidence, tmp_path, language="it").figures
    assert (figure.line, figure.verdict, figure.claim) == (3, "differs", "claim/spending-health-germany")
    assert figure.verdict in ALARMS


def test_scores_add_up() -> None:
    assert Score(1, 1, 2, 0) + Score(1, 0, 3, 1) == Score(2, 1, 5, 1)
