"""What a publisher's answer is: whether its status, its kind and its checksum are those of the data asked for."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from filiera.errors import Phrase, SourceError


class DamagedError(SourceError):
    """The bytes did not arrive as they were sent: another attempt may bring them whole."""


AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which it is worth asking again."""
MOVED = frozenset({301, 302, 303, 307, 308})
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf")
_JSON = frozenset({"json-stat", "clinicaltrials-gov", "ctis", "json"})
_TABLES = frozenset({"eurostat-tsv", "delimited", "clinicaltrials-gov-table", "csv"})
_HEAD = 4096
_DIGEST = re.compile(r"(sha-256|sha-512)=:?([A-Za-z0-9+/=]+):?", re.IGNORECASE)


def refusal(status: int, where: str) -> SourceError:
    """The error for a status that gives no data."""
    words = {"status": status}
    if status in (401, 403, 407):
        what, remedy = (
            "the publisher does not let us have it (status {status})",
            "see whether it asks for a key or terms",
        )
    elif status in (404, 410):
        what, remedy = "is not there (status {status})", "look up its new address with the publisher, and mend the pack"
    elif status == 413:
        what = "the publisher finds the answer too large (status {status})"
        remedy = "narrow the query in the pack: fewer years, places or dimensions"
    elif status == 429:
        what, remedy = "the publisher asks to be left alone for now (status {status})", "fetch again later"
    elif status >= 500:
        what, remedy = "the publisher's server has a fault (status {status})", "fetch again later"
    else:
        what, remedy = "gives status {status} in place of data", "look at the address in a browser, and mend the pack"
    return SourceError(what, where=where, remedy=remedy, words=words)


def a_page(content_type: str) -> bool:
    """Whether a content type is that of a page for people."""
    return content_type.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")


def no_data(where: str) -> SourceError:
    """A web page came where data were asked for."""
    return SourceError(
        "a web page came in place of data (a notice, a log-in, or a moved address)",
        where=where,
        remedy="open the address in a browser; then mend the address in the pack, or fetch again later",
    )


def check_kind(path: Path, where: str, form: str) -> None:
    """Look at the beginning and end of a file.

    Raises:
        SourceError: it is a web page, is empty, or is plainly not of the format ``form``.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, size - _HEAD))
        tail = file.read().rstrip()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise SourceError("the answer is empty", where=where, remedy="fetch again later, or mend the query in the pack")
    if _PAGE.match(start):
        raise no_data(where)
    if start.startswith(_PACKED):
        return
    if form in _JSON and start[:1] not in (b"{", b"["):
        raise _other(where, Phrase("JSON"))
    if form in _JSON and tail[-1:] not in (b"}", b"]"):
        raise cut_off(where)
    if form in _TABLES and (start[:1] == b"<" or start[:2] in (b'{"', b"[{")):
        raise _other(where, Phrase("a table"))


def cut_off(where: str) -> DamagedError:
    """The answer ended before the data did."""
    return DamagedError("the answer is cut off", where=where, remedy="fetch again later")


def _other(where: str, form: Phrase) -> SourceError:
    return SourceError(
        "the answer is not {form}",
        where=where,
        remedy="open the address in a browser; then mend the query or the format in the pack",
        words={"form": form},
    )


def checksums(headers: Mapping[str, str], *, whole: bool) -> dict[str, bytes]:
    """Algorithm → hash that the publisher states of all bytes; ``whole``: the answer is not the rest of a file."""
    found: dict[str, bytes] = {}
    stated = [headers.get("repr-digest", ""), headers.get("digest", "")]
    if whole:
        stated.append(headers.get("content-digest", ""))
    for algorithm, value in _DIGEST.findall(",".join(stated)):
        _put(found, algorithm.lower().replace("-", ""), value)
    if whole and headers.get("content-md5"):
        _put(found, "md5", headers["content-md5"].strip())
    return found


def _put(found: dict[str, bytes], algorithm: str, value: str) -> None:
    try:
        decoded = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return
    if len(decoded) == hashlib.new(algorithm, usedforsecurity=False).digest_size:
        found[algorithm] = decoded


def agrees(path: Path, stated: Mapping[str, bytes]) -> bool:
    """Whether a file has the hashes that are stated of it."""
    return all(_hash(path, algorithm) == expected for algorithm, expected in stated.items())


def _hash(path: Path, algorithm: str) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).digest()
