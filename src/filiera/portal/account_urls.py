"""Addresses of accounts: of allauth's pages those that are in use here, and our own."""

from __future__ import annotations

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, URLResolver, include, path, re_path

from filiera.portal.views import (
    account,
    account_sessions,
    audit_log,
    organisation_claims,
    readiness_account,
    readiness_answers,
    readiness_overview,
    readiness_result,
)

_ALLAUTH: list[URLPattern | URLResolver] = [
    path("login/", accounts.login, name="account_login"),
    path("logout/", accounts.logout, name="account_logout"),
    path("inactive/", accounts.account_inactive, name="account_inactive"),
    path("signup/", accounts.signup, name="account_signup"),
    path("reauthenticate/", accounts.reauthenticate, name="account_reauthenticate"),
    path("email/", accounts.email, name="account_email"),
    path("confirm-email/", accounts.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", accounts.confirm_email, name="account_confirm_email"),
    path("password/change/", accounts.password_change, name="account_change_password"),
    path("password/reset/", accounts.password_reset, name="account_reset_password"),
    path("password/reset/done/", accounts.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accounts.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        accounts.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

# allauth asks for its addresses without naming a language: the one in use stands before them.
of_allauth: list[URLPattern | URLResolver] = [path("account/", include(_ALLAUTH))]

_ASSESSMENT = "<language:language>/account/readiness/<assessment:key>/"

of_ours: list[URLPattern | URLResolver] = [
    path("<language:language>/account/", account.account, name="account"),
    path("<language:language>/account/consents/", account.consents, name="account-consents"),
    path("<language:language>/account/data.json", account.data, name="account-data"),
    path("<language:language>/account/erase/", account.erase, name="account-erase"),
    path("<language:language>/account/sessions/", account_sessions.sessions, name="account-sessions"),
    path("<language:language>/account/log/", audit_log.log, name="account-log"),
    path(
        "<language:language>/account/claim/organisation/<id:id>/",
        organisation_claims.claim,
        name="organisation-claim",
    ),
    path("<language:language>/account/readiness/", readiness_account.overview, name="account-readiness"),
    path(
        "<language:language>/account/readiness/organisation/<id:id>/<id:questionnaire_id>/",
        readiness_account.begin,
        name="account-readiness-begin",
    ),
    path(_ASSESSMENT, readiness_account.assessment, name="account-readiness-assessment"),
    path(f"{_ASSESSMENT}answers/<id:dimension>/", readiness_answers.section, name="account-readiness-section"),
    path(f"{_ASSESSMENT}end/", readiness_account.end, name="account-readiness-end"),
    path(f"{_ASSESSMENT}comparison/", readiness_account.agree, name="account-readiness-comparison"),
    path(f"{_ASSESSMENT}erase/", readiness_account.erase_assessment, name="account-readiness-erase"),
    path(f"{_ASSESSMENT}result/", readiness_result.result, name="account-readiness-result"),
    path(f"{_ASSESSMENT}report.pdf", readiness_result.report, name="account-readiness-report"),
    path(f"{_ASSESSMENT}report.json", readiness_result.report_data, name="account-readiness-report-data"),
    path(
        "<language:language>/account/readiness/organisation/<id:id>/answers.json",
        readiness_result.data,
        name="account-readiness-data",
    ),
    path(
        "<language:language>/account/editors/readiness/",
        readiness_overview.overview,
        name="account-readiness-overview",
    ),
    path("<language:language>/account/claims/", organisation_claims.waiting, name="organisation-claims"),
]
