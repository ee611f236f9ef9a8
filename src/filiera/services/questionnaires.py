"""The questionnaires of the hub: what they ask, and where in the region their actions lead."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from filiera.analysis.readiness.scoring import Item
from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.pack.questionnaire_schema import Question, Questionnaire, WhereToTurn
from filiera.services.figures import Text
from filiera.services.kept_answers import kept_per_version
from filiera.services.tables import Rows, as_json


def questionnaire_tables(pack: Pack) -> dict[str, Rows]:
    """A pack's questionnaires as rows of the evidence tables."""
    return {
        "questionnaire": [
            {"id": each.id, "seq": seq, "version": each.version, "body_json": as_json(each)}
            for seq, each in enumerate(pack.questionnaires.values())
        ],
        "where_to_turn": [{"action": row.action, "body_json": as_json(row)} for row in pack.where_to_turn.values()],
    }


@kept_per_version
def questionnaires(evidence: Evidence) -> dict[str, Questionnaire]:
    """The questionnaires by id, in the order of the pack; none where the pack holds none."""
    rows = sorted(evidence.rows("questionnaire"), key=lambda row: int(row["seq"]))
    return {row["id"]: msgspec.json.decode(row["body_json"], type=Questionnaire) for row in rows}


def questionnaire(evidence: Evidence, id: str) -> Questionnaire:
    """One questionnaire.

    Raises:
        AddressError: there is none of that id.
    """
    found = questionnaires(evidence).get(id)
    if found is None:
        raise AddressError(
            "there is no such questionnaire", where=f"readiness/{id}", remedy="the page of readiness lists them all"
        )
    return found


def questions_of(asked: Questionnaire) -> dict[str, Question]:
    """Question by id, in the order in which they are asked."""
    return {question.id: question for dimension in asked.dimensions for question in dimension.questions}


def items_of(asked: Questionnaire) -> dict[str, list[Item]]:
    """Dimension → what scoring needs to know of its questions."""
    return {
        dimension.id: [
            Item(
                id=question.id,
                levels=len(question.levels),
                weight=question.weight,
                gate=question.shown_if.question if question.shown_if else "",
                gate_level=question.shown_if.at_least if question.shown_if else 0,
                counts_if_hidden=question.hidden == "lowest",
            )
            for question in dimension.questions
        ]
        for dimension in asked.dimensions
    }


@dataclass(frozen=True, slots=True)
class Way:
    """One place where an action leads: a line of the plan, an organisation or a kind of them, or calls."""

    what: str
    """``line``, ``organisation``, ``kind`` or ``calls``."""
    id: str
    names: Text
    address: str = ""
    """Of an organisation."""
    vintage: str = ""
    """Of calls: of which day they are."""


@kept_per_version
def ways(evidence: Evidence) -> dict[str, tuple[Way, ...]]:
    """``<questionnaire>/<action>`` → where it leads in this region."""
    lines = {row["id"]: msgspec.json.decode(row["title_json"]) for row in evidence.rows("line_of_action")}
    kinds = {row["id"]: msgspec.json.decode(row["plural_json"]) for row in evidence.rows("organisation_kind")}
    names = {row["address"]: row["name"] for row in evidence.rows("organisation")}
    calls = _calls_held(evidence)
    found = {}
    for row in evidence.rows("where_to_turn"):
        told = msgspec.json.decode(row["body_json"], type=WhereToTurn)
        addresses = [f"organisation/{id}" for id in told.organisations]
        found[told.action] = (
            *(Way("line", id, lines[id]) for id in told.lines_of_action if id in lines),
            *(Way("organisation", address, {"": names[address]}, address) for address in addresses if address in names),
            *(Way("kind", id, kinds[id]) for id in told.kinds if id in kinds),
            *(calls[id] for id in told.datasets if id in calls),
        )
    return found


def _calls_held(evidence: Evidence) -> dict[str, Way]:
    """Data sets whose records were read, with what they count and the day that they are of."""
    told = {row["id"]: msgspec.json.decode(row["counts_json"]) for row in evidence.rows("dataset")}
    found = {}
    for row in sorted(evidence.rows("snapshot"), key=lambda row: (row["fetched"], row["vintage"])):
        counts = told.get(row["dataset"])
        if counts and row["records"]:
            found[row["dataset"]] = Way("calls", row["dataset"], counts[0]["of"], vintage=row["vintage"])
    return found
