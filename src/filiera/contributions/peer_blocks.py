"""Blocks of peers as they are kept, and how many organisations have answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

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
    """The blocks of one version of a questionnaire that no later one renews, in the order in which they were made."""
    renewed = PeerBlock.objects.filter(renews__isnull=False).values("renews")
    found = PeerBlock.objects.filter(questionnaire=questionnaire, version=version).exclude(pk__in=renewed)
    return list(found.order_by("id"))


def waiting(questionnaire: str, version: str) -> list[Waiting]:
    """Who has finished, allows comparison, and was never in a block, in the order of finishing. For writers only.

    An organisation waits once, with what it finished last: were it to measure again and again, it would know all of a
    block but the one that it shares the block with. Once it is in a block it belongs to that block: see ``renewals``.
    """
    inside = Assessment.objects.filter(
        questionnaire=questionnaire, version=version, block__isnull=False, erased__isnull=True
    )
    found = _to_be_compared(questionnaire, version).exclude(organisation__in=inside.values("organisation"))
    latest = {each.organisation: each for each in found}
    return [_waiting(each) for each in found if latest[each.organisation].pk == each.pk]


def renewals(questionnaire: str, version: str) -> list[tuple[PeerBlock, list[Waiting]]]:
    """Blocks all of whose organisations have measured again, with what each finished last. For writers only.

    A block is renewed whole or not at all: two blocks have all their organisations in common, or none, so that the
    difference between them tells of at least k together.
    """
    inside = Assessment.objects.filter(
        questionnaire=questionnaire, version=version, block__isnull=False, erased__isnull=True
    )
    again = _to_be_compared(questionnaire, version).filter(organisation__in=inside.values("organisation"))
    latest = {each.organisation: each for each in again}
    concerned = inside.filter(organisation__in=list(latest)).values("block")
    members: dict[int, list[Assessment]] = {}
    for each in Assessment.objects.filter(block__in=concerned).select_related("block").order_by("id"):
        if each.block is not None:
            members.setdefault(each.block.pk, []).append(each)
    renewed = set(PeerBlock.objects.filter(renews__in=list(members)).values_list("renews", flat=True))
    return [
        (block, [_waiting(latest[each.organisation]) for each in held])
        for held in members.values()
        if (block := held[0].block) is not None
        and block.pk not in renewed
        and all(_measured_again(each, latest.get(each.organisation)) for each in held)
    ]


def _measured_again(before: Assessment, after: Assessment | None) -> bool:
    return (
        before.erased is None
        and before.finished is not None
        and after is not None
        and after.finished is not None
        and after.finished > before.finished
    )


def _to_be_compared(questionnaire: str, version: str) -> QuerySet[Assessment]:
    """Kept as they are until the blocks are made: who takes the consent back meanwhile waits."""
    return (
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


def _waiting(found: Assessment) -> Waiting:
    return Waiting(found.pk, found.profile, found.final.get("scores", {}))


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
    renews: PeerBlock | None = None,
) -> None:
    """Keep a block, and which assessments are in it; ``renews`` is the one that it stands for from now on."""
    with transaction.atomic():
        made = PeerBlock.objects.create(
            questionnaire=questionnaire,
            version=version,
            group=list(group),
            size=len(members),
            means=dict(means),
            created=now,
            renews=renews,
        )
        entered = Assessment.objects.filter(pk__in=list(members), block__isnull=True).update(block=made)
        if entered != len(members):
            raise RuntimeError("an assessment entered two blocks at once")
        log(now, "peers", "block renewed" if renews else "block made", detail=f"{questionnaire} {made.pk}")


def levels_in_blocks(questionnaire: str, version: str) -> list[dict[str, int]]:
    """The answers of all that are in blocks, for reliability: of each organisation once."""
    found = Assessment.objects.filter(block__in=blocks(questionnaire, version), erased__isnull=True)
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
