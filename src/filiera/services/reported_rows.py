"""What the sender of a report saw, beside what holds now: field by field, as far as the evidence of then is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filiera.errors import AddressError, EvidenceError
from filiera.evidence import Evidence, kept_versions
from filiera.services.figures import Text, figure
from filiera.services.indicators import indicator
from filiera.services.organisations import all_organisations
from filiera.services.reports import ReportView, subject

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReportedField:
    """One field of what was read; ``None`` where there is nothing, or nothing is known any more."""

    name: str
    then: str | None
    now: str | None

    @property
    def moved(self) -> bool:
        """Both are known, and they differ."""
        return self.then is not None and self.now is not None and self.then != self.now


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """What a report is about, then and now."""

    label: Text
    """As it is called now; empty where it is gone."""
    kept: bool
    """The evidence that the reader saw is still kept."""
    version: str
    """Of what holds now; empty where it is gone."""
    fields: tuple[ReportedField, ...]


def reported_row(evidence: Evidence, home: Path, report: ReportView, language: str) -> ReportedRow:
    """The two side by side, told in ``language``."""
    try:
        about = subject(evidence, report.address)
        now = _fields(evidence, report.address, language)
    except AddressError:
        about, now = None, {}
    then = _then(home, evidence, report, language)
    names = dict.fromkeys([*(then or {}), *now])
    return ReportedRow(
        label=about.label if about else {},
        kept=then is not None,
        version=about.version if about else "",
        fields=tuple(ReportedField(name, (then or {}).get(name), now.get(name)) for name in names),
    )


def _then(home: Path, evidence: Evidence, report: ReportView, language: str) -> Fields | None:
    if evidence.version.hash == report.evidence:
        return _fields(evidence, report.address, language)
    path = next((version.path for version in kept_versions(home) if version.hash == report.evidence), None)
    if path is None:
        return None
    try:
        with Evidence.at(path) as older:
            return _fields(older, report.address, language)
    except (AddressError, EvidenceError):
        return None


def _fields(evidence: Evidence, address: str, language: str) -> Fields:
    return {name: text for name, text in _told(evidence, address, language) if text}


def _told(evidence: Evidence, address: str, language: str) -> Iterator[tuple[str, str]]:
    kind, _, id = address.partition("/")
    if kind == "organisation":
        known = all_organisations(evidence).get(address)
        if known is None:
            raise AddressError("no such organisation", where=address, remedy="it may have been retired")
        yield "name", known.name
        yield "kind", _in(known.kind_names, language)
        yield "place", ", ".join(filter(None, (known.municipality, _in(known.territory_names, language))))
        yield "codes", ", ".join(f"{code.register}:{code.code}" for code in known.codes)
        yield "about", _in(known.about, language)
        return
    if kind == "figure":
        found = indicator(evidence, id)
        view = found.headline
        yield "label", _in(found.label, language)
        yield "definition", _in(view.definition, language)
    else:
        view = figure(evidence, address)
        yield "label", _in(view.label, language)
    yield "value", view.shown(language)
    yield "period", view.period.replace("/", "–")
    yield "place", _in(view.territory_names, language)
    yield "part", _in(view.breakdown_names, language)
    yield "verdict", view.verdict if view.origin == "claim" else ""
    yield "wording", view.sentence(language)
    yield "source", "; ".join(dict.fromkeys(citation.producer_name for citation in view.citations))


def _in(text: Text, language: str) -> str:
    return text.get(language) or text.get("en", "")
