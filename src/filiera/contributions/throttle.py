"""So many reports in an hour and a day, of one sender and of all, without keeping who they are."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from filiera.contributions.models import Attempt

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many reports are taken."""

    of_one_in_an_hour: int = 6
    of_one_in_a_day: int = 20
    of_all_in_an_hour: int = 300


def wait(machine: str, key: str, now: datetime, limits: Limits) -> int:
    """Count an attempt of a machine; the seconds that it must wait, 0 where it is let through.

    What is older than a day is forgotten on the way.
    """
    sender = hashed(machine, key, now)
    with transaction.atomic():
        Attempt.objects.filter(at__lt=now - DAY).delete()
        own = Attempt.objects.filter(sender=sender)
        for found, span, limit in (
            (own, HOUR, limits.of_one_in_an_hour),
            (own, DAY, limits.of_one_in_a_day),
            (Attempt.objects.all(), HOUR, limits.of_all_in_an_hour),
        ):
            recent = list(found.filter(at__gt=now - span).order_by("-at").values_list("at", flat=True)[:limit])
            if len(recent) >= limit:
                return max(1, int((recent[-1] + span - now).total_seconds()) + 1)
        Attempt(sender=sender, at=now).save()
    return 0


def hashed(machine: str, key: str, now: datetime) -> str:
    """A machine's name of the day: the same all day, another tomorrow, and not to be read back without the key."""
    return hmac.new(key.encode(), f"{now:%Y-%m-%d} {machine}".encode(), hashlib.sha256).hexdigest()
