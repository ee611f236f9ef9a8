"""A pack's plans as rows of the evidence tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filiera.pack import Pack
from filiera.pack.programme_schema import Activity, LineOfAction, Offer, Participant, Programme, Statement
from filiera.services.tables import Rows, as_json

Said = Statement | Activity | Offer
PROGRAMME_PARTS = ("purpose", "mission", "vision", "directions", "drivers")
LINE_PARTS = ("aims", "instruments", "working_groups", "projects", "today", "to_come")


def plan_tables(pack: Pack) -> dict[str, Rows]:
    """Programmes, lines of action, their statements, who takes part, and the figures that bear on them."""
    programmes = list(pack.programmes.values())
    lines = [(p, pack.lines_of_action[key]) for p in programmes for key in p.lines_of_action]
    return {
        "programme": [
            {"id": p.id, "seq": seq, "publication": p.publication, "title_json": as_json(p.title)}
            for seq, p in enumerate(programmes)
        ],
        "line_of_action": [
            {
                "id": line.id,
                "programme": p.id,
                "seq": seq,
                "title_json": as_json(line.title),
                "lines_json": as_json(line.lines),
            }
            for seq, (p, line) in enumerate(lines)
        ],
        "plan_statement": [
            {**place, **_statement(said)} for home in _homes(programmes, lines) for place, said in _said(*home)
        ],
        "plan_participant": [row for home in _homes(programmes, lines) for row in _participants(*home)],
        "plan_figure": [
            {"line_of_action": line.id, "seq": seq, **_figure(address)}
            for _, line in lines
            for seq, address in enumerate(line.figures)
        ],
    }


def _homes(
    programmes: Iterable[Programme], lines: Iterable[tuple[Programme, LineOfAction]]
) -> Iterator[tuple[str, str, Programme | LineOfAction]]:
    """Each programme and each line of action, after the ids under which its rows stand."""
    for programme in programmes:
        yield programme.id, "", programme
    for programme, line in lines:
        yield programme.id, line.id, line


def _said(programme: str, line: str, home: Programme | LineOfAction) -> Iterator[tuple[dict[str, object], Said]]:
    for part in LINE_PARTS if isinstance(home, LineOfAction) else PROGRAMME_PARTS:
        for seq, said in enumerate(getattr(home, part)):
            yield {"programme": programme, "line_of_action": line, "part": part, "seq": seq}, said


def _statement(said: Said) -> dict[str, object]:
    activity = said if isinstance(said, Activity) else None
    return {
        "title_json": as_json({} if isinstance(said, Offer) else said.title),
        "text_json": as_json(said.text),
        "lines_json": as_json(said.lines),
        "organisation": f"organisation/{activity.organisation}" if activity and activity.organisation else "",
        "others_json": as_json(activity.others if activity else {}),
        "link": said.link if isinstance(said, Offer) else "",
    }


def _participants(programme: str, line: str, home: Programme | LineOfAction) -> Iterator[dict[str, object]]:
    own = {"programme": programme, "line_of_action": line, "part": "", "statement_seq": 0}
    yield from _rows(own, home.takes_part)
    for place, said in _said(programme, line, home):
        if isinstance(said, Activity):
            yield from _rows({**place, "statement_seq": place["seq"]}, said.takes_part)


def _rows(place: dict[str, object], participants: Iterable[Participant]) -> Iterator[dict[str, object]]:
    for seq, participant in enumerate(participants):
        yield {
            **place,
            "seq": seq,
            "organisation": f"organisation/{participant.organisation}",
            "role_json": as_json(participant.role),
            "lines_json": as_json(participant.lines),
        }


def _figure(address: str) -> dict[str, object]:
    kind, _, key = address.partition("/")
    return {"indicator": key} if kind == "indicator" else {"figure": address}
