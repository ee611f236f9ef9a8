"""A build killed at any moment leaves whole evidence in use, and the next build succeeds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from filiera.evidence import Evidence, verify_evidence, write_evidence
from tests.evidence.sample import sample

ROOT = Path(__file__).parents[2]


def edition_in_use(home: Path) -> int:
    """The edition that the pointer leads to, once all its figures were seen to be of that one."""
    with Evidence.open(home) as evidence:
        verify_evidence(evidence.version.path)
        edition = str(evidence.rows("meta", key="edition")[0]["value"])
        values = [str(row["value"]) for row in evidence.rows("figure", origin="claim")]
    assert {value.partition(".")[2] for value in values} == {edition}
    return int(edition)


def kill_amid_builds(home: Path, first: int, after: float) -> int:
    """Starts endless builds, kills them ``after`` seconds, and gives the last edition they reported."""
    builder = subprocess.Popen(
        [sys.executable, "-m", "tests.evidence.endless_builds", str(home), str(first)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert builder.stdout is not None
    with builder:
        reported = builder.stdout.readline()
        time.sleep(after)
        builder.kill()
        reported += builder.stdout.read()
    # What was half printed when it died does not count.
    return int(reported[: reported.rindex("\n")].splitlines()[-1])


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_random_points(home: Path, kills: int) -> None:
    chance = random.Random(20)
    write_evidence(sample(0), home, pack="exemple")
    edition = amid = 0
    for _ in range(kills):
        reported = kill_amid_builds(home, edition + 1, chance.uniform(0, 0.8))
        amid += (home / "building").exists()
        in_use = edition_in_use(home)
        # Either the last that was reported, or the one after it: killed between the pointer and the report.
        assert in_use in (reported, reported + 1)
        edition = in_use + 1
        built = write_evidence(sample(edition), home, pack="exemple")
        assert edition_in_use(home) == edition
        assert not (home / "building").exists()
        assert len(list(home.glob("evidence-*.duckdb"))) <= 3
        assert len(list(built.parquet.iterdir())) == len(built.counts)
    assert amid > kills // 2, "most kills were to meet a build at work"


class PowerCutError(BaseException):
    """Nothing catches it, and nothing reaches the disk after it."""


class PowerCut:
    """Ends everything that would change the disk, from the ``after``-th change of kind on.

    Changes of one kind in a row (many files flushed, many removed) are one step.
    """

    KINDS = ("mkdir", "fsync", "replace", "rename", "unlink", "rmdir")

    def __init__(self, after: int) -> None:
        self.after = after
        self.steps: list[str] = []

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for kind in self.KINDS:
            patch.setattr(os, kind, self._watched(kind, getattr(os, kind)))

    def _watched(self, kind: str, change: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **options: Any) -> Any:
            if self.steps[-1:] != [kind]:
                self.steps.append(kind)
            if len(self.steps) > self.after:
                raise PowerCutError(kind)
            return change(*args, **options)

        return watched


def test_cut_off_before_every_step(home: Path) -> None:
    """What random kills seldom meet: the moments between two renames."""
    for edition in (0, 1, 2):
        write_evidence(sample(edition), home, pack="exemple")
    edition, cut = 2, 0
    outcomes = []
    while True:
        power = PowerCut(after=cut)
        try:
            with pytest.MonkeyPatch.context() as patch:
                power.install(patch)
                write_evidence(sample(edition + 1), home, pack="exemple")
        except PowerCutError:
            in_use = edition_in_use(home)
            outcomes.append(in_use - edition)
            write_evidence(sample(edition + 1), home, pack="exemple")
            assert edition_in_use(home) == edition + 1
            assert len(list(home.glob("evidence-*.duckdb"))) == 3
            assert not (home / "building").exists()
        else:
            break
        edition, cut = edition + 1, cut + 1
    assert set(outcomes) == {0, 1}
    assert outcomes == sorted(outcomes), "yesterday's up to the step that moves the pointer, then today's"
    assert power.steps.count("replace") >= 2 and len(outcomes) == len(power.steps)
