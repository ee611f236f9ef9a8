"""What one follows shows now: a figure, an organisation, a data set, or the answers to a question; row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from filiera.errors import AddressError, UsageError
from filiera.evidence import Evidence
from filiera.services.datasets import datasets
from filiera.services.directory import Search, facets
from filiera.services.directory import look_up as look_up_organisations
from filiera.services.figures import FigureView, Text, all_figures
from filiera.services.indicators import indicators
from filiera.services.involvement import involvement
from filiera.services.organisations import all_organisations
from filiera.services.partners import Asked, profiles_of_organisation
from filiera.services.partners import look_up as look_up_profiles
from filiera.services.profile_content import is_plain
from filiera.services.search import addresses
from filiera.vocabulary.folding import fold
from filiera.vocabulary.translation import translate

FIGURE, ORGANISATION, DATASET, SEARCH = "figure", "organisation", "dataset", "search"
PLACES = ("figures", "organisations", "records", "profiles")
"""Where a question can be asked."""
FILTERS: Mapping[str, tuple[str, ...]] = {
    "figures": (),
    "organisations": ("kind", "territory", "municipality", "source"),
    "records": ("kind",),
    "profiles": ("kind", "organisation_kind", "territory", "language"),
}
LONGEST_WORDS = 200
MOST_ROWS = 500
"""So many answers of a question are looked at, the best first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is followed, as it is now."""

    key: str
    label: str
    path: str
    """Where it is looked at, after the language."""
    mark: str = ""
    """What makes it another one when it changes: a value; empty where only its coming counts."""
    shown: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: an address, or a question with its place, words and filters."""

    kind: str
    address: str = ""
    question: Mapping[str, str] | None = None


def subject_of_address(evidence: Evidence, address: str) -> tuple[Subject, Text]:
    """What is followed at an address of the evidence, with what it is called.

    Raises:
        AddressError: nothing that can be followed.
    """
    kind, _, id = address.partition("/")
    named: Text | None = None
    if kind in ("claim", "observation"):
        named = next((view.label for view in all_figures(evidence) if view.address == address), None)
    elif kind == "figure":
        named = next((view.label for view in indicators(evidence) if view.id == id), None)
    elif kind == "organisation" and address in (known := all_organisations(evidence)):
        named = {"": known[address].name}
    elif kind == "dataset":
        named = next((view.title for view in datasets(evidence) if view.id == id), None)
    if named is None:
        raise AddressError(
            "nothing at this address can be followed",
            where=address[:80],
            remedy="use the link on the page of a figure, an organisation or a data set",
        )
    followed = FIGURE if kind in ("claim", "observation", "figure") else kind
    return Subject(followed, address), named


def subject_of_question(evidence: Evidence, asked: Mapping[str, str]) -> Subject:
    """A question that can be followed, with nothing in it that its place does not know.

    Raises:
        UsageError: no such place, no words and no filter, or words that cannot be asked.
    """
    place, text = asked.get("in", ""), asked.get("text", "").strip()
    if place not in PLACES:
        raise UsageError(
            "there is no '{value}' to choose", where="in", remedy="choose from the list", words={"value": place[:40]}
        )
    if len(text) > LONGEST_WORDS or not is_plain(text, lines=False):
        raise UsageError(
            "this needs words: at most {n} plain characters",
            where="text",
            remedy="write it anew",
            words={"n": LONGEST_WORDS},
        )
    question = {"in": place, "text": text} | {name: value for name in FILTERS[place] if (value := asked.get(name, ""))}
    if any(len(value) > LONGEST_WORDS or not is_plain(value, lines=False) for value in question.values()):
        raise UsageError("holds control characters", where="text", remedy="write it in plain letters")
    if place == "organisations":
        for name in FILTERS[place]:
            if question.get(name) and question[name] not in facets(evidence).values[name]:
                raise UsageError(
                    "there is no '{value}' to choose",
                    where=name,
                    remedy="choose from the list",
                    words={"value": question[name][:40]},
                )
    if not {name: value for name, value in question.items() if name != "in" and value}:
        raise UsageError("this asks for nothing in particular", where="text", remedy="write some words")
    return Subject(SEARCH, "", question)


def rows_of(home: Path, evidence: Evidence, subject: Subject, language: str) -> list[Row]:
    """What is followed, as it is now; nothing where what was followed is gone."""
    if subject.kind == SEARCH:
        question = dict(subject.question or {})
        return list(_ASKED[question.get("in", "")](home, evidence, question, language))[:MOST_ROWS]
    found = _FOLLOWED[subject.kind](home, evidence, subject.address, language)
    # A trial that an organisation hosts and sponsors is one record.
    return list({row.key: row for row in found}.values())


