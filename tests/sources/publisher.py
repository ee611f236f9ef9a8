"""A publisher on this machine, who answers as well or as badly as a test asks: raw HTTP over a socket."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

TABLE = b"region,year,beds\n" + b"".join(b"XX%d,%d,%d\n" % (n % 7, 2000 + n % 25, n * 13 % 997) for n in range(2000))
"""What it publishes where nothing else is asked."""


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]


Answer = Callable[["Asked", socket.socket], None]


def answer(status: int = 200, body: bytes = b"", length: int | None = -1, **headers: str) -> bytes:
    """The bytes of an answer; ``length`` None leaves its statement out, another number states that."""
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(*parts: bytes) -> Answer:
    """Sends bytes and hangs up."""
    return lambda asked, line: [line.sendall(part) for part in parts] and None


def ranged(body: bytes, etag: str = '"one"', cut: int | None = None, **headers: str) -> Answer:
    """A file that can be had in parts; hangs up after ``cut`` bytes of the body."""

    def give(asked: Asked, line: socket.socket) -> None:
        start, status = 0, 200
        more = {"ETag": etag, "Content-Type": "text/csv", **headers}
        if asked.headers.get("if-none-match") == etag:
            line.sendall(answer(304, ETag=etag))
            return
        if "range" in asked.headers and asked.headers.get("if-range") == etag:
            start, status = int(asked.headers["range"].removeprefix("bytes=").rstrip("-")), 206
            if start >= len(body):
                line.sendall(answer(416, Content_Range=f"bytes */{len(body)}"))
                return
            more["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        sent = body[start:] if cut is None else body[start : start + cut]
        line.sendall(answer(status, sent, len(body) - start, **more))

    return give


@dataclass
class Publisher:
    """Gives the next of ``answers`` to each request; the last one for ever."""

    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    _ended: threading.Event = field(default_factory=threading.Event)

    def serve(self, door: socket.socket) -> None:
        """Until the door is closed."""
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            text = b""
            while b"\r\n\r\n" not in text:
                more = line.recv(65536)
                if not more:
                    return
                text += more
            first, *rest = text.partition(b"\r\n\r\n")[0].decode().split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
            asked = Asked(first.split(" ")[1], headers)
            self.asked.append(asked)
            give = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            give(asked, line)
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_WR)
                line.settimeout(0.2)
                line.recv(1)


@contextlib.contextmanager
def publisher(*answers: Answer) -> Iterator[Publisher]:
    """A publisher at work."""
    door = socket.create_server(("127.0.0.1", 0))
    at_work = Publisher(list(answers))
    at_work.url = f"http://127.0.0.1:{door.getsockname()[1]}"
    threading.Thread(target=at_work.serve, args=(door,), daemon=True).start()
    try:
        yield at_work
    finally:
        # A closed door alone would still be answered by the thread that waits at it.
        door.shutdown(socket.SHUT_RDWR)
        door.close()
