"""Which addresses are for whoever signs in: the only ones that know of a session."""

from __future__ import annotations

import re

_MEMBERS = re.compile(r"/[a-z]{2,3}/account(?:/|$)")


def is_for_members(path: str) -> bool:
    """Whether the page at ``path`` may depend on who reads it. No other page does, so that it can be kept for all."""
    return _MEMBERS.match(path) is not None