def _figure(home: Path, evidence: Evidence, address: str, language: str) -> Iterable[Row]:
    kind, _, id = address.partition("/")
    views = all_figures(evidence)
    own = [v for v in views if v.indicator == id] if kind == "figure" else [v for v in views if v.address == address]
    return (_row_of_figure(view, language) for view in own)


def _row_of_figure(view: FigureView, language: str) -> Row:
    place = _in(view.territory_names, language)
    about = ", ".join(filter(None, (place, _in(view.breakdown_names, language), view.period.replace("/", "–"))))
    label = _in(view.label, language)
    return Row(
        key=view.address,
        label=f"{label} ({about})" if about else label,
        path=f"{view.address}/",
        mark=f"{view.qualifier} {view.value} {view.unit}",
        shown=view.shown(language),
        verdict=view.verdict if view.origin == "claim" else "",
    )


def _organisation(home: Path, evidence: Evidence, address: str, language: str) -> Iterable[Row]:
    for block in involvement(evidence, address).blocks:
        for shown in block.shown:
            for found in shown.records:
                record = found.record
                key = (
                    f"{shown.dataset.id} {record.register} {record.id}"
                    if record
                    else f"{shown.dataset.id} {found.best.seq}"
                )
                label = (record.title if record else "") or found.best.name
                title = _in(shown.dataset.title, language)
                yield Row(key, f"{label} ({title})", f"{address}/")
    for profile in profiles_of_organisation(home, evidence, address):
        told = profile.content.texts.get(language) or next(iter(profile.content.texts.values()))
        yield Row(profile.address, told.title, f"partners/{profile.id}/")


def _dataset(home: Path, evidence: Evidence, address: str, language: str) -> Iterable[Row]:
    id = address.partition("/")[2]
    for view in datasets(evidence):
        if view.id == id:
            held = view.held
            shown = (held.vintage or held.fetched) if held else translate("not held", language)
            yield Row(address, _in(view.title, language), f"sources/{id}/", held.digest if held else "", shown)


def _figures_asked(home: Path, evidence: Evidence, question: dict[str, str], language: str) -> Iterable[Row]:
    views = {view.address: view for view in all_figures(evidence)}
    headlines = {view.address: view.headline for view in indicators(evidence)}
    found = addresses(evidence, question["text"], kinds=("indicator", "claim"), most=MOST_ROWS)
    shown = (headlines.get(address) or views.get(address) for address in found)
    return {view.address: _row_of_figure(view, language) for view in shown if view is not None}.values()


def _organisations_asked(home: Path, evidence: Evidence, question: dict[str, str], language: str) -> Iterable[Row]:
    asked = Search(**{name: value for name, value in question.items() if name != "in"})  # type: ignore[arg-type]
    found = look_up_organisations(evidence, asked)
    # What only comes close is no answer, and would come and go with every build.
    rows = [] if found.close else found.rows
    return (
        Row(view.address, ", ".join(filter(None, (view.name, view.municipality))), f"{view.address}/") for view in rows
    )


def _records_asked(home: Path, evidence: Evidence, question: dict[str, str], language: str) -> Iterable[Row]:
    titles = {view.id: view.title for view in datasets(evidence)}
    words = fold(question["text"]).split()
    for row in evidence.rows("linked_record"):
        if question.get("kind") and row["kind"] != question["kind"]:
            continue
        told = fold(f"{row['title']} {row['id']}")
        if all(word in told for word in words):
            dataset = row["dataset"]
            label = f"{row['title'] or row['id']} ({_in(titles.get(dataset, {}), language)})"
            yield Row(f"{dataset} {row['register']} {row['id']}", label, f"sources/{dataset}/")


def _profiles_asked(home: Path, evidence: Evidence, question: dict[str, str], language: str) -> Iterable[Row]:
    asked = Asked(**{name: value for name, value in question.items() if name != "in"})  # type: ignore[arg-type]
    found = look_up_profiles(home, evidence, asked)
    for row in () if found.close else found.rows:
        texts = row.profile.content.texts
        told = texts.get(language) or next(iter(texts.values()))
        yield Row(row.profile.address, f"{told.title} ({row.organisation.name})", f"partners/{row.profile.id}/")


def _in(text: Text, language: str) -> str:
    return text.get(language) or text.get("") or text.get("en", "")


_Find = Callable[[Path, Evidence, str, str], Iterable[Row]]
_Ask = Callable[[Path, Evidence, dict[str, str], str], Iterable[Row]]
_FOLLOWED: Mapping[str, _Find] = {FIGURE: _figure, ORGANISATION: _organisation, DATASET: _dataset}
_ASKED: Mapping[str, _Ask] = {
    "figures": _figures_asked,
    "organisations": _organisations_asked,
    "records": _records_asked,
    "profiles": _profiles_asked,
}
