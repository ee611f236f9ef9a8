"""Reading a document that people write: its text, the place of every stretch of it, and no surprise.

``read_document`` takes txt, md, html, pdf and docx. Whatever it cannot read ends in a
``DocumentError`` that names the file and the remedy, within bounded memory and time.
"""

from filiera.claims.reading.document import Document, Segment
from filiera.claims.reading.reader import SUPPORTED, read_document

__all__ = ["SUPPORTED", "Document", "Segment", "read_document"]
