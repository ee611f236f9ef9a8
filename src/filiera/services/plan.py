"""The plan: its programmes and lines of action, the figures that bear on each, who takes part in what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.figures import FigureView, all_figures
from filiera.services.indicators import indicators
from filiera.services.pages import publications
from filiera.services.plan_views import LineView, Member, ParticipantView, ProgrammeView, StatementView

Row = dict[str, Any]
Home = tuple[str, str]
"""The ids of a programme and of a line of action (empty: the programme as a whole)."""


def programmes(evidence: Evidence) -> tuple[ProgrammeView, ...]:
    """The plans of the hub, in the order of the pack; none where the pack holds none."""
    return _programmes_of(evidence, evidence.version.hash)


def line_of_action(evidence: Evidence, name: str) -> tuple[ProgrammeView, LineView]:
    """The line of action with id ``name``, after the programme that it belongs to.

    Raises:
        AddressError: no such line of action.
    """
    for programme in programmes(evidence):
        for line in programme.lines_of_action:
            if line.id == name:
                return programme, line
    raise AddressError("no such line of action", where=f"plan/{name}", remedy="the page of the plan lists them all")


def lines_of_figure(evidence: Evidence, figure: FigureView) -> tuple[LineView, ...]:
    """The lines of action on which a figure, or another of its indicator, bears."""
    return tuple(line for line in _lines(evidence) if any(f.indicator == figure.indicator for f in line.figures))


def lines_of_organisation(
    evidence: Evidence, address: str
) -> tuple[tuple[LineView, tuple[StatementView | None, ...]], ...]:
    """The lines of action that name an organisation (``organisation/…``), and in what; None: in the line as a whole."""
    found = []
    for line in _lines(evidence):
        whole = [None for participant in line.takes_part if participant.organisation.address == address]
        if named := (*whole, *(statement for statement in line.statements if _names(statement, address))):
            found.append((line, named))
    return tuple(found)


def _names(statement: StatementView, address: str) -> bool:
    members = [participant.organisation for participant in statement.participants]
    return any(member.address == address for member in (statement.organisation, *members) if member is not None)


def _lines(evidence: Evidence) -> Iterator[LineView]:
    for programme in programmes(evidence):
        yield from programme.lines_of_action


@lru_cache(maxsize=4)
def _programmes_of(evidence: Evidence, version: str) -> tuple[ProgrammeView, ...]:
    # cached per evidence version: the evidence never changes under its hash
    if version != evidence.version.hash:
        return ()
    rows = sorted(evidence.rows("programme"), key=_in_order)
    statements, takes_part = _statements(evidence)
    lines = _lines_of_action(evidence, statements, takes_part) if rows else {}
    published = publications(evidence)
    producers = {row["id"]: row["producer"] for row in evidence.rows("publication")}
    return tuple(
        ProgrammeView(
            id=row["id"],
            title=_json(row["title_json"]),
            publication=published[row["publication"]],
            producer=producers[row["publication"]],
            statements=tuple(statements[row["id"], ""]),
            takes_part=tuple(takes_part[row["id"], ""]),
            lines_of_action=tuple(lines[row["id"]]),
        )
        for row in rows
    )


def _lines_of_action(
    evidence: Evidence, statements: dict[Home, list[StatementView]], takes_part: dict[Home, list[ParticipantView]]
) -> dict[str, list[LineView]]:
    bearing = _bearing(evidence)
    found: dict[str, list[LineView]] = defaultdict(list)
    for row in sorted(evidence.rows("line_of_action"), key=_in_order):
        home = (row["programme"], row["id"])
        found[row["programme"]].append(
            LineView(
                id=row["id"],
                title=_json(row["title_json"]),
                lines=tuple(_json(row["lines_json"])),
                statements=tuple(statements[home]),
                takes_part=tuple(takes_part[home]),
                figures=tuple(bearing[row["id"]]),
            )
        )
    return found


def _statements(evidence: Evidence) -> tuple[dict[Home, list[StatementView]], dict[Home, list[ParticipantView]]]:
    """What is stated of each programme and line of action, and who takes part in it as a whole."""
    members = _members(evidence)
    joined: dict[tuple[str, str, str, int], list[ParticipantView]] = defaultdict(list)
    for row in sorted(evidence.rows("plan_participant"), key=_in_order):
        joined[row["programme"], row["line_of_action"], row["part"], row["statement_seq"]].append(
            ParticipantView(members[row["organisation"]], _json(row["role_json"]), tuple(_json(row["lines_json"])))
        )
    statements: dict[Home, list[StatementView]] = defaultdict(list)
    for row in sorted(evidence.rows("plan_statement"), key=_in_order):
        home = (row["programme"], row["line_of_action"])
        statements[home].append(
            StatementView(
                part=row["part"],
                title=_json(row["title_json"]),
                text=_json(row["text_json"]),
                lines=tuple(_json(row["lines_json"])),
                organisation=members.get(row["organisation"]),
                participants=tuple(joined[(*home, row["part"], row["seq"])]),
                others=_json(row["others_json"]),
                link=row["link"],
            )
        )
    takes_part: dict[Home, list[ParticipantView]] = defaultdict(list)
    for (programme, line, part, _), participants in joined.items():
        if not part:
            takes_part[programme, line] = participants
    return statements, takes_part


def _members(evidence: Evidence) -> dict[str, Member]:
    kinds = {row["id"]: _json(row["names_json"]) for row in evidence.rows("organisation_kind")}
    return {
        row["address"]: Member(row["address"], row["name"], kinds.get(row["kind"], {}))
        for row in evidence.rows("organisation")
    }


def _bearing(evidence: Evidence) -> dict[str, list[FigureView]]:
    """The figures that bear on each line of action; of an indicator, the one that stands for it."""
    figures = {figure.address: figure for figure in all_figures(evidence)}
    headlines = {each.id: each.headline for each in indicators(evidence)}
    found: dict[str, list[FigureView]] = defaultdict(list)
    for row in sorted(evidence.rows("plan_figure"), key=_in_order):
        figure = headlines.get(row["indicator"]) if row["indicator"] else figures.get(row["figure"])
        if figure is not None:
            found[row["line_of_action"]].append(figure)
    return found


def _in_order(row: Row) -> int:
    return int(row["seq"])


def _json(text: str) -> Any:
    return msgspec.json.decode(text)
