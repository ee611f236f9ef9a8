"""In which form a page travels: packed as tightly as the reader's browser can unpack."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli

IDENTITY = ""
_QUALITY = {"br": 5, "gzip": 6}
"""Those that we write, the tighter first, and with how much effort: a page is packed while its reader waits."""
_TEXTS = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml", "image/svg")


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """The best of our encodings that the header Accept-Encoding admits; empty: as it is."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = _weight(weight)
    return next((name for name in _QUALITY if weights.get(name, weights.get("*", 0.0)) > 0), IDENTITY)


def encoded(body: bytes, content_type: str, encoding: str) -> tuple[bytes, str]:
    """The body packed, and how; what is packed already, as pictures are, stays as it is."""
    if not content_type.startswith(_TEXTS):
        return body, IDENTITY
    if encoding == "br":
        return brotli.compress(body, quality=_QUALITY[encoding]), encoding
    if encoding == "gzip":
        return gzip.compress(body, _QUALITY[encoding], mtime=0), encoding
    return body, IDENTITY


def _weight(text: str) -> float:
    name, _, number = text.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0
