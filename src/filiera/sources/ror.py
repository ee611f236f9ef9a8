"""The Research Organization Registry: schema v1 and v2, one document, a list, or one a line.

Body: ``types``, ``established``, ``names`` (type, language, value), ``links``, ``relationships`` (type, id, label),
``external`` (register → id), ``schema``.
"""

from __future__ import annotations

from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.formats import NoOptions
from filiera.sources.json_documents import documents
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows, filled

VERSION = 2
REGISTER = "ror"
Options = NoOptions


class _Name(msgspec.Struct):
    value: str = ""
    types: list[str] = []
    lang: str | None = None


class _Label(msgspec.Struct):
    label: str = ""
    iso639: str | None = None


class _Details(msgspec.Struct):
    name: str | None = None
    country_code: str | None = None
    country_subdivision_name: str | None = None
    lat: float | None = None
    lng: float | None = None


class _Location(msgspec.Struct):
    geonames_details: _Details = msgspec.field(default_factory=_Details)


class _Division(msgspec.Struct):
    name: str | None = None


class _City(msgspec.Struct):
    geonames_admin1: _Division | None = None


class _Address(msgspec.Struct):
    lat: float | None = None
    lng: float | None = None
    city: str | None = None
    state: str | None = None
    geonames_city: _City | None = None

    @property
    def region(self) -> str:
        """As told by the register, else by the gazetteer that it cites."""
        division = self.geonames_city.geonames_admin1 if self.geonames_city else None
        return self.state or (division.name if division else "") or ""


class _Country(msgspec.Struct):
    country_code: str | None = None


class _Relationship(msgspec.Struct):
    type: str = ""
    id: str = ""
    label: str | None = None


class _Link(msgspec.Struct):
    value: str = ""


class _Organisation(msgspec.Struct):
    id: str
    status: str = "active"
    types: list[str] = []
    established: int | None = None
    relationships: list[_Relationship] = []
    links: list[str | _Link] = []
    # Schema v2
    names: list[_Name] = []
    locations: list[_Location] = []
    # Schema v1
    name: str | None = None
    aliases: list[str] = []
    acronyms: list[str] = []
    labels: list[_Label] = []
    addresses: list[_Address] = []
    country: _Country | None = None
    external_ids: list[dict[str, Any]] | dict[str, dict[str, Any]] = []


_decoder = msgspec.json.Decoder(_Organisation)


def parse(data: bytes, options: Options) -> Parsed:
    """Each organisation as a record and a mention of itself.

    Raises:
        SourceError: it is no JSON, or not one document is an organisation.
    """
    rows, read = Rows(), 0
    for number, document in documents(data):
        read = number
        try:
            found = _decoder.decode(document)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            rows.refused.append(
                Refusal("is no organisation of the register: {problem}", number, {"problem": str(error)[:120]})
            )
            continue
        _add(rows, found, number)
    if read and not rows.found:
        raise SourceError("holds no organisation of the register", remedy="see that it is a dump of ROR, v1 or v2")
    return rows.parsed(read)


def _add(rows: Rows, found: _Organisation, line: int) -> None:
    names = _names(found)
    display = next(
        (n["value"] for n in names if "ror_display" in n["types"]), found.name or (names[0]["value"] if names else "")
    )
    id = found.id.rpartition("/")[2]
    external = _external(found)
    body = filled(
        types=[each.lower() for each in found.types],
        established=found.established,
        names=names,
        links=[link if isinstance(link, str) else link.value for link in found.links],
        relationships=[
            filled(type=r.type.lower(), id=r.id.rpartition("/")[2], label=r.label) for r in found.relationships
        ],
        external=external,
        schema="v2" if found.names else "v1",
    )
    rows.record("organisation", REGISTER, id, title=display, body=body, line=line, status=found.status)
    place = found.locations[0].geonames_details if found.locations else _Details()
    old = found.addresses[0] if found.addresses else _Address()
    country = place.country_code or (found.country.country_code if found.country else "") or ""
    rows.mention(
        REGISTER,
        id,
        "self",
        display,
        line,
        city=place.name or old.city or "",
        region=place.country_subdivision_name or old.region,
        country=country_code(country),
        latitude=place.lat if place.lat is not None else old.lat,
        longitude=place.lng if place.lng is not None else old.lng,
        codes=";".join([f"{REGISTER}:{id}", *(f"{register}:{code}" for register, code in external.items())]),
    )


def _names(found: _Organisation) -> list[dict[str, Any]]:
    if found.names:
        return [filled(value=n.value, types=n.types, language=n.lang or "") for n in found.names]
    names = [{"value": found.name or "", "types": ["ror_display"]}]
    names += [filled(value=each.label, types=["label"], language=each.iso639 or "") for each in found.labels]
    names += [{"value": each, "types": ["alias"]} for each in found.aliases]
    return [*names, *({"value": each, "types": ["acronym"]} for each in found.acronyms)]


def _external(found: _Organisation) -> dict[str, str]:
    """The preferred id in each other register, or the first."""
    if isinstance(found.external_ids, dict):
        told = [(name, each) for name, each in found.external_ids.items()]
    else:
        told = [(str(each.get("type", "")), each) for each in found.external_ids]
    ids = {}
    for register, each in told:
        all_ids = each.get("all") or []
        first = all_ids[0] if isinstance(all_ids, list) and all_ids else all_ids if isinstance(all_ids, str) else ""
        if id := str(each.get("preferred") or first or ""):
            ids[register.lower()] = id.replace(" ", "") if register.lower() == "isni" else id
    return dict(sorted(ids.items()))
