"""How fast 20,000 assessments are compared and counted.

All assessments are SYNTHETIC: drawn at random, of organisations that do not exist, in a folder that is thrown away.
They say nothing of any organisation, and nothing of them is shown anywhere else.
Run: .venv/bin/python benchmarks/readiness.py
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSESSMENTS, TIMES, LIMIT = 20_000, 5, 1.0
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def main() -> int:
    """Measure, print, and fail above the limit."""
    from filiera.evidence import Evidence
    from filiera.services.build import build
    from filiera.services.questionnaires import questionnaire

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build(ROOT / "packs" / "lombardia", home)
        with Evidence.open(home) as evidence:
            told = questionnaire(evidence, "companies")
            fill(home, told)
            from filiera.services import readiness_peers as peers

            seconds, made = once(lambda: peers.make_blocks(home, evidence, now=NOW))
            print(f"synthetic assessments: {ASSESSMENTS}; blocks made at once: {made} in {seconds:.2f} s")
            mine = {dimension.id: 50.0 for dimension in told.dimensions}
            profile = {"sector": "pharma", "size": "small"}
            questions: dict[str, Callable[[], object]] = {
                "all benchmarks": lambda: peers.benchmarks(home, told),
                "one comparison": lambda: peers.compared(home, evidence, told.id, profile, mine),
                "editors' overview": lambda: peers.overview(home, evidence),
            }
            total = 0.0
            for name, question in questions.items():
                median = statistics.median(once(question)[0] for _ in range(TIMES))
                total += median
                print(f"{name}: {1000 * median:.0f} ms (median of {TIMES})")
            print(f"together: {total:.2f} s; limit {LIMIT} s")
            return int(total > LIMIT)


def fill(home: Path, told: object) -> None:
    """Finished synthetic assessments, straight into the table."""
    import filiera.contributions.alone  # noqa: F401  before the models
    from filiera.contributions.database import opened
    from filiera.contributions.models import Assessment
    from filiera.pack.questionnaire_schema import Questionnaire

    assert isinstance(told, Questionnaire)
    chance = random.Random(1)
    rows = []
    for number in range(ASSESSMENTS):
        level = chance.gauss(0.5, 0.2)
        levels = {
            question.id: min(len(question.levels) - 1, max(0, round((level + chance.gauss(0, 0.2)) * 3)))
            for dimension in told.dimensions
            for question in dimension.questions
        }
        scores = {
            d.id: statistics.mean(100 * levels[q.id] / (len(q.levels) - 1) for q in d.questions)
            for d in told.dimensions
        }
        rows.append(
            Assessment(
                key=f"{number:032x}",
                organisation=f"synthetic/{number}",
                questionnaire=told.id,
                version=told.version,
                wave=0,
                profile={asked.id: chance.choice(asked.choices).id for asked in told.profile},
                created=NOW,
                finished=NOW + timedelta(seconds=number),
                final={"levels": levels, "scores": scores},
                compares=True,
            )
        )
    with opened(home):
        Assessment.objects.bulk_create(rows, batch_size=500)


def once(question: Callable[[], object]) -> tuple[float, object]:
    """Seconds that a question takes, and its answer."""
    started = time.perf_counter()
    answer = question()
    return time.perf_counter() - started, answer


if __name__ == "__main__":
    sys.exit(main())
