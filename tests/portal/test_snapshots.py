"""Pages as they are, so that a change of a template is seen in review."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html
from syrupy.assertion import SnapshotAssertion


def skeleton(response: Any) -> str:
    """The content of a page, one element a line, without what changes with every build."""
    page = html.fromstring(response.content.decode())
    for drawing in page.xpath("//main//svg"):
        drawing.clear(keep_tail=True)
    text = html.tostring(page.find(".//main"), encoding="unicode")
    text = re.sub(r"\b[0-9a-f]{16}\b", "VERSION", text)
    return re.sub(r"\n\s*\n+", "\n", text.replace("><", ">\n<"))


@pytest.mark.parametrize(
    "path",
    [
        "en/claim/research-park-area/",
        "ca/observation/life-expectancy-peer/",
        "en/ledger/?section=research&source=diari-vallclara",
        "en/sources/",
        "ca/nothing/",
        "en/ledger/?sort=colour",
    ],
)
def test_a_page_stays_as_it_is(exemple: Any, snapshot: SnapshotAssertion, path: str) -> None:
    assert skeleton(exemple.get(f"/{path}")) == snapshot
