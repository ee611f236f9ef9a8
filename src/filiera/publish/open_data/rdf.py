"""Statements about things, written as Turtle and as JSON-LD: as much of RDF as a catalogue needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Iri:
    """The name of a thing; a relative one is completed by where the document lies."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Words in a language, or a value of a datatype (``xsd:date``)."""

    value: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with its classes and what is said of it."""

    iri: Iri
    classes: tuple[str, ...]
    said: list[tuple[str, Iri | Literal]] = field(default_factory=list)


def turtle(things: Sequence[Thing]) -> bytes:
    """The statements as Turtle."""
    heads = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in PREFIXES.items()]
    return "\n".join([*heads, *(f"\n{_block(thing)}" for thing in things), ""]).encode()


def json_ld(things: Sequence[Thing]) -> bytes:
    """The statements as JSON-LD."""
    graph = []
    for thing in things:
        node: dict[str, object] = {"@id": _iri(thing.iri.value), "@type": list(thing.classes)}
        for name in dict.fromkeys(name for name, _ in thing.said):
            node[name] = [_value(value) for each, value in thing.said if each == name]
        graph.append(node)
    return msgspec.json.format(msgspec.json.encode({"@context": PREFIXES, "@graph": graph}), indent=1) + b"\n"


def _block(thing: Thing) -> str:
    lines = [f"    {name} {_term(value)}" for name, value in thing.said]
    return " ;\n".join([f"{_term(thing.iri)} a {', '.join(thing.classes)}", *lines]) + " ."


def _term(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return f"<{_iri(value.value)}>"
    quoted = '"' + re.sub(r'[\\"\n\r\t]', lambda mark: _ESCAPES[mark[0]], value.value) + '"'
    if value.language:
        return f"{quoted}@{value.language}"
    return f"{quoted}^^{value.datatype}" if value.datatype else quoted


def _iri(name: str) -> str:
    """What Turtle does not allow between its brackets, as percent signs."""
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda mark: f"%{ord(mark[0]):02X}", name)


def _value(value: Iri | Literal) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": _iri(value.value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "@type": value.datatype} if value.datatype else {"@value": value.value}
