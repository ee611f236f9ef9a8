"""Reading html: what a reader sees, each block with the selector that finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

from filiera.claims.reading.assembly import Assembly, raised
from filiera.claims.reading.document import CELL, FOOTNOTE, HEADING, PARAGRAPH, Document
from filiera.claims.reading.encoding import decode
from filiera.claims.reading.limits import DEPTH, ELEMENTS, TOO_DEEP, TOO_MANY_ELEMENTS, refuse_count
from filiera.errors import DocumentError

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header"),
        *("hgroup", "hr", "legend", "li", "main", "menu", "ol", "p", "pre", "search", "section"),
        *("summary", "table", "tbody", "tfoot", "thead", "ul", *_HEADINGS),
    )
)
_UNSEEN = frozenset(
    (
        *("head", "script", "style", "nav", "template", "noscript", "iframe", "object", "embed", "svg"),
        *("canvas", "audio", "video", "select", "datalist", "textarea", "button", "del"),
    )
)
_CELLS = ("td", "th")
_LAYOUT = frozenset(("table", "ul", "ol", "dl", "section", "article")).union(_HEADINGS)
"""What makes of the cells around it a page layout rather than a row of figures."""

_STEPS = 12
_CHUNK = 65_536
# Signs that the text cannot hold, for a line break and for the gap between a term and its definition.
_BREAK = "\x00"
_GAP = "\x01"

_DECLARED_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_ENTITY_DECLARATION = re.compile(r"<!DOCTYPE\b[^>\[]{0,1000}\[.{0,2000}?<!ENTITY\b", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(f" ?{_BREAK} ?")
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_FOOTNOTE_ROLE = re.compile(r"(?:.*\s)?(?:doc-)?(?:foot|end)[-_]?notes?(?:\s|\Z)", re.IGNORECASE)
_FOOTNOTE_ID = re.compile(r"(?:fn|ftn|edn|footnote|endnote)[-_:]?\d+\Z", re.IGNORECASE)
_WHOLE_PAGE = ("body", "main", "article")


def read_html(name: str, content: bytes) -> Document:
    """A html file. Entities that it declares itself are refused: they are a way to flood memory."""
    from lxml import etree

    declared = _DECLARED_CHARSET.search(content[:4096])
    text = decode(content, declared[1].decode("ascii") if declared else "")
    if not text or text.isspace():
        return Assembly().document(name, "html")
    if _ENTITY_DECLARATION.search(text[:_CHUNK]):
        raise DocumentError("the file declares entities of its own", remedy="save the page as plain html")
    page = _Page()
    # The published type of a target asks for comments too, which are not read.
    parser = etree.HTMLParser(
        target=cast("Any", page), encoding="utf-8", no_network=True, recover=True, huge_tree=False
    )
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK].encode("utf-8"))
        parser.close()
    except (etree.LxmlError, AssertionError) as error:
        raise DocumentError(
            "the html cannot be read ({problem})", remedy="save the page again", words={"problem": error}
        ) from None
    return page.assembly.document(name, "html")


@dataclass(slots=True)
class _Element:
    """An open element: its step in the selector, and what it changes for the text inside."""

    tag: str
    step: str
    unseen: bool
    footnote: bool
    raised: bool = False
    preformatted: bool = False
    children: dict[str, int] = field(default_factory=dict)


class _Page:
    """Takes the events of the parser; no tree is built, so memory grows with the text only."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self._open = [_Element("", "", False, False)]
        self._count = 0
        self._words: list[str] = []
        self._raised: list[str] | None = None
        self._row: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > ELEMENTS:
            raise refuse_count(ELEMENTS, TOO_MANY_ELEMENTS)
        if len(self._open) > DEPTH:
            raise refuse_count(DEPTH, TOO_DEEP)
        parent = self._open[-1]
        tag = tag.lower().rpartition(":")[2]
        number = parent.children[tag] = parent.children.get(tag, 0) + 1
        element = _Element(tag, tag, parent.unseen, parent.footnote, preformatted=parent.preformatted)
        if tag not in ("html", "body"):
            element.step = f"{tag}:nth-of-type({number})"
        if attributes or tag in _UNSEEN:
            self._look_at(element, attributes)
        if not element.unseen:
            self._begin(element)
        self._open.append(element)

    def _look_at(self, element: _Element, attributes: dict[str, str]) -> None:
        style = attributes.get("style", "")
        if element.tag in _UNSEEN or "hidden" in attributes or _UNSEEN_STYLE.search(style):
            element.unseen = True
        elif element.tag not in _BLOCKS:
            element.raised = bool(_RAISED_STYLE.search(style))
        elif element.tag not in _WHOLE_PAGE:
            role = " ".join(attributes.get(name, "") for name in ("role", "class", "epub:type"))
            identity = attributes.get("id", "")
            if _FOOTNOTE_ROLE.match(role) or _FOOTNOTE_ID.match(identity):
                element.footnote = True

    def _begin(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self._words.append(_BREAK)
        elif tag == "sup" or element.raised:
            element.raised = self._raised is None
            if element.raised:
                self._raised = []
        elif tag == "tr":
            self._flush()
            self._row = []
        elif tag in _CELLS:
            self._outside_cells()
        elif tag == "dd":
            # A term and what is said of it stay on one line, as a label and its number do.
            self._words.append(_GAP)
        elif tag in _BLOCKS:
            if self._row is not None and tag not in _LAYOUT:
                self._words.append(" ")
            else:
                self._flush()
        if tag == "pre":
            element.preformatted = True

    def data(self, text: str) -> None:
        element = self._open[-1]
        if element.unseen:
            return
        if self._raised is not None:
            self._raised.append(text)
        else:
            self._words.append(text.replace("\n", _BREAK) if element.preformatted else text)

    def end(self, tag: str) -> None:
        tag = tag.lower().rpartition(":")[2]
        if self._open[-1].tag != tag and all(element.tag != tag for element in self._open):
            return
        while len(self._open) > 1:
            # An element left open ends with the one around it; the parser does not tell.
            element = self._open[-1]
            if not element.unseen:
                self._finish(element)
            self._open.pop()
            if element.tag == tag:
                break

    def _finish(self, element: _Element) -> None:
        tag = element.tag
        if element.raised and self._raised is not None:
            words, self._raised = "".join(self._raised), None
            self._words.append(raised(words, self._words[-1] if self._words else ""))
        elif tag in _CELLS:
            if self._row is None:
                self._flush()
            else:
                self._row.append(_on_lines(self._taken()).replace("\n", " "))
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS and tag != "dt":
            if self._row is not None and tag not in _LAYOUT:
                self._words.append(" ")
            else:
                self._flush()

    def close(self) -> None:
        """The end of the file ends every element."""
        self.end("")
        self._flush()

    def _taken(self) -> str:
        words = "".join(self._words)
        self._words.clear()
        return words

    def _flush(self) -> None:
        """End the block that is being read. Inside a row it says that the row only lays out the page."""
        if self._row is not None:
            self._end_row()
        parts = [_on_lines(part) for part in self._taken().split(_GAP)]
        filled = [part for part in parts if part]
        self._add("\t".join(filled), CELL if len(filled) > 1 else PARAGRAPH)

    def _outside_cells(self) -> None:
        """Words in a row that no cell holds are kept as if one did."""
        if self._row is not None and (words := _on_lines(self._taken())):
            self._row.append(words.replace("\n", " "))

    def _end_row(self) -> None:
        self._outside_cells()
        row, self._row = self._row or [], None
        self._add("\t".join(row), CELL if len(row) > 1 else PARAGRAPH)

    def _add(self, text: str, kind: str) -> None:
        if not text:
            return
        near = self._open[-_STEPS:]
        level = next((_HEADINGS[element.tag] for element in near if element.tag in _HEADINGS), 0)
        if kind == PARAGRAPH and level:
            kind = HEADING
        elif self._open[-1].footnote:
            kind = FOOTNOTE
        where = " > ".join(element.step for element in near if element.step not in ("", "html"))
        self.assembly.add(text, kind, where, level)


def _on_lines(words: str) -> str:
    words = _SPACE.sub(" ", words)
    return _AROUND_BREAK.sub("\n", words).strip(" \n") if _BREAK in words else words.strip(" ")
