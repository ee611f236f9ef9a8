"""Runs a command with a PostgreSQL server of its own, on a socket that nobody else can reach, and takes it away after.

The command finds the server in FILIERA_DATABASE; every home has a schema of its own there.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROLE = "filiera"
UNPRIVILEGED = ("postgres", "nobody")
"""Whom the server runs as where root starts it: it refuses to be root."""


def server_account() -> str | None:
    """The account that the server must be started as; None: one's own."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


@contextmanager
def postgresql(programs: Path, *, durable: bool) -> Iterator[str]:
    """A server in a folder of its own; the address of its database as FILIERA_DATABASE has it."""
    account = server_account()
    # A socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="filiera-pg-", dir="/tmp"))
    if account:
        shutil.chown(folder, account)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        done = subprocess.run(command, user=account, capture_output=True, text=True, cwd=folder, check=False)
        if done.returncode:
            log = folder / "log"
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}{log.read_text() if log.is_file() else ''}")

    data = str(folder / "data")
    options = f"-k {folder} -c listen_addresses='' -c max_connections=200"
    if not durable:
        options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    try:
        run("initdb", "-D", data, "-U", ROLE, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start")
        run("createdb", "-h", str(folder), "-U", ROLE, ROLE)
        yield f"postgresql://{ROLE}@/{ROLE}?host={folder}&schema=h{{home}}"
    finally:
        try:
            if (folder / "data" / "postmaster.pid").exists():
                run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Starts the server, runs the command, ends the server; the command's exit status."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("programs", type=Path, help="folder of the server's programs (scripts/find_postgresql.sh)")
    arguments.add_argument("--durable", action="store_true", help="written through to the disk, as in use")
    arguments.add_argument("command", nargs=argparse.REMAINDER, help="after --")
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgresql(given.programs, durable=given.durable) as address:
        command = [part for part in given.command if part != "--"]
        return subprocess.run(command, env={**os.environ, "FILIERA_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
