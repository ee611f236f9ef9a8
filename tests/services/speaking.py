"""Members and their organisations in a home of a test: the invented region, two persons, one editor."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from filiera.services.store import open_evidence

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
DALT, RIU, PONT = "organisation/hospital-dalt", "organisation/hospital-riu", "organisation/cap-pont"
PEOPLE = {"ada": "ada@dalt.example", "bea": "bea@riu.example", "eva": "eva@hub.example", "zoe": "zoe@pont.example"}
WORDS = "A registry of hip fractures, ready to be tried in a second hospital; we bring the protocol."


def add_people(home: Path) -> dict[str, int]:
    """Ada speaks for Dalt, Bea for Riu, Zoe for Pont; Eva is an editor. Ada and Bea may be asked and told."""
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, OrganisationClaim
    from filiera.services.personal_data import set_consents

    found = {}
    with opened(home):
        for name, email in PEOPLE.items():
            role = "editor" if name == "eva" else "member"
            found[name] = int(Account.objects.create_user(email, "four quiet river stones", role=role).pk)
        for name, organisation in (("ada", DALT), ("bea", RIU), ("zoe", PONT)):
            OrganisationClaim.objects.create(
                account_id=found[name], organisation=organisation, status="accepted", ground="editor", created=NOW
            )
    for name in ("ada", "bea"):
        set_consents(home, found[name], {"contact", "alerts"}, NOW)
    return found


def content(title: str = "Registry of hip fractures", **other: Any) -> Any:
    """What a profile says."""
    from filiera.services.profile_content import Content, Told

    language = other.pop("language", "en")
    told = Told(title, other.pop("summary", WORDS), tuple(other.pop("keywords", ("hip fracture", "registry"))))
    return Content(
        kind=other.pop("kind", "offer"),
        texts=other.pop("texts", {language: told}),
        valid_until=other.pop("valid_until", date(2027, 5, 1)),
        **other,
    )


def write(home: Path, account: int, organisation: str, what: Any = None, now: datetime = NOW, **more: Any) -> int:
    """A profile as a draft; its number."""
    from filiera.services.profiles import save

    with open_evidence(home) as evidence:
        return save(home, evidence, account, organisation, what or content(), language="en", now=now, **more).id


def published(home: Path, people: dict[str, int], what: Any = None, who: str = "ada", organisation: str = DALT) -> int:
    """A profile on the public pages; its number."""
    from filiera.services.profiles import publish, send

    id = write(home, people[who], organisation, what)
    send(home, people[who], id, NOW)
    publish(home, id, by=people["eva"], now=NOW)
    return id


def express(home: Path, account: int, organisation: str, profile: int, **more: Any) -> Any:
    """A message about a profile."""
    from filiera.services.interests import express as send_message

    told = {"agrees": True, "language": "en", "form": f"{account} {profile} {organisation}", "now": NOW} | more
    message = told.pop("message", "We would try your registry with forty patients a month.")
    with open_evidence(home) as evidence:
        return send_message(home, evidence, account, organisation, profile, message, **told)
