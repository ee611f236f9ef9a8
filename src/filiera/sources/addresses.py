"""Addresses that are fetched from: what may be asked, and how they are told without secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from filiera.errors import SourceError
from filiera.pack.web_addresses import fault_of

_SECRET = re.compile(r"key|token|secret|pass|auth|signature|credential|(?:^|_)(?:sig|pwd|sid)$", re.IGNORECASE)
_PLAIN = "$,:*()/"
"""Signs that protocols use in their queries, and that need no encoding there."""
HIDDEN = "***"


def checked(url: str) -> str:
    """The address itself.

    Raises:
        SourceError: it is not http or https, or holds a user name or password.
    """
    fault = fault_of(url)
    if fault is not None:
        raise SourceError(
            fault, where=masked(url), remedy="name a public address that starts with https:// in the pack's file"
        )
    return url


def with_query(url: str, query: Mapping[str, str]) -> str:
    """``url`` with further parameters."""
    if not query:
        return url
    parts = urlsplit(url)
    more = urlencode(query, safe=_PLAIN)
    return urlunsplit(parts._replace(query=f"{parts.query}&{more}" if parts.query else more))


def masked(url: str) -> str:
    """``url`` as it may be written down: without user names, and with the values of keys and tokens hidden."""
    try:
        parts = urlsplit(url)
        place = parts.netloc.rpartition("@")[2]
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return HIDDEN
    if not any(_SECRET.search(name) for name, _ in asked):
        return urlunsplit(parts._replace(netloc=place, fragment=""))
    shown = urlencode([(n, HIDDEN if _SECRET.search(n) else v) for n, v in asked], safe=_PLAIN)
    return urlunsplit(parts._replace(netloc=place, query=shown, fragment=""))


def host_of(url: str) -> str:
    """The host, with its port where one is named."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
