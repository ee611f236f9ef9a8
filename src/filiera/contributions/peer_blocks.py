"""Blocks of peers as they are kept, and how many organisations have answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from filiera.contributions.models import Assessment, PeerBlock, ReliabilityRelease
from filiera.contributions.reports import log
from filiera.contributions.turns import alone_with


@dataclass(frozen=True, slots=True)
class Waiting:
    """An assessment that may enter a block: its number, who its peers are, and its scores."""

    id: int
    profile: Mapping[str, str]
    scores: Mapping[str, float]


def blocks(questionnaire: str, version: str) -> list[PeerBlock]:
    """The blocks of one version of a questionnaire, in the order in which they were made."""
    return list(PeerBlock.objects.filter(questionnaire=questionnaire, version=version).order_by("id"))


def waiting(questionnaire: str, version: str) -> list[Waiting]:
    """Who has finished, allows comparison, and is in no block, in the order of finishing. For writers only.

    An organisation waits once, with what it finished last: were it to measure again and again, it would know all of a
    block but the one that it shares the block with.
    """
    # Kept as they are until the block is made: who takes the consent back meanwhile waits.
    found = (
        Assessment.objects.select_for_update()
        .filter(
            questionnaire=questionnaire,
            version=version,
            finished__isnull=False,
            compares=True,
            block__isnull=True,
            erased__isnull=True,
        )
        .order_by("finished", "id")
    )
    latest = {each.organisation: each for each in found}
    return [
        Waiting(each.pk, each.profile, each.final.get("scores", {}))
        for each in found
        if latest[each.organisation].pk == each.pk
    ]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """All or nothing, and no other writer meanwhile: nobody enters two blocks."""
    with transaction.atomic():
        alone_with("peer blocks")
        yield


def add_block(
    questionnaire: str,
    version: str,
    group: Sequence[str],
    members: Sequence[int],
    means: Mapping[str, float],
    now: datetime,
) -> None:
    """Keep a block, and which assessments are in it."""
    with transaction.atomic():
        made = PeerBlock.objects.create(
            questionnaire=questionnaire,
            version=version,
            group=list(group),
            size=len(members),
            means=dict(means),
            created=now,
        )
        entered = Assessment.objects.filter(pk__in=list(members), block__isnull=True).update(block=made)
        if entered != len(members):
            raise RuntimeError("an assessment entered two blocks at once")
        log(now, "peers", "block made", detail=f"{questionnaire} {made.pk}")


def levels_in_blocks(questionnaire: str, version: str) -> list[dict[str, int]]:
    """The answers of all that are in blocks, for reliability."""
    found = Assessment.objects.filter(
        questionnaire=questionnaire, version=version, block__isnull=False, erased__isnull=True
    )
    return [final.get("levels", {}) for final in found.order_by("id").values_list("final", flat=True)]


def release(questionnaire: str, version: str, found: Mapping[str, Mapping[str, Any]], now: datetime) -> None:
    """Publish what reliability was found, by dimension."""
    ReliabilityRelease.objects.bulk_create(
        ReliabilityRelease(
            questionnaire=questionnaire, version=version, dimension=dimension, found=dict(each), created=now
        )
        for dimension, each in found.items()
    )


def released(questionnaire: str, version: str) -> dict[str, dict[str, Any]]:
    """The latest reliability published, by dimension."""
    rows = ReliabilityRelease.objects.filter(questionnaire=questionnaire, version=version).order_by("id")
    return dict(rows.values_list("dimension", "found"))


def counted(questionnaires: Iterable[str]) -> list[tuple[str, Mapping[str, str], bool, int]]:
    """Questionnaire, what organisations say of themselves, whether they have finished, and how many they are."""
    found = (
        Assessment.objects.filter(erased__isnull=True, questionnaire__in=list(questionnaires))
        .annotate(done=Q(finished__isnull=False))
        .values_list("questionnaire", "profile", "done")
        .annotate(organisations=Count("organisation", distinct=True))
        .order_by("questionnaire")
    )
    return [(name, profile, bool(done), int(count)) for name, profile, done, count in found]
