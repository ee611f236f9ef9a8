"""Who may do what at which address: one row for each route. A route without a row fails ``test_access``.

To add a route of members, add a row: an address that exists in the invented region (``{placeholders}`` are filled by
``test_access.places``), and what each person gets, in the order of ``PEOPLE``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PEOPLE = ("visitor", "member", "other", "bare_editor", "editor", "administrator")
"""``member`` speaks for an organisation, ``other`` for another one; ``bare_editor`` has no second factor."""
Statuses = tuple[int, int, int, int, int, int]

ALL: Statuses = (200, 200, 200, 200, 200, 200)
GONE: Statuses = (404, 404, 404, 404, 404, 404)
REFUSED: Statuses = (405, 405, 405, 405, 405, 405)
ELSEWHERE: Statuses = (302, 302, 302, 302, 302, 302)
UNASKED: Statuses = (400, 400, 400, 400, 400, 400)
UNFIT: Statuses = (422, 422, 422, 422, 422, 422)
# A visitor is led to signing in (302), an editor without second factor to switching one on.
MEMBERS: Statuses = (302, 200, 200, 200, 200, 200)
MEMBERS_DONE: Statuses = (302, 302, 302, 302, 302, 302)
MEMBERS_UNFIT: Statuses = (302, 422, 422, 422, 422, 422)
MEMBERS_405: Statuses = (302, 405, 405, 405, 405, 405)
MEMBERS_404: Statuses = (302, 404, 404, 404, 404, 404)
# What is an organisation's own: for whoever speaks for it, and for nobody else whatever the role.
OWN: Statuses = (302, 200, 404, 404, 404, 404)
OWN_DONE: Statuses = (302, 302, 404, 404, 404, 404)
# Without the name of its form nothing is saved, and what was written comes back.
NO_FORM: Statuses = (403, 403, 404, 404, 404, 404)
EDITORS: Statuses = (302, 403, 403, 302, 200, 200)
EDITORS_400: Statuses = (302, 403, 403, 302, 400, 400)
EDITORS_404: Statuses = (302, 403, 403, 302, 404, 404)
ADMINISTRATORS: Statuses = (302, 403, 403, 403, 403, 200)
# Pages for whoever has not signed in: whoever has is led to the own account.
NEWCOMERS: Statuses = (200, 302, 302, 302, 302, 302)
FACTOR_DONE: Statuses = (302, 404, 404, 404, 302, 302)
FACTOR_405: Statuses = (302, 404, 404, 404, 405, 405)
CODES_MADE: Statuses = (302, 200, 200, 200, 302, 302)
NO_FACTOR: Statuses = (302, 200, 200, 200, 302, 302)
TO_FACTOR: Statuses = (302, 302, 302, 302, 200, 200)
WITH_FACTOR: Statuses = (302, 404, 404, 404, 200, 200)


@dataclass(frozen=True, slots=True)
class Row:
    """One route."""

    path: str
    read: Statuses
    """GET and HEAD."""
    write: Statuses = REFUSED
    """POST, with ``sends``."""
    sends: dict[str, str] = field(default_factory=dict)
    others: Statuses = REFUSED
    """PUT, PATCH and DELETE."""


def page(path: str) -> Row:
    """A page that everybody reads and nobody writes."""
    return Row(path, ALL)


PUBLIC = {
    "root": Row("/", ELSEWHERE),
    "api/": Row("/api/", ELSEWHERE),
    "^(?P<address>(?:claim|observation)/[A-Za-z0-9][A-Za-z0-9._-]*)/?$": Row("/{claim}", ELSEWHERE),
    "^(?P<address>(?:figure|indicator)/[A-Za-z0-9][A-Za-z0-9._-]*)/?$": Row("/figure/hospital-beds", ELSEWHERE),
    "^(?P<address>theme/[A-Za-z0-9][A-Za-z0-9._-]*)/?$": Row("/theme/care", ELSEWHERE),
    "^(?P<address>organisation/[A-Za-z0-9][A-Za-z0-9._-]*)/?$": Row("/organisation/hospital-dalt", ELSEWHERE),
    "<language:language>/indicator/<id:id>/": Row("/en/indicator/hospital-beds/", (301, 301, 301, 301, 301, 301)),
    "home": page("/en/"),
    "<language:language>/figures/": page("/en/figures/"),
    "theme": page("/en/theme/care/"),
    "indicator": page("/en/figure/hospital-beds/"),
    "indicator-csv": page("/en/figure/hospital-beds.csv"),
    "indicator-json-stat": page("/en/figure/hospital-beds.json"),
    "indicator-image": page("/en/figure/hospital-beds.svg"),
    "chart-image": page("/en/figure/hospital-beds/time.svg"),
    "embed": page("/en/embed/figure/hospital-beds/"),
    "search": page("/en/search/?q=beds"),
    "ledger": page("/en/ledger/"),
    "ledger-csv": page("/en/ledger.csv"),
    "claim": page("/en/{claim}/"),
    "observation": page("/en/{observation}/"),
    "plan": page("/en/plan/"),
    "line-of-action": page("/en/plan/care-close-to-home/"),
    "readiness": page("/en/readiness/"),
    "readiness-method": page("/en/readiness/method/"),
    "readiness-instrument": page("/en/readiness/care-sites/"),
    "readiness-try": Row("/en/readiness/care-sites/try/", ALL, UNFIT, {"step": "1", "answers": "forged=9"}),
    "<language:language>/organisations/": page("/en/organisations/"),
    "organisations-csv": page("/en/organisations.csv"),
    "organisation": page("/en/organisation/hospital-dalt/"),
    "organisation-linked-data": page("/en/organisation/hospital-dalt.jsonld"),
    "organisation-embed": page("/en/embed/organisation/hospital-dalt/"),
    "partners": page("/en/partners/"),
    "partner": Row("/en/partners/1/", GONE),
    "map": page("/en/map/"),
    "data": page("/en/data/"),
    "api": page("/en/api/"),
    "feed": page("/en/feed.atom"),
    "data/": Row("/data/", ELSEWHERE),
    "data-file": page("/data/catalogue.ttl"),
    "api/v1/": Row("/api/v1/", ELSEWHERE),
    "sitemap.xml": page("/sitemap.xml"),
    "robots.txt": page("/robots.txt"),
    "report": Row("/en/report/{claim}/", ALL, UNFIT, {"text": "<b>no form</b>"}),
    "receipt": Row("/en/your-report/0123456789abcdef0123456789abcdef/", GONE, GONE, {"erase": "all"}),
    "brochure": page("/en/brochure.pdf"),
    "<language:language>/sources/": page("/en/sources/"),
    "dataset": page("/en/sources/agencia-llits/"),
    "about": page("/en/about/"),
    "method": page("/en/method/"),
    "privacy": page("/en/privacy/"),
}

PROGRAMS = {
    "openapi-json": page("/api/v1/openapi.json"),
    "api/v1/figures": page("/api/v1/figures"),
    "one_figure": page("/api/v1/figures/{claim}"),
    "indicators": page("/api/v1/indicators"),
    "one_indicator": page("/api/v1/indicators/hospital-beds"),
    "api/v1/sources": page("/api/v1/sources"),
    "one_source": page("/api/v1/sources/diari-vallclara"),
    "meta": page("/api/v1/meta"),
    "api/v1/organisations": page("/api/v1/organisations"),
    "one_organisation": page("/api/v1/organisations/hospital-dalt"),
    "links_of_organisation": page("/api/v1/organisations/hospital-dalt/links"),
    "find_organisations": Row("/api/v1/match", REFUSED, UNASKED),
    "programmes": page("/api/v1/programmes"),
    "find": page("/api/v1/search?q=beds"),
    "reconcile": Row("/api/v1/reconcile/en", ALL, UNASKED),
    "reconcile_many": Row("/api/v1/reconcile/en", ALL, UNASKED),
    "suggest_entity": page("/api/v1/reconcile/en/suggest/entity?prefix=hosp"),
    "suggest_type": page("/api/v1/reconcile/en/suggest/type?prefix=hosp"),
    "suggest_property": page("/api/v1/reconcile/en/suggest/property?prefix=ci"),
    "propose_properties": page("/api/v1/reconcile/en/properties?type=county-hospital"),
    "api-root": Row("/api/v1/", ELSEWHERE),
}

OF_MEMBERS = {
    "own-profiles": Row("/en/account/profiles/", MEMBERS),
    # Who speaks for no organisation is told so.
    "new-profile": Row("/en/account/profiles/new/", MEMBERS, (302, 422, 200, 200, 200, 200), {"kind": "<b>gift</b>"}),
    "own-profile": Row("/en/account/profiles/1/", MEMBERS_404, MEMBERS_404, {"word": "withdraw"}),
    "edit-profile": Row("/en/account/profiles/1/edit/", MEMBERS_404, MEMBERS_404, {"kind": "offer"}),
    "messages": Row("/en/account/messages/", MEMBERS, MEMBERS_404, {"organisation": "x", "blocked": "y"}),
    "message": Row("/en/account/messages/1/", MEMBERS_404, MEMBERS_404, {"word": "accept"}),
    "write-message": Row("/en/account/messages/about/1/", MEMBERS_404, MEMBERS_404, {"message": "none"}),
    "alerts": Row("/en/account/alerts/", MEMBERS),
    "alert": Row("/en/account/alerts/1/", MEMBERS_404, MEMBERS_404, {"word": "end"}),
    "follow": Row(
        "/en/account/follow/?address=figure/hospital-beds", MEMBERS, MEMBERS_UNFIT, {"name": "a bell \a rings"}
    ),
    # Addresses that a key of this hub has not signed.
    "alert-feed": Row("/en/account/feed/1-0123456789abcdef.atom", GONE),
    "unsubscribe": Row("/en/account/unsubscribe/1-0123456789abcdef/", GONE, GONE, {"leave": "yes"}),
    "account": Row("/en/account/", MEMBERS),
    "account-consents": Row("/en/account/consents/", REFUSED, MEMBERS_DONE, {"purpose": "contact"}),
    "account-data": Row("/en/account/data.json", MEMBERS),
    "account-erase": Row("/en/account/erase/", MEMBERS, MEMBERS_UNFIT, {"password": "not the password"}),
    "account-sessions": Row("/en/account/sessions/", MEMBERS, MEMBERS_404, {"session": "999999"}),
    "account-log": Row("/en/account/log/", ADMINISTRATORS),
    "organisation-claim": Row("/en/account/claim/organisation/hospital-pla/", MEMBERS, MEMBERS_DONE),
    "organisation-claims": Row("/en/account/claims/", EDITORS, EDITORS_400, {"claim": "x", "word": "accept"}),
    "account-readiness": Row("/en/account/readiness/", MEMBERS),
    "account-readiness-begin": Row(
        "/en/account/readiness/organisation/hospital-dalt/care-sites/", OWN, OWN_DONE, {"size": "few"}
    ),
    "account-readiness-assessment": Row("/en/account/readiness/{assessment}/", OWN, OWN_DONE, {"size": "few"}),
    "account-readiness-section": Row("/en/account/readiness/{assessment}/answers/staff/", OWN, NO_FORM),
    "account-readiness-end": Row("/en/account/readiness/{assessment}/end/", REFUSED, OWN_DONE),
    "account-readiness-comparison": Row(
        "/en/account/readiness/{assessment}/comparison/", REFUSED, OWN_DONE, {"comparison": "yes"}
    ),
    "account-readiness-erase": Row("/en/account/readiness/{assessment}/erase/", OWN, OWN_DONE),
    "account-readiness-result": Row("/en/account/readiness/{assessment}/result/", OWN),
    "account-readiness-report": Row("/en/account/readiness/{assessment}/report.pdf", OWN),
    "account-readiness-report-data": Row("/en/account/readiness/{assessment}/report.json", OWN),
    "account-readiness-overview": Row("/en/account/editors/readiness/", EDITORS),
    "account-readiness-data": Row("/en/account/readiness/organisation/hospital-dalt/answers.json", OWN),
    # What follows is allauth's.
    "account_login": Row("/en/account/login/", NEWCOMERS, NEWCOMERS),
    "account_logout": Row("/en/account/logout/", (302, 200, 200, 200, 200, 200), ELSEWHERE),
    "account_inactive": Row("/en/account/inactive/", ALL),
    "account_signup": Row("/en/account/signup/", NEWCOMERS, NEWCOMERS),
    "account_reauthenticate": Row("/en/account/reauthenticate/", MEMBERS, MEMBERS),
    "account_email": Row("/en/account/email/", MEMBERS, MEMBERS_DONE),
    "account_email_verification_sent": Row("/en/account/confirm-email/", ALL),
    "account_confirm_email": Row("/en/account/confirm-email/forged/", ALL, GONE),
    "account_change_password": Row("/en/account/password/change/", MEMBERS, MEMBERS),
    "account_reset_password": Row("/en/account/password/reset/", ALL, ALL),
    "account_reset_password_done": Row("/en/account/password/reset/done/", ALL),
    "account_reset_password_from_key": Row("/en/account/password/reset/key/1-forged/", ALL, ALL),
    "account_reset_password_from_key_done": Row("/en/account/password/reset/key/done/", ALL),
    "mfa_index": Row("/en/account/2fa/", MEMBERS, MEMBERS_405),
    "mfa_authenticate": Row("/en/account/2fa/authenticate/", ELSEWHERE, ELSEWHERE),
    "mfa_reauthenticate": Row("/en/account/2fa/reauthenticate/", TO_FACTOR, TO_FACTOR),
    "mfa_activate_totp": Row("/en/account/2fa/totp/activate/", NO_FACTOR, NO_FACTOR),
    "mfa_deactivate_totp": Row("/en/account/2fa/totp/deactivate/", WITH_FACTOR, FACTOR_DONE),
    "mfa_view_recovery_codes": Row("/en/account/2fa/recovery-codes/", WITH_FACTOR, MEMBERS_405),
    "mfa_generate_recovery_codes": Row("/en/account/2fa/recovery-codes/generate/", MEMBERS, CODES_MADE),
    "mfa_download_recovery_codes": Row("/en/account/2fa/recovery-codes/download/", WITH_FACTOR, FACTOR_405),
}

ROUTES: dict[str, Row] = {**PUBLIC, **PROGRAMS, **OF_MEMBERS}
