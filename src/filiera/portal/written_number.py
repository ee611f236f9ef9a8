"""The number of a row, as a form sends it."""

from __future__ import annotations

from django.core.exceptions import BadRequest

LONGEST = 17
"""Digits: more than any row has, fewer than a database refuses."""


def written_number(text: str) -> int:
    """The number in a field that the page had filled in.

    Raises:
        BadRequest: the field was changed on the way.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise BadRequest("number")
    return int(text)
