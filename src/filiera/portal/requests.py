"""A request with what the middleware has found out about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from filiera.services.hub import Hub
from filiera.services.pages import Evidence


class PageRequest(HttpRequest):
    """A request for a page, with the evidence in use, its hub and the reader's language."""

    evidence: Evidence
    hub: Hub
    language: str


class MemberRequest(PageRequest):
    """A request for a page of members, with whoever reads it."""

    user: Any
    """The account; one that is not authenticated where nobody has signed in."""
