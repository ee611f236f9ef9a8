"""Pdf: paragraphs of lines, pages, raised marks, and no page number taken for a figure."""

from __future__ import annotations

import pytest
import typst

from filiera.claims.reading.pdf_paragraphs import Line, Page, paragraphs_of
from tests.claims.reading.written_documents import Read, plain_pdf, shown

PREAMBLE = '#set page(paper: "a4", numbering: "1")\n#set text(lang: "it", hyphenate: true)\n#set par(justify: true)\n'
LONG = (
    "La filiera impiega oltre 1,8 milioni di addetti#super[2] a livello nazionale e internazionalizzazione "
    "della ricerca biomedica, di cui oltre il 19% sono concentrati#super(typographic: false)[17,18] sul "
    "territorio, e ancora la sperimentazione farmacologica nelle strutture specialistiche accreditate.\n\n"
)


def typeset(source: str) -> bytes:
    return typst.compile((PREAMBLE + source).encode())


def test_lines_become_paragraphs_without_hyphens(read: Read) -> None:
    document = read("draft.pdf", typeset(LONG * 3))
    expected = (
        "La filiera impiega oltre 1,8 milioni di addetti<sup>2</sup> a livello nazionale e "
        "internazionalizzazione della ricerca biomedica, di cui oltre il 19% sono concentrati<sup>17,18</sup>"
        " sul territorio, e ancora la sperimentazione farmacologica nelle strutture specialistiche "
        "accreditate."
    )
    assert shown(document) == [("paragraph", expected)] * 3


def test_headings_rows_items_notes_and_pages(read: Read) -> None:
    document = read(
        "draft.pdf",
        typeset(
            "= 1. Valore\n== Parte\nSuperficie di 62.988 m#super[2] in tutto#footnote[Ministero, 2024.].\n\n"
            "#table(columns: 3, [Area], [Numero], [Anno], [Cuore], [12,6%], [3])\n- primo 1\n- secondo 2\n\n"
            "#pagebreak()\nFine 7."
        ),
    )
    assert shown(document) == [
        ("heading", "1. Valore"),
        ("heading", "Parte"),
        ("paragraph", "Superficie di 62.988 m² in tutto<sup>1</sup>."),
        ("cell", "Area\tNumero\tAnno"),
        ("cell", "Cuore\t12,6%\t3"),
        ("paragraph", "primo 1"),
        ("paragraph", "secondo 2"),
        ("footnote", "<sup>1</sup>Ministero, 2024."),
        ("paragraph", "Fine 7."),
    ]
    assert [segment.level for segment in document.segments[:2]] == [1, 2]
    assert document.where_of(document.text.index("Fine")) == "p2"
    assert document.where_of(document.text.index("Cuore")) == "p1"
    assert document.line_of(document.text.index("Fine")) == 9


def test_a_number_in_large_type_stays_with_its_words(read: Read) -> None:
    document = read("draft.pdf", typeset("Testo di misura normale.\n\n#text(size: 30pt)[12,6%]\\\ndel PIL"))
    assert shown(document)[-1] == ("paragraph", "12,6% del PIL")


def test_a_pdf_of_another_writer(read: Read) -> None:
    document = read("draft.pdf", plain_pdf())
    assert document.text == "Beds: 40,000"


def line(
    text: str, base: float, *, left: float = 70, right: float = 500, size: float = 11, hyphen: bool = False
) -> Line:
    return Line(text, left, right, base, size, hyphen)


def joined(*lines: Line) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of([Page(1, 842, list(lines))])]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("la ricer", "ca vale", "la ricerca vale"),
        ("in Emilia", "Romagna", "in Emilia-Romagna"),
        ("negli anni 2023", "2024", "negli anni 2023-2024"),
        ("il socio", "sanitario", "il socio-sanitario"),
        ("medico", "scientifica", "medico-scientifica"),
        ("PIANO SANITA", "RIO", "PIANO SANITARIO"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_unless_it_belongs_to_the_word(before: str, after: str, word: str) -> None:
    lines = [
        line("Il socio-sanitario qui, medico e scientifica.", 720),
        line(before, 700, hyphen=True),
        line(after, 686),
    ]
    assert joined(*lines)[-1].endswith(word)


def test_paragraphs_without_space_between_are_told_by_indent_or_short_last_line() -> None:
    indented = joined(line("One ends.", 700), line("Two begins", 686, left=90), line("and ends.", 672))
    assert indented == ["One ends.", "Two begins and ends."]
    short = joined(line("One is long", 700), line("ends.", 686, right=120), line("Two begins", 672))
    assert short == ["One is long ends.", "Two begins"]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    assert joined(line("It employs", 100), line("many people.", 700, left=310)) == ["It employs many people."]


def test_a_sentence_goes_on_over_the_page_and_its_footnote() -> None:
    pages = [
        Page(1, 842, [line("A long text that em", 100, hyphen=True), line("3 - Office, 2024.", 60, size=8)]),
        Page(2, 842, [line("ploys 40 people.", 800), line("Another one.", 700)]),
    ]
    assert [(paragraph.where, paragraph.text) for paragraph in paragraphs_of(pages)] == [
        ("p1-2", "A long text that employs 40 people."),
        ("p1", "3 - Office, 2024."),
        ("p2", "Another one."),
    ]


def test_a_mark_after_a_year_is_told_from_it(read: Read) -> None:
    document = read("draft.pdf", typeset("Nel 2023#super[30] e 40#super(typographic: false)[5] posti"))
    assert document.text == "Nel 2023<sup>30</sup> e 40<sup>5</sup> posti"


def test_page_numbers_are_dropped_and_figures_are_not() -> None:
    pages = [
        Page(number, 842, [line(f"Beds {number}", 700), line("40", 400), line(f"- {number + 4} -", 30)])
        for number in (1, 2, 3)
    ]
    words = " ".join(paragraph.text for paragraph in paragraphs_of(pages))
    assert words == "Beds 1 40 Beds 2 40 Beds 3 40"
