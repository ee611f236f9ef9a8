"""Plain text and Markdown: the text stays as it is in the file, so that its lines are the file's."""

from __future__ import annotations

from filiera.claims.reading.document import Document
from filiera.claims.reading.encoding import decode
from filiera.claims.reading.footnotes import mark_footnotes
from filiera.claims.reading.markdown import segments_of
from filiera.errors import DocumentError


def read_plain(name: str, form: str, content: bytes) -> Document:
    """A txt or md file. A txt may carry the marks of Markdown too, so both are segmented alike."""
    text = decode(content)
    segments = segments_of(text)
    if not segments:
        raise DocumentError("the file holds no text", remedy="check that it is the right one")
    return Document(name, form, text, mark_footnotes(text, segments))
