"""The key that signs what the portal hands out: made on first start, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from filiera.errors import UsageError

NAME = "secret"
_LEAST = 32


def secret_key(home: Path) -> str:
    """The key in ``home/secret``; where there is none yet, a new one.

    Raises:
        UsageError: the home cannot be written, or the file holds no key.
    """
    path = home / NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(48))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "the portal's key cannot be kept ({reason})",
            where=str(path),
            remedy="give your user the right to write there, or set FILIERA_HOME to a folder of your own",
            words={"reason": error},
        ) from error
    if len(key) < _LEAST:
        raise UsageError("holds no key", where=str(path), remedy="delete it: the next start makes a new one")
    return key


def _write_once(path: Path, key: str) -> None:
    # Written whole under another name, then linked: of two processes that start together one wins, no one reads half.
    if path.exists():
        return
    beside = path.with_name(f"{NAME}.{os.getpid()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(key)
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:
        # A file system without links: the last to write wins, before either has signed anything.
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
