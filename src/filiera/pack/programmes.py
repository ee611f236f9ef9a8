"""Check the plans of a pack: who and what they name is known, each statement says where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from filiera.pack.problems import Problem, known_in, text_in_all_languages
from filiera.pack.programme_schema import Activity, LineOfAction, Participant, Programme, Statement
from filiera.pack.read import Pack
from filiera.pack.schema import Publication, Text

_DIGIT = re.compile(r"\d")
# A page within the portal: no scheme, no host, no way up.
_LINK = re.compile(r"(?=.)(?!.*(?:\.\.|//|:))(?:[\w.-]+/)*(?:[\w-]+\.\w+)?(?:\?[\w=&+%.-]+)?(?:#[\w-]+)?$")


def problems_of_programmes(pack: Pack) -> Iterator[Problem]:
    """Every problem of the plans and of their lines of action."""
    for programme in pack.programmes.values():
        yield from _programme(pack, programme)
    for line in pack.lines_of_action.values():
        yield from _line(pack, line)


def _programme(pack: Pack, programme: Programme) -> Iterator[Problem]:
    where = f"{pack.where('programme', programme.id)} ({programme.id})"
    yield from known_in(
        pack, where, "publication", programme.publication, pack.publications, "publication", "publications/"
    )
    yield from _words(pack, where, "title", programme.title)
    own = [key for key, home in pack.programme_of.items() if home == programme.id]
    home = f"programmes/{programme.id}/"
    for key in programme.lines_of_action:
        yield from known_in(pack, where, "lines_of_action", key, own, "line of action", home)
    for key in (key for key in own if key not in programme.lines_of_action):
        yield Problem(where, "lines_of_action", f"does not list '{key}'", f"list it, or delete {home}{key}.yml")
    publication = pack.publications.get(programme.publication)
    for part in ("purpose", "mission", "vision", "directions", "drivers"):
        yield from _statements(pack, where, part, getattr(programme, part), publication)
    yield from _participants(pack, where, "takes_part", programme.takes_part, publication)


def _line(pack: Pack, line: LineOfAction) -> Iterator[Problem]:
    where = f"{pack.where('line of action', line.id)} ({line.id})"
    home = pack.programme_of[line.id]
    yield from known_in(pack, where, "programme", home, pack.programmes, "programme", "programmes/")
    programme = pack.programmes.get(home)
    publication = pack.publications.get(programme.publication) if programme else None
    yield from _words(pack, where, "title", line.title)
    yield from _places(where, "lines", line.lines, publication)
    yield from _statements(pack, where, "aims", line.aims, publication)
    for part in ("instruments", "working_groups", "projects"):
        for number, activity in enumerate(getattr(line, part)):
            yield from _activity(pack, where, f"{part} {number + 1}", activity, publication)
    yield from _participants(pack, where, "takes_part", line.takes_part, publication)
    for address in line.figures:
        yield from _figure(pack, where, address)
    for number, offer in enumerate(line.today):
        field = f"today {number + 1}"
        yield from _words(pack, where, f"{field} text", offer.text)
        yield from _places(where, field, offer.lines, publication)
        if not _LINK.match(offer.link):
            remedy = "write it from the language on, as in ledger/?section=care"
            yield Problem(where, f"{field} link", f"'{offer.link}' is no page of the portal", remedy)
    yield from _statements(pack, where, "to_come", line.to_come, publication)


def _statements(
    pack: Pack, where: str, part: str, statements: Iterable[Statement], publication: Publication | None
) -> Iterator[Problem]:
    for number, statement in enumerate(statements):
        field = f"{part} {number + 1}"
        yield from _words(pack, where, f"{field} text", statement.text)
        if statement.title:
            yield from _words(pack, where, f"{field} title", statement.title)
        yield from _places(where, field, statement.lines, publication)


def _activity(
    pack: Pack, where: str, field: str, activity: Activity, publication: Publication | None
) -> Iterator[Problem]:
    yield from _words(pack, where, f"{field} text", activity.text)
    yield from _places(where, field, activity.lines, publication)
    if activity.organisation:
        yield from _organisation(pack, where, field, activity.organisation)
    elif not activity.title:
        yield Problem(where, f"{field} title", "has no name", "give it a title, or name its organisation")
    for name, text in (("title", activity.title), ("others", activity.others)):
        if text:
            yield from _words(pack, where, f"{field} {name}", text)
    yield from _participants(pack, where, f"{field} takes_part", activity.takes_part, publication)
    for participant in activity.takes_part:
        if others := sorted(set(participant.lines) - set(activity.lines)):
            remedy = "add it to the lines of the activity"
            yield Problem(where, f"{field} takes_part", f"line {others[0]} is none of the activity's", remedy)


def _participants(
    pack: Pack, where: str, field: str, participants: Iterable[Participant], publication: Publication | None
) -> Iterator[Problem]:
    seen: set[str] = set()
    for participant in participants:
        key = participant.organisation
        yield from _organisation(pack, where, field, key)
        if key in seen:
            yield Problem(where, field, f"names '{key}' twice", "name each organisation once, with all its lines")
        seen.add(key)
        if participant.role:
            yield from _words(pack, where, f"{field} role", participant.role)
        yield from _places(where, field, participant.lines, publication)


def _organisation(pack: Pack, where: str, field: str, key: str) -> Iterator[Problem]:
    yield from known_in(pack, where, field, key, pack.organisations, "organisation", "organisations/")


def _figure(pack: Pack, where: str, address: str) -> Iterator[Problem]:
    kind, _, key = address.partition("/")
    tables: dict[str, Collection[str]] = {
        "claim": pack.claims,
        "observation": pack.observations,
        "indicator": pack.indicators,
    }
    if kind not in tables:
        yield Problem(where, "figures", f"'{address}' is no figure", "write claim/…, observation/… or indicator/…")
        return
    yield from known_in(pack, where, "figures", key, tables[kind], kind, f"{kind}s/")
    if kind == "indicator" and key in pack.indicators and not _stated(pack, key):
        yield Problem(where, "figures", f"nothing states the indicator '{key}'", "name one that has a figure")


def _stated(pack: Pack, indicator: str) -> bool:
    stated = [claim.indicator for claim in pack.claims.values()]
    return indicator in stated or any(row.indicator == indicator for row in pack.observations.values())


def _words(pack: Pack, where: str, field: str, text: Text) -> Iterator[Problem]:
    """A text is there in every language, and no number in it was typed by hand."""
    yield from text_in_all_languages(pack, where, field, text)
    for language, words in text.items():
        if _DIGIT.search(words):
            yield Problem(where, f"{field} {language}", "has a digit typed by hand", "list the figure under figures")


def _places(where: str, field: str, lines: list[int], publication: Publication | None) -> Iterator[Problem]:
    if not lines:
        yield Problem(where, field, "does not say where it stands", "give the lines of the publication")
    if publication is None:
        return
    for line in lines:
        if not any(section.lines[0] <= line <= section.lines[1] for section in publication.sections):
            remedy = f"give a line within the sections of publications/{publication.id}.yml"
            yield Problem(where, field, f"line {line} is in no section of the publication", remedy)
