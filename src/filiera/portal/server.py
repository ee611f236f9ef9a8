"""Serving the portal from this machine."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from filiera.errors import Phrase, UsageError

WORKERS = min(4, os.cpu_count() or 1)
"""Processes that serve, each with the evidence open and pages kept of its own; Python uses one processor in each."""
THREADS = 4
LAST_ANSWERS = 3
"""Seconds that answers under way may still take after Ctrl-C."""


def serve(host: str, port: int, home: Path, announce: Callable[[], None] | None = None) -> None:
    """Serve the portal of ``home`` on ``host:port`` until Ctrl-C; ``announce`` is called just before it starts.

    Raises:
        UsageError: the port is taken or may not be used.
        EvidenceError: nothing was built in ``home`` yet.
    """
    check_port(host, port)
    os.environ["FILIERA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "filiera.portal.settings"
    hosts = os.environ.get("FILIERA_HOSTS", "")
    os.environ["FILIERA_HOSTS"] = ",".join(filter(None, (hosts, host)))

    import django
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    django.setup(set_prefix=False)
    from filiera.portal.static_files import prepare_static
    from filiera.services.pages import Evidence

    with Evidence.open(home):
        prepare_static()
    # A forked worker would inherit DuckDB without its threads, and wait for them for ever when it ends.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "filiera.portal.worker:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_ANSWERS,
        log_level=LogLevels.error,
    )
    if hasattr(signal, "SIGHUP"):
        # Whoever closes the terminal wants the end, not a reload.
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    if announce is not None:
        announce()
    server.serve()


def check_port(host: str, port: int) -> None:
    """See that ``port`` can be had.

    Raises:
        UsageError: names the port and another that may be tried.
    """
    if not 0 < port < 65536:
        raise UsageError("there is no such port", where=str(port), remedy="choose one between 1024 and 65535")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise UsageError("this machine has no such address", where=host, remedy="use 127.0.0.1") from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        # As servers do: a port that an ended server has just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise _refused(host, port, error) from error


def _refused(host: str, port: int, error: OSError) -> UsageError:
    other = port + 1 if 1024 <= port < 65535 else 8001
    remedy = Phrase("PORT={other} make hub (or: filiera serve --port {other})", {"other": other})
    words = {"port": port, "reason": error.strerror}
    if error.errno == errno.EADDRINUSE:
        return UsageError("port {port} is in use by another program", where=host, remedy=remedy, words=words)
    if error.errno == errno.EACCES:
        return UsageError("port {port} may not be used by you", where=host, remedy=remedy, words=words)
    return UsageError("port {port} cannot be used ({reason})", where=host, remedy=remedy, words=words)
