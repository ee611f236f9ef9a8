"""Html: what a reader sees, with selectors; marks are no numbers; rows stay whole."""

from __future__ import annotations

from tests.claims.reading.written_documents import Read, shown


def body(read: Read, content: str) -> list[tuple[str, str]]:
    return shown(read("draft.html", f"<!DOCTYPE html><html><body>{content}</body></html>"))


def test_paragraphs_have_the_selector_that_finds_them(read: Read) -> None:
    document = read(
        "draft.html",
        "<body><section><p>a 1</p></section><section><div>x</div><p>b</p><p>c <b>2</b> d</p></section></body>",
    )
    where = document.where_of(document.text.index("2"))
    assert where == "body > section:nth-of-type(2) > p:nth-of-type(2)"
    assert document.line_of(document.text.index("2")) == 4


def test_what_a_reader_does_not_see_is_dropped(read: Read) -> None:
    assert body(
        read,
        "<nav>1</nav><script>2</script><style>3</style><p hidden>4</p><p style='display: none'>5</p>"
        "<template>6</template><!-- 7 --><p>eight<del> 9</del></p>",
    ) == [("paragraph", "eight")]


def test_a_title_in_the_head_is_no_text(read: Read) -> None:
    document = read("draft.html", "<html><head><title>Draft 99</title></head><body>Beds 1</body></html>")
    assert document.text == "Beds 1"


def test_entities_and_spaces(read: Read) -> None:
    assert body(read, "<p>pi&ugrave;  di\n 1&nbsp;000 &lt;m&#178;&gt; inter&shy;nal<br> next</p>") == [
        ("paragraph", "più di 1\u00a0000 <m²> internal\nnext")
    ]


def test_raised_marks_are_not_numbers(read: Read) -> None:
    assert body(
        read,
        "<p>40<sup><a href='#n'>12</a></sup> and 5<span style='vertical-align:super'>3</span></p>"
        "<p>7<sup>o</sup>, 1<sup>st</sup>, 62 m<sup>2</sup></p>",
    ) == [("paragraph", "40<sup>12</sup> and 5<sup>3</sup>"), ("paragraph", "7o, 1st, 62 m²")]


def test_headings_and_lists(read: Read) -> None:
    document = read("draft.html", "<h1>One</h1><h3>Three <em>3</em></h3><ul><li>a<li>b</ul>")
    assert [(s.kind, s.level) for s in document.segments] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_a_row_is_one_line_with_its_empty_cells(read: Read) -> None:
    assert body(
        read,
        "<table><caption>Beds</caption><thead><tr><th>Area<th>N</thead>"
        "<tr><td><p>Heart</p><p>care</p><td>3<br>4</tr><tr><td></td><td>5</td></tr></table>",
    ) == [("paragraph", "Beds"), ("cell", "Area\tN"), ("cell", "Heart care\t3 4"), ("cell", "\t5")]


def test_a_table_that_lays_out_the_page_is_read_as_blocks(read: Read) -> None:
    assert body(read, "<table><tr><td><h2>Left</h2><p>one</p></td><td><p>two</p></td></tr></table>") == [
        ("heading", "Left"),
        ("paragraph", "one"),
        ("paragraph", "two"),
    ]


def test_a_term_and_its_definition_stay_together(read: Read) -> None:
    assert body(read, "<dl><dt>Employees</dt><dd>25,830</dd><dt>Firms</dt><dd>262</dd></dl>") == [
        ("cell", "Employees\t25,830"),
        ("cell", "Firms\t262"),
    ]


def test_footnotes_by_role_class_or_mark(read: Read) -> None:
    kinds = [
        kind
        for kind, _ in body(
            read,
            "<p>A 1</p><aside class='footnote'><p>Top 250</p></aside><aside>An aside 5</aside>"
            "<ol role='doc-endnotes'><li>Report 20</li></ol>"
            "<p><sup>3</sup> Ministry</p><p>4 - Agency, 2024.</p>"
            "<div id='fn5'>Other</div>",
        )
    ]
    assert kinds == ["paragraph", "footnote", "paragraph", "footnote", "footnote", "footnote", "footnote"]


def test_broken_html_is_read_to_its_end(read: Read) -> None:
    assert body(read, "<div><p>one <b>two</div><p>three</table></i> 3<div>four") == [
        ("paragraph", "one two"),
        ("paragraph", "three 3"),
        ("paragraph", "four"),
    ]


def test_xhtml_with_an_encoding_declaration(read: Read) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
    assert read("draft.xhtml", page + "<body><p>è 5</p></body></html>").text == "è 5"
