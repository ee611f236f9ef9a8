"""Blocks that are renewed: whoever measures again counts once, and nothing of a few can be had by difference."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from filiera.evidence import Evidence

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _django(django_set_up: None) -> None:
    """Every test here needs the models."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def measure(
    home: Path, names: list[str], score: float, at: datetime, *, size: str = "few", agrees: bool = True
) -> None:
    """Synthetic organisations that measure, straight into the tables: the registry has not so many."""
    from filiera.contributions import assessments
    from filiera.contributions.database import opened

    with opened(home):
        for name in names:
            each = assessments.start(f"synthetic/{name}", "care-sites", "2", {"size": size}, by="", now=at)
            assessments.consent(each, "comparison", given=agrees, by="", now=at)
            assessments.finish(each, {}, {"records": score, "staff": score}, by="", now=at)


def held(home: Path) -> tuple[int, float]:
    """How many peers there are, and their mean."""
    from filiera.contributions.database import opened
    from filiera.contributions.peer_blocks import blocks

    with opened(home):
        found = blocks("care-sites", "2")
    count = sum(block.size for block in found)
    return count, sum(block.size * block.means["records"] for block in found) / count


def test_a_block_is_renewed_once_all_of_it_have_measured_again_and_not_before(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness_peers import make_blocks

    names = [f"o{n}" for n in range(5)]
    measure(home, names, 40, NOW)
    assert make_blocks(home, exemple, now=NOW) == 1
    later = NOW + timedelta(days=365)
    measure(home, names[:4], 60, later)
    assert make_blocks(home, exemple, now=later) == 0
    assert held(home) == (5, 40), "four of them measured again: they would tell of the fifth"
    measure(home, names[4:], 60, later, agrees=False)
    assert make_blocks(home, exemple, now=later) == 0
    measure(home, names[4:], 60, later + timedelta(days=1))
    assert make_blocks(home, exemple, now=later) == 1
    assert held(home) == (5, 60), "each counts once"
    assert make_blocks(home, exemple, now=later) == 0


def test_an_organisation_that_has_grown_takes_its_block_to_what_all_have_in_common(
    home: Path, exemple: Evidence
) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.peer_blocks import blocks
    from filiera.services.readiness_peers import make_blocks

    names = [f"o{n}" for n in range(5)]
    measure(home, names, 40, NOW)
    make_blocks(home, exemple, now=NOW)
    measure(home, names[:4], 60, NOW + timedelta(days=1))
    measure(home, names[4:], 60, NOW + timedelta(days=1), size="many")
    make_blocks(home, exemple, now=NOW)
    with opened(home):
        (block,) = blocks("care-sites", "2")
    assert block.group == []


@pytest.mark.parametrize("seed", range(4))
def test_any_two_blocks_ever_made_are_of_the_same_organisations_or_have_none_in_common(
    home: Path, exemple: Evidence, seed: int
) -> None:
    """What an onlooker could subtract: only whole blocks, and of each at least k together."""
    from filiera.contributions.database import opened
    from filiera.contributions.models import Assessment, PeerBlock
    from filiera.contributions.peer_blocks import blocks
    from filiera.services.readiness_peers import make_blocks

    random = Random(seed)
    renewed = False
    for step in range(12):
        names = [f"o{n}" for n in range(13) if random.random() < 0.8]
        size = random.choice(["few", "few", "many"])
        measure(home, names, random.uniform(0, 100), NOW + timedelta(days=step), size=size)
        make_blocks(home, exemple, now=NOW)
        with opened(home):
            members: dict[int, set[str]] = defaultdict(set)
            for block, name in Assessment.objects.exclude(block=None).values_list("block", "organisation"):
                members[block].add(name)
            current = [members[block.pk] for block in blocks("care-sites", "2")]
            renewed = renewed or PeerBlock.objects.exclude(renews=None).exists()
        assert all(len(each) >= 5 for each in members.values())
        assert all(a == b or not a & b for a in members.values() for b in members.values())
        assert sum(map(len, current)) == len(set().union(*current)), "nobody counts twice"
    assert renewed, "the walk has met what it is about"


def test_assessments_are_erased_after_their_time_and_their_block_stays(home: Path, exemple: Evidence) -> None:
    from filiera.services.readiness import erase_expired, export_organisation
    from filiera.services.readiness_peers import make_blocks

    measure(home, [f"o{n}" for n in range(5)], 40, NOW)
    make_blocks(home, exemple, now=NOW)
    assert erase_expired(home, exemple, now=NOW + timedelta(days=59 * 30)) == 0
    measure(home, ["o9"], 50, NOW + timedelta(days=300))
    assert erase_expired(home, exemple, now=NOW + timedelta(days=61 * 31)) == 5
    assert export_organisation(home, "synthetic/o1") == []
    assert len(export_organisation(home, "synthetic/o9")) == 1
    assert held(home) == (5, 40)
