"""The plan: what it sets out to do, and each of its lines of action with who takes part and what bears on it."""

from __future__ import annotations

from filiera.publish.brochure.edition import Block, Edition
from filiera.publish.brochure.statements import large
from filiera.services.licensing import works_of_publications
from filiera.services.pages import Evidence
from filiera.services.plan import programmes
from filiera.services.plan_views import LineView, ParticipantView, ProgrammeView, StatementView

_WHOLE = ("purpose", "mission", "vision", "directions", "drivers")
_ACTIVITIES = ("instruments", "working_groups", "projects")


def plan_blocks(edition: Edition, evidence: Evidence) -> list[Block]:
    """One block for each plan of the hub; none where the evidence holds none."""
    return [_programme(edition, evidence, programme) for programme in programmes(evidence)]


def _programme(edition: Edition, evidence: Evidence, programme: ProgrammeView) -> Block:
    publication = programme.publication
    work = works_of_publications(evidence).get(publication.id, "")
    return {
        "title": edition.text(programme.title),
        "source": edition.cite(work),
        "publication": f"{publication.producer}, {edition.text(publication.title)}",
        "whole": [
            {"title": edition.words["plan"][part], "statements": [_statement(edition, each) for each in found]}
            for part in _WHOLE
            if (found := getattr(programme, part))
        ],
        "lines": [_line(edition, line) for line in programme.lines_of_action],
    }


def _line(edition: Edition, line: LineView) -> Block:
    words = edition.words["plan"]
    return {
        "title": edition.text(line.title),
        "aims": [_statement(edition, each) for each in line.aims],
        "who": [_participant(edition, each) for each in line.takes_part],
        "activities": [
            {"title": words[part], "statements": [_statement(edition, each) for each in found]}
            for part in _ACTIVITIES
            if (found := getattr(line, part))
        ],
        "figures": [large(edition, figure) for figure in line.figures],
        "today": [edition.text(each.text) for each in line.today],
        "to_come": [edition.text(each.text) for each in line.to_come],
    }


def _statement(edition: Edition, said: StatementView) -> Block:
    own = said.organisation
    named = [_participant(edition, each) for each in said.participants]
    others = edition.text(said.others)
    return {
        "title": edition.text(said.title) or (own.name if own else ""),
        "text": edition.text(said.text),
        "who": named + ([others.replace(";", ",")] if others else []),
        "lines": ", ".join(str(line) for line in said.lines),
    }


def _participant(edition: Edition, each: ParticipantView) -> str:
    role = edition.text(each.role)
    return f"{each.organisation.name} ({role})" if role else each.organisation.name
