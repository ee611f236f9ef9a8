"""Redirects and addresses: followed as far as they are safe, and never to what is no public address."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from filiera.errors import SourceError
from filiera.sources.fetching import Fetcher, Wanted
from filiera.sources.manners import Manners
from tests.sources.having import had, refused, whole
from tests.sources.publisher import TABLE, Asked, answer, publisher, says

WHOLE = answer(200, TABLE, Content_Type="text/csv")


def test_redirects_are_followed_but_not_for_ever(manners: Manners, folder: Path) -> None:
    with publisher(says(answer(302, Location="/next")), says(answer(307, Location="end")), says(WHOLE)) as there:
        whole(had(f"{there.url}/a", manners, folder))
        assert [each.path for each in there.asked] == ["/a", "/next", "/end"]
    with publisher(says(answer(302, Location="/a"))) as there:
        assert "without end" in refused(f"{there.url}/a", manners, folder).what
        assert len(there.asked) == 1

    def further(asked: Asked, line: socket.socket) -> None:
        line.sendall(answer(302, Location=f"{asked.path}x"))

    with publisher(further) as there:
        assert "without end" in refused(f"{there.url}/a", manners, folder).what
        assert len(there.asked) == manners.redirects + 1


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("ftp://127.0.0.1/beds.csv", "no http or https address"),
        ("gopher://x/1", "no http or https address"),
        ("http://me:secret@127.0.0.1/", "user name or password"),
        ("http://[::1", "no address"),
    ],
)
def test_a_redirect_elsewhere_is_refused(target: str, told: str, manners: Manners, folder: Path) -> None:
    with publisher(says(answer(301, Location=target))) as there:
        error = refused(there.url, manners, folder)
    assert told in error.what
    assert "secret" not in str(error)


def test_no_redirect_leads_from_https_to_http(manners: Manners, folder: Path) -> None:
    fetcher = Fetcher(manners)
    moved = httpx.MockTransport(lambda request: httpx.Response(302, headers={"Location": "http://127.0.0.1/plain"}))
    fetcher.asker.client = httpx.Client(transport=moved)
    with pytest.raises(SourceError, match="without encryption"):
        fetcher.get(Wanted("https://127.0.0.1/"), folder / "file.part")


@pytest.mark.parametrize("url", ["ftp://x/", "https://u:p@x/", "https://", "nonsense", "http://x y/", "https://x:a/"])
def test_an_address_that_is_none_is_never_asked(url: str, manners: Manners, folder: Path) -> None:
    refused(url, manners, folder)
