"""A load generator that leaves the processor to the server: keep-alive connections read with plain sockets.

It runs as a process of its own. Each connection sends a request, waits for its whole answer, and sends the next
(a closed loop); status and length of every answer are checked, and of one in fifty what it
unpacks to. An answer that comes in pieces has no length to check.
Run by serving.py: python benchmarks/_load.py PORT CONNECTIONS SECONDS < addresses, one a line
"""

from __future__ import annotations

import gzip
import json
import resource
import selectors
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle

SAMPLED = 50
LAST_PIECE = b"\r\n0\r\n\r\n"
FRESH = "{n}"
"""Where this stands in an address, a number takes its place that no other request has."""


@dataclass(frozen=True)
class Load:
    """What one run found: requests a second, milliseconds, and seconds of processor that asking took."""

    answers: int
    errors: int
    rate: float
    p50: float
    p95: float
    p99: float
    asking: float
    complaint: str = ""


class Connection:
    """One connection: what it has sent, and what has come back of the answer."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.path, self.began, self.received = "", 0.0, b""
        self.wanted, self.body, self.in_pieces = -1, 0, False

    def ask(self, path: str, request: bytes) -> None:
        """Sends the next request."""
        self.path, self.received, self.wanted = path, b"", -1
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Takes in what has come; whether the answer is whole."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.received = self.received + part if self.received else part
        if self.wanted < 0:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = self.received[:end].lower()
            place = head.find(b"content-length:")
            self.body = end + 4
            self.in_pieces = place < 0
            self.wanted = 0 if place < 0 else self.body + int(head[place + 15 :].split(b"\r\n", 1)[0])
        if self.in_pieces and self.received.endswith(LAST_PIECE):
            self.wanted = len(self.received)
        return 0 < self.wanted <= len(self.received)


def requests(port: int, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """The requests in turn, as a browser that unpacks gzip sends them."""
    tail = f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
    # Numbers of one length, so that pages that print their own address have one length too.
    fresh = time.time_ns()
    for path in cycle(paths):
        fresh += 1
        yield path, f"GET {path.replace(FRESH, str(fresh))}{tail}".encode()


def load(port: int, connections: int, seconds: float, paths: list[str]) -> Load:
    """Asks for ``paths`` in turn over so many connections for so long."""
    asked = requests(port, paths)
    lengths: dict[str, int] = {}
    unpacked: dict[str, int] = {}
    taken: list[float] = []
    errors, complaint = 0, ""
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            connection = Connection(port)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(*next(asked))
        used = _processor()
        began = time.perf_counter()
        ends = began + seconds
        waiting = connections
        while waiting:
            for key, _ in selector.select():
                connection = key.data
                if not connection.read():
                    continue
                now = time.perf_counter()
                taken.append(now - connection.began)
                if fault := _fault(connection, lengths, unpacked, len(taken)):
                    errors, complaint = errors + 1, fault
                if now < ends:
                    connection.ask(*next(asked))
                else:
                    waiting -= 1
                    selector.unregister(connection.socket)
                    connection.socket.close()
        whole = time.perf_counter() - began
    cuts = [1000 * cut for cut in statistics.quantiles(taken, n=100)]
    rate = len(taken) / whole
    return Load(len(taken), errors, rate, cuts[49], cuts[94], cuts[98], _processor() - used, complaint)


def _fault(connection: Connection, lengths: dict[str, int], unpacked: dict[str, int], number: int) -> str:
    """What is wrong with an answer; empty where nothing is."""
    answer, path = connection.received, connection.path
    if not answer.startswith(b"HTTP/1.1 200 "):
        return f"{path}: {answer[:40]!r}"
    size = connection.wanted - connection.body
    if size != len(answer) - connection.body or size < SAMPLED:
        return f"{path}: {len(answer) - connection.body} bytes for {size}"
    if connection.in_pieces:
        return ""
    # A page with a number of its own packs to a length of its own.
    if FRESH not in path and lengths.setdefault(path, size) != size:
        return f"{path}: {size} bytes, before {lengths[path]}"
    if number % SAMPLED == 0:
        body = answer[connection.body :]
        plain = len(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
        if unpacked.setdefault(path, plain) != plain:
            return f"{path}: {plain} bytes unpacked, before {unpacked[path]}"
    return ""


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    json.dump(asdict(load(port, connections, seconds, sys.stdin.read().split())), sys.stdout)


if __name__ == "__main__":
    main()
