"""So many reports in an hour and a day, of one sender and of all, without keeping who they are."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from filiera.contributions.models import Attempt, DaySalt
from filiera.contributions.turns import alone_with

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_HOUSEHOLD = 64
"""Bits of an IPv6 address that name a household: the rest each machine chooses for itself, as often as it likes."""


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
    with transaction.atomic():
        alone_with("attempts")
        forget(now)
        day, _ = DaySalt.objects.get_or_create(day=_day(now), defaults={"salt": secrets.token_hex(32)})
        sender = hashed(machine, key, day.salt)
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


def forget(now: datetime) -> None:
    """Forget attempts of more than a day ago, and the salts of other days: their names cannot be made again."""
    Attempt.objects.filter(at__lt=now - DAY).delete()
    DaySalt.objects.exclude(day=_day(now)).delete()


def hashed(machine: str, key: str, salt: str) -> str:
    """A machine's name of the day: the same all day, and not to be read back once the day's salt is gone."""
    return hmac.new(key.encode(), f"{salt} {household(machine)}".encode(), hashlib.sha256).hexdigest()


def household(machine: str) -> str:
    """What counts as one sender: an IPv4 address, or the network that an IPv6 address belongs to."""
    try:
        address = ipaddress.ip_address(machine.strip("[]").partition("%")[0])
    except ValueError:
        return machine
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _HOUSEHOLD), strict=False))


def _day(now: datetime) -> object:
    return now.astimezone(UTC).date()
