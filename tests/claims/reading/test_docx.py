"""Docx: headings, tables, raised marks, notes and tracked changes, each with its place."""

from __future__ import annotations

import io

import docx

from tests.claims.reading.written_documents import Read, shown, word_archive, word_part


def saved(document: docx.document.Document) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_a_document_of_a_word_processor(read: Read) -> None:
    written = docx.Document()
    written.add_heading("Hub", 0)
    written.add_heading("Value", 2)
    paragraph = written.add_paragraph("It employs 1.8 million")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" on 62 m")
    paragraph.add_run("2").font.superscript = True
    written.add_paragraph("")
    table = written.add_table(2, 3)
    for row, words in zip(table.rows, [("Area", "Beds", "Year"), ("Heart", "", "3")], strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    written.add_paragraph("End 5")

    document = read("draft.docx", saved(written))
    assert shown(document) == [
        ("heading", "Hub"),
        ("heading", "Value"),
        ("paragraph", "It employs 1.8 million<sup>12</sup> on 62 m²"),
        ("cell", "Area\tBeds\tYear"),
        ("cell", "Heart\t\t3"),
        ("paragraph", "End 5"),
    ]
    assert [segment.level for segment in document.segments[:2]] == [1, 2]
    assert document.where_of(document.text.index("1.8")) == "¶3"
    assert document.where_of(document.text.index("3\nEnd")) == "table 1 r2 c3"
    assert document.where_of(document.text.index("Heart")) == "table 1 r2 c1"
    assert document.where_of(document.text.index("End")) == "¶5"
    assert document.line_of(document.text.index("End")) == 6


def test_notes_follow_the_text_with_the_place_that_cites_them(read: Read) -> None:
    body = (
        "<w:p><w:r><w:t>First.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Beds 40</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r>"
        "<w:r><w:t xml:space='preserve'> and 5</w:t></w:r><w:r><w:footnoteReference w:id='4'/></w:r></w:p>"
    )
    notes = (
        "<w:footnote w:id='-1' w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='4'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Agency, 2023"
        "</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='7'><w:p><w:r><w:t xml:space='preserve"
        "'> Ministry, 2024</w:t></w:r></w:p></w:footnote>"
    )
    document = read(
        "draft.docx",
        word_archive({"word/document.xml": word_part(body), "word/footnotes.xml": word_part(notes, "footnotes")}),
    )
    assert shown(document) == [
        ("paragraph", "First."),
        ("paragraph", "Beds 40<sup>1</sup> and 5<sup>2</sup>"),
        ("footnote", "<sup>1</sup> Ministry, 2024"),
        ("footnote", "<sup>2</sup> Agency, 2023"),
    ]
    assert document.where_of(document.text.index("Agency")) == "¶2"


def test_styles_say_what_is_a_heading_and_what_is_raised(read: Read) -> None:
    styles = (
        "<w:style w:styleId='Titolo1'><w:name w:val='heading 1'/></w:style>"
        "<w:style w:styleId='Mio'><w:name w:val='Capitolo'/><w:basedOn w:val='Titolo1'/></w:style>"
        "<w:style w:styleId='Rimando'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style>"
        "<w:style w:styleId='Giro'><w:basedOn w:val='Giro'/></w:style>"
    )
    body = (
        "<w:p><w:pPr><w:pStyle w:val='Mio'/></w:pPr><w:r><w:t>Chapter</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:outlineLvl w:val='2'/><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:pPr>"
        "<w:r><w:t>Part</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:pStyle w:val='Giro'/></w:pPr><w:r><w:t>40</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='Rimando'/></w:rPr><w:t>5</w:t></w:r>"
        "<w:r><w:rPr><w:position w:val='6'/></w:rPr><w:t>,6</w:t></w:r></w:p>"
    )
    document = read(
        "draft.docx",
        word_archive({"word/document.xml": word_part(body), "word/styles.xml": word_part(styles, "styles")}),
    )
    assert shown(document) == [
        ("heading", "Chapter"),
        ("heading", "Part"),
        ("paragraph", "40<sup>5,6</sup>"),
    ]
    assert [segment.level for segment in document.segments] == [1, 3, 0]


def test_deleted_hidden_and_doubled_text_is_left_out(read: Read) -> None:
    fallback = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        "<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>2</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>three</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r>"
        "<w:r><w:instrText>PAGE 5</w:instrText><w:tab/><w:t>six</w:t><w:br/><w:t>seven</w:t></w:r></w:p>"
        f"<w:p xmlns:mc='{fallback}'><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        "<w:p><w:r><w:t>box 8</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>box 8</w:t></w:r></w:p></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>around</w:t></w:r></w:p>"
    )
    document = read("draft.docx", word_archive({"word/document.xml": word_part(body)}))
    assert [words for _, words in shown(document)] == ["three\tsix\nseven", "box 8", "around"]
    assert document.where_of(document.text.index("box")) == "¶2"


def test_a_table_inside_a_table_counts_on(read: Read) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('in', '')}{cell.format('3', '')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{cell.format('out', inner)}{cell.format('4', '')}</w:tr></w:tbl>"
    document = read("draft.docx", word_archive({"word/document.xml": word_part(body)}))
    assert [(s.where, document.text[s.start : s.end]) for s in document.segments] == [
        ("table 2 r1", "in\t3"),
        ("table 1 r1", "out\t4"),
    ]
