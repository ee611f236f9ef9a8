"""Registers as files: a table (csv) with one organisation a line, or a dump of the Research Organization Registry.

The table needs ``id`` and ``name``; it may have ``aliases``, ``labels`` (``name@language``), ``acronyms``, ``types``,
``relationships`` (``kind:id:label``), each with ``|`` between values, and ``city``, ``region``, ``country``,
``status``, and codes in columns named after their register (``isni``, ``wikidata``, ``fundref``, ``grid``).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from filiera.errors import SourceError
from filiera.registry.register import Entry, Register
from filiera.sources import ror
from filiera.sources.countries import country_code
from filiera.sources.unpacking import gunzipped
from filiera.vocabulary.learned import learned

_NEEDED = ("id", "name")
_CODE_COLUMNS = ("isni", "wikidata", "fundref", "grid")
_HOME = "https://ror.org/"
_RELATION = re.compile(r"([^:]+):((?:https?://)?[^:]+)")
_ACTIVE = {"", "active"}


def read_register(path: Path) -> Register:
    """The register in a file; its version is the hash of the bytes.

    Raises:
        SourceError: it is neither, lacks a column, or names an organisation twice; says where and what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            "cannot be read: {problem}",
            where=path.name,
            remedy="check the path",
            words={"problem": error.strerror or str(error)},
        ) from error
    try:
        plain = gunzipped(data)
        looks_like_json = plain.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
        entries = tuple(_of_dump(plain) if looks_like_json else _of_table(plain))
        if not entries:
            raise SourceError("holds no organisation", remedy="see that it is the file that you want")
    except SourceError as error:
        raise error.at(path.name) from error
    return Register(path.name.partition(".")[0], entries, hashlib.sha256(data).hexdigest()[:16])


def _of_table(data: bytes) -> Iterator[Entry]:
    try:
        text = data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise SourceError(
            "is not written in {encoding} (byte {position})",
            remedy="save it as UTF-8",
            words={"encoding": "utf-8", "position": error.start},
        ) from error
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=False)
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise SourceError(
            "has no column {names}",
            remedy="a register needs the columns id and name",
            words={"names": ", ".join(missing)},
        )
    seen: dict[str, int] = {}
    for row in rows:
        entry = _of_row({name: value or "" for name, value in row.items() if isinstance(name, str)})
        if not entry.id or not entry.names:
            raise SourceError(
                "line {line} has no id or no name", remedy="complete it or take it out", words={"line": rows.line_num}
            )
        if entry.id in seen:
            raise SourceError(
                "line {line} gives the id '{id}' again, which line {first} has",
                remedy="keep one of them, and the other's names in its column aliases",
                words={"line": rows.line_num, "id": entry.id, "first": seen[entry.id]},
            )
        seen[entry.id] = rows.line_num
        yield entry


def _of_row(row: dict[str, str]) -> Entry:
    relations = [found.groups() for part in _parts(row.get("relationships")) if (found := _RELATION.match(part))]
    labels = [part.rpartition("@")[0] or part for part in _parts(row.get("labels"))]
    id = row["id"].strip()
    own = [f"{ror.REGISTER}:{id.removeprefix(_HOME)}"] if id.startswith(_HOME) else []
    codes = [f"{name}:{row[name].replace(' ', '')}" for name in _CODE_COLUMNS if row.get(name, "").strip()]
    return Entry(
        id=id,
        names=_distinct([row["name"], *labels, *_parts(row.get("aliases"))]),
        acronyms=_distinct(_parts(row.get("acronyms"))),
        city=row.get("city", "").strip(),
        region=row.get("region", "").strip(),
        country=country_code(row.get("country", "").strip()),
        kinds=tuple(part.lower() for part in _parts(row.get("types"))),
        codes=(*own, *codes),
        parents=_distinct(id for kind, id in relations if kind.lower() == "parent"),
        successors=_distinct(id for kind, id in relations if kind.lower() == "successor"),
        active=row.get("status", "").strip().lower() in _ACTIVE,
    )


def _of_dump(data: bytes) -> Iterator[Entry]:
    parsed = ror.parse(data, ror.Options())
    places = {mention["record"]: mention for mention in parsed.mentions.to_pylist()}
    seen: dict[str, int] = {}
    for record in parsed.records.to_pylist():
        if record["id"] in seen:
            raise SourceError(
                "record {line} gives the id '{id}' again, which record {first} has",
                remedy="keep one of them",
                words={"line": record["line"], "id": record["id"], "first": seen[record["id"]]},
            )
        seen[record["id"]] = record["line"]
        place = places.get(record["id"], {})
        body = msgspec.json.decode(record["body"], type=_Body)
        related = {
            kind: _distinct(_HOME + each.id for each in body.relationships if each.type == kind)
            for kind in ("parent", "successor")
        }
        names = [each.value for each in body.names if each.types != ["acronym"]]
        yield Entry(
            id=_HOME + record["id"],
            names=_distinct([record["title"], *names]),
            acronyms=_distinct(each.value for each in body.names if "acronym" in each.types),
            city=place.get("city", ""),
            region=place.get("region", ""),
            country=place.get("country", ""),
            kinds=tuple(body.types),
            codes=tuple(filter(None, place.get("codes", "").split(";"))),
            parents=related["parent"],
            successors=related["successor"],
            active=record["status"] in _ACTIVE,
        )


class _Name(msgspec.Struct):
    value: str
    types: list[str] = msgspec.field(default_factory=list)


class _Related(msgspec.Struct):
    type: str
    id: str


@learned
class _Body(msgspec.Struct):
    types: list[str] = msgspec.field(default_factory=list)
    names: list[_Name] = msgspec.field(default_factory=list)
    relationships: list[_Related] = msgspec.field(default_factory=list)


def _parts(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
