"""Types that msgspec learns while one thread runs alone.

It learns a Struct when the first value of that type is read; a second thread that reads one meanwhile finds it
half learned, and the process dies. Modules are imported by one thread at a time.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")


def learned(kind: type[Kind]) -> type[Kind]:
    """The Struct itself, learned with all that it holds: a decorator for those that a server's threads read."""
    msgspec.json.Decoder(kind)
    return kind
