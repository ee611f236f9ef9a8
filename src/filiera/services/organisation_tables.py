"""A pack's organisations, and what sources say of them, as rows of the evidence tables."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from filiera.pack import Pack
from filiera.pack.boundaries import stray_positions
from filiera.pack.listing import beds_of
from filiera.pack.organisations import RELATIONS
from filiera.pack.schema import Attestation
from filiera.services.mending import Resting

Rows = list[dict[str, object]]


def organisation_tables(pack: Pack, resting: Mapping[str, Resting]) -> dict[str, Rows]:
    """Tables ``register``, ``organisation`` and ``organisation_statement``; ``resting``: on which cells of a snapshot
    a statement rests, by its key."""
    nowhere = Resting("", "")
    stray = {each.key for each in stray_positions(pack)}
    positions = _positions(pack, stray)
    beds = beds_of(pack)
    by_organisation: dict[str, list[tuple[str, Attestation]]] = {}
    for key, row in pack.attestations.items():
        by_organisation.setdefault(row.organisation, []).append((key, row))
    return {
        "register": [{"id": r.id, "names_json": _json(r.names), "url": r.url} for r in pack.registers.values()],
        "organisation": [
            {
                "address": f"organisation/{o.id}",
                "name": o.name,
                "kind": o.kind,
                "about_json": _json(o.about),
                "municipality": o.municipality,
                "territory": o.territory,
                "codes_json": _json([code.strip() for code in o.codes.split(";") if code.strip()]),
                "latitude": positions[o.id][0] if o.id in positions else None,
                "longitude": positions[o.id][1] if o.id in positions else None,
                "beds": beds[o.id][0] if o.id in beds else None,
                "beds_year": beds[o.id][1] if o.id in beds else "",
                "part_of": o.part_of,
                "lines_json": _json([int(n) for n in o.lines.split(";") if n.strip()]),
                "work": o.work,
                "vintage": o.vintage,
                "locator": o.locator,
                "note_json": _json(o.note),
            }
            for o in pack.organisations.values()
        ],
        "organisation_statement": [
            {
                "organisation": f"organisation/{name}",
                "seq": seq,
                "property": row.property,
                "value": row.value,
                "related": f"organisation/{row.value}" if row.property in RELATIONS else "",
                "site": row.site,
                "period": row.period,
                "words_json": _json(row.words),
                "work": row.work,
                "vintage": row.vintage,
                "locator": row.locator,
                "note_json": _json(row.note),
                "dataset": resting.get(key, nowhere).dataset,
                "digest": resting.get(key, nowhere).digest,
                "mended_json": _json(resting.get(key, nowhere).cells),
                "stray": key in stray,
            }
            for name, rows in by_organisation.items()
            for seq, (key, row) in enumerate(rows)
        ],
    }


def _positions(pack: Pack, stray: set[str]) -> dict[str, tuple[float, float]]:
    """Organisation → latitude and longitude of its first site; the first of its codes comes first.

    A stray position is what a source says, never where the organisation is.
    """
    found: dict[str, tuple[float, float]] = {}
    places: dict[str, int] = {}
    for key, row in pack.attestations.items():
        if row.property != "position" or key in stray:
            continue
        # The seat's code stands first among the codes; a site without a code of its own counts as the seat.
        place = max(0, pack.organisations[row.organisation].codes.find(row.site.partition("-")[0])) if row.site else 0
        if row.organisation not in found or place < places[row.organisation]:
            latitude, longitude = row.value.split(" ")
            found[row.organisation], places[row.organisation] = (float(latitude), float(longitude)), place
    return found


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
