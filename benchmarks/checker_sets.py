"""How good the checker is: the three seeded sets, over ten seeds that nothing was tuned on.

Run: .venv/bin/python benchmarks/checker_sets.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from filiera.services.build import build
from filiera.services.store import open_evidence
from tests.claims.checker_sets import BROCHURE, Score, score_altered, score_sentences, score_wordings

SEEDS = range(3000, 3010)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build("lombardia", folder / "home")
        with open_evidence(folder / "home") as evidence:
            if BROCHURE.is_file():
                text = BROCHURE.read_text(encoding="utf-8")
                scores = [score_altered(evidence, text, seed, 40, folder) for seed in SEEDS]
                worst = min(score.named for score in scores)
                print(f"A  brochure, 40 altered       {sum(scores, Score())}; worst seed {worst} of 40")
            for language in ("it", "en"):
                scores = [score_wordings(evidence, language, seed, 40, folder) for seed in SEEDS]
                worst = min(score.named for score in scores)
                print(f"B  own words ({language}), 40 altered {sum(scores, Score())}; worst seed {worst} of 40")
            for file, label in (
                ("sentences.yml", "held out"),
                ("sentences_dev.yml", "tuning"),
                ("sentences_dev2.yml", "tuning"),
            ):
                known, unknown = score_sentences(evidence, ROOT / "tests" / "claims" / file, folder)
                print(f"C  {file:19} ({label:8}) {known}; unknown: {unknown.accused} of {unknown.calm} accused")


if __name__ == "__main__":
    main()
