"""The one door: a path in, a document or a ``DocumentError`` that names the file out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from filiera.claims.reading.file_bytes import read_bytes, refuse_other_content
from filiera.claims.reading.limits import TEXT_CHARACTERS, TEXT_TOO_LARGE, refuse_size
from filiera.errors import DocumentError, Phrase

if TYPE_CHECKING:
    from filiera.claims.reading.document import Document

_FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
_CONTAINERS = {"pdf": "pdf", "docx": "zip"}

SUPPORTED = ("txt", "md", "html", "pdf", "docx")

_WORD_PROCESSOR = Phrase("open it in a word processor and save it as .docx")
_SHEET = Phrase("save the sheet as text (.txt) and check that")
_RENAME = Phrase("rename it so that it ends in .txt")
_PDF = Phrase("export it as .pdf")
_SUPPORTED_FORMAT = Phrase("save it in one of these formats")
_OTHER_REMEDIES = {
    ".doc": _WORD_PROCESSOR,
    ".docm": _WORD_PROCESSOR,
    ".dotx": _WORD_PROCESSOR,
    ".odt": _WORD_PROCESSOR,
    ".rtf": _WORD_PROCESSOR,
    ".pages": Phrase("export it as .docx or .pdf"),
    ".xls": _SHEET,
    ".xlsx": _SHEET,
    ".ods": _SHEET,
    ".csv": _RENAME,
    ".tsv": _RENAME,
    ".ppt": _PDF,
    ".pptx": _PDF,
    ".odp": _PDF,
    ".epub": Phrase("convert it to .html or .pdf"),
}


def read_document(path: Path) -> Document:
    """The text of the document at ``path``, with its segments and their places.

    Raises ``DocumentError`` for whatever cannot be read; it says why and what to do.
    """
    try:
        return _read(path)
    except DocumentError as error:
        raise error.at(error.where or _shown(path)) from error
    except (MemoryError, RecursionError):
        raise DocumentError(
            "the document needs more memory than there is", where=_shown(path), remedy="split it into parts"
        ) from None


def _read(path: Path) -> Document:
    suffix = path.suffix.lower()
    form = _FORMATS.get(suffix)
    if form is None and not path.is_dir():
        raise _unsupported(suffix)
    content = read_bytes(path)
    assert form is not None  # a folder was refused as such
    refuse_other_content(content, _CONTAINERS.get(form, ""))
    document = _read_content(path.name, form, content)
    if len(document.text) > TEXT_CHARACTERS:
        raise refuse_size(TEXT_CHARACTERS, TEXT_TOO_LARGE)
    return document


def _read_content(name: str, form: str, content: bytes) -> Document:
    # Each reader brings its own libraries: only the one that is needed is imported.
    if form == "html":
        from filiera.claims.reading.html import read_html

        return read_html(name, content)
    if form == "docx":
        from filiera.claims.reading.docx import read_docx

        return read_docx(name, content)
    if form == "pdf":
        from filiera.claims.reading.pdf import read_pdf

        return read_pdf(name, content)
    from filiera.claims.reading.plain import read_plain

    return read_plain(name, form, content)


def _unsupported(suffix: str) -> DocumentError:
    words = {"suffix": suffix, "endings": ", ".join(f".{form}" for form in SUPPORTED)}
    return DocumentError(
        "{suffix} documents are not read; those read are {endings}"
        if suffix
        else "a file without a suffix such as .txt is not read; those read are {endings}",
        remedy=_OTHER_REMEDIES.get(suffix, _SUPPORTED_FORMAT),
        words=words,
    )


def _shown(path: Path) -> str:
    """The path as it was given; bytes that are no text are replaced, so that it can be printed."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
