"""The map of the brochure: where the organisations are, and figures that have a value for each territory."""

from __future__ import annotations

from pathlib import Path

from filiera.publish.brochure.drawings import chart_block, map_chart
from filiera.publish.brochure.edition import Block, Edition, choices
from filiera.publish.drawing import draw
from filiera.publish.map_classes import PALE, classes_of, tints_of
from filiera.publish.map_drawing import Drawing
from filiera.publish.map_frame import frame_of
from filiera.publish.map_marks import marks_of
from filiera.services.geography import Geography, Places, geography, mapped_indicators, most_placed, places
from filiera.services.indicators import indicator
from filiera.services.pages import Evidence


def map_block(edition: Edition, evidence: Evidence, home: Path) -> Block | None:
    """The maps; none where the pack brings no outlines or no positions."""
    held, kinds = geography(evidence), most_placed(evidence)
    if not held.areas or not kinds:
        return None
    found = places(evidence, kinds[0])
    words = edition.words["map"]
    kind = edition.text(found.rows[0].kind_plural)
    counts = [(edition.text(area.names), found.territories.get(area.territory, 0)) for area in held.areas]
    told = "; ".join(f"{name}: {edition.number(count)}" for name, count in sorted(counts))
    stray = ", ".join(view.name for view in found.stray)
    return {
        "title": words["of"].format(kind=kind[:1].upper() + kind[1:]),
        "drawing": _drawn(edition, held, found),
        "alt": words["alt"].format(kind=kind, counts=told),
        "counts": [{"name": name, "count": edition.number(count)} for name, count in sorted(counts)],
        "placed": words["placed"].format(
            placed=edition.number(len(found.placed)), listed=edition.number(len(found.rows))
        ),
        "stray": words["stray"].format(names=stray) if stray else "",
        "credit": _credit(edition, held, found),
        "values": _values(edition, evidence, home),
    }


def _drawn(edition: Edition, held: Geography, found: Places) -> str:
    frame = frame_of([ring for area in held.areas for ring in area.rings])
    numbers = {
        area.territory: found.territories[area.territory] for area in held.areas if area.territory in found.territories
    }
    tints = tints_of(classes_of(numbers, PALE))
    names = {area.territory: edition.text(area.names) for area in held.areas}
    return Drawing(frame, held.areas, marks_of(frame, found.placed), names=names, tints=tints).svg()


def _credit(edition: Edition, held: Geography, found: Places) -> str:
    """Whose outlines, changed how, and of which year the positions."""
    words = edition.words["map"]
    told = []
    for source, vintage, note in held.sources:
        number, title = edition.cite(source.work), edition.text(source.title)
        told.append(
            words["borders"].format(
                who=source.producer_name, title=title, year=vintage, licence=source.licence, n=number
            )
        )
        told.append(edition.text(note))
    for source, year in found.vintages:
        number = edition.cite(source.work)
        told.append(words["positions"].format(who=source.producer_name, year=year, n=number))
    return " ".join(filter(None, told))


def _values(edition: Edition, evidence: Evidence, home: Path) -> list[Block]:
    """Indicators with a value for each territory, with the figures by territory in words."""
    blocks = []
    for name in mapped_indicators(evidence)[: choices()["maps"]]:
        view = indicator(evidence, name)
        chart = map_chart(edition, evidence, view)
        if chart is not None:
            # The map above has the names: the narrow drawing, with values alone, is enough here.
            block = chart_block(edition, view, chart, home) | {"drawing": draw(chart.narrow, home)}
            blocks.append({"title": edition.text(view.label), "chart": block})
    return blocks
