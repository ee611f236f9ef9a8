"""Every route of the portal by every person and method: who gets what, and nobody what is another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.portal.access import OF_MEMBERS, PEOPLE, REFUSED, ROUTES
from tests.portal.packs import PACKS
from tests.services.speaking import express, write

PASSWORD = "four quiet river stones"
READ, WRITE, REST = ("GET", "HEAD"), ("POST",), ("PUT", "PATCH", "DELETE")
OWN, OTHERS = "organisation/hospital-dalt", "organisation/cap-pont"
People = Callable[..., Any]


def routes() -> Iterator[str]:
    """The name of each route; its pattern where it has none of its own."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(within: Any, before: str) -> Iterator[tuple[str, str]]:
        for each in within.url_patterns:
            pattern = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each, pattern)
            elif isinstance(each, URLPattern):
                yield each.name or "", pattern

    found = list(walk(get_resolver(), ""))
    named = Counter(name for name, _ in found)
    for name, pattern in found:
        yield name if name and named[name] == 1 else pattern


@pytest.fixture(scope="module")
def home(homes: dict[str, Path]) -> Path:
    return homes["exemple"]


class Places(dict[str, str]):
    """What fills the placeholders of addresses: figures at once, things of members when first asked for."""

    def __init__(self, figures: dict[str, str], make: Callable[[], dict[str, str]]) -> None:
        super().__init__(figures)
        self._make = make

    def __missing__(self, name: str) -> str:
        """All that members write, made anew for each test that needs any of it."""
        self.update(self._make())
        return self[name]


@pytest.fixture
def places(people: People, home: Path) -> Iterator[Places]:
    """See ``Places``."""
    from filiera.services.figures import all_figures
    from filiera.services.store import open_evidence

    speakers(people, home)
    with open_evidence(home) as evidence:
        figures = all_figures(evidence)
        claim, observation = (next(f.address for f in figures if f.origin == o) for o in ("claim", "observation"))
        yield Places({"claim": claim, "observation": observation}, lambda: written(home, evidence))


def speakers(people: People, home: Path) -> None:
    """``member`` speaks for one organisation, ``other`` for another."""
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, OrganisationClaim

    for name in ("member", "other", "editor"):
        people(name)
    with opened(home):
        for name, organisation in (("member", OWN), ("other", OTHERS)):
            OrganisationClaim.objects.get_or_create(
                account=Account.objects.get(email=f"{name}@access.example"),
                organisation=organisation,
                defaults={"status": "accepted", "ground": "editor", "created": datetime.now(UTC)},
            )


def written(home: Path, evidence: Any) -> dict[str, str]:
    """An assessment of the first organisation, a published profile of it, a message to it from the second, something
    that ``member`` follows, a report.
    """
    from filiera.contributions import reports
    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, Interest, Profile
    from filiera.services.alerts import follow
    from filiera.services.followed import subject_of_address
    from filiera.services.personal_data import set_consents
    from filiera.services.profiles import publish, send
    from filiera.services.readiness import erase, of_organisation, start

    now = datetime.now(UTC)
    with opened(home):
        account = {name: Account.objects.get(email=f"{name}@access.example") for name in ("member", "other", "editor")}
        Interest.objects.all().delete()
        Profile.objects.all().delete()
    member, other = account["member"], account["other"]
    set_consents(home, member.pk, {"contact"}, now)
    for earlier in of_organisation(home, OWN, "care-sites"):
        erase(home, earlier.key, by=member.address)
    profile = write(home, member.pk, OWN, now=now)
    send(home, member.pk, profile, now)
    publish(home, profile, by=account["editor"].pk, now=now)
    subject, _ = subject_of_address(evidence, "organisation/hospital-riu")
    with opened(home):
        for each in reports.reports():
            each.delete()
        reports.add_report(reports.Sent("claim/beds", "v", "e", "en", "value", "Odd.", "", "", reports.new_form()), now)
        (report,) = reports.reports()
    return {
        "assessment": start(home, evidence, OWN, "care-sites", {}, by=member.address).key,
        "profile": str(profile),
        "message": str(express(home, other.pk, OTHERS, profile, now=now).id),
        "alert": str(follow(home, evidence, member.pk, subject, name="Riu", language="en").id),
        "report": str(report.pk),
    }


