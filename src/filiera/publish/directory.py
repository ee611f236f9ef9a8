"""Organisations as a table to download: one CSV for all programs, whatever the reader's language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from filiera.publish.tables import without_formula
from filiera.services.figures import Text
from filiera.services.organisations import OrganisationView

COLUMNS = (
    "address",
    "name",
    "kind",
    "kind_name",
    "about",
    "municipality",
    "territory",
    "territory_name",
    "codes",
    "latitude",
    "longitude",
    "beds",
    "beds_year",
    "part_of",
    "producer",
    "source",
    "vintage",
    "licence",
    "locator",
    "version",
)


def directory_csv(organisations: Iterable[OrganisationView], language: str) -> str:
    """Comma, point as decimal mark, a byte order mark so that spreadsheets read UTF-8; words in ``language``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in organisations:
        writer.writerow([without_formula(cell) for cell in _cells(view, language)])
    return "\ufeff" + out.getvalue()


def _cells(view: OrganisationView, language: str) -> list[str]:
    def words(text: Text) -> str:
        return text.get(language) or text.get("en") or next(iter(text.values()), "")

    return [
        view.address,
        view.name,
        view.kind,
        words(view.kind_names),
        words(view.about),
        view.municipality,
        view.territory,
        words(view.territory_names),
        " | ".join(f"{c.register}:{c.code}{f' ({c.years})' if c.years else ''}" for c in view.codes),
        "" if view.latitude is None else str(view.latitude),
        "" if view.longitude is None else str(view.longitude),
        "" if view.beds is None else str(view.beds),
        view.beds_year,
        view.part_of,
        view.source.producer_name,
        words(view.source.title),
        view.vintage,
        view.source.licence,
        view.locator,
        view.version,
    ]
