"""What the browser's tests need done in the store: an editor's word, synthetic peers. Run as a program."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django


def accept(email: str) -> None:
    """An editor accepts all that this person claims."""
    from django.conf import settings

    from filiera.services.organisation_claims import claims_waiting, decide_claim

    for claim in claims_waiting(settings.FILIERA_HOME):
        if claim.email == email:
            decide_claim(settings.FILIERA_HOME, claim.id, accept=True, by=0)


def peers(count: int) -> None:
    """Synthetic organisations (``synthetic/…``) that have finished and agreed."""
    from django.conf import settings

    from filiera.contributions import assessments
    from filiera.contributions.database import opened
    from filiera.services.readiness_peers import make_blocks
    from filiera.services.store import open_evidence

    now = datetime.now(UTC)
    with opened(settings.FILIERA_HOME):
        for number in range(count):
            each = assessments.start(f"synthetic/{number}", "care-sites", "2", {"size": "few"}, by="", now=now)
            assessments.consent(each, "comparison", given=True, by="", now=now)
            score = 20.0 + number * 37 % 61
            assessments.finish(each, {}, {"records": score, "staff": 100 - score}, by="", now=now)
    with open_evidence() as evidence:
        make_blocks(settings.FILIERA_HOME, evidence, now=now)


if __name__ == "__main__":
    django.setup(set_prefix=False)
    {"accept": accept, "peers": lambda count: peers(int(count))}[sys.argv[1]](sys.argv[2])
