"""The zip archive that a docx is: its limits, checked before and while anything is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any, Protocol, cast

from filiera.claims.reading.file_bytes import content_kind, refuse_other_content
from filiera.claims.reading.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    DOCX_TOO_LARGE,
    ELEMENTS,
    RATIO_FROM_BYTES,
    TOO_MANY_FILES,
    TOO_MANY_PARTS,
    refuse_count,
    refuse_size,
)
from filiera.errors import DocumentError

_CHUNK = 65_536
_SAVE_AGAIN = "open it in a word processor, save it as .docx again and check that"
_MAIN_DOCUMENT = "word/document.xml"
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class PartReader(Protocol):
    """Takes what stands in an XML part, event by event; no tree of it is built."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...


class Package:
    """An archive whose directory stays within the limits and names no path outside of it."""

    def __init__(self, content: bytes) -> None:
        if content_kind(content) != "zip":
            refuse_other_content(content, "zip")
            raise DocumentError("the file is not a docx: it is no zip archive", remedy=_SAVE_AGAIN)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE:
            raise DocumentError("the docx is damaged or cut off", remedy=_SAVE_AGAIN) from None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._unpacked = 0
        self._check_directory()
        self.document = self._main_document()

    def beside(self, part: str) -> str:
        """The name of a part that lies beside the main document."""
        return posixpath.join(posixpath.dirname(self.document), part)

    def _check_directory(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > ARCHIVE_ENTRIES:
            raise refuse_count(ARCHIVE_ENTRIES, TOO_MANY_FILES)
        for entry in entries:
            path = entry.filename.replace("\\", "/")
            if path.startswith("/") or ".." in path.split("/") or ":" in path or path in self._entries:
                raise DocumentError("the docx names a file inside it twice, or outside of it", remedy=_SAVE_AGAIN)
            if entry.flag_bits & _ENCRYPTED:
                raise DocumentError("the file is encrypted", remedy="save a copy without password and check that")
            if entry.file_size > RATIO_FROM_BYTES and entry.file_size > entry.compress_size * ARCHIVE_RATIO:
                raise _bomb()
            self._entries[path] = entry
        if sum(entry.file_size for entry in entries) > ARCHIVE_BYTES:
            raise refuse_size(ARCHIVE_BYTES, DOCX_TOO_LARGE)

    def _main_document(self) -> str:
        relations = _Relations()
        self.parse("_rels/.rels", relations)
        target = posixpath.normpath(relations.main_document.lstrip("/")) if relations.main_document else ""
        for name in (target, _MAIN_DOCUMENT):
            if name.startswith("word/") and name in self._entries:
                return name
        raise DocumentError("the archive holds no Word document", remedy=_SAVE_AGAIN)

    def parse(self, name: str, reader: PartReader) -> None:
        """Read one XML part. Document type declarations are refused: no docx has one, bombs do."""
        from lxml import etree

        entry = self._entries.get(name)
        if entry is None:
            return
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentError(
                "{name} in the docx is packed in an unusual way", remedy=_SAVE_AGAIN, words={"name": name}
            )
        parser = etree.XMLParser(
            target=cast("Any", _Guarded(reader)),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            recover=False,
        )
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._count(len(chunk))
                    parser.feed(chunk)
            parser.close()
        except etree.LxmlError as error:
            words = {"name": name, "problem": error}
            raise DocumentError(
                "{name} in the docx is not well-formed ({problem})", remedy=_SAVE_AGAIN, words=words
            ) from None
        except DocumentError:
            raise
        except _DAMAGE:
            raise DocumentError("{name} in the docx is damaged", remedy=_SAVE_AGAIN, words={"name": name}) from None

    def _count(self, length: int) -> None:
        """The directory may lie, so what is unpacked is counted too."""
        self._unpacked += length
        if self._unpacked > ARCHIVE_BYTES:
            raise refuse_size(ARCHIVE_BYTES, DOCX_TOO_LARGE)


class _Guarded:
    """Hands events on while they stay within the limits."""

    def __init__(self, reader: PartReader) -> None:
        self._start = reader.start
        self.end = reader.end
        self.data = reader.data
        self._elements = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise DocumentError("the docx declares XML entities, which no docx needs", remedy=_SAVE_AGAIN)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > ELEMENTS:
            raise refuse_count(ELEMENTS, TOO_MANY_PARTS)
        self._start(tag, attributes)

    def close(self) -> None:
        return None


class _Relations:
    """Which part of the package is the document itself."""

    def __init__(self) -> None:
        self.main_document = ""

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main_document = attributes.get("Target", "")

    def end(self, tag: str) -> None:
        return None

    def data(self, text: str) -> None:
        return None


def _bomb() -> DocumentError:
    return DocumentError(
        "a file inside the docx unpacks to more than {limit} times its size, the limit",
        remedy=_SAVE_AGAIN,
        words={"limit": ARCHIVE_RATIO},
    )
