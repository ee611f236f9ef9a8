"""What snapshots say of organisations: counts under a code that one of a pack's organisations bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from filiera.pack import Pack
from filiera.pack.schema import Attestation, Text
from filiera.pack.source_schema import Attest
from filiera.services.mending import Cell, Resting, mended_observations
from filiera.sources.holdings import Holding
from filiera.sources.remembered import Remembered
from filiera.vocabulary.translation import translate


@dataclass(frozen=True, slots=True)
class Attested:
    """A statement that was read from a snapshot, and the mended cells of it that it rests on."""

    statement: Attestation
    resting: Resting


def attested(pack: Pack, read: Iterable[tuple[Holding, Remembered]]) -> dict[str, Attested]:
    """Statements by key: of each organisation the newest period that a data set has of its codes."""
    found: dict[str, Attested] = {}
    codes = dict(_codes(pack))
    for holding, remembered in read:
        path = remembered.folder / "observations.parquet"
        if holding.past or not path.is_file():
            continue
        mended = mended_observations(remembered.report.mended)
        for attest in filter(lambda each: each.measures, holding.dataset.attests):
            for statement, places in _statements(holding, path, attest, codes, pack.manifest.languages):
                key = f"{statement.organisation} · {statement.property} · {statement.site} · {holding.dataset.id}"
                cells = tuple(seq for place in places for seq in mended.get(place, ()))
                found[key] = Attested(statement, Resting(holding.dataset.id, holding.digest, cells))
    return found


def _codes(pack: Pack) -> Iterator[tuple[tuple[str, str], str]]:
    """Register and code → organisation; codes that are no longer given are left out."""
    for organisation in pack.organisations.values():
        for told in organisation.codes.split(";"):
            register, _, code = told.strip().partition(":")
            if code and "@" not in code:
                yield (register, code), organisation.id


def _statements(
    holding: Holding, path: Path, attest: Attest, codes: dict[tuple[str, str], str], languages: list[str]
) -> Iterator[tuple[Attestation, list[Cell]]]:
    """Each statement with the places of the cells that it adds up."""
    conditions: list[tuple[str, str, object]] = [
        ("measure", "in", attest.measures),
        ("about", "in", sorted({code for _, code in codes})),
    ]
    totals: dict[tuple[str, str], dict[str, list[tuple[float | None, Cell]]]] = {}
    for row in pq.read_table(path, filters=conditions).to_pylist():
        if (row["scheme"], row["about"]) in codes:
            periods = totals.setdefault((row["scheme"], row["about"]), {})
            periods.setdefault(row["period"], []).append((row["value"], (row["file"], row["line"], row["column"])))
    several = {name for name in codes.values() if sum(codes[key] == name for key in totals) > 1}
    for key in sorted(totals):
        period = max(totals[key])
        cells = totals[key][period]
        known = [value for value, _ in cells if value is not None]
        if not known:
            continue
        lines = sorted({line for _, (_, line, _) in cells})
        statement = Attestation(
            organisation=codes[key],
            property=attest.property,
            value=str(round(sum(known))),
            work=holding.dataset.work,
            site=key[1] if codes[key] in several else "",
            period=period,
            vintage=holding.dataset.vintage,
            locator=f"{cells[0][1][0].rpartition('/')[2]}, lines {', '.join(map(str, lines[:4]))}"
            + (" …" if len(lines) > 4 else ""),
            note=_note(len(cells) - len(known), languages),
        )
        yield statement, [place for _, place in cells]


def _note(hidden: int, languages: Iterable[str]) -> Text:
    """What the publisher hides of the sum, so that it is not read as all."""
    if not hidden:
        return {}
    return {
        language: translate(
            "{n} cells hold no value, mostly small counts that are masked: the sum leaves them out.", language
        ).format(n=hidden)
        for language in languages
    }
