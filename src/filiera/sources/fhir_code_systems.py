"""Code lists in the form of HL7 FHIR: one CodeSystem as JSON, or a package (tgz) of several.

Each code is a record of kind 'code': ``register`` is the list's canonical address, ``title`` the display. Body:
``definition``, ``parent``, ``properties`` (code → value), ``other_names`` (language → display).
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.json_documents import at, branches, text_at
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows, filled
from filiera.sources.unpacking import GZIP, gunzipped

VERSION = 2
LARGEST_MEMBER = 64 * 2**20
MOST_MEMBERS = 5_000
LARGEST_PACKAGE = 512 * 2**20


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a pack says of such a file."""

    only: tuple[str, ...] = ()
    """Names or addresses of the lists that are wanted; all if empty."""


def parse(data: bytes, options: Options) -> Parsed:
    """The codes of all lists, parents before what stands below them.

    Raises:
        SourceError: it is neither a CodeSystem nor a package, or holds too much.
    """
    rows, read = Rows(), 0
    for number, (name, document) in enumerate(_documents(data), 1):
        try:
            resource = msgspec.json.decode(document)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            rows.refused.append(
                Refusal("{file} is no JSON: {problem}", number, {"file": name, "problem": str(error)[:120]})
            )
            read += 1
            continue
        if text_at(resource, "resourceType") != "CodeSystem":
            continue
        called = {text_at(resource, "url"), text_at(resource, "name"), text_at(resource, "id")}
        if options.only and not called & set(options.only):
            continue
        list_address = text_at(resource, "url") or text_at(resource, "id")
        for concept, parent in _concepts(resource):
            read += 1
            _add(rows, list_address, concept, parent, read, text_at(resource, "language"))
    return rows.parsed(read)


def _documents(data: bytes) -> Iterator[tuple[str, bytes]]:
    if not data.startswith(GZIP):
        yield "file", data
        return
    unpacked = gunzipped(data, LARGEST_PACKAGE)
    if unpacked.lstrip().startswith(b"{"):
        yield "file", unpacked
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
            for count, member in enumerate(archive, 1):
                if count > MOST_MEMBERS or member.size > LARGEST_MEMBER:
                    raise SourceError(
                        "holds more than a package of code lists does", remedy="see that it is the one you want"
                    )
                # Only read, never written: a name that leads elsewhere leads nowhere here.
                if member.isfile() and member.name.endswith(".json"):
                    found = archive.extractfile(member)
                    if found is not None:
                        yield member.name, found.read()
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise SourceError(
            "is no package that can be read: {problem}", remedy="fetch it again", words={"problem": str(error)[:120]}
        ) from error


def _concepts(resource: Any) -> Iterator[tuple[Any, str]]:
    """Each concept with the code of the one above it, whatever it is."""
    waiting = [(concept, "") for concept in reversed(_listed(resource))]
    while waiting:
        concept, parent = waiting.pop()
        yield concept, parent
        waiting += [(each, text_at(concept, "code")) for each in reversed(_listed(concept))]


def _listed(above: Any) -> list[Any]:
    found = at(above, "concept")
    return found if isinstance(found, list) else [] if found is None else [found]


def _add(rows: Rows, register: str, concept: Any, parent: str, line: int, language: str) -> None:
    code = text_at(concept, "code")
    if not code:
        rows.refused.append(Refusal("has no code", line))
        return
    names = ((text_at(each, "language"), text_at(each, "value")) for each in branches(concept, "designation"))
    body = filled(
        definition=rows.text(text_at(concept, "definition")),
        parent=parent,
        properties={text_at(each, "code"): rows.text(_value(each)) for each in branches(concept, "property")},
        other_names={language: rows.text(name) for language, name in names},
    )
    rows.record("code", register, code, title=text_at(concept, "display"), body=body, line=line, language=language)


def _value(stated: dict[str, Any]) -> str:
    """The value of a property, whose name says its type; of a coding its code."""
    value = next((each for name, each in stated.items() if name.startswith("value")), "")
    return text_at(value, "code") if isinstance(value, dict) else str(value)
