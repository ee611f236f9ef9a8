"""Documents in XML: feeds, and the map of the site."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import HttpResponse
from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def spaces(own: str, **others: str) -> dict[str, str]:
    """Namespaces by prefix; the document's own has none, which lxml calls None and its stubs do not know."""
    return cast("dict[str, str]", {None: own, **others})


def instant(when: datetime) -> str:
    """A time as Atom writes it."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def put(parent: etree._Element, name: str, text: str) -> None:
    """A part with a text."""
    # Characters that XML cannot hold would break the whole feed.
    etree.SubElement(parent, name).text = "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)


def xml(root: etree._Element, kind: str) -> HttpResponse:
    """The document as an answer."""
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type=f"{kind}; charset=utf-8")
