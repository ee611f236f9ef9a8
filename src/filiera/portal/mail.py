"""Where e-mail goes: by default into files below the home, which a developer and the tests read; else to a server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from filiera.errors import UsageError

FOLDER = "mail"
PORTS = {"smtp": 587, "smtps": 465}
PATIENCE = 10
"""Seconds that the mail server may take."""


def mail_settings(home: Path) -> dict[str, Any]:
    """Django's settings for e-mail, from ``FILIERA_MAIL`` (smtp://user:password@host:587; smtps:// for port 465)
    and ``FILIERA_MAIL_FROM``.

    Raises:
        UsageError: the address of the server is not understood.
    """
    sender = os.environ.get("FILIERA_MAIL_FROM") or "Filiera <filiera@localhost>"
    told = os.environ.get("FILIERA_MAIL", "")
    if not told:
        folder = home / FOLDER
        # Addresses stand in these files: they are their owner's alone.
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return {
            "DEFAULT_FROM_EMAIL": sender,
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder),
        }
    server = urlsplit(told)
    if server.scheme not in PORTS or not server.hostname:
        raise UsageError(
            "the mail server is not understood",
            where="FILIERA_MAIL",
            remedy="write smtp://user:password@host:587, or smtps://… for a server on port 465",
        )
    return {
        "DEFAULT_FROM_EMAIL": sender,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or PORTS[server.scheme],
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_TLS": server.scheme == "smtp",
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_TIMEOUT": PATIENCE,
    }
