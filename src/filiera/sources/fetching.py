"""One file over HTTP: asked for politely, taken up after a cut, verified, and given only when it is whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from filiera.errors import SourceError, UnreachableError
from filiera.sources import answers
from filiera.sources.addresses import checked, masked
from filiera.sources.arrived import Got, finished
from filiera.sources.asking import AgainError, Asker
from filiera.sources.manners import Manners
from filiera.sources.partial import Noted, Partial, naming

Progress = Callable[[int, int | None], None]
"""Told how many bytes have arrived, and how many there will be where that is known."""
Explain = Callable[[int, bytes], SourceError | None]
"""What a protocol knows of an answer without data: its status and first bytes."""
_ENCODINGS = ("", "identity", "gzip", "x-gzip")
_READ_OF_FAULTS = 16_384
_UNREACHED = 2
"""Attempts in a row after which a machine is taken to be offline."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the publisher said of the bytes that are held already."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request: the address, what is held of it, and how its answer must look."""

    url: str
    known: Known = Known()
    form: str = ""
    """The format that the answer must have, as a pack calls it; any if empty."""
    sha256: str = ""
    """Of the bytes, where it is stated apart from the answer."""
    explain: Explain = lambda status, body: None


@dataclass(slots=True)
class Fetcher:
    """Fetches files; may be shared by threads."""

    manners: Manners = field(default_factory=Manners)
    asker: Asker = field(init=False)

    def __post_init__(self) -> None:
        self.asker = Asker(self.manners)

    def close(self) -> None:
        """Let go of connections."""
        self.asker.close()

    def get(self, wanted: Wanted, part: Path, progress: Progress = lambda size, total: None) -> Got | None:
        """The file, whole and verified, beside ``part``, where it arrives; None where it is the one that is held.

        Raises:
            UnreachableError: there is no way to the host.
            SourceError: it cannot be had, or is not what was asked for.
        """
        m, where = self.manners, masked(checked(wanted.url))
        deadline = m.clock() + m.in_all
        arriving = Partial(part, m.checkpoint)
        attempt = unreached = 0
        while True:
            attempt += 1
            try:
                return self._attempt(wanted, arriving, deadline, progress)
            except AgainError as again:
                unreached = unreached + 1 if isinstance(again.error, UnreachableError) else 0
                if attempt >= m.attempts or unreached >= _UNREACHED:
                    raise again.error from again
                wait = m.pause_before(attempt) if again.wait is None else again.wait
                if wait > m.longest_wait:
                    raise SourceError(
                        "the publisher asks to wait {minutes} minutes",
                        where=where,
                        remedy="fetch again after that",
                        words={"minutes": int(wait // 60)},
                    ) from again
                if m.clock() + wait > deadline:
                    raise again.error from again
                m.sleep(wait)
            finally:
                arriving.close()

    def _attempt(self, wanted: Wanted, arriving: Partial, deadline: float, progress: Progress) -> Got | None:
        where, taken = masked(wanted.url), arriving.take_up(wanted.url)
        with self.asker.answer(wanted.url, _headers(wanted.known, taken)) as answer:
            if answer.status_code == 304 and not taken and wanted.known != Known():
                return None
            if answer.status_code in (206, 416):
                if taken is None or not _goes_on(answer, taken):
                    # Another file than the one that was begun: from the start.
                    arriving.drop()
                    raise AgainError(answers.cut_off(where), wait=0)
                arriving.go_on()
            else:
                self._begin(answer, wanted, arriving)
            stated = answers.checksums(answer.headers, whole=answer.status_code == 200)
            noted = arriving.noted
            total = noted.total if noted else None
            try:
                # As they come: what is cut off is not lost in a buffer, and time is looked at with every piece.
                for chunk in answer.iter_raw():
                    arriving.add(chunk)
                    progress(arriving.size, total)
                    self._check_limits(arriving, deadline, where)
            finally:
                arriving.close()
        if total is not None and arriving.size != total:
            arriving.drop()
            raise AgainError(answers.cut_off(where))
        return self._finish(wanted, arriving, stated)

    def _finish(self, wanted: Wanted, arriving: Partial, stated: dict[str, bytes]) -> Got:
        where = masked(wanted.url)
        if not answers.agrees(arriving.path, stated):
            arriving.drop()
            raise AgainError(
                SourceError(
                    "the bytes are not those whose checksum the publisher states",
                    where=where,
                    remedy="fetch again later; if it stays so, tell the publisher",
                )
            )
        try:
            return finished(arriving, where, wanted.form, wanted.sha256, self.manners.unpacked)
        except answers.DamagedError as error:
            arriving.drop()
            raise AgainError(error) from error
        except SourceError:
            arriving.drop()
            raise

    def _begin(self, answer: httpx.Response, wanted: Wanted, arriving: Partial) -> None:
        where, status = masked(wanted.url), answer.status_code
        if status != 200:
            body = b"".join(_first(answer, _READ_OF_FAULTS))
            error = wanted.explain(status, body) or answers.refusal(status, where)
            if status in answers.AGAIN:
                raise AgainError(error, self.manners.asked_to_wait(answer.headers.get("retry-after", "")))
            raise error
        if answers.a_page(answer.headers.get("content-type", "")):
            raise answers.no_data(where)
        encoding = answer.headers.get("content-encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise SourceError(
                "is packed in a way that was not asked for ({encoding})",
                where=where,
                remedy="tell the publisher, or name another address in the pack",
                words={"encoding": encoding},
            )
        total = _number(answer.headers.get("content-length", ""))
        if total is not None and total > self.manners.largest:
            raise _too_large(where, self.manners.largest)
        arriving.begin(
            Noted(
                url=naming(wanted.url),
                etag=answer.headers.get("etag", ""),
                last_modified=answer.headers.get("last-modified", ""),
                encoding="gzip" if "gzip" in encoding else "",
                content_type=answer.headers.get("content-type", ""),
                total=total,
            )
        )

    def _check_limits(self, arriving: Partial, deadline: float, where: str) -> None:
        if arriving.size > self.manners.largest:
            arriving.drop()
            raise _too_large(where, self.manners.largest)
        if self.manners.clock() > deadline:
            raise SourceError(
                "took longer than {seconds} seconds",
                where=where,
                remedy="fetch again: it goes on where it was left, if the publisher allows that",
                words={"seconds": int(self.manners.in_all)},
            )


def _headers(known: Known, taken: Noted | None) -> dict[str, str]:
    if taken is not None:
        return {"Range": f"bytes={taken.size}-", "If-Range": taken.validator}
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else {}


def _goes_on(answer: httpx.Response, taken: Noted) -> bool:
    """Whether an answer is the rest of the file that was begun."""
    unit, _, span = answer.headers.get("content-range", "").partition(" ")
    start, total = span.partition("-")[0], span.partition("/")[2]
    etag = answer.headers.get("etag", taken.etag)
    changed = answer.headers.get("last-modified", taken.last_modified)
    return (
        answer.status_code == 206
        and unit == "bytes"
        and _number(start) == taken.size
        and (taken.total is None or _number(total) in (taken.total, None))
        and etag == taken.etag
        and changed == taken.last_modified
        and ("gzip" in answer.headers.get("content-encoding", "")) == bool(taken.encoding)
    )


def _first(answer: httpx.Response, most: int) -> Iterator[bytes]:
    taken = 0
    with contextlib.suppress(httpx.TransportError, httpx.DecodingError):
        for chunk in answer.iter_bytes(4096):
            yield chunk
            taken += len(chunk)
            if taken >= most:
                return


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _too_large(where: str, largest: int) -> SourceError:
    return SourceError(
        "is larger than {largest} bytes",
        where=where,
        remedy="see that it is the file that you want; narrow the query in the pack",
        words={"largest": largest},
    )
