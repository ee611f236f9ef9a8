"""Build the evidence of a pack: read, judge, write beside, verify, and only then move the pointer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filiera import __version__
from filiera.claims.arithmetic import render, resolver
from filiera.claims.figure import Case, Figure, case_of
from filiera.claims.finding import VERDICTS
from filiera.claims.ledger import Ledger, judge
from filiera.errors import ProvenanceError
from filiera.evidence import Evidence, EvidenceVersion, filiera_home, write_evidence
from filiera.pack import Pack, read_pack
from filiera.pack.boundaries import stray_positions
from filiera.pack.listing import listing
from filiera.pack.validate import check_pack
from filiera.services import tables
from filiera.services.attested import attested
from filiera.services.benchmarks import benchmark_tables
from filiera.services.decided import decided, identity_tables
from filiera.services.feeds import Disagreement, Fed, fed_figures
from filiera.services.impact_ground import impact_tables
from filiera.services.linking import NOTHING as NOT_LINKED
from filiera.services.linking import Linked, link_mentions
from filiera.services.mending import Resting, repeated_positions
from filiera.services.organisation_tables import organisation_tables
from filiera.services.plan_tables import plan_tables
from filiera.services.questionnaires import questionnaire_tables
from filiera.services.region_rows import region_rows
from filiera.services.search import make_index
from filiera.services.snapshots import NOTHING, ReadSnapshots, forget_unused, read_snapshots, snapshot_tables
from filiera.services.websites import website_rows
from filiera.vocabulary.language import load_language


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build brought: how many of each, how judged, how long, where."""

    pack: str
    version: EvidenceVersion
    counts: dict[str, int]
    verdicts: dict[str, int]
    seconds: float
    snapshots: ReadSnapshots = NOTHING
    fed: int = 0
    """Figures that were read from snapshots."""
    disagreements: tuple[Disagreement, ...] = ()
    strays: int = 0
    """Positions that no map shows, because they lie outside the outlines."""
    idle: tuple[tuple[str, str], ...] = ()
    """Data set and indicator of the feeds that find no value in what is held."""
    linked: Linked = NOT_LINKED
    """Which organisations the snapshots mention."""


def build(name: str | Path, home: Path | None = None, snapshots: Path | None = None) -> BuildReport:
    """Build the evidence of pack ``name`` into ``home`` (``FILIERA_HOME`` by default).

    Without ``snapshots``, a folder of files that the pack's data sets name, the pack alone is built.

    Raises:
        PackError, PackNotFoundError: the pack is not there or does not say what it must.
        ProvenanceError: a figure has no path to a source.
        SourceError: a snapshot is not what its data set says, or a correction no longer fits.
        DecisionError: what was decided in this home is damaged.
        EvidenceError: the store refused; yesterday's evidence stands.
    """
    started = time.perf_counter()
    home = home or filiera_home()
    pack = read_pack(name)
    check_pack(pack)
    known = decided(pack, home)
    held = read_snapshots(pack, snapshots, home)
    fed = fed_figures(pack, held.read)
    pack.observations |= {key: figure.observation for key, figure in fed.figures.items()}
    said = attested(pack, held.read)
    pack.attestations |= {key: each.statement for key, each in said.items()}
    resting = repeated_positions(pack, held.read) | {key: each.resting for key, each in said.items()}
    case = case_of(pack)
    ledger = judge(case)
    rows = evidence_tables(pack, case, ledger, fed.figures, resting) | snapshot_tables(pack, held)
    rows["region_value"] = region_rows(pack, held.read)
    found = link_mentions(rows, held, home, pack.manifest.territory, known)
    rows |= found.tables | identity_tables(pack, known)
    rows["organisation_statement"] += website_rows(rows, held)
    rows["meta"] += [{"key": "linker", "value": found.method}, {"key": "not_linked", "value": found.why_not}]
    version = write_evidence(rows, home, pack=pack.manifest.id, parts=held.parts)
    forget_unused(home, held)
    with Evidence.at(version.path) as evidence:
        make_index(evidence)
    counts = {
        "claims": len(pack.claims),
        "observations": len(pack.observations),
        "indicators": len(pack.indicators),
        "sources": len(pack.works),
        "organisations": len(rows["organisation"]),
        "findings": sum(len(found) for found in ledger.findings.values()),
    }
    judged = Counter(ledger.verdicts[figure.address] for figure in case.claims)
    verdicts = {verdict: judged[verdict] for verdict in VERDICTS if judged[verdict]}
    strays = len(stray_positions(pack))
    seconds = time.perf_counter() - started
    return BuildReport(
        pack.manifest.id,
        version,
        counts,
        verdicts,
        seconds,
        held,
        len(fed.figures),
        fed.disagreements,
        strays,
        fed.idle,
        found,
    )


