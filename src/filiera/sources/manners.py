"""How fetching behaves: how long it waits, how often it asks again, how much it takes, how it spares a host."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from filiera import __version__
from filiera.sources.unpacking import LARGEST

USER_AGENT = (
    f"Filiera/{__version__} (public-data hub; polite: one request at a time per host, unchanged data not taken)"
)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits and pauses, in seconds and bytes."""

    connect: float = 10
    read: float = 60
    """The longest silence within an answer."""
    in_all: float = 3600
    """The longest that one file may take, with all waiting."""
    attempts: int = 6
    pause: float = 1
    """Before the second attempt; doubled before each further one."""
    longest_pause: float = 60
    longest_wait: float = 600
    """The longest that a publisher may ask to wait; beyond it the fetch is given up until another day."""
    interval: float = 1
    """Between two requests to one host."""
    redirects: int = 5
    largest: int = LARGEST
    """Bytes on the wire."""
    unpacked: int = LARGEST
    checkpoint: int = 4 * 2**20
    """So many bytes are lost at most when the process is killed."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], datetime] = _now

    def pause_before(self, attempt: int) -> float:
        """Seconds before attempt number ``attempt`` (from one): longer each time, and never the same for all."""
        most = min(self.longest_pause, self.pause * 2.0 ** min(attempt - 1, 30))
        return most * (0.5 + self.chance() / 2)

    def asked_to_wait(self, retry_after: str) -> float | None:
        """Seconds that a Retry-After header asks for, in either of its forms; None where it says nothing."""
        text = retry_after.strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self.now()).total_seconds())


@dataclass(slots=True)
class Pace:
    """When each host may be asked next; shared by all that fetch at the same time."""

    manners: Manners
    _free: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, host: str) -> None:
        """Wait until ``host`` may be asked."""
        with self._lock:
            now = self.manners.clock()
            free = max(now, self._free.get(host, now))
            self._free[host] = free + self.manners.interval
        if free > now:
            self.manners.sleep(free - now)
