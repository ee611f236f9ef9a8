"""Where the contributions of a home lie: a file in it, or the PostgreSQL database that ``FILIERA_DATABASE`` names."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from filiera.errors import UsageError

SETTING = "FILIERA_DATABASE"
FOLDER = "contributions"
FILE = "contributions.sqlite3"
PATIENCE = 10
"""Seconds that a writer waits for another."""
OF_HOME = "{home}"
"""In the setting: a name of the home, so that several share one setting and no row."""
_SCHEMES = ("postgresql", "postgres")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
Settings = dict[str, Any]


def in_postgresql() -> bool:
    """Whether the contributions lie in PostgreSQL."""
    return bool(os.environ.get(SETTING))


def file_of(home: Path) -> Path:
    """The file that holds the contributions of a home, where they are not in PostgreSQL."""
    return home / FOLDER / FILE


def place_of(home: Path) -> str:
    """Where the contributions of a home lie, as an error tells it: without a password."""
    if not in_postgresql():
        return str(file_of(home))
    found = settings_of(home)
    host = found["HOST"] if not found["PORT"] else f"{found['HOST']}:{found['PORT']}"
    return f"postgresql://{host}/{found['NAME']}?schema={schema_of(home)}"


def settings_of(home: Path) -> Settings:
    """Django's settings of the database of a home.

    Raises:
        UsageError: the address in the setting is none, or what is needed for PostgreSQL is not installed.
    """
    address = os.environ.get(SETTING, "")
    return _postgresql(_named(address, home)) if address else sqlite(file_of(home))


def schema_of(home: Path) -> str:
    """The schema of a home's tables, in PostgreSQL."""
    return _schema(_named(os.environ[SETTING], home))


def sqlite(path: Path) -> Settings:
    """Django's settings of a file in use."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # The last one that leaves a file writes all of it back: not after every request.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": PATIENCE,
            # A writer takes its turn at once: two that read first and then write would shut each other out.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _named(address: str, home: Path) -> str:
    return address.replace(OF_HOME, hashlib.sha256(bytes(home.resolve())).hexdigest()[:12])


@lru_cache(maxsize=64)
def _schema(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query)).get("schema", "public")


@lru_cache(maxsize=64)
def _postgresql(address: str) -> Settings:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _no_address() from error
    more = dict(parse_qsl(parts.query))
    name = unquote(parts.path.removeprefix("/"))
    schema = _schema(address)
    more.pop("schema", None)
    if parts.scheme not in _SCHEMES or not name or not _NAME.fullmatch(schema):
        raise _no_address()
    if find_spec("psycopg") is None:
        raise UsageError(
            "what PostgreSQL needs is not installed", where=SETTING, remedy="pip install 'filiera[portal,postgresql]'"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or more.pop("host", ""),
        "PORT": str(port or more.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": str(PATIENCE),
            "application_name": "filiera",
            "options": f"-c search_path={schema} -c lock_timeout={PATIENCE}s -c client_min_messages=warning",
            **more,
        },
    }


def _no_address() -> UsageError:
    # Not even a part of it is told: it may hold a password.
    return UsageError(
        "is no address of a PostgreSQL database",
        where=SETTING,
        remedy="write it as postgresql://user:password@host:5432/name, and ?schema=name in small letters where "
        "several hubs share it; unset it for a file in the home",
    )
