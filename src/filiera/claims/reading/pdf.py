"""Reading pdf: pages of lines from a process of its own, joined to paragraphs here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from filiera.claims.reading.assembly import Assembly
from filiera.claims.reading.document import Document
from filiera.claims.reading.limits import (
    PDF_MEMORY_BYTES,
    PDF_SECONDS,
    TEXT_CHARACTERS,
    TEXT_TOO_LARGE,
    refuse_size,
)
from filiera.claims.reading.pdf_paragraphs import Line, Page, paragraphs_of
from filiera.errors import DocumentError

_SAVE_AGAIN = "export it as PDF again, or check the document it was made from"
_END_MARK = b"%%EOF"
_END_WITHIN = 4_096
"""Bytes at the end of the file in which its end mark must stand; some mailers append a little."""


def read_pdf(name: str, content: bytes) -> Document:
    """A pdf with text. One that holds pictures of pages only is refused: nothing in it can be checked."""
    if b"%PDF-" not in content[:1_024]:
        raise DocumentError("the file is not a PDF, whatever its name says", remedy=_SAVE_AGAIN)
    if _END_MARK not in content[-_END_WITHIN:]:
        raise DocumentError("the PDF is cut off: its end mark is missing", remedy=_SAVE_AGAIN)
    pages = _pages(content)
    assembly = Assembly()
    for paragraph in paragraphs_of(pages):
        assembly.add(paragraph.text, paragraph.kind, paragraph.where, paragraph.level)
    if not any(page.lines for page in pages):
        raise DocumentError(
            "the PDF holds no text, as scanned pages do",
            remedy="run text recognition (OCR) on it, or check the document it was made from",
        )
    return assembly.document(name, "pdf")


def _pages(content: bytes) -> list[Page]:
    answer = _run_reader(content)
    error = answer.get("error")
    if error == "encrypted":
        raise DocumentError("the file is encrypted", remedy="save a copy without password and check that")
    if error == "too long":
        raise refuse_size(TEXT_CHARACTERS, TEXT_TOO_LARGE)
    if error == "damaged page":
        raise DocumentError("page {page} of the PDF is damaged", remedy=_SAVE_AGAIN, words={"page": answer["page"]})
    if error:
        raise DocumentError("the PDF is damaged", remedy=_SAVE_AGAIN)
    return [
        Page(number, page["height"], [Line(*line) for line in page["lines"]])
        for number, page in enumerate(answer["pages"], start=1)
    ]


def _run_reader(content: bytes) -> dict[str, Any]:
    script = Path(__file__).with_name("pdf_pages.py")
    command = [sys.executable, "-P", str(script), str(TEXT_CHARACTERS), str(PDF_MEMORY_BYTES)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PDF_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise DocumentError(
            "reading the PDF takes more than {limit} seconds, the limit",
            remedy=_SAVE_AGAIN,
            words={"limit": PDF_SECONDS},
        ) from None
    except OSError as error:
        raise DocumentError(
            "the reader of PDF files cannot be started ({reason})",
            remedy="check the installation, or save the document as .docx",
            words={"reason": error.strerror},
        ) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # Out of memory, or brought down by what the file holds: to the reader it is the same.
        raise DocumentError("the PDF is damaged, or needs too much memory to read", remedy=_SAVE_AGAIN) from None
    return answer
