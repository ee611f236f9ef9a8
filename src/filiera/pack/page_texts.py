"""Texts of pages: Markdown in which figures are named, never typed.

``{{claim/…}}`` or ``{{observation/…}}`` stands for a value with its year and mark, ``{{figure/…}}`` alone in a
paragraph for the chart of an indicator, and ``[words](figure/…)`` leads to a page of the hub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from filiera.errors import PackError
from filiera.pack.files import Entry
from filiera.pack.schema import PageText

REFERENCE = re.compile(r"\{\{\s*(?P<kind>[a-z]+)/(?P<id>[\w.-]+)\s*\}\}")
LINK = re.compile(r"\]\((?P<target>[^)\s]*)\)")
CHART = "figure"
"""The kind of reference that stands for a chart."""
_NAME = re.compile(r"(?P<theme>[\w-]+)\.(?P<language>[a-z]{2,3})\.md")


def read_text(path: Path, name: str) -> tuple[PageText, Entry]:
    """One text; its file is named after theme and language, and its first line is a heading."""
    entry = Entry(name, 1)
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise PackError("is no name of a text", where=name, remedy="name it <theme>.<language>.md")
    try:
        head, _, body = path.read_text(encoding="utf-8").lstrip("\ufeff\n").partition("\n")
    except UnicodeDecodeError as error:
        raise PackError("is not UTF-8 text", where=name, remedy="save it as UTF-8") from error
    if not head.startswith("# "):
        raise PackError("does not begin with a heading", where=str(entry), remedy="begin with '# ' and the title")
    return PageText(theme=named["theme"], language=named["language"], title=head[2:].strip(), body=body.strip()), entry


def references(text: str) -> Iterator[tuple[str, str]]:
    """Kind and id of each figure or chart that a text names, in its order."""
    for found in REFERENCE.finditer(text):
        yield found["kind"], found["id"]


def targets(text: str) -> Iterator[str]:
    """Where the links of a text lead."""
    for found in LINK.finditer(text):
        yield found["target"]


def typed_digits(text: str) -> list[str]:
    """Digits that stand outside references and targets of links: a number typed by hand."""
    return re.findall(r"\S*\d\S*", LINK.sub("]", REFERENCE.sub("", text)))
