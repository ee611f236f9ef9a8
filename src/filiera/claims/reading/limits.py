"""How large a document may be, so that reading one is bounded in memory and time."""

from __future__ import annotations

from filiera.errors import DocumentError, Phrase

MB = 1_000_000

FILE_BYTES = 20 * MB
TEXT_CHARACTERS = 20 * MB
SEGMENTS = 1_000_000
"""More paragraphs than any document that a person wrote; each costs memory."""

ELEMENTS = 3_000_000
"""Tags in a html file or in one part of a docx."""

DEPTH = 5_000
"""Elements open at the same time: pages with unclosed tags nest a few hundred."""

ARCHIVE_ENTRIES = 5_000
ARCHIVE_BYTES = 100 * MB
ARCHIVE_RATIO = 250
"""Unpacked against packed size of one entry; text documents stay under 50."""

RATIO_FROM_BYTES = 1 * MB
"""Small entries may compress as well as they like."""

PDF_SECONDS = 60
PDF_MEMORY_BYTES = 1_000 * MB

SHORTER = "split the document and check the parts"


FILE_TOO_LARGE = Phrase("the file is larger than {limit} MB, the limit")
TEXT_TOO_LARGE = Phrase("the text is larger than {limit} MB, the limit")
DOCX_TOO_LARGE = Phrase("the docx, unpacked, is larger than {limit} MB, the limit")
TOO_MANY_PARAGRAPHS = Phrase("more than {limit:,} paragraphs, the limit")
TOO_MANY_FILES = Phrase("more than {limit:,} files inside the docx, the limit")
TOO_MANY_PARTS = Phrase("more than {limit:,} elements in one part of the docx, the limit")
TOO_MANY_ELEMENTS = Phrase("more than {limit:,} html elements, the limit")
TOO_DEEP = Phrase("more than {limit:,} html elements inside one another, the limit")


def refuse_size(limit: int, what: Phrase) -> DocumentError:
    """The error for a file or text beyond ``limit`` bytes or characters."""
    return DocumentError(what.filled(limit=limit // MB), remedy=SHORTER)


def refuse_count(limit: int, what: Phrase) -> DocumentError:
    """The error for more of something than ``limit``."""
    return DocumentError(what.filled(limit=limit), remedy=SHORTER)
