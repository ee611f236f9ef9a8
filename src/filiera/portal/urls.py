"""Addresses of pages: the same English words in every language, after the language."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path, register_converter

from filiera.portal.views import errors, figure, home, ledger, method, sources


class LanguageConverter:
    """A language code at the head of a path."""

    regex = "[a-z]{2,3}"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


class IdConverter(LanguageConverter):
    """The part of an address after ``claim/`` or ``observation/``."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]*"


register_converter(LanguageConverter, "language")
register_converter(IdConverter, "id")

urlpatterns: list[URLPattern] = [
    path("", home.choose_language, name="root"),
    re_path(r"^(?P<address>(?:claim|observation)/[A-Za-z0-9][A-Za-z0-9._-]*)/?$", figure.choose_language),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/ledger/", ledger.ledger, name="ledger"),
    path("<language:language>/ledger.csv", ledger.download, name="ledger-csv"),
    path("<language:language>/claim/<id:id>/", figure.claim, name="claim"),
    path("<language:language>/observation/<id:id>/", figure.observation, name="observation"),
    path("<language:language>/sources/", sources.sources, name="sources"),
    path("<language:language>/method/", method.method, name="method"),
]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
