"""What was decided in one home, as rows for the pack: once accepted there, every hub of the region knows it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from filiera.errors import UsageError
from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.registry.decision_lines import Judge, Relate
from filiera.registry.decisions import FILE, read_decisions
from filiera.registry.history import History

JUDGEMENTS = "organisations/judgements.csv"
RELATIONS = "organisations/relations.csv"
REDIRECTS = "organisations/redirects.csv"
MINTED = "organisations/minted.csv"
"""Kind and source are for a person to fill in where no register has introduced the organisation."""
Proposal = dict[str, list[dict[str, str]]]
COLUMNS: Mapping[str, Sequence[str]] = {
    JUDGEMENTS: ("left", "right", "verdict", "by", "at", "reason", "score"),
    RELATIONS: ("left", "relation", "right", "since", "until", "work", "by", "at", "reason"),
    REDIRECTS: ("address", "into", "at", "reason", "by"),
    MINTED: ("id", "name", "kind", "work", "municipality", "territory", "codes", "vintage", "locator"),
}


def proposed(evidence: Evidence, home: Path) -> Proposal:
    """File of the pack → rows that this home has decided and the pack does not have yet.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    lines = read_decisions(home).lines
    history = History.of(lines)
    known = {
        (row["left"], row["right"], row["by"], row["at"])
        for row in evidence.rows("organisation_judgement")
        if not row["origin"].startswith(FILE)
    }
    related = {
        (row["organisation"], row["relation"], row["related"], row["since"])
        for row in evidence.rows("organisation_relation")
        if not row["origin"].startswith(FILE)
    }
    given_up = {row["address"] for row in evidence.rows("organisation_redirect") if not row["origin"].startswith(FILE)}
    rows = {row["address"]: row for row in evidence.rows("organisation")}
    return {
        JUDGEMENTS: [
            {
                "left": line.left,
                "right": line.right,
                "verdict": line.verdict,
                "by": line.by,
                "at": line.at,
                "reason": line.reason,
                "score": "" if line.score is None else str(line.score),
            }
            for line in lines
            if isinstance(line, Judge) and (*sorted((line.left, line.right)), line.by, line.at) not in known
        ],
        RELATIONS: [
            _relation(line)
            for line in history.relations
            if (line.left, line.relation, line.right, line.since) not in related
        ],
        REDIRECTS: [
            {"address": address, "into": history.current(address), "at": line.at, "reason": line.reason, "by": line.by}
            for address, line in history.redirects.items()
            if address not in given_up
        ],
        MINTED: [
            _organisation(row, rows.get(row["address"], {}))
            for row in evidence.rows("organisation_minted")
            if row["address"] not in history.redirects
        ],
    }


def as_csv(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The rows of one of the pack's files, with their heading."""
    out = io.StringIO(newline="")
    further = sorted({column for row in rows for column in row} - {*COLUMNS[name]})
    writer = csv.DictWriter(out, [*COLUMNS[name], *further], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_proposal(proposal: Proposal, folder: Path) -> list[Path]:
    """Writes each file that has rows, as it would lie in the pack; nothing is written over.

    Raises:
        UsageError: a file is there already, or the folder cannot be written.
    """
    targets = {folder / name: as_csv(name, rows) for name, rows in proposal.items() if rows}
    for path in targets:
        if path.exists():
            raise UsageError(
                "a file of that name is there already",
                where=str(path),
                remedy="name another folder, and join the rows to the pack's file yourself",
            )
    try:
        for path, text in targets.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(
            "cannot be written: {reason}",
            where=str(folder),
            remedy="name a folder that you may write to",
            words={"reason": error.strerror or str(error)},
        ) from error
    return list(targets)


def _organisation(minted: Row, row: Row) -> dict[str, str]:
    """A row of the pack for a minted address, as far as the evidence describes it."""
    own = {"id": minted["address"].partition("/")[2], "name": minted["name"], "municipality": minted["city"]}
    if not row:
        return own
    said = {name: row[name] for name in ("name", "kind", "work", "municipality", "territory", "vintage", "locator")}
    about = {f"about_{language}": text for language, text in msgspec.json.decode(row["about_json"]).items()}
    return own | said | about | {"codes": ";".join(msgspec.json.decode(row["codes_json"]))}


def _relation(line: Relate) -> dict[str, str]:
    return {
        "left": line.left,
        "relation": line.relation,
        "right": line.right,
        "since": line.since,
        "until": line.until,
        "by": line.by,
        "at": line.at,
        "reason": line.reason,
    }
