"""Addresses of pages: the same English words in every language, after the language."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from filiera.portal.api.service import api
from filiera.portal.views import (
    about,
    benchmark,
    brochure,
    crawlers,
    data,
    errors,
    figure,
    figures,
    home,
    impact,
    indicator,
    ledger,
    method,
    organisation,
    organisations,
    plan,
    privacy,
    readiness,
    report,
    search,
    sources,
)
from filiera.portal.views import api as api_page
from filiera.portal.views import map as map_view


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


class AddressConverter(LanguageConverter):
    """A whole address of what a report can be about."""

    regex = "(?:claim|observation|figure|organisation)/[A-Za-z0-9][A-Za-z0-9._-]*"


class AssessmentConverter(LanguageConverter):
    """The key of an assessment."""

    regex = "[0-9a-f]{32}"


class ImageConverter(LanguageConverter):
    """The form of a picture."""

    regex = "svg|png"


class NumberConverter:
    """The number of something that members wrote: no longer than a database counts."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


class SheetConverter(LanguageConverter):
    """The form of an answer to take away."""

    regex = "csv|pdf"


register_converter(NumberConverter, "number")
register_converter(SheetConverter, "sheet")
register_converter(LanguageConverter, "language")
register_converter(ImageConverter, "image")
register_converter(IdConverter, "id")
register_converter(AddressConverter, "address")
register_converter(AssessmentConverter, "assessment")

# Their names stand in the converters above.
from filiera.portal import account_urls, editor_urls, speaking_urls  # noqa: E402  need the converters

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.choose_language, name="root"),
    # Before the languages: "api" has the length of a code.
    path("api/", api_page.choose_language),
    re_path(r"^(?P<address>(?:claim|observation)/[A-Za-z0-9][A-Za-z0-9._-]*)/?$", figure.choose_language),
    re_path(r"^(?P<address>(?:figure|indicator)/[A-Za-z0-9][A-Za-z0-9._-]*)/?$", indicator.choose_language),
    re_path(r"^(?P<address>theme/[A-Za-z0-9][A-Za-z0-9._-]*)/?$", figures.choose_language),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/figures/", figures.figures, name="figures"),
    path("<language:language>/theme/<id:id>/", figures.theme, name="theme"),
    path("<language:language>/figure/<id:id>/", indicator.indicator, name="indicator"),
    path("<language:language>/indicator/<id:id>/", indicator.same_as_figure),
    path("<language:language>/figure/<id:id>.csv", indicator.as_csv, name="indicator-csv"),
    path("<language:language>/figure/<id:id>.json", indicator.as_json_stat, name="indicator-json-stat"),
    path("<language:language>/figure/<id:id>.<image:form>", indicator.as_image, name="indicator-image"),
    path("<language:language>/figure/<id:id>/<slug:chart>.<image:form>", indicator.as_image, name="chart-image"),
    path("<language:language>/embed/figure/<id:id>/", indicator.embed, name="embed"),
    path("<language:language>/search/", search.search_page, name="search"),
    path("<language:language>/ledger/", ledger.ledger, name="ledger"),
    path("<language:language>/ledger.csv", ledger.download, name="ledger-csv"),
    path("<language:language>/claim/<id:id>/", figure.claim, name="claim"),
    path("<language:language>/observation/<id:id>/", figure.observation, name="observation"),
    path("<language:language>/plan/", plan.plan, name="plan"),
    path("<language:language>/plan/<id:id>/", plan.line, name="line-of-action"),
    path("<language:language>/impact/", impact.impact, name="impact"),
    path("<language:language>/impact/method/", impact.method, name="impact-method"),
    path("<language:language>/impact/what-if/", impact.what_if, name="impact-what-if"),
    path("<language:language>/impact/what-if.<sheet:form>", impact.what_if_file, name="impact-what-if-file"),
    path("<language:language>/impact/files/<id:name>.csv", impact.file, name="impact-file"),
    path("<language:language>/benchmark/", benchmark.benchmark, name="benchmark"),
    path("<language:language>/benchmark.csv", benchmark.download, name="benchmark-csv"),
    path("<language:language>/readiness/", readiness.readiness, name="readiness"),
    path("<language:language>/readiness/method/", readiness.method, name="readiness-method"),
    path("<language:language>/readiness/<id:id>/", readiness.instrument, name="readiness-instrument"),
    path("<language:language>/readiness/<id:id>/try/", readiness.try_it, name="readiness-try"),
    re_path(r"^(?P<address>organisation/[A-Za-z0-9][A-Za-z0-9._-]*)/?$", organisation.choose_language),
    path("<language:language>/organisations/", organisations.organisations, name="organisations"),
    path("<language:language>/organisations.csv", organisations.download, name="organisations-csv"),
    path("<language:language>/organisation/<id:id>/", organisation.organisation, name="organisation"),
    path(
        "<language:language>/organisation/<id:id>.jsonld",
        organisation.as_linked_data,
        name="organisation-linked-data",
    ),
    path("<language:language>/embed/organisation/<id:id>/", organisation.embed, name="organisation-embed"),
    path("<language:language>/map/", map_view.map_page, name="map"),
    path("<language:language>/data/", data.data, name="data"),
    path("<language:language>/api/", api_page.documentation, name="api"),
    path("<language:language>/feed.atom", crawlers.feed, name="feed"),
    path("data/", data.choose_language),
    path("data/<path:name>", data.file, name="data-file"),
    path("api/v1/", api_page.root),
    path("api/v1/", api.urls),
    path("sitemap.xml", crawlers.sitemap),
    path("robots.txt", crawlers.robots),
    path("<language:language>/report/<address:address>/", report.report, name="report"),
    path("<language:language>/your-report/<slug:code>/", report.receipt, name="receipt"),
    path("<language:language>/brochure.pdf", brochure.brochure, name="brochure"),
    path("<language:language>/sources/", sources.sources, name="sources"),
    path("<language:language>/sources/<id:id>/", sources.dataset, name="dataset"),
    path("<language:language>/about/", about.about, name="about"),
    path("<language:language>/method/", method.method, name="method"),
    path("<language:language>/privacy/", privacy.privacy, name="privacy"),
    *speaking_urls.public,
    *speaking_urls.of_members,
    *account_urls.of_ours,
    *editor_urls.of_editors,
    *i18n_patterns(*account_urls.of_allauth),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
