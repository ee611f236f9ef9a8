"""Where a request comes from."""

from __future__ import annotations

import os

from django.http import HttpRequest


def machine(request: HttpRequest) -> str:
    """The network address of the sender: told by the server before us only where there is one of ours."""
    if os.environ.get("FILIERA_BEHIND_PROXY"):
        told = str(request.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip()
        if told:
            return told
    return str(request.META.get("REMOTE_ADDR", ""))
