"""Figures with all that is known of them: value, scope, sources, findings, relatives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from filiera.claims.figure import plain_qualifier
from filiera.claims.finding import VERDICTS
from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.services.mending import MendedView, mended_of
from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import render_value, with_article

Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Citation:
    """A work that a figure rests on."""

    work: str
    producer: str
    producer_name: str
    title: Text
    published: int | None
    primary: bool
    licence: str
    url: str
    mark: int | None
    """Footnote mark in the publication, where cited there."""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One outcome of one rule, with its arithmetic per language and the rows it rests on."""

    rule: str
    outcome: str
    arithmetic: Text
    operands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A published figure as people see it."""

    address: str
    origin: str
    indicator: str
    label: Text
    definition: Text
    theme: str
    territory: str
    territory_names: Text
    period: str
    breakdown: str
    breakdown_names: Text
    value: str
    number: float
    unit: str
    qualifier: str
    publication: str
    section: str
    section_title: Text
    line: int | None
    printed: str
    via: str
    role: str
    locator: str
    """Where it stands in its source: page, table, or file and line."""
    dataset: str
    """The data set whose snapshot it was read from; empty where a pack transcribes it."""
    digest: str
    """The bytes of that snapshot."""
    mended: tuple[MendedView, ...]
    """The cells of it that a correction changed, where the figure rests on such."""
    wording: Text
    note: Text
    verdict: str
    version: str
    """Hash of the row: with the address it makes a citation."""
    citations: tuple[Citation, ...]
    findings: tuple[FindingView, ...]

    def shown(self, language: str) -> str:
        """The value with qualifier and unit as ``language`` writes it."""
        return render_value(Decimal(self.value), self.unit, self.plain_qualifier, load_language(language))

    @property
    def plain_qualifier(self) -> str:
        """The qualifier as claims know it: an estimate is about right, a provisional value is as it stands."""
        return plain_qualifier(self.qualifier)

    def sentence(self, language: str) -> str:
        """The figure in own words."""
        template = self.wording.get(language, "")
        return template.format(value=_Worded(self, language), period=self.period.replace("/", "–"))


class _Worded:
    """The value inside a wording: ``{value}``, or ``{value:al}`` after that article."""

    def __init__(self, view: FigureView, language: str) -> None:
        self._view, self._language = view, language

    def __format__(self, article: str) -> str:
        view = self._view
        if not article:
            return view.shown(self._language)
        return with_article(article, view.value, view.unit, view.plain_qualifier, load_language(self._language))


def figure(evidence: Evidence, address: str) -> FigureView:
    """The figure at ``address`` (``claim/…`` or ``observation/…``).

    Raises:
        AddressError: no such figure in the evidence.
    """
    for view in all_figures(evidence):
        if view.address == address:
            return view
    raise AddressError(
        "no such figure",
        where=address,
        remedy="look it up in the ledger: addresses begin with claim/ or observation/",
    )


def relatives(evidence: Evidence, view: FigureView) -> list[FigureView]:
    """Other figures of the same indicator: earlier editions, evidence, other places, by period."""
    same = [f for f in all_figures(evidence) if f.indicator == view.indicator and f.address != view.address]
    return sorted(same, key=lambda f: (f.territory != view.territory, f.period, f.address))


def all_figures(evidence: Evidence) -> tuple[FigureView, ...]:
    """Every figure of the evidence, claims in the order of the text, then observations."""
    return _figures_of(evidence, evidence.version.hash)


@lru_cache(maxsize=4)
def _figures_of(evidence: Evidence, version: str) -> tuple[FigureView, ...]:
    # cached per evidence version: the evidence never changes under its hash
    if version != evidence.version.hash:
        return ()
    return tuple(sorted(_read(evidence), key=_place))


def _place(view: FigureView) -> tuple[bool, str, int, str]:
    return (view.origin != "claim", view.publication, view.line or 0, view.address)


def _read(evidence: Evidence) -> list[FigureView]:
    indicators = {row["id"]: row for row in evidence.rows("indicator")}
    territories = {row["code"]: _json(row["names_json"]) for row in evidence.rows("territory")}
    sections = {(r["publication"], r["id"]): _json(r["title_json"]) for r in evidence.rows("section")}
    dimensions = {
        (row["id"], code["id"]): code["names"]
        for row in evidence.rows("dimension")
        for code in _json(row["codes_json"])
    }
    verdicts = {row["figure"]: row["verdict"] for row in evidence.rows("verdict")}
    findings: dict[str, list[FindingView]] = {}
    for row in sorted(evidence.rows("finding"), key=lambda r: (r["figure"], r["seq"])):
        findings.setdefault(row["figure"], []).append(
            FindingView(row["rule"], row["outcome"], _json(row["arithmetic_json"]), tuple(_json(row["operands_json"])))
        )
    citations = _citations(evidence)
    views = []
    for row in evidence.rows("figure"):
        indicator = indicators[row["indicator"]]
        views.append(
            FigureView(
                address=row["address"],
                origin=row["origin"],
                indicator=row["indicator"],
                label=_json(indicator["label_json"]),
                definition=_json(indicator["definition_json"]),
                theme=indicator["theme"],
                territory=row["territory"],
                territory_names=territories.get(row["territory"], {}),
                period=row["period"],
                breakdown=row["breakdown"],
                breakdown_names=_breakdown_names(row["breakdown"], dimensions),
                value=row["value"],
                number=row["number"],
                unit=row["unit"],
                qualifier=row["qualifier"],
                publication=row["publication"],
                section=row["section"],
                section_title=sections.get((row["publication"], row["section"]), {}),
                line=row["line"],
                printed=row["printed"],
                via=row["via"],
                role=row["role"],
                locator=row["locator"],
                dataset=row["dataset"],
                digest=row["digest"],
                mended=mended_of(evidence, row),
                wording=_json(row["wording_json"]),
                note=_json(row["note_json"]),
                verdict=verdicts.get(row["address"], "unchecked"),
                version=row["row_hash"],
                citations=tuple(citations.get(row["address"], ())),
                findings=tuple(findings.get(row["address"], ())),
            )
        )
    return views


def _breakdown_names(breakdown: str, names: dict[tuple[str, str], Text]) -> Text:
    joined: Text = {}
    for part in filter(None, breakdown.split(";")):
        dimension, _, code = part.partition("=")
        for language, name in names.get((dimension, code), {}).items():
            joined[language] = f"{joined[language]}, {name}" if language in joined else name
    return joined


def _citations(evidence: Evidence) -> dict[str, list[Citation]]:
    producers = {row["id"]: row["name"] for row in evidence.rows("producer")}
    works = {row["id"]: row for row in evidence.rows("work")}
    printed = {(r["mark"], r["work"]): r["printed"] for r in evidence.rows("footnote")}
    found: dict[str, list[Citation]] = {}
    for row in sorted(evidence.rows("citation"), key=lambda r: (r["figure"], r["seq"])):
        work = works[row["work"]]
        found.setdefault(row["figure"], []).append(
            Citation(
                work=work["id"],
                producer=work["producer"],
                producer_name=producers[work["producer"]],
                title=_json(work["title_json"]),
                published=work["published"],
                primary=work["is_primary"],
                licence=work["licence"],
                url=work["url"],
                mark=row["footnote_mark"],
                printed=printed.get((row["footnote_mark"], row["work"]), ""),
            )
        )
    return found


def _json(text: str) -> Any:
    return msgspec.json.decode(text) if text else {}


def gravity(verdict: str) -> int:
    """Place of a verdict from the gravest (0)."""
    return VERDICTS.index(verdict) if verdict in VERDICTS else len(VERDICTS)
