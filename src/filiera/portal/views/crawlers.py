"""What programs that follow the site read: the map of its pages, what they may do, and what is new."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from lxml import etree

from filiera.portal.atom import ATOM, XML_LANG, instant, put, spaces, xml
from filiera.portal.requests import PageRequest
from filiera.portal.site_map import pages
from filiera.portal.templatetags.filiera import place, sentence, shown, verdict, words, years
from filiera.services.news import Moved, moved_figures
from filiera.services.open_data import build_date

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST = 500
"""Entries of a feed."""


@require_safe
def sitemap(request: PageRequest) -> HttpResponse:
    """Every page with its other languages."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=spaces(SITEMAP, xhtml=XHTML))
    built = f"{build_date(request.evidence):%Y-%m-%d}"
    for page in pages(request):
        whole = {language: request.build_absolute_uri(path) for language, path in page.items()}
        for address in whole.values():
            url = etree.SubElement(root, f"{{{SITEMAP}}}url")
            put(url, f"{{{SITEMAP}}}loc", address)
            put(url, f"{{{SITEMAP}}}lastmod", built)
            for language, other in whole.items():
                etree.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=language, href=other)
    return xml(root, "application/xml")


@require_safe
def robots(request: PageRequest) -> HttpResponse:
    """Everything may be read; lists that were filtered or searched say nothing new."""
    lines = [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /*/embed/",
        "Disallow: /*/account/",
        "",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def feed(request: PageRequest, language: str) -> HttpResponse:
    """New and changed figures as Atom."""
    moved = moved_figures(request.evidence)[:MOST]
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=spaces(ATOM))
    root.set(XML_LANG, language)
    here = request.build_absolute_uri(request.path)
    put(root, f"{{{ATOM}}}id", here)
    title = _("New and changed figures: %(name)s") % {"name": words(request.hub.names)}
    put(root, f"{{{ATOM}}}title", f"Filiera · {title}")
    put(root, f"{{{ATOM}}}updated", instant(moved[0].when if moved else build_date(request.evidence)))
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    put(author, f"{{{ATOM}}}name", words(request.hub.runs_it) or f"Filiera {words(request.hub.names)}")
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=here, type="application/atom+xml")
    home = request.build_absolute_uri(f"/{language}/")
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=home, type="text/html", hreflang=language)
    for each in moved:
        _entry(root, request, language, each)
    return xml(root, "application/atom+xml")


def _entry(root: etree._Element, request: PageRequest, language: str, moved: Moved) -> None:
    figure = moved.figure
    address = request.build_absolute_uri(f"/{language}/{figure.address}/")
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    # The version makes a changed figure a new entry.
    put(entry, f"{{{ATOM}}}id", f"{address}#{figure.version}-{figure.verdict.replace(' ', '-')}")
    scope = ", ".join(filter(None, (place(figure), years(figure.period))))
    put(entry, f"{{{ATOM}}}title", f"{words(figure.label)}: {shown(figure)} ({scope})")
    put(entry, f"{{{ATOM}}}updated", instant(moved.when))
    etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address, type="text/html", hreflang=language)
    put(entry, f"{{{ATOM}}}summary", " ".join(_told(moved)))
    etree.SubElement(entry, f"{{{ATOM}}}category", term=figure.theme)


def _told(moved: Moved) -> list[str]:
    told = [sentence(moved.figure)]
    if moved.figure.origin == "claim":
        told.append(_("Verdict: %(verdict)s.") % {"verdict": verdict(moved.figure.verdict)})
    for change in moved.changes:
        before, after = (_value(change.column, value) for value in (change.before, change.after))
        told.append(_("Before: %(before)s; now: %(after)s.") % {"before": before, "after": after})
    return told


def _value(column: str, value: object) -> str:
    return verdict(str(value)) if column == "verdict" else str(value or "–")
