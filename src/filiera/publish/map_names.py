"""Names on a map: within their territory, and where they cover as few marks as may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiera.publish.map_frame import Frame, inner_positions
from filiera.publish.map_marks import Mark
from filiera.services.geography import Area

LINE = 11
"""Height of a line."""
LETTER = 2.9
"""Half the width of a letter, about."""
ROOM = 9
"""Half the height and width of a mark, about."""
LONG = 12


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the middle of where it stands."""

    x: float
    y: float
    lines: tuple[str, ...]


def names_on(frame: Frame, areas: Iterable[Area], called: Mapping[str, str], marks: Sequence[Mark]) -> Iterator[Name]:
    """A name for each territory of which a part is in the frame."""
    for area in areas:
        lines = _lines(called.get(area.territory, ""))
        places = [frame.point(position) for position in inner_positions(area.rings) if frame.holds(position)]
        if lines and places:
            yield _freest([Name(x, y, lines) for x, y in places], marks)


def _freest(names: Sequence[Name], marks: Sequence[Mark]) -> Name:
    """The first that covers no mark; where all do, the one that covers fewest."""
    found, fewest = names[0], len(marks) + 1
    for name in names:
        covered = _covered(name, marks)
        if covered < fewest:
            found, fewest = name, covered
        if not covered:
            break
    return found


def _covered(name: Name, marks: Sequence[Mark]) -> int:
    """How many marks a name would lie on."""
    wide = max(map(len, name.lines)) * LETTER + ROOM
    high = len(name.lines) * LINE / 2 + ROOM
    return sum(abs(mark.x - name.x) < wide and abs(mark.y - name.y) < high for mark in marks)


def _lines(name: str) -> tuple[str, ...]:
    """A long name in two lines, parted where they are most alike in length."""
    words = name.split()
    if len(name) < LONG or len(words) == 1:
        return (name,) if name else ()
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(cuts, key=lambda cut: max(map(len, cut)))
