"""What a change does to its field, line by line, and within a line word by word: for people who read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from filiera.services.change_patches import diff_of
from filiera.services.governance import ChangeView

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")
_ALIKE = 0.3
"""Lines that have less than this in common are shown as wholly changed."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line; its parts are text, and whether that is what changed."""

    kind: Literal["same", "removed", "added", "between"]
    parts: tuple[tuple[str, bool], ...]


def differences(change: ChangeView) -> list[DiffLine]:
    """The lines that change, with two around them."""
    lines = diff_of(change)
    found: list[DiffLine] = []
    at = 0
    while at < len(lines):
        removed = _run(lines, at, "-")
        added = _run(lines, at + len(removed), "+")
        if not removed and not added:
            kind: Literal["same", "between"] = "between" if lines[at].startswith("@@") else "same"
            found.append(DiffLine(kind, ((lines[at][1:], False),)))
            at += 1
            continue
        at += len(removed) + len(added)
        pairs = [_words(old, new) for old, new in zip(removed, added, strict=False)]
        found += [DiffLine("removed", old) for old, _ in pairs]
        found += [DiffLine("removed", ((line, False),)) for line in removed[len(pairs) :]]
        found += [DiffLine("added", new) for _, new in pairs]
        found += [DiffLine("added", ((line, False),)) for line in added[len(pairs) :]]
    return found


def _run(lines: Sequence[str], at: int, mark: str) -> list[str]:
    run: list[str] = []
    while at + len(run) < len(lines) and lines[at + len(run)].startswith(mark):
        run.append(lines[at + len(run)][1:])
    return run


def _words(old: str, new: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ((old, False),), ((new, False),)
    steps = matcher.get_opcodes()
    before = _parts((tag != "equal", one[a:b]) for tag, a, b, _c, _d in steps)
    after = _parts((tag != "equal", other[c:d]) for tag, _a, _b, c, d in steps)
    return tuple(before), tuple(after)


def _parts(steps: Iterator[tuple[bool, list[str]]]) -> Iterator[tuple[str, bool]]:
    for changed, words in steps:
        if words:
            yield "".join(words), changed
