"""Domains of e-mail addresses: as they are compared, and those under which anybody can have one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_PUBLIC = Path(__file__).with_name("mail_domains.yml")


@cache
def public_mail_domains() -> frozenset[str]:
    """Those of providers that give an address to whoever asks."""
    return frozenset(str(each) for each in yaml.safe_load(_PUBLIC.read_text(encoding="utf-8")))


def is_public(domain: str) -> bool:
    """Whether anybody can have an address there: the domain, or one above it, is a provider's."""
    labels = domain.split(".")
    return any(".".join(labels[first:]) in public_mail_domains() for first in range(len(labels)))


def plain_domain(written: str) -> str:
    """As the network has it: lower case, letters beyond ASCII encoded; nothing where it is no domain of two parts."""
    try:
        plain = written.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = plain.split(".")
    return plain if len(labels) > 1 and all(labels) and not labels[-1].isdigit() else ""
