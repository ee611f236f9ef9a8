"""For how long profiles that have ended and messages are kept: as the pack's parameters say, then nothing is left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

import filiera.contributions.alone  # noqa: F401  before the models
from filiera.contributions.audit import log_on
from filiera.contributions.database import begun, forget_erased, opened
from filiera.contributions.models import Interest, Profile
from filiera.evidence import Evidence
from filiera.services.parameters import whole_number
from filiera.services.report_limits import months_before

PROFILES, MESSAGES = 24, 24
RETENTION = "retention"
"""In the audit log: nobody, but the end of the time for which something is kept."""


def profiles_kept_for(evidence: Evidence) -> int:
    """For how many months a profile is kept after it has ended."""
    return whole_number(evidence, "profiles-kept-for", PROFILES)


def messages_kept_for(evidence: Evidence) -> int:
    """For how many months a message is kept after the last that was done with it."""
    return whole_number(evidence, "messages-kept-for", MESSAGES)


def forget_old(home: Path, evidence: Evidence, now: datetime) -> int:
    """Erase what has passed its time; how many profiles and messages."""
    if not begun(home):
        return 0
    ended = (Profile.Status.EXPIRED, Profile.Status.WITHDRAWN)
    with opened(home):
        with transaction.atomic():
            latest = Coalesce(F("ended"), F("answered"), F("sent"))
            messages = Interest.objects.annotate(latest=latest)
            before = months_before(now, messages_kept_for(evidence))
            # A message that an editor has still to look at waits for that.
            old = list(messages.filter(latest__lt=before, reported__isnull=True).order_by("id"))
            for each in old:
                log_on(now, RETENTION, "interest erased", f"interest/{each.pk}")
                each.delete()
            past = months_before(now, profiles_kept_for(evidence))
            gone = list(Profile.objects.filter(status__in=ended, changed__lt=past, interests=None).order_by("id"))
            for profile in gone:
                log_on(now, RETENTION, "profile erased", f"profile/{profile.pk}")
                profile.delete()
        if old or gone:
            forget_erased()
    return len(old) + len(gone)
