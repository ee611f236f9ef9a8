"""What of a pack editors may change one by one: kinds of records, their fields, and where in the files they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from filiera.errors import AddressError
from filiera.pack.files import Entry
from filiera.pack.read import Pack
from filiera.pack.table_places import columns_of, with_cell
from filiera.pack.yaml_places import Path, Value, value_at, with_yaml_value, yaml_data

Form = Literal["line", "paragraph", "list", "page"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name in the pack, and the fields that may change."""

    entry: str
    """What the pack's table of places calls it."""
    table: str
    """The mapping of the pack that holds them."""
    plain: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """Fields with a text in each language."""
    lists: tuple[str, ...] = ()
    sourced: tuple[str, ...] = ()
    """Fields whose change names a source."""


KINDS = {
    "claim": Kind("claim", "claims", texts=("wording", "note")),
    "observation": Kind(
        "observation",
        "observations",
        plain=("value", "qualifier", "period", "via", "locator", "note"),
        sourced=("value", "qualifier", "period"),
    ),
    "organisation": Kind(
        "organisation",
        "organisations",
        plain=("name", "kind", "municipality", "territory", "codes", "part_of", "work", "vintage", "locator"),
        texts=("about", "note"),
        sourced=("name", "kind", "municipality", "territory", "codes", "part_of"),
    ),
    "statement": Kind(
        "statement",
        "attestations",
        plain=("value", "site", "period", "vintage", "locator"),
        texts=("words", "note"),
        sourced=("value", "site", "period"),
    ),
    "relation": Kind("relation", "relations", plain=("until", "work", "by", "reason"), sourced=("until",)),
    "indicator": Kind("indicator", "indicators", texts=("label", "definition", "because")),
    "text": Kind("text", "texts"),
    "where-to-turn": Kind("where to turn", "where_to_turn", lists=("lines_of_action", "organisations", "kinds")),
}
PAGE = "page"
"""The one field of a text: all of it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record as it stands in its file."""

    name: str
    """``name``, or with a language ``wording.en``."""
    value: str | None
    form: Form
    sourced: bool


@dataclass(frozen=True, slots=True)
class Editable:
    """One record with its fields."""

    kind: str
    key: str
    entry: Entry
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of a name.

        Raises:
            AddressError: it has none that may change.
        """
        for each in self.fields:
            if each.name == name:
                return each
        raise AddressError(
            "this record has no field of that name that may change",
            where=name,
            remedy="one of: {names}",
            words={"names": ", ".join(each.name for each in self.fields)},
        )


def editable(pack: Pack, kind: str, key: str) -> Editable:
    """A record of the pack with the fields that may change, as its file has them.

    Raises:
        AddressError: there is no such record.
        PackError: its file cannot be read.
    """
    known = KINDS.get(kind)
    record = getattr(pack, known.table).get(key) if known else None
    if known is None or record is None:
        raise AddressError(
            "the pack has no such record",
            where=f"{kind}/{key}"[:200],
            remedy="look it up in the ledger or in the directory; what a build reads from snapshots is not the pack's",
        )
    entry = pack.entries[known.entry, key]
    if kind == "text":
        whole = _text_of(pack, entry).replace("\r\n", "\n")
        return Editable(kind, key, entry, (Field(PAGE, whole, "page", sourced=False),))
    fields = tuple(_fields(pack, known, record))
    if PurePosixPath(entry.file).suffix == ".csv":
        columns = columns_of(_text_of(pack, entry))
        fields = tuple(each for each in fields if _column(each.name) in columns)
    else:
        data = yaml_data(_text_of(pack, entry))
        base = _base(kind, key, data)
        fields = tuple(replace(each, value=_joined(value_at(data, (*base, *each.name.split("."))))) for each in fields)
    return Editable(kind, key, entry, fields)


def with_field(pack: Pack, text: str, kind: str, key: str, field: str, value: str | None) -> str:
    """The text of a record's file with one field changed, and nothing else.

    Raises:
        AddressError: there is no such record or field.
        PackError: it cannot be written there.
    """
    record = editable(pack, kind, key)
    record.field(field)
    if kind == "text":
        told = (value or "").replace("\n", "\r\n") if "\r\n" in text else value or ""
        return f"\ufeff{told}" if text.startswith("\ufeff") else told
    if PurePosixPath(record.entry.file).suffix == ".csv":
        return with_cell(text, record.entry.line, _column(field), value or "")
    told_value: Value = value
    if field in KINDS[kind].lists:
        told_value = [part.strip() for part in (value or "").split(";") if part.strip()] or None
    return with_yaml_value(text, (*_base(kind, key, yaml_data(text)), *field.split(".")), told_value)


def as_written(field: Field, value: str | None) -> str | None:
    """A value as its file would have it: on one line where it is one, a whole text with the end that it had."""
    if value is None or not value.strip():
        return None
    if field.form == "page":
        ends = (field.value or "\n")[len((field.value or "\n").rstrip("\n")) :]
        return value.strip("\n") + ends
    if field.form == "list":
        return "; ".join(part for each in value.split(";") if (part := " ".join(each.split())))
    return " ".join(value.split()) if field.form == "line" else value.strip()


def file_text(pack: Pack, file: str) -> str:
    """The text of a file of the pack, with its own line ends and mark at the beginning."""
    return pack.path_of(Entry(file, 1)).read_bytes().decode("utf-8")


def _column(field: str) -> str:
    """The heading under which a table has a field."""
    return field.replace(".", "_")


def _text_of(pack: Pack, entry: Entry) -> str:
    return file_text(pack, entry.file).removeprefix("\ufeff")


def _fields(pack: Pack, known: Kind, record: Any) -> Iterator[Field]:
    told = msgspec.to_builtins(record)
    for name in known.plain:
        long = name in ("note", "reason")
        yield Field(name, told.get(name) or None, "paragraph" if long else "line", name in known.sourced)
    for name in known.texts:
        for language in pack.manifest.languages:
            value = (told.get(name) or {}).get(language)
            yield Field(f"{name}.{language}", value, "paragraph", name in known.sourced)
    for name in known.lists:
        yield Field(name, None, "list", sourced=False)


def _base(kind: str, key: str, data: Any) -> Path:
    """Where in its YAML file a record stands."""
    if kind == "claim":
        return ("claims", _number(data["claims"], "id", key))
    if kind == "where-to-turn":
        return (_number(data, "action", key),)
    return ()


def _number(items: list[dict[str, Any]], name: str, key: str) -> int:
    """Which item of a list has the id ``key``."""
    for number, item in enumerate(items):
        if item.get(name) == key:
            return number
    raise AddressError("the file has no such record", where=key, remedy="look again: the pack has moved on")


def _joined(value: Value) -> str | None:
    return "; ".join(value) if isinstance(value, list) else value
