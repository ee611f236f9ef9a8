"""Check a pack as a whole: every reference resolves, every text is there in every language, units fit.

All problems are collected, so that an author mends them in one go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from filiera.errors import PackError
from filiera.pack.benchmarks import problems_of_benchmarks
from filiera.pack.boundaries import problems_of_boundaries
from filiera.pack.datasets import problems_of_datasets
from filiera.pack.identities import problems_of_identities
from filiera.pack.input_output import problems_of_input_output
from filiera.pack.organisations import problems_of_organisations
from filiera.pack.problems import Problem
from filiera.pack.problems import known_in as _known
from filiera.pack.problems import text_in_all_languages as _text
from filiera.pack.programmes import problems_of_programmes
from filiera.pack.questionnaires import problems_of_questionnaires
from filiera.pack.read import Pack
from filiera.pack.schema import Claim, Indicator, Observation, Operand, Record
from filiera.pack.themes import problems_of_themes
from filiera.vocabulary.lexicon import Lexicon, phrase_words
from filiera.vocabulary.units import load_units

_PERIOD = re.compile(r"\d{4}(/\d{4})?", re.ASCII)
_FIELD = re.compile(r"\{(\w*)(?::\w+)?\}")


def check_pack(pack: Pack) -> None:
    """Raise on the problems of a pack.

    Raises:
        PackError: lists every problem with file, line, field and remedy.
    """
    problems = list(problems_of(pack))
    if problems:
        listed = "\n".join(str(problem) for problem in problems)
        raise PackError(
            "{n} problems\n{listed}" if len(problems) > 1 else "1 problem\n{listed}",
            where=f"pack {pack.manifest.id}",
            words={"n": len(problems), "listed": listed},
        )


def problems_of(pack: Pack) -> Iterator[Problem]:
    """Every problem of a pack, in reading order."""
    yield from _manifest(pack)
    yield from _definitions(pack)
    for indicator in pack.indicators.values():
        yield from _indicator(pack, indicator)
    lexicon = {language: Lexicon.of(pack.concepts.values(), language) for language in pack.manifest.languages}
    for claim in pack.claims.values():
        yield from _claim(pack, claim)
        yield from _wording(pack, claim, lexicon)
    for observation in pack.observations.values():
        yield from _observation(pack, observation)
    yield from problems_of_organisations(pack)
    yield from problems_of_identities(pack)
    yield from problems_of_boundaries(pack)
    yield from problems_of_programmes(pack)
    yield from problems_of_questionnaires(pack)
    yield from problems_of_themes(pack)
    yield from problems_of_datasets(pack)
    yield from problems_of_input_output(pack)
    yield from problems_of_benchmarks(pack)


def _manifest(pack: Pack) -> Iterator[Problem]:
    where = f"{pack.folders[-1].name}/pack.yml"
    if "en" not in pack.manifest.languages:
        yield Problem(where, "languages", "English is missing", "English is always among a pack's languages")
    yield from _text(pack, where, "names", pack.manifest.names)
    for code in (pack.manifest.territory, *pack.manifest.peers):
        if code:
            yield from _known(pack, where, "territory", code, pack.territories, "territory", "territories.yml")
    for address in pack.manifest.featured:
        claim = address.removeprefix("claim/")
        yield from _known(pack, where, "featured", claim, pack.claims, "claim", "claims/")


def _definitions(pack: Pack) -> Iterator[Problem]:
    named: list[tuple[str, str, Record, tuple[str, ...]]] = [
        *(("territory", key, r, ("names",)) for key, r in pack.territories.items()),
        *(("dimension", key, r, ("names",)) for key, r in pack.dimensions.items()),
        *(("kind", key, r, ("names", "plural")) for key, r in pack.kinds.items()),
        *(("publication", key, r, ("title",)) for key, r in pack.publications.items()),
        *(("concept", key, r, ()) for key, r in pack.concepts.items()),
        *(("parameter", key, r, ("label",)) for key, r in pack.parameters.items()),
    ]
    for kind, key, record, fields in named:
        where = pack.where(kind, key)
        for field in fields:
            yield from _text(pack, where, field, getattr(record, field))
    for concept in pack.concepts.values():
        for language in pack.manifest.languages:
            if not concept.phrases.get(language):
                where = pack.where("concept", concept.id)
                yield Problem(where, "phrases", f"has no words in '{language}'", f"list some under {language}")
            for phrase in concept.phrases.get(language, ()):
                if not all(word.strip("*") for word in phrase_words(phrase) or [""]):
                    where = pack.where("concept", concept.id)
                    yield Problem(where, "phrases", f"'{phrase}' holds no word", "write letters before the *")
    for parameter in pack.parameters.values():
        where = pack.where("parameter", parameter.id)
        if parameter.note:
            yield from _text(pack, where, "note", parameter.note)
        for address in parameter.figures:
            kind, _, id = address.partition("/")
            table = pack.claims if kind == "claim" else pack.observations if kind == "observation" else {}
            yield from _known(pack, where, "figures", id, table, "figure", "claims/ or observations/")
    for code in pack.territories:
        if _cycle(code, lambda key: pack.territories[key].parent if key in pack.territories else ""):
            yield Problem(pack.where("territory", code), "parent", f"{code} lies in itself", "mend the parents")
    for concept in pack.concepts.values():
        if _cycle(concept.id, lambda key: pack.concepts[key].broader if key in pack.concepts else ""):
            where = pack.where("concept", concept.id)
            yield Problem(where, "broader", f"{concept.id} is broader than itself", "mend broader")
    for publication in pack.publications.values():
        where = pack.where("publication", publication.id)
        yield from _known(pack, where, "producer", publication.producer, pack.producers, "producer", "sources/")
        for note in publication.footnotes:
            yield from _known(pack, where, f"footnote {note.mark}", note.work, pack.works, "work", "sources/")
        for section in publication.sections:
            if section.territory:
                yield from _known(
                    pack,
                    where,
                    "territory",
                    section.territory,
                    pack.territories,
                    "territory",
                    "territories.yml",
                )


def _indicator(pack: Pack, indicator: Indicator) -> Iterator[Problem]:
    where = pack.where("indicator", indicator.id)
    yield from _text(pack, where, "label", indicator.label)
    yield from _text(pack, where, "definition", indicator.definition)
    yield from _known(pack, where, "unit", indicator.unit, load_units(), "unit", "units.yml")
    for concept in (*indicator.concepts, *indicator.also, *filter(None, [indicator.counts])):
        yield from _known(pack, where, "concepts", concept, pack.concepts, "concept", "lexicon/")
    derivation = indicator.derivation
    operands: list[Operand | None] = []
    if derivation is not None:
        operands = [*(derivation.ratio or ()), derivation.growth, derivation.rank]
        if derivation.between:
            yield from _known(
                pack, where, "between", derivation.between, pack.dimensions, "dimension", "dimensions.yml"
            )
    for operand in filter(None, operands):
        if operand.indicator == indicator.id and operand.territory == "self" and not operand.breakdown:
            yield Problem(where, "derivation", "is derived from itself", "name another indicator")
        yield from _known(pack, where, "derivation", operand.indicator, pack.indicators, "indicator", "indicators/")
    if indicator.register_kind:
        for kind in (indicator.register_kind, *indicator.register_also):
            yield from _known(pack, where, "register_kind", kind, pack.kinds, "kind", "kinds.yml")
    elif indicator.register_also or indicator.register_codes or indicator.register_beds:
        yield Problem(where, "register_kind", "is missing", "name the kind of organisation that the figure counts")


_VALUE = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)


def _number(where: str, value: str) -> Iterator[Problem]:
    if not _VALUE.fullmatch(value):
        yield Problem(where, "value", f"'{value[:40]}' is no number", 'write digits with a point: "12.6"')


def is_period(text: str) -> bool:
    """Whether ``text`` is a year, or the first and last of a span.

    >>> is_period("2022"), is_period("2015/2023"), is_period("2022-06")
    (True, True, False)
    """
    years = [int(year) for year in text.split("/")] if _PERIOD.fullmatch(text) else []
    return bool(years) and years == sorted(years) and all(1800 <= year <= 2200 for year in years)


def _period(where: str, period: str) -> Iterator[Problem]:
    if not is_period(period):
        yield Problem(where, "period", f"'{period}' is no year", "write 2022, or 2015/2023 for a span")


def _cycle(start: str, above: Callable[[str], str]) -> bool:
    """Whether going up from ``start`` comes back to it."""
    step, seen = above(start), set[str]()
    while step and step not in seen:
        if step == start:
            return True
        seen.add(step)
        step = above(step)
    return False


def _unit(pack: Pack, where: str, unit: str, indicator: str) -> Iterator[Problem]:
    units = load_units()
    yield from _known(pack, where, "unit", unit, units, "unit", "units.yml")
    defined = pack.indicators.get(indicator)
    if defined and unit in units and defined.unit in units:
        one, other = units[unit].dimension, units[defined.unit].dimension
        if one != other:
            remedy = f"use a unit of {other}, or another indicator"
            yield Problem(where, "unit", f"'{unit}' measures {one}, the indicator {other}", remedy)


def _claim(pack: Pack, claim: Claim) -> Iterator[Problem]:
    where = f"{pack.where('claim', claim.id)} ({claim.id})"
    publication = pack.publications.get(pack.publication_of[claim.id])
    yield from _known(
        pack,
        where,
        "publication",
        pack.publication_of[claim.id],
        pack.publications,
        "publication",
        "publications/",
    )
    yield from _known(pack, where, "indicator", claim.indicator, pack.indicators, "indicator", "indicators/")
    yield from _known(pack, where, "territory", claim.territory, pack.territories, "territory", "territories.yml")
    yield from _number(where, claim.value)
    yield from _unit(pack, where, claim.unit, claim.indicator)
    printed, meant = _digits(claim.text), _digits(claim.value)
    if printed and printed != meant:
        remedy = "mend the one that was mistyped: text is the number as printed"
        yield Problem(where, "value", f"'{claim.value}' is not what the text prints ('{claim.text}')", remedy)
    if claim.period:
        yield from _period(where, claim.period)
    for dimension, code in claim.breakdown.items():
        yield from _breakdown(pack, where, dimension, code)
    for field, concept in (("label", claim.label), ("population", claim.population)):
        if concept:
            yield from _known(pack, where, field, concept, pack.concepts, "concept", "lexicon/")
    if claim.part_of:
        yield from _known(pack, where, "part_of", claim.part_of, pack.claims, "claim", "claims/")
        if _cycle(claim.id, lambda key: pack.claims[key].part_of if key in pack.claims else ""):
            yield Problem(where, "part_of", "is a part of itself", "name the whole")
    if publication is not None:
        sections = {section.id: section for section in publication.sections}
        yield from _known(pack, where, "section", claim.section, sections, "section", "the publication's sections")
        section = sections.get(claim.section)
        if section is not None and not section.lines[0] <= claim.line <= section.lines[1]:
            remedy = f"section {section.id} has the lines {section.lines[0]} to {section.lines[1]}"
            yield Problem(where, "line", f"{claim.line} lies outside its section", remedy)


def _digits(text: str) -> str:
    """The digits of the first number in a text, without its marks; empty where it is in words."""
    found = re.search(r"\d[\d.,\u202f\u00a0' ]*", text)
    return re.sub(r"\D", "", found.group()) if found else ""


def _breakdown(pack: Pack, where: str, dimension: str, code: str) -> Iterator[Problem]:
    yield from _known(pack, where, "breakdown", dimension, pack.dimensions, "dimension", "dimensions.yml")
    if dimension in pack.dimensions:
        codes = {c.id for c in pack.dimensions[dimension].codes}
        yield from _known(pack, where, f"breakdown {dimension}", code, codes, "code", "dimensions.yml")


def _wording(pack: Pack, claim: Claim, lexicon: dict[str, Lexicon]) -> Iterator[Problem]:
    where = f"{pack.where('claim', claim.id)} ({claim.id})"
    yield from _text(pack, where, "wording", claim.wording)
    indicator = pack.indicators.get(claim.indicator)
    for language, sentence in claim.wording.items():
        fields = set(_FIELD.findall(sentence))
        if "value" not in fields:
            yield Problem(where, f"wording {language}", "does not hold {value}", "put {value} where the number stands")
        if unknown := fields - {"value", "period"}:
            remedy = "only {value} and {period} are filled in"
            yield Problem(where, f"wording {language}", f"has an unknown field {sorted(unknown)}", remedy)
        if indicator is None or language not in lexicon:
            continue
        spoken = lexicon[language].concepts_in(sentence)
        for concept in indicator.concepts:
            if concept in pack.concepts and concept not in spoken:
                remedy = "name it, or add its words to lexicon/"
                yield Problem(where, f"wording {language}", f"does not speak of '{concept}'", remedy)


def _observation(pack: Pack, row: Observation) -> Iterator[Problem]:
    where = f"{pack.where('observation', row.id)} ({row.id})"
    yield from _known(pack, where, "indicator", row.indicator, pack.indicators, "indicator", "indicators/")
    yield from _known(pack, where, "territory", row.territory, pack.territories, "territory", "territories.yml")
    yield from _known(pack, where, "work", row.work, pack.works, "work", "sources/")
    yield from _number(where, row.value)
    yield from _unit(pack, where, row.unit, row.indicator)
    yield from _period(where, row.period)
    for part in filter(None, row.breakdown.split(";")):
        dimension, _, code = part.partition("=")
        yield from _breakdown(pack, where, dimension, code)
