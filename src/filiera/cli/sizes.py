"""Bytes and days as people read them."""

from __future__ import annotations

from filiera.cli.screen import decimal, say, say_count

_UNITS = ("kB", "MB", "GB")


def size_told(size: int) -> str:
    """A number of bytes: ``812 bytes``, ``3.4 MB``."""
    if size < 1000:
        return say_count("{n} byte", "{n} bytes", size)
    power = next((n for n in range(1, len(_UNITS)) if size / 1000**n < 999.95), len(_UNITS))
    return f"{decimal(size / 1000**power)} {_UNITS[power - 1]}"


def days_told(days: int) -> str:
    """A number of days: ``today``, ``1 day``, ``1,204 days``."""
    return say("today") if days == 0 else say_count("{n} day", "{n} days", days)
