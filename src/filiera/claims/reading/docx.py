"""Reading docx: body, tables, text boxes and notes, as a word processor shows them."""

from __future__ import annotations

from filiera.claims.reading.assembly import Assembly
from filiera.claims.reading.document import FOOTNOTE, Document
from filiera.claims.reading.docx_body import Body, Notes
from filiera.claims.reading.docx_package import Package
from filiera.claims.reading.docx_styles import Styles


def read_docx(name: str, content: bytes) -> Document:
    """A docx file: its text in order, then the footnotes and endnotes that the text cites.

    Headers, footers, comments and deleted text are left out; tracked insertions are read.
    """
    package = Package(content)
    styles = Styles()
    package.parse(package.beside("styles.xml"), styles)
    assembly = Assembly()
    body = Body(styles, assembly)
    package.parse(package.document, body)
    for part, citations in (("footnotes.xml", body.footnotes), ("endnotes.xml", body.endnotes)):
        if citations:
            notes = Notes(styles, citations)
            package.parse(package.beside(part), notes)
            for identity, citation in citations.items():
                for paragraph in notes.paragraphs.get(identity, ()):
                    assembly.add(paragraph, FOOTNOTE, citation.where)
    return assembly.document(name, "docx")
