"""Whether a publisher's host answers at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx

from filiera.sources.addresses import host_of
from filiera.sources.manners import USER_AGENT

SECONDS = 5.0
_AT_ONCE = 16


def hosts_of(urls: list[str]) -> dict[str, str]:
    """Host → the address of its front door."""
    return {host_of(url): f"{urlsplit(url).scheme}://{host_of(url)}/" for url in urls}


def reached(doors: dict[str, str], seconds: float = SECONDS) -> dict[str, bool]:
    """Host → whether it answers, whatever it answers: all are asked at the same time, each once."""
    with httpx.Client(timeout=seconds, headers={"User-Agent": USER_AGENT}, follow_redirects=False) as client:

        def answers(door: str) -> bool:
            try:
                client.head(door)
            except (httpx.HTTPError, httpx.InvalidURL):
                return False
            return True

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return dict(zip(doors, pool.map(answers, doors.values()), strict=True))
