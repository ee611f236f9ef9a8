"""Questions and answers of the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 2023).

An entity is an organisation of the hub, its id the part of its address after ``organisation/``; a type is a kind of
organisation. Properties: city, country and codes help to match; those and kind and parent can be fetched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.registry.register import Entry
from filiera.registry.tables import Tier
from filiera.services.matching import Candidate, Named, entries_by_id, kinds, match
from filiera.sources.countries import country_code
from filiera.vocabulary.folding import fold
from filiera.vocabulary.learned import learned

PREFIX = "organisation/"
LONGEST_NAME = 1_000
MOST_CANDIDATES = 50
USUAL_CANDIDATES = 10
MOST_IDS = 200
MATCHED_BY = ("city", "country", "codes")
FETCHED = ("city", "country", "codes", "kind", "parent")
Json = dict[str, Any]
Asked = TypeVar("Asked")


class Property(msgspec.Struct):
    """Something else that is known of what is looked for."""

    pid: str
    v: Any


@learned
class Query(msgspec.Struct):
    """One question: a name, what is known besides, and which kinds are wanted."""

    query: str = ""
    type: str | list[str] = msgspec.field(default_factory=list)
    limit: Annotated[int, msgspec.Meta(ge=1)] = USUAL_CANDIDATES
    properties: list[Property] = msgspec.field(default_factory=list)
    type_strict: Literal["any", "should", "all"] = "should"

    def values(self, pid: str) -> list[str]:
        """What is given for a property: texts and numbers as they are, of an entity its name, else its id."""
        found = [each.v for each in self.properties if each.pid == pid]
        flat = [one for each in found for one in (each if isinstance(each, list) else [each])]
        told = [one.get("name") or one.get("id") or "" if isinstance(one, dict) else one for one in flat]
        return [str(one).strip() for one in told if str(one).strip()]


class Fetched(msgspec.Struct):
    """A property whose values are asked for."""

    id: str


@learned
class Extension(msgspec.Struct):
    """Which properties of which entities are asked for."""

    ids: list[str]
    properties: list[Fetched]


def read_queries(text: str) -> dict[str, Query]:
    """A batch of questions by their keys.

    Raises:
        UsageError: it is no such batch; says which question and what is wrong with it.
    """
    queries = _read(text, dict[str, Query], "queries")
    for key, query in queries.items():
        if not query.query.strip() and not query.properties:
            raise UsageError(
                "a query has neither a name nor properties", where=key[:80], remedy="fill in query, or properties"
            )
        if len(query.query) > LONGEST_NAME:
            raise UsageError(
                "a query is longer than {most} characters",
                where=key[:80],
                remedy="cut it to the name",
                words={"most": LONGEST_NAME},
            )
    return queries


def read_extension(text: str) -> Extension:
    """Which properties of which entities are asked for.

    Raises:
        UsageError: it is no such question, asks for too much, or for a property that there is not.
    """
    asked = _read(text, Extension, "extend")
    if len(asked.ids) > MOST_IDS:
        raise UsageError(
            "more than {most} ids are asked for at once",
            where="extend",
            remedy="ask in parts",
            words={"most": MOST_IDS},
        )
    for wanted in asked.properties:
        if wanted.id not in FETCHED:
            raise UsageError(
                "there is no such property",
                where=wanted.id[:80],
                remedy="one of: {names}",
                words={"names": ", ".join(FETCHED)},
            )
    return asked


def reconcile(evidence: Evidence, queries: Mapping[str, Query], language: str) -> Json:
    """The candidates of each question, best first."""
    named = {key: query for key, query in queries.items() if query.query.strip() and not _meant(evidence, query.query)}
    found = dict(zip(named, match(evidence, [_named(query) for query in named.values()], explain=True), strict=True))
    return {key: {"result": _result(evidence, query, found.get(key), language)} for key, query in queries.items()}


def extend(evidence: Evidence, asked: Extension, language: str) -> Json:
    """The values of the properties of the entities; of an id that is unknown, none."""
    names = property_names()
    wanted = list(dict.fromkeys(each.id for each in asked.properties))
    entries = {id: _meant(evidence, id) for id in asked.ids}
    return {
        "meta": [{"id": pid, "name": names[pid]} for pid in wanted],
        "rows": {
            id: {pid: _values(evidence, entry, pid, language) if entry else [] for pid in wanted}
            for id, entry in entries.items()
        },
    }


def property_names() -> dict[str, str]:
    """What the properties are called, in English as the interface is."""
    return {
        "city": "City",
        "country": "Country (ISO 3166-1)",
        "codes": "Codes (register:code)",
        "kind": "Kind of organisation",
        "parent": "Belongs to",
    }


def types(evidence: Evidence, language: str) -> list[Json]:
    """The kinds of organisations as types."""
    return [{"id": id, "name": names.get(language) or id} for id, names in sorted(kinds(evidence).items())]


def begins(items: Sequence[Json], prefix: str) -> list[Json]:
    """The items of which a word, or the id, begins so."""
    wanted = fold(prefix)
    return [each for each in items if any(f" {fold(text)}".find(f" {wanted}") >= 0 for text in _texts(each))]


def entities(evidence: Evidence, prefix: str, found: Sequence[str], language: str, *, most: int) -> list[Json]:
    """Organisations to suggest: the one with this id, those of which a word of a name begins so, then those found."""
    wanted = f" {fold(prefix)}"
    entries = entries_by_id(evidence)
    begin = sorted(
        (entry for entry in entries.values() if any(wanted in f" {fold(name)}" for name in entry.names)),
        key=lambda entry: (not f" {fold(entry.names[0])}".startswith(wanted), entry.names[0]),
    )
    first = [one for one in [_meant(evidence, prefix)] if one]
    ids = dict.fromkeys(entry.id for entry in (*first, *begin) if prefix)
    listed = [*ids, *(each for each in found if each in entries and each not in ids)][:most]
    told = [_told(evidence, entries[id], language) for id in listed]
    return [
        {"id": each["id"], "name": each["name"], "description": each["description"], "notable": each["type"]}
        for each in told
    ]


def _texts(item: Json) -> tuple[str, str]:
    return item["id"], item["name"]


def _read(text: str, shape: type[Asked], what: str) -> Asked:
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"), type=shape)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise UsageError(
            "is not as the Reconciliation Service API 0.2 has it: {problem}",
            where=what,
            remedy="see the specification; docs/link.md shows an example",
            words={"problem": str(error)[:200]},
        ) from error


def _named(query: Query) -> Named:
    country = next(iter(query.values("country")), "")
    return Named(
        query.query.strip(),
        city=next(iter(query.values("city")), ""),
        country=country if len(country_code(country)) == 2 else "",
        codes=tuple(code for code in query.values("codes") if all(code.partition(":"))),
    )


def _meant(evidence: Evidence, id: str) -> Entry | None:
    """The organisation whose id, or address, this is."""
    return entries_by_id(evidence).get(f"{PREFIX}{id.strip().removeprefix(PREFIX)}")


def _result(evidence: Evidence, query: Query, found: Sequence[Candidate] | None, language: str) -> list[Json]:
    if found is None:
        entry = _meant(evidence, query.query)
        direct = [entry] if entry else _of_codes(evidence, query)
        found = [Candidate(entry, 1.0, Tier.LINK, "") for entry in direct]
    wanted = {query.type} if isinstance(query.type, str) else set(query.type)
    fits = [each for each in found if not wanted or wanted & set(each.entry.kinds)]
    sure = [each for each in found if each.tier is Tier.LINK]
    limit = min(query.limit, MOST_CANDIDATES)
    return [
        _told(evidence, each.entry, language)
        | {
            # Two that are surely meant are no single answer: who asks chooses.
            "score": round(each.score * 100, 2),
            "match": sure == [each],
            "features": [{"id": "probability", "value": round(each.score, 4)}],
        }
        for each in fits[:limit]
    ]


def _of_codes(evidence: Evidence, query: Query) -> list[Entry]:
    codes = set(query.values("codes"))
    return [
        entry for entry in entries_by_id(evidence).values() if codes & {code.partition("@")[0] for code in entry.codes}
    ]


def _told(evidence: Evidence, entry: Entry, language: str) -> Json:
    names = kinds(evidence)
    told = [{"id": kind, "name": names.get(kind, {}).get(language) or kind} for kind in entry.kinds]
    place = ", ".join(filter(None, (entry.city, entry.country)))
    described = " · ".join(filter(None, (*(kind["name"] for kind in told), place)))
    return {"id": entry.id.removeprefix(PREFIX), "name": entry.names[0], "description": described, "type": told}


def _values(evidence: Evidence, entry: Entry, pid: str, language: str) -> list[Json]:
    if pid == "parent":
        entries = [entries_by_id(evidence)[id] for id in entry.parents if id in entries_by_id(evidence)]
        return [{"id": each.id.removeprefix(PREFIX), "name": each.names[0]} for each in entries]
    if pid == "kind":
        return [{"str": kind["name"]} for kind in _told(evidence, entry, language)["type"]]
    values = {"city": (entry.city,), "country": (entry.country,), "codes": entry.codes}[pid]
    return [{"str": value} for value in values if value]
