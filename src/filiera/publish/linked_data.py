"""An organisation in the words of schema.org, for search engines and other programs."""

from __future__ import annotations

from typing import Any

from filiera.services.figures import Text
from filiera.services.organisations import OrganisationPage, SourceView

NO_ORGANISATION = ("CreativeWork",)
"""Types that belong to nobody and lie nowhere."""


def linked_data(page: OrganisationPage, language: str, site: str) -> dict[str, Any]:
    """The document as plain data; ``site`` is where this hub is served. What is not known is left out."""

    def words(text: Text) -> str:
        return text.get(language) or text.get("en") or next(iter(text.values()), "")

    view = page.organisation
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": view.schema_type,
        "@id": f"{site}/{view.address}",
        "url": f"{site}/{language}/{view.address}/",
        "name": view.name,
        "alternateName": list(dict.fromkeys(named.value for named in page.names)),
        "description": words(view.about),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": code.register, "name": words(code.names), "value": code.code}
            for code in view.codes
            if not code.years
        ],
        "sameAs": [code.url for code in view.codes if code.url],
        "subjectOf": [_work(source, words) for source, _ in page.blocks],
    }
    if view.schema_type not in NO_ORGANISATION:
        found |= {
            "address": _address(view.municipality, words(view.territory_names)),
            "parentOrganization": [
                {"@type": r.other.schema_type, "@id": f"{site}/{r.other.address}", "name": r.other.name}
                for r in page.relations
                if r.role in ("part_of", "run_by")
            ],
        }
    if view.latitude is not None and view.longitude is not None:
        position = {"@type": "GeoCoordinates", "latitude": view.latitude, "longitude": view.longitude}
        found["location"] = {"@type": "Place", "geo": position}
    if view.beds is not None:
        beds = {"@type": "PropertyValue", "name": "beds", "value": view.beds, "description": view.beds_year}
        found["additionalProperty"] = beds
    return {name: value for name, value in found.items() if value}


def _address(municipality: str, territory: str) -> dict[str, str]:
    given = {"addressLocality": municipality, "addressRegion": territory}
    filled = {name: value for name, value in given.items() if value}
    return {"@type": "PostalAddress", **filled} if filled else {}


def _work(source: SourceView, words: Any) -> dict[str, Any]:
    work = {
        "@type": "CreativeWork",
        "name": words(source.title),
        "publisher": {"@type": "Organization", "name": source.producer_name},
        "datePublished": str(source.published) if source.published else "",
        "url": source.url,
    }
    return {name: value for name, value in work.items() if value}
