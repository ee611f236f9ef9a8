"""What was decided about who is who: by the pack and in this home, read together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filiera.errors import PackError
from filiera.evidence import Evidence
from filiera.pack import Pack
from filiera.registry.decision_lines import Decision, Judge, Merge
from filiera.registry.decisions import FILE, Decisions, read_decisions
from filiera.registry.history import History
from filiera.registry.judgements import Judged, Judgement, Verdict, node, weighed

Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Decided:
    """All judgements, what holds of them, and the state of the addresses."""

    judgements: tuple[Judgement, ...]
    judged: Judged
    history: History
    here: Decisions
    """The lines of this home alone."""


def decided(pack: Pack, home: Path) -> Decided:
    """What pack and home have decided; the pack's rows count as written before the home's of the same moment.

    Raises:
        DecisionError: the home's decisions are damaged.
        PackError: a judgement of the pack names no node.
    """
    here = read_decisions(home)
    judgements = (*_of_pack(pack), *judgements_of(here.lines))
    history = History.of((*_redirects(pack), *here.lines))
    return Decided(judgements, weighed(judgements), history, here)


def judged_in(evidence: Evidence) -> Judged:
    """What held when the evidence was built."""
    return weighed(_built(evidence))


def judged_now(evidence: Evidence, home: Path) -> Judged:
    """What holds at this moment: what was known when the evidence was built, and what was decided here since.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    return weighed((*_built(evidence), *judgements_of(read_decisions(home).lines)))


def judged_before(evidence: Evidence, home: Path, number: int) -> Judged:
    """What held before the line of this home with that number was written.

    Raises:
        DecisionError: the home's decisions are damaged.
    """
    lines = [line for line in read_decisions(home).lines if line.n < number]
    # The evidence may have been built since: of this home's lines those before count, and no others.
    of_pack = [judgement for judgement in _built(evidence) if not judgement.where.startswith(FILE)]
    return weighed((*of_pack, *judgements_of(lines)))


def _built(evidence: Evidence) -> list[Judgement]:
    return [_of_row(row) for row in evidence.rows("organisation_judgement")]


def judgements_of(lines: Iterable[Decision]) -> Iterator[Judgement]:
    """The judgements among the lines of a home."""
    for line in lines:
        if isinstance(line, Judge):
            verdict = Verdict(line.verdict)
            yield Judgement(line.left, line.right, verdict, line.by, line.at, line.reason, line.score, _line(line))


def identity_tables(pack: Pack, known: Decided) -> dict[str, Rows]:
    """Tables ``organisation_judgement``, ``_minted``, ``_redirect`` and ``_relation``."""
    history = known.history
    return {
        "organisation_minted": [
            {"address": address, "name": line.name, "city": line.city, "country": line.country}
            for address, line in history.minted.items()
            if address not in history.redirects and address.partition("/")[2] not in pack.organisations
        ],
        "organisation_judgement": list(_judgement_rows(known.judgements)),
        "organisation_redirect": [
            {
                "address": address,
                "target": history.current(address),
                "at": line.at,
                "by": line.by,
                "reason": line.reason,
                "origin": pack.where("redirect", address) if address in pack.redirects else _line(line),
            }
            for address, line in history.redirects.items()
        ],
        "organisation_relation": _relation_rows(pack, history),
    }


def _judgement_rows(judgements: Iterable[Judgement]) -> Iterator[dict[str, object]]:
    seen: Counter[tuple[str, str]] = Counter()
    for judgement in judgements:
        left, right = judgement.pair
        yield {
            "left": left,
            "right": right,
            "seq": seen[judgement.pair],
            "verdict": str(judgement.verdict),
            "by": judgement.by,
            "at": judgement.at,
            "reason": judgement.reason,
            "score": judgement.score,
            "origin": judgement.where,
        }
        seen[judgement.pair] += 1


def _relation_rows(pack: Pack, history: History) -> Rows:
    rows: dict[tuple[str, ...], dict[str, object]] = {}

    def say(organisation: str, relation: str, related: str, since: str, **more: str) -> None:
        key = (organisation, relation, related, since)
        rows[key] = {"organisation": organisation, "relation": relation, "related": related, "since": since, **more}

    for line in history.relations:
        more = {"until": line.until, "by": line.by, "at": line.at, "reason": line.reason, "origin": _line(line)}
        say(line.left, line.relation, line.right, line.since, **more)
    for split in history.splits:
        more = {"by": split.by, "at": split.at, "reason": split.reason, "origin": _line(split)}
        for into in split.into:
            say(split.address, "split_into", into, split.at[:10], **more)
    # What the pack has taken over is the pack's.
    for key, row in pack.relations.items():
        more = {"until": row.until, "work": row.work, "by": row.by, "at": row.at, "reason": row.reason}
        say(row.left, row.relation, row.right, row.since, **more, origin=pack.where("relation", key))
    return list(rows.values())


def _line(line: Decision) -> str:
    return f"{FILE} line {line.n}"


def _of_pack(pack: Pack) -> Iterator[Judgement]:
    for key, row in pack.judgements.items():
        where = pack.where("judgement", key)
        try:
            left, right = node(row.left), node(row.right)
        except ValueError as error:
            raise PackError(
                "'{name}' names nobody",
                where=where,
                remedy="write organisation/…, or a mention as name|city|country with a word in its name",
                words={"name": str(error)},
            ) from error
        score = float(row.score) if row.score else None
        yield Judgement(left, right, Verdict(row.verdict), row.by.strip(), row.at, row.reason, score, where)


def _of_row(row: dict[str, object]) -> Judgement:
    score = row["score"]
    told = (str(row[name]) for name in ("by", "at", "reason"))
    by, at, reason = told
    number = score if isinstance(score, float) else None
    return Judgement(
        str(row["left"]), str(row["right"]), Verdict(str(row["verdict"])), by, at, reason, number, str(row["origin"])
    )


def _redirects(pack: Pack) -> Iterator[Merge]:
    for row in pack.redirects.values():
        yield Merge(address=row.address, into=row.into, at=row.at, by=row.by, reason=row.reason)
