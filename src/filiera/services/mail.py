"""E-mail: by default into files below the home, which a developer and the tests read; else to a server."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from filiera.errors import UsageError

FOLDER = "mail"
PORTS = {"smtp": 587, "smtps": 465}
PATIENCE = 10
"""Seconds that the mail server may take."""
_CONNECTIONS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_TIMEOUT": "timeout",
    "EMAIL_FILE_PATH": "file_path",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail in plain text."""

    to: str
    subject: str
    text: str
    headers: dict[str, str] = field(default_factory=dict)


def send(home: Path, mail: Mail) -> None:
    """Hand an e-mail over: to the server, or into a file.

    Raises:
        OSError, smtplib.SMTPException: it was not taken.
    """
    from django.core.mail import EmailMessage, get_connection

    told = mail_settings(home)
    options = {name: told[key] for key, name in _CONNECTIONS.items() if key in told}
    connection = get_connection(told["EMAIL_BACKEND"], **options)
    message = EmailMessage(
        f"Filiera: {mail.subject}",
        mail.text,
        told["DEFAULT_FROM_EMAIL"],
        [mail.to],
        connection=connection,
        headers=mail.headers,
    )
    message.send()


def in_files(home: Path) -> bool:
    """Whether e-mail goes into files."""
    return "EMAIL_FILE_PATH" in mail_settings(home)


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
