"""One question to a host and its answer: redirects looked at before they are followed, faults told in our words."""

from __future__ import annotations

import contextlib
import logging
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

from filiera.errors import SourceError, UnreachableError
from filiera.sources import answers
from filiera.sources.addresses import checked, host_of, masked
from filiera.sources.manners import USER_AGENT, Manners, Pace

# The library would write addresses as they are, with keys and all.
logging.getLogger("httpx").setLevel(logging.WARNING)


class AgainError(Exception):
    """An attempt failed in a way that another may mend; ``wait``: the seconds that the publisher asks for."""

    def __init__(self, error: SourceError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


@dataclass(slots=True)
class Asker:
    """Asks hosts, each at its pace; may be shared by threads."""

    manners: Manners
    pace: Pace = field(init=False)
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        m = self.manners
        self.pace = Pace(m)
        # No redirect is followed unseen, no certificate goes unverified.
        self.client = httpx.Client(
            timeout=httpx.Timeout(m.read, connect=m.connect),
            headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"},
            follow_redirects=False,
        )

    def close(self) -> None:
        """Let go of connections."""
        self.client.close()

    @contextlib.contextmanager
    def answer(self, wanted: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer at the end of all redirects, its body unread."""
        with _told(masked(wanted)):
            url, been = wanted, set[str]()
            while True:
                been.add(url)
                self.pace.wait_for(host_of(url))
                with self.client.stream("GET", url, headers=headers) as answer:
                    if answer.status_code not in answers.MOVED:
                        yield answer
                        return
                    target = urljoin(url, answer.headers.get("location", ""))
                if target in been or len(been) > self.manners.redirects:
                    raise SourceError(
                        "is redirected without end",
                        where=masked(wanted),
                        remedy="look up its address with the publisher, and mend the pack",
                    )
                checked(target)
                if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
                    raise SourceError(
                        "is redirected from https to an address without encryption",
                        where=masked(wanted),
                        remedy="look up an https address with the publisher, and mend the pack",
                    )
                url = target


@contextlib.contextmanager
def _told(where: str) -> Iterator[None]:
    """Faults of the connection in the project's words; those that may pass are tried again."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        if _untrusted(error):
            raise SourceError(
                "the host's certificate cannot be trusted",
                where=where,
                remedy="check this machine's clock and certificates; if they are right, tell the publisher",
            ) from error
        raise AgainError(
            UnreachableError(
                "no connection to {host}",
                where=where,
                remedy="check the network; what was fetched before stays in use",
                words={"host": host_of(where)},
            )
        ) from error
    except httpx.TimeoutException as error:
        silent = SourceError("the publisher's server does not answer in time", where=where, remedy="fetch again later")
        raise AgainError(silent) from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError) as error:
        raise SourceError("is no address on the web", where=where, remedy="mend the address in the pack") from error
    except httpx.TransportError as error:
        if "location header" in str(error):
            # The library looks at it even where it does not follow it.
            raise SourceError(
                "is redirected to what is no address on the web",
                where=where,
                remedy="look up its address with the publisher, and mend the pack",
            ) from error
        raise AgainError(answers.cut_off(where)) from error


def _untrusted(error: BaseException) -> bool:
    step: BaseException | None = error
    while step is not None:
        if isinstance(step, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(step):
            return True
        step = step.__cause__ or step.__context__
    return False
