"""Texts of pages from Markdown: figures, charts and addresses are asked of whoever renders; raw HTML stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from filiera.pack.page_texts import CHART, REFERENCE

_FIGURE = "figure_reference"
_CHART = "chart_reference"


class Writer(Protocol):
    """How a medium writes what a text refers to; whatever it gives is safe in its medium."""

    def value(self, address: str) -> str:
        """A figure: value, year, mark."""

    def chart(self, indicator: str) -> str:
        """The chart of an indicator, a block of its own."""

    def target(self, address: str) -> str:
        """Where a link leads."""


def body(markdown: str, writer: Writer) -> str:
    """A whole text as HTML."""
    return str(_markdown().render(markdown, {"writer": writer}))


def line(markdown: str, writer: Writer) -> str:
    """One line, such as a title, as HTML."""
    return str(_markdown().renderInline(markdown, {"writer": writer}))


def plain(markdown: str, writer: Writer) -> str:
    """One line without emphasis or links, each figure as ``writer`` gives it."""
    told, last = "", 0
    for found in REFERENCE.finditer(markdown):
        told += _bare(markdown[last : found.start()]) + writer.value(f"{found['kind']}/{found['id']}")
        last = found.end()
    return told + _bare(markdown[last:])


def _bare(markdown: str) -> str:
    return re.sub(r"[*_`]|\[|\]\([^)]*\)", "", markdown)


def _markdown() -> MarkdownIt:
    options = {"html": False, "typographer": True}
    markdown = (
        MarkdownIt("commonmark", options)
        .enable("smartquotes")
        .disable(["image", "autolink", "html_block", "html_inline"])
    )
    markdown.inline.ruler.before("text", _FIGURE, _find_reference)
    markdown.core.ruler.push(_CHART, _lift_charts)
    markdown.add_render_rule(_FIGURE, _write_value)
    markdown.add_render_rule(_CHART, _write_chart)
    markdown.add_render_rule("link_open", _write_link)
    return markdown


def _find_reference(state: StateInline, silent: bool) -> bool:
    found = REFERENCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push(_FIGURE, "", 0)
        token.meta = {"kind": found["kind"], "id": found["id"]}
    state.pos = found.end()
    return True


def _lift_charts(state: StateCore) -> None:
    """A chart alone in its paragraph takes the paragraph's place."""
    kept: list[Token] = []
    for token in state.tokens:
        inside = token.children or []
        if token.type == "inline" and len(inside) == 1 and inside[0].meta.get("kind") == CHART:
            kept[-1] = Token(_CHART, "", 0, meta=inside[0].meta, block=True)
        elif token.type == "paragraph_close" and kept and kept[-1].type == _CHART:
            continue
        else:
            kept.append(token)
    state.tokens = kept


def _write_value(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
    meta = tokens[at].meta
    return str(env["writer"].value(f"{meta['kind']}/{meta['id']}"))


def _write_chart(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
    return str(env["writer"].chart(tokens[at].meta["id"])) + "\n"


def _write_link(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
    tokens[at].attrSet("href", str(env["writer"].target(str(tokens[at].attrGet("href") or ""))))
    return renderer.renderToken(tokens, at, options, env)
