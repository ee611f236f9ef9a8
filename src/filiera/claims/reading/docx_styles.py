"""The styles of a docx that say what a paragraph or a run is: headings and raised characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING_NAME = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_LEVELS = 9


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    level: int = 0
    raised: bool | None = None


def local_name(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def value_of(attributes: dict[str, str], name: str = "val") -> str:
    """The attribute of that local name; the strict and the usual format differ in namespace only."""
    return next((value for key, value in attributes.items() if local_name(key) == name), "")


class Styles:
    """Reads ``styles.xml``. Built-in styles keep their name in the file whatever the program's language."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._current = _Style()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "style":
            self._current = self._styles[value_of(attributes, "styleId")] = _Style()
        elif name == "name":
            printed = value_of(attributes)
            if heading := _HEADING_NAME.match(printed):
                self._current.level = int(heading[1])
            elif printed.lower() == "title":
                self._current.level = 1
        elif name == "basedOn":
            self._current.based_on = value_of(attributes)
        elif name == "outlineLvl":
            self._current.level = self._current.level or outline_level(attributes)
        elif name == "vertAlign":
            self._current.raised = value_of(attributes) == "superscript"

    def end(self, tag: str) -> None:
        if local_name(tag) == "style":
            self._current = _Style()

    def data(self, text: str) -> None:
        return None

    def level(self, style: str) -> int:
        """The rank of the heading that paragraphs of this style are; 0 where they are none."""
        return next((known.level for known in self._lineage(style) if known.level), 0)

    def raised(self, style: str) -> bool:
        """Whether runs of this style stand above the line."""
        return next((known.raised for known in self._lineage(style) if known.raised is not None), False)

    def _lineage(self, style: str) -> list[_Style]:
        found: list[_Style] = []
        while (known := self._styles.get(style)) is not None and len(found) < _LEVELS:
            found.append(known)
            style = known.based_on
        return found


def outline_level(attributes: dict[str, str]) -> int:
    """Outline levels count from 0; 9 is body text."""
    level = value_of(attributes)
    return int(level) + 1 if level in set("012345678") else 0
