"""Addresses on the web as a pack may give them: http or https, and nothing secret in them."""

from __future__ import annotations

from urllib.parse import urlsplit

from filiera.errors import Phrase

SCHEMES = ("https", "http")


def fault_of(url: str) -> Phrase | None:
    """Why ``url`` is no address to fetch from; None where it is one."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        user = parts.username is not None or parts.password is not None
    except ValueError:
        return Phrase("is no address on the web")
    if parts.scheme not in SCHEMES:
        return Phrase("is no http or https address")
    if user:
        return Phrase("holds a user name or password")
    if not host or any(sign.isspace() or not sign.isprintable() for sign in url):
        return Phrase("is no address on the web")
    return None
