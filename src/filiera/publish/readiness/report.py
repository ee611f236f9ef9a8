"""The report of one measurement: the data of the result, in words and places, and set as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.dates import format_date

from filiera.publish.brochure.edition import Block, in_language
from filiera.publish.brochure.printing import need, typeset
from filiera.publish.brochure.wording import Words, words_of
from filiera.services.hub import hub
from filiera.services.pages import Evidence
from filiera.services.readiness_findings import Findings, findings_data
from filiera.services.readiness_peers import peers_at_least

_HERE = Path(__file__).parent
WORDS = _HERE / "languages"
TEMPLATES = _HERE / "templates"
_TOLD = 8
"""So many actions are printed in full; the others by name."""


def readiness_report(evidence: Evidence, found: Findings, organisation: str, language: str) -> bytes:
    """The report as a PDF (PDF/UA-1).

    Raises:
        UsageError: the extra for print is not installed.
        PublishError: it could not be set.
    """
    need("typst", "bootstrap_italia_template")
    pdf, _ = typeset(content(evidence, found, organisation, language), TEMPLATES)
    return pdf


def content(evidence: Evidence, found: Findings, organisation: str, language: str) -> Block:
    """All that is printed, in one language."""
    words, region = words_of(language, WORDS), hub(evidence)
    told, view = found.sheet.told, found.sheet.view
    data = findings_data(found, organisation, language)
    places = {each["id"]: each for each in data["dimensions"]}
    choices = {choice.id: choice.names for asked in told.profile for choice in asked.choices}
    group = [in_language(choices[each], language) for each in found.compared.group if each in choices]
    return {
        "language": language,
        "words": words,
        "title": words["title"].format(organisation=organisation or view.organisation),
        "instrument": in_language(told.title, language),
        "organisation": organisation or view.organisation,
        "region": in_language(region.names, language),
        "invented": words["invented"] if region.invented else "",
        "version": region.version[:16],
        "wave": data["measurement"],
        "date": _date(found, language) if view.finished else words["unfinished"],
        "answered": words["answered"].format(answered=data["answered"], asked=data["asked"]),
        "sides": [
            _side(places[view.dimension.id], in_language(view.band.says, language) if view.band else "", data, words)
            for view in found.weakest_first
        ],
        "peers": _peers(found, group, peers_at_least(evidence), words),
        "since": data["changed_since"] or "",
        "actions": [_action(each, words) for each in data["actions"][:_TOLD]],
        "others": [each["title"] for each in data["actions"][_TOLD:]],
        "aligned": in_language(told.aligned_with.note, language) if told.aligned_with else "",
        "method": [words["method"][name].strip() for name in ("score", "open", "weights", "peers", "change")],
    }


def _date(found: Findings, language: str) -> str:
    at = found.sheet.view.finished
    return str(format_date(at.date(), "long", locale="en_GB" if language == "en" else language)) if at else ""


def _side(each: dict[str, Any], says: str, data: dict[str, Any], words: Words) -> Block:
    said = words["side"]
    facts = [says] if says else []
    if each["open"] and each["low"] is not None:
        facts.append(said["open"].format(n=each["open"], low=round(each["low"]), high=round(each["high"])))
    if each["by_weights"]:
        facts.append(said["weights"].format(low=round(each["by_weights"][0]), high=round(each["by_weights"][1])))
    if each["change"]:
        facts.append(_change(each["change"], data["changed_since"], said))
    if each["peers"]:
        facts.append(_place(each["peers"], said))
    before = each["score"] - each["change"]["points"] if each["change"] and each["score"] is not None else None
    return {
        "name": each["name"],
        "score": None if each["score"] is None else round(each["score"]),
        "band": each["band"] or (said["none"] if each["low"] is not None else said["does_not_concern"]),
        "low": each["low"] if each["open"] else None,
        "high": each["high"] if each["open"] else None,
        "mean": each["peers"]["mean"] if each["peers"] else None,
        "before": None if before is None else min(100, max(0, before)),
        "facts": facts,
    }


def _change(change: dict[str, Any], since: str, said: Words) -> str:
    points, low, high = (_signed(change[name]) for name in ("points", "low", "high"))
    sure = {None: said["chance_unknown"], True: said["more_than_chance"], False: said["within_chance"]}
    told = [said["change"].format(since=since, points=points), sure[change["reliable"]]]
    if low != high:
        told.insert(1, said["change_open"].format(low=low, high=high))
    return " ".join(told)


def _place(peers: dict[str, Any], said: Words) -> str:
    mean = said["mean"].format(n=peers["organisations"], mean=round(peers["mean"]))
    place = peers["percentile"]
    return f"{mean} {said['percentile'].format(**place)}" if place else f"{mean} {said['few']}"


def _peers(found: Findings, group: list[str], least: int, words: Words) -> str:
    if not found.compared.enough:
        return str(words["no_peers"]).format(n=least)
    return str(words["peers_of"]).format(group=", ".join(group)) if group else str(words["peers_all"])


def _action(each: dict[str, Any], words: Words) -> Block:
    return {
        "title": each["title"],
        "does": each["does"],
        "effect": each["effect"],
        "effort": words["efforts"][each["effort"]],
        "because": each["because"],
        "leads_to": [f"{w['name']} ({w['vintage']})" if w["vintage"] else w["name"] for w in each["leads_to"]],
    }


def _signed(points: float | None) -> str:
    rounded = round(points or 0)
    return f"+{rounded}" if rounded > 0 else f"\N{MINUS SIGN}{-rounded}" if rounded else "0"
