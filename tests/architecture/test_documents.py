"""Links in the documents lead somewhere, and the changelog keeps up."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.project import ROOT, place, pyproject

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s*<?(\S+?)>?\s*$", re.MULTILINE)
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def documents() -> list[Path]:
    """Markdown that a reader of the project opens."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def without_code(text: str) -> str:
    """The text with code blanked, every other character in its place."""
    return CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), text)


def anchors(text: str) -> set[str]:
    """The fragments under which the headings of a document are reached."""
    found: set[str] = set()
    for heading in HEADING.findall(re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug, number = re.sub(r"[^\w\- ]", "", words).replace(" ", "-"), 0
        while (name := f"{slug}-{number}" if number else slug) in found:
            number += 1
        found.add(name)
    return found


def broken_links(document: Path) -> list[str]:
    """Links to files or headings that are not there."""
    text, faults = document.read_text(encoding="utf-8"), []
    for link in LINK.finditer(without_code(text)):
        target = unquote(link.group(1) or link.group(2))
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, fragment = target.partition("#")
        file = document.parent / name if name else document
        if not file.exists():
            faults.append(f"{link.start()}: no file {target}")
        elif fragment and file.suffix == ".md" and fragment not in anchors(file.read_text(encoding="utf-8")):
            faults.append(f"{link.start()}: no heading {target}")
    return faults


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_resolve(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    faults = [fault.split(": ", 1) for fault in broken_links(document)]
    assert not faults, "\n".join(f"{place(document, text, int(offset))}: {what}" for offset, what in faults)


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("# A title, here\n[a](#a-title-here) [b](gone.md) [c](#gone) `[d](code.md)`\n\n[e]: lost.png\n")
    assert [fault.split(": ")[1] for fault in broken_links(document)] == [
        "no file gone.md",
        "no heading #gone",
        "no file lost.png",
    ]


def test_the_changelog_speaks_of_this_version() -> None:
    version = pyproject()["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = re.search(rf"^## \[{re.escape(version)}\].*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert entry, f"CHANGELOG.md has no heading '## [{version}]'"
    assert re.search(r"^- \w", entry.group(), re.MULTILINE), f"nothing is said about {version}"


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert [int(number) for number in re.findall(r"^(\d+)\.\s*[A-Z]", text, re.MULTILINE)] == list(range(1, 16))
    assert re.search(r"^\s*Appendix$", text, re.MULTILINE)
