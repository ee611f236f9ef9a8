"""The body of a docx with its tables, and the notes that it cites."""

from __future__ import annotations

from dataclasses import dataclass, field

from filiera.claims.reading.assembly import Assembly
from filiera.claims.reading.document import CELL, HEADING, PARAGRAPH
from filiera.claims.reading.docx_paragraphs import Paragraph, Paragraphs
from filiera.claims.reading.docx_styles import Styles, value_of


@dataclass(frozen=True, slots=True)
class Citation:
    """A note's mark as it is printed, and the place that cites it."""

    mark: str
    where: str


@dataclass(slots=True)
class _Table:
    number: int
    rows: int = 0
    cells: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)


class Body(Paragraphs):
    """Reads ``document.xml``.

    ``¶n`` counts the paragraphs outside tables, empty ones too; tables count in the order in which
    they begin. A row of a table is one segment, its cells parted by tabs.
    """

    def __init__(self, styles: Styles, assembly: Assembly) -> None:
        super().__init__(styles)
        self.footnotes: dict[str, Citation] = {}
        self.endnotes: dict[str, Citation] = {}
        self._assembly = assembly
        self._paragraph_count = 0
        self._table_count = 0
        self._tables: list[_Table] = []
        self._begins |= {
            "footnoteReference": lambda attributes: self._cite(self.footnotes, attributes),
            "endnoteReference": lambda attributes: self._cite(self.endnotes, attributes),
            "tbl": self._begin_table,
            "tr": self._begin_row,
        }
        self._ends |= {"tbl": self._end_table, "tr": self._end_row, "tc": self._end_cell}

    def place(self) -> str:
        if self._tables:
            table = self._tables[-1]
            return f"table {table.number} r{table.rows}"
        if not self._open:
            self._paragraph_count += 1
        return f"¶{self._paragraph_count}"

    def paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text()
        if self._tables:
            self._tables[-1].cell.append(" ".join(text.split()) if "\n" in text or "\t" in text else text)
        else:
            self._assembly.add(text, HEADING if paragraph.level else PARAGRAPH, paragraph.where, paragraph.level)

    def _cite(self, citations: dict[str, Citation], attributes: dict[str, str]) -> None:
        if not self._open:
            return
        paragraph = self._open[-1]
        citation = citations.setdefault(value_of(attributes, "id"), Citation(str(len(citations) + 1), paragraph.where))
        if paragraph.run is not None:
            paragraph.run.raised = True
            paragraph.run.words.append(citation.mark)

    def _begin_table(self, _: dict[str, str]) -> None:
        self._table_count += 1
        self._tables.append(_Table(self._table_count))

    def _begin_row(self, _: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1].rows += 1

    def _end_cell(self) -> None:
        if self._tables:
            table = self._tables[-1]
            table.cells.append(" ".join(words for words in table.cell if words))
            table.cell.clear()

    def _end_row(self) -> None:
        if self._tables:
            table = self._tables[-1]
            self._assembly.add("\t".join(table.cells), CELL, f"table {table.number} r{table.rows}")
            table.cells.clear()

    def _end_table(self) -> None:
        if self._tables:
            self._tables.pop()


class Notes(Paragraphs):
    """Reads ``footnotes.xml`` or ``endnotes.xml``: the paragraphs of each note that the body cites."""

    def __init__(self, styles: Styles, citations: dict[str, Citation]) -> None:
        super().__init__(styles)
        self.paragraphs: dict[str, list[str]] = {}
        self._citations = citations
        self._note = ""
        for name in ("footnote", "endnote"):
            self._begins[name] = self._begin_note

    def place(self) -> str:
        return ""

    def paragraph(self, paragraph: Paragraph) -> None:
        citation = self._citations.get(self._note)
        text = " ".join(paragraph.text().split())
        if citation is None or not text:
            return
        told = self.paragraphs.setdefault(self._note, [])
        # The mark is set anew: in the note it may be a field, a custom sign, or missing.
        told.append(text if told else f"<sup>{citation.mark}</sup> {text}")

    def _begin_note(self, attributes: dict[str, str]) -> None:
        self._note = value_of(attributes, "id")