@pytest.fixture
def people(
    open_portal: Callable[[Path], Any], home: Path, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> People:
    """A client for each of PEOPLE, who has shown a moment ago who he or she is; ``new`` in a session of its own."""
    monkeypatch.setenv("FILIERA_PACKS", str(PACKS))
    open_portal(home)
    from django.core.cache import cache

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    cache.clear()
    with opened(home):
        for account in Account.objects.all():
            with_factor(account)

    def client(name: str, *, new: bool = False) -> Any:
        if new or name not in known:
            made = client_of(home, name)
            return made if new else known.setdefault(name, made)
        return known[name]

    return client


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """Clients that have signed in already."""
    return {}


def client_of(home: Path, name: str) -> Any:
    import time

    from allauth.account.internal.flows import login
    from allauth.account.models import EmailAddress
    from django.test import Client

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account

    client = Client(raise_request_exception=False)
    if name == "visitor":
        return client
    with opened(home):
        email = f"{name}@access.example"
        account = Account.objects.filter(email=email).first()
        if account is None:
            role = name.removeprefix("bare_") if name not in ("member", "other") else "member"
            account = Account.objects.create_user(email, PASSWORD, role=role)
            EmailAddress.objects.create(user_id=account.pk, email=email, verified=True, primary=True)
        with_factor(account)
        client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session.save()
    return client


def with_factor(account: Any) -> None:
    """Editors and administrators have a second factor, whatever a test before did with it."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    wanted = account.email.startswith(("editor", "administrator"))
    if wanted and not Authenticator.objects.filter(user_id=account.pk, type="totp").exists():
        TOTP.activate(account, generate_totp_secret())
        RecoveryCodes.activate(account)


def test_every_route_has_a_row_and_every_row_a_route(people: People) -> None:
    found = set(routes())
    assert found - set(ROUTES) == set(), "add a row for each to tests/portal/access.py"
    assert set(ROUTES) - found == set(), "these rows have no route any more"


def test_members_pages_are_the_ones_under_account(people: People) -> None:
    """Elsewhere nobody is known: a row for members elsewhere would promise what the portal cannot keep."""
    for key, row in ROUTES.items():
        assert row.path.startswith("/en/account/") == (key in OF_MEMBERS), key


@pytest.mark.parametrize("key", ROUTES)
def test_each_person_gets_what_the_table_says(people: People, places: Places, key: str) -> None:
    row = ROUTES[key]
    path = row.path.format_map(places)
    for methods, statuses in ((READ, row.read), (REST, row.others), (WRITE, row.write)):
        for method in methods:
            got = []
            for name in PEOPLE:
                # What is written may end the session.
                client = people(name, new=method == "POST" and key in OF_MEMBERS and row.write != REFUSED)
                got.append(getattr(client, method.lower())(path, row.sends if method == "POST" else {}).status_code)
            assert tuple(got) == statuses, (method, path)


# Nothing is stored by these, and no cookie is asked for; the address that ends e-mails is itself the token, and is
# asked by programs that read mail.
WITHOUT_TOKEN = ("readiness-try", "find_organisations", "reconcile", "reconcile_many", "unsubscribe")

# What was written comes back to its writer, unsaved, where the token has run out.
HANDED_BACK = ("account-readiness-section",)


@pytest.mark.parametrize("key", [key for key, row in ROUTES.items() if row.write != REFUSED])
def test_nothing_is_written_from_another_site(people: People, places: Places, key: str) -> None:
    """A form that comes without the token of its page is refused, whoever is signed in."""
    if key in WITHOUT_TOKEN:
        pytest.skip("stores nothing, and knows of nobody")
    row = ROUTES[key]
    client = people("member", new=True)
    client.handler.enforce_csrf_checks = True
    refused = client.post(row.path.format_map(places), row.sends)
    if key in HANDED_BACK:
        assert refused.status_code == 404, "the form names no writer"
        return
    assert refused.status_code == 403
    assert "The form has expired" in refused.content.decode()
    assert client.get("/en/account/").status_code == 200, "still signed in"


def test_what_is_anothers_is_refused_as_what_does_not_exist(people: People, home: Path) -> None:
    """A claim, an address, a session: whether there is one cannot be told by the answer."""
    from allauth.account.models import EmailAddress
    from allauth.usersessions.models import UserSession

    from filiera.contributions.database import opened
    from filiera.contributions.models import Account, OrganisationClaim

    member, other, editor = people("member", new=True), people("other", new=True), people("editor", new=True)
    other.post("/en/account/claim/organisation/hospital-riu/")
    with opened(home):
        theirs = OrganisationClaim.objects.get(account__email="other@access.example", organisation__endswith="riu")
        id = Account.objects.get(email="other@access.example").pk

    def page_without_token(response: Any) -> tuple[int, str]:
        import re

        return response.status_code, re.sub(r'csrfmiddlewaretoken" value="\\w+"', "", response.content.decode())

    def same(client: Any, path: str, one: dict[str, str], none: dict[str, str]) -> int:
        first, second = (page_without_token(client.post(path, sends)) for sends in (one, none))
        assert first == second, path
        return int(first[0])

    claims = "/en/account/claims/"
    decided = ({"claim": str(theirs.pk), "word": "accept"}, {"claim": "999999", "word": "accept"})
    assert same(member, claims, *decided) == 403
    assert same(other, claims, *decided) == 403, "not even the own one"
    assert editor.post(claims, decided[1]).status_code == 404
    assert "hospital-riu" not in member.get("/en/account/").content.decode()
    assert "riu" not in member.get("/en/account/claim/organisation/hospital-pla/").content.decode()

    for action in ("action_primary", "action_send", "action_remove"):
        addresses = ({"email": "other@access.example", action: ""}, {"email": "nobody@access.example", action: ""})
        assert same(member, "/en/account/email/", *addresses) in (200, 302)
    with opened(home):
        assert EmailAddress.objects.get(user_id=id).primary
        session = UserSession.objects.filter(user_id=id).latest("id")
    sent = ({"session": str(session.pk)}, {"session": "999999"})
    assert same(member, "/en/account/sessions/", *sent) == 404
    assert member.post("/en/account/sessions/", {"others": "yes", "user": str(id)}).status_code == 302
    with opened(home):
        assert UserSession.objects.filter(pk=session.pk).exists()
    held = member.get("/en/account/data.json").json()
    assert held["account"]["email"] == "member@access.example"
    assert member.get("/en/account/data.json?account=1&id=1").json()["account"]["email"] == "member@access.example"
    assert "other@access.example" not in str(held)
    assert member.get("/en/account/password/reset/key/2-forged/").content == other.get(
        "/en/account/password/reset/key/99-forged/"
    ).content.replace(b"99-forged", b"2-forged")


def test_an_editors_own_claim_waits_for_another_editor(people: People, home: Path) -> None:
    from filiera.contributions.database import opened
    from filiera.contributions.models import OrganisationClaim

    editor = people("editor", new=True)
    editor.post("/en/account/claim/organisation/hospital-baix/")
    with opened(home):
        own = OrganisationClaim.objects.get(account__email="editor@access.example", organisation__endswith="baix")
    assert editor.post("/en/account/claims/", {"claim": str(own.pk), "word": "accept"}).status_code == 422
    with opened(home):
        own.refresh_from_db()
        assert own.status == "waiting"
