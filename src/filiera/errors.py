"""Every error that a user can meet: what happened, where, and what to do about it."""

from __future__ import annotations


class FilieraError(Exception):
    """Root of all errors that reach a user.

    ``what`` says what happened, ``where`` names the file, line, field or address,
    ``remedy`` says what to do. ``str(error)`` joins them in that order.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head


class PackError(FilieraError, ValueError):
    """A pack file does not say what its schema asks for."""


class PackNotFoundError(FilieraError, LookupError):
    """No pack of that name, or no pack folder at that place."""


class DocumentError(FilieraError, ValueError):
    """A document that cannot be read: unknown format, encrypted, empty, too large, damaged."""


class EvidenceError(FilieraError, RuntimeError):
    """The evidence store is missing, damaged, or refused a build."""


class AddressError(FilieraError, LookupError):
    """No such indicator, claim, source or organisation."""


class ProvenanceError(FilieraError, ValueError):
    """A figure without a path to a source: it cannot be published."""


class UsageError(FilieraError, ValueError):
    """A request that cannot be carried out as asked (a busy port, a bad option)."""
