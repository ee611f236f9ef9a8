"""The bytes of a document file, and what they say the file is, whatever its name says."""

from __future__ import annotations

import stat
from pathlib import Path

from filiera.claims.reading.limits import FILE_BYTES, FILE_TOO_LARGE, refuse_size
from filiera.errors import DocumentError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
    (_OLE, "ole"),
)
# Word writes the name of the stream that holds an encrypted docx in UTF-16.
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def read_bytes(path: Path) -> bytes:
    """All bytes of a regular file that is neither empty nor beyond the limit."""
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise DocumentError("is a folder, not a document", remedy="name one file in it")
        if not stat.S_ISREG(kind.st_mode):
            raise DocumentError("is not a regular file", remedy="save the document as a file and check that")
        if kind.st_size > FILE_BYTES:
            raise refuse_size(FILE_BYTES, FILE_TOO_LARGE)
        with path.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except DocumentError:
        raise
    except FileNotFoundError:
        raise DocumentError("no such file", remedy="check the name and the folder") from None
    except PermissionError:
        raise DocumentError("may not be read", remedy="ask its owner for permission to read it") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError("cannot be opened ({reason})", remedy="check the path", words={"reason": reason}) from None
    except ValueError:
        raise DocumentError("is not a name that a file can have", remedy="check the path") from None
    if not content:
        raise DocumentError("the file is empty", remedy="save the document again and check that")
    if len(content) > FILE_BYTES:
        raise refuse_size(FILE_BYTES, FILE_TOO_LARGE)
    return content


def content_kind(content: bytes) -> str:
    """``pdf``, ``zip``, ``rtf``, ``ole`` by the first bytes; empty where they say nothing.

    A pdf may have some bytes before its mark, which readers forgive; others begin at once.
    """
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    return ""


def refuse_other_content(content: bytes, expected: str) -> None:
    """Raise where the content is of another format than the name of the file says."""
    kind = content_kind(content)
    if kind == expected or not kind:
        return
    if kind == "pdf":
        raise DocumentError("the file is a PDF under another name", remedy="rename it so that it ends in .pdf")
    if kind == "zip":
        raise DocumentError(
            "the file is a zip archive, as docx files are, under another name",
            remedy="if it is a Word document, rename it so that it ends in .docx",
        )
    if kind == "ole" and _ENCRYPTED_OFFICE in content:
        raise DocumentError("the file is encrypted", remedy="save a copy without password and check that")
    raise DocumentError(
        "the file is in an older word-processor format",
        remedy="open it in a word processor and save it as .docx",
    )
