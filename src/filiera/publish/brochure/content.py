"""The whole brochure as plain data, drawn from the evidence: the templates only set it."""

from __future__ import annotations

from pathlib import Path

from filiera import __version__
from filiera.publish.brochure.changes import changes_block
from filiera.publish.brochure.chapters import chapter_blocks, standing_figures
from filiera.publish.brochure.directory import directory_blocks, list_blocks
from filiera.publish.brochure.edition import Block, Edition, choices, works_of
from filiera.publish.brochure.maps import map_block
from filiera.publish.brochure.plan import plan_blocks
from filiera.publish.brochure.statements import large, statement
from filiera.publish.brochure.wording import words_of
from filiera.services.figures import FigureView, all_figures
from filiera.services.hub import Hub, featured, hub, proof
from filiera.services.ledger import summary
from filiera.services.pages import VERDICTS, Evidence, explained, publications


def content(evidence: Evidence, language: str, home: Path, since: str = "") -> Block:
    """Everything that is printed, in the order in which sources and notes are numbered.

    ``since`` names earlier evidence (hash or file): what moved since then is told.
    """
    words = words_of(language)
    region = hub(evidence)
    works = works_of(evidence, language)
    claims = [figure for figure in all_figures(evidence) if figure.origin == "claim"]
    # Notes are printed in the chapters, so they are numbered in that order, though the cover already points to them.
    rehearsal = Edition(language, words, works)
    chapter_blocks(rehearsal, evidence, claims, home)
    edition = Edition(language, words, works, notes=rehearsal.notes)
    name = edition.text(region.names)
    shown = featured(evidence) or claims
    counts = summary(evidence)
    owner = edition.text(region.runs_it) or f"Filiera {name}"
    title = words["title"].format(region=name)
    return {
        "language": language,
        "words": words,
        "title": words["invented_title"].format(region=name) if region.invented else title,
        "heading": title,
        "promise": words["promise"],
        "subject": words["subject"].format(region=name),
        "region": name,
        "owner": owner,
        "author": f"Filiera {name}" if region.invented else owner,
        "invented": words["invented"] if region.invented else "",
        "version": region.version,
        "engine": __version__,
        "cover": large(edition, shown[0]) if shown else None,
        "text": _texts(edition, evidence),
        "proof": _proof(edition, evidence),
        "glance": _glance(edition, evidence, claims),
        "chapters": chapter_blocks(edition, evidence, claims, home),
        "plans": plan_blocks(edition, evidence),
        "map": map_block(edition, evidence, home),
        "lists": list_blocks(edition, evidence),
        "directory": directory_blocks(edition, evidence),
        "verdicts": [
            {
                "verdict": verdict,
                "name": words["verdicts"][verdict]["name"],
                "meaning": words["verdicts"][verdict]["meaning"],
                "count": edition.number(counts.get(verdict, 0)),
            }
            for verdict in VERDICTS
            if counts.get(verdict)
        ],
        "changes": changes_block(edition, evidence, since),
        "imprint": _imprint(edition, region, owner, title),
        "sources": _sources(edition),
    }


def _texts(edition: Edition, evidence: Evidence) -> list[str]:
    told = []
    for publication in publications(evidence).values():
        pattern = edition.words["text"]["where" if publication.published else "where_undated"]
        title, year = edition.text(publication.title), publication.published
        told.append(pattern.format(producer=publication.producer, title=title, year=year))
    return told


def _proof(edition: Edition, evidence: Evidence) -> Block | None:
    """A figure whose contradiction everybody can see, with what the text states beside it."""
    wrong = proof(evidence)
    if wrong is None:
        return None
    reasons = [each for each in explained(evidence, wrong) if each.finding.outcome == wrong.verdict]
    reason = next((each for each in reasons if each.sums), reasons[0])
    totals = [_stated(edition, each, part=False) for each in reason.totals]
    return statement(edition, [wrong]) | {
        "parts": [_stated(edition, each, part=bool(reason.totals)) for each in reason.parts],
        # The same total stated at several places is one line here.
        "totals": [total for place, total in enumerate(totals) if total not in totals[:place]],
        "arithmetic": edition.text(reason.finding.arithmetic),
    }


def _stated(edition: Edition, figure: FigureView, *, part: bool) -> Block:
    name = edition.text(figure.breakdown_names) if part else edition.text(figure.label)
    return {"name": name, "value": figure.shown(edition.language)}


def _glance(edition: Edition, evidence: Evidence, claims: list[FigureView]) -> dict[str, list[Block]]:
    """The featured figures, and beside them those that stand for each chapter."""
    choice = choices()
    main = (featured(evidence) or claims)[: choice["featured"]]
    beside = standing_figures(evidence, claims, {figure.indicator for figure in main})[: choice["beside"]]
    return {"main": [large(edition, f) for f in main], "beside": [large(edition, f) for f in beside]}


def _imprint(edition: Edition, region: Hub, owner: str, title: str) -> Block:
    words = edition.words["imprint"]
    who = edition.text(region.runs_it)
    return {
        "run_by": words["run_by"].format(who=who) if who else "",
        "version": words["version"].format(version=region.version),
        "citation": words["citation"].format(
            owner=f"Filiera {edition.text(region.names)}", title=title, version=region.version
        ),
    }


def _sources(edition: Edition) -> list[Block]:
    words = edition.words["sources"]
    return [
        {
            "producer": source.producer,
            "title": source.title,
            "year": source.year,
            "reports": "" if source.primary else words["reports"],
            "licence": f"{words['licence']} {source.licence}" if source.licence else words["licence_unknown"],
            "url": source.url,
        }
        for source in edition.sources
    ]