def evidence_tables(
    pack: Pack, case: Case, ledger: Ledger, fed: Mapping[str, Fed], resting: Mapping[str, Resting]
) -> dict[str, list[dict[str, object]]]:
    """Every table of the evidence, from a pack and its judged figures."""
    rows = tables.definitions(pack) | organisation_tables(pack, resting) | plan_tables(pack)
    rows |= questionnaire_tables(pack) | impact_tables(pack) | benchmark_tables(pack)
    rows["meta"] = [
        {"key": "pack", "value": pack.manifest.id},
        {"key": "engine", "value": __version__},
        {"key": "languages", "value": ",".join(pack.manifest.languages)},
        {"key": "territory", "value": pack.manifest.territory},
        {"key": "invented", "value": "yes" if pack.manifest.invented else ""},
        {"key": "names", "value": tables.as_json(pack.manifest.names)},
        {"key": "runs_it", "value": tables.as_json(pack.manifest.runs_it)},
        {"key": "featured", "value": ",".join(pack.manifest.featured)},
    ]
    rows["figure"] = [_figure_row(pack, figure, fed) for figure in (*case.claims, *case.observations)]
    rows["citation"] = [row for figure in (*case.claims, *case.observations) for row in _citations(pack, figure)]
    rows["finding"] = _finding_rows(pack, ledger)
    rows["verdict"] = [{"figure": a, "verdict": v} for a, v in ledger.verdicts.items()]
    rows["reconciliation"] = _reconciliations(pack, case)
    return rows


def _figure_row(pack: Pack, figure: Figure, fed: Mapping[str, Fed]) -> dict[str, object]:
    claim, observation = figure.claim, figure.observation
    read = fed.get(observation.id) if observation is not None else None
    work = observation.work if observation is not None else ""
    if observation is not None and work not in pack.works:
        raise ProvenanceError(
            "an observation has no source",
            where=figure.address,
            remedy="name a work of a file in sources/",
        )
    return {
        "address": figure.address,
        "origin": "claim" if claim is not None else "observation",
        "indicator": figure.indicator,
        "territory": figure.territory,
        "period": figure.period,
        "breakdown": ";".join(f"{k}={v}" for k, v in figure.breakdown),
        "value": claim.value if claim is not None else (observation.value if observation is not None else ""),
        "number": float(figure.point),
        "unit": figure.unit.id,
        "qualifier": claim.qualifier if claim is not None else (observation.qualifier if observation else ""),
        "publication": pack.publication_of.get(claim.id, "") if claim is not None else "",
        "section": claim.section if claim is not None else "",
        "line": claim.line if claim is not None else None,
        "printed": claim.text if claim is not None else "",
        "work": work,
        "via": observation.via if observation is not None else "",
        "role": observation.role if observation is not None else "claim",
        "wording_json": tables.as_json(claim.wording if claim is not None else {}),
        "note_json": tables.as_json(claim.note if claim is not None else {}),
        "locator": observation.locator if observation is not None else "",
        "dataset": read.dataset if read is not None else "",
        "digest": read.digest if read is not None else "",
        "flag": read.flag if read is not None else "",
        "mended_json": tables.as_json(read.mended if read is not None else ()),
        "body_json": tables.as_json(claim if claim is not None else observation),
    }


def _citations(pack: Pack, figure: Figure) -> list[dict[str, object]]:
    if figure.observation is not None:
        return [{"figure": figure.address, "work": figure.work, "footnote_mark": None, "seq": 0}]
    claim = figure.claim
    if claim is None:
        return []
    notes = pack.publications[pack.publication_of[claim.id]].footnotes
    cited = [note for note in notes if note.mark in claim.footnotes]
    return [
        {"figure": figure.address, "work": note.work, "footnote_mark": note.mark, "seq": seq}
        for seq, note in enumerate(cited)
    ]


def _finding_rows(pack: Pack, ledger: Ledger) -> list[dict[str, object]]:
    languages = [load_language(code) for code in pack.manifest.languages]
    resolve = resolver(pack)
    return [
        {
            "figure": address,
            "seq": seq,
            "rule": finding.rule,
            "outcome": finding.outcome,
            "operands_json": tables.as_json(list(finding.operands)),
            "arithmetic_json": tables.as_json({la.code: render(finding.message, la, resolve) for la in languages}),
            "numbers_json": "{}",
        }
        for address, findings in ledger.findings.items()
        for seq, finding in enumerate(findings)
    ]


def _reconciliations(pack: Pack, case: Case) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for indicator in pack.indicators.values():
        held = listing(pack, indicator)
        if held is None:
            continue
        stated = [f for f in case.claims if f.indicator == indicator.id and not f.breakdown]
        rows.append(
            {
                "indicator": indicator.id,
                "kind": indicator.register_kind,
                "listed": held.listed,
                "counts": held.counts,
                "parts_json": tables.as_json(held.parts),
                "period": held.period,
                "claimed": str(stated[0].value) if stated else "",
                "figure": stated[0].address if stated else "",
                "because_json": tables.as_json(indicator.because),
                "rows_json": tables.as_json(list(held.organisations)),
            }
        )
    return rows
