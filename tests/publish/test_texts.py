"""Texts from Markdown: references are asked of the writer, raw HTML stays text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from filiera.publish.texts import body, line, plain


class Recorder:
    """Writes what it is asked for as it is called."""

    def value(self, address: str) -> str:
        return f"[{address}]"

    def chart(self, indicator: str) -> str:
        return f"<figure>{indicator}</figure>"

    def target(self, address: str) -> str:
        return f"/en/{address}/"


def test_figures_charts_and_links_are_written_by_the_medium() -> None:
    told = body("It is {{claim/a-b}}, **{{ observation/c.1 }}**.\n\n{{figure/x}}\n\n[Here](claim/a).", Recorder())
    assert told == (
        "<p>It is [claim/a-b], <strong>[observation/c.1]</strong>.</p>\n<figure>x</figure>\n"
        '<p><a href="/en/claim/a/">Here</a>.</p>\n'
    )


def test_raw_html_pictures_and_scripts_stay_text() -> None:
    told = body('<script>alert("x")</script> <b>bold</b> ![p](https://elsewhere.example/p.png)', Recorder())
    page = html.fromstring(f"<div>{told}</div>")
    assert page.xpath("//script | //b | //img") == []


def test_a_link_goes_only_where_the_writer_says() -> None:
    assert "javascript" not in body("[x](javascript:alert)", Recorder()).partition(">")[0]
    assert 'href="/en/https://elsewhere.example/"' in body("[x](https://elsewhere.example)", Recorder())


def test_titles_are_one_line_and_plain_where_asked() -> None:
    assert line("A {{claim/x}} *b*", Recorder()) == "A [claim/x] <em>b</em>"
    assert plain("A {{claim/x}} *b* and [c](claim/d)", Recorder()) == "A [claim/x] b and c"


def test_an_apostrophe_is_a_typographers() -> None:
    assert "l’atlas" in body("l'atlas", Recorder())


@given(st.text())
def test_any_text_gives_whole_html_without_script(text: str) -> None:
    told = body(text, Recorder())
    assert "<script" not in told.lower()
