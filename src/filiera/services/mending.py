"""Which figures and statements rest on cells that a correction changed, so that they say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from filiera.errors import Phrase
from filiera.evidence import Evidence
from filiera.evidence.reading import Row
from filiera.pack import Pack
from filiera.pack.schema import Attestation, Text
from filiera.services.kept_answers import kept_per_version
from filiera.sources.holdings import Holding
from filiera.sources.parsed import Mended
from filiera.sources.remembered import Remembered
from filiera.vocabulary.language import load_language
from filiera.vocabulary.render import format_number
from filiera.vocabulary.translation import translate

Rows = list[dict[str, object]]
Cell = tuple[str, int, int]
"""File, line and column of an observation."""
_OF_POSITION = {"latitude": 0, "longitude": 1}
"""Column of a mention → its place in a statement of a position."""

_NAMES = {
    "value": Phrase("value"),
    "latitude": Phrase("latitude"),
    "longitude": Phrase("longitude"),
    "name": Phrase("name"),
    "period": Phrase("period"),
}
"""Columns by the name that readers know."""
_NUMBERS = {"value", "latitude", "longitude"}


@dataclass(frozen=True, slots=True)
class MendedView:
    """A cell that a correction changed, as a reader is told of it."""

    action: str
    file: str
    line: int
    dataset: str
    digest: str
    about: str
    name: str
    published: str
    became: str
    reason: Text
    reported: str

    def told(self, language: str) -> str:
        """What was published, and what stands instead, in words."""
        published, became = self._written(self.published, language) or "–", self._written(self.became, language)
        words = {"name": _NAMES.get(self.name, self.name), "published": published, "became": became}
        if self.action == "leave_out":
            what = Phrase("the row is left out: {published}", words)
        elif not self.became:
            what = Phrase("{name}: published as {published}, left empty here", words)
        else:
            what = Phrase("{name}: published as {published}, mended to {became}", words)
        return what.said(lambda text: translate(text, language))

    def _written(self, cell: str, language: str) -> str:
        if self.name not in _NUMBERS or not cell:
            return cell
        return format_number(Decimal(cell), load_language(language), grouped=False)


@dataclass(frozen=True, slots=True)
class Resting:
    """The mended cells of one snapshot on which a statement rests, or which it repeats as they were published."""

    dataset: str
    digest: str
    cells: tuple[int, ...] = ()


def mended_rows(read: Iterable[tuple[Holding, Remembered]]) -> Rows:
    """Table ``mended_cell``: every cell that corrections changed."""
    return [
        {
            "dataset": holding.dataset.id,
            "digest": holding.digest,
            "seq": seq,
            "of_rows": each.rows,
            "action": each.action,
            "file": each.file,
            "line": each.line,
            "place": each.place or None,
            "about": each.about,
            "name": each.name,
            "published": each.published,
            "became": each.became,
            "reason_json": msgspec.json.encode(each.reason, order="deterministic").decode(),
            "reported": each.reported,
        }
        for holding, remembered in read
        for seq, each in enumerate(remembered.report.mended)
    ]


def mended_observations(mended: Sequence[Mended]) -> dict[Cell, tuple[int, ...]]:
    """The mended cells of observations, by where the observation stands in the file."""
    found: dict[Cell, tuple[int, ...]] = {}
    for seq, each in enumerate(mended):
        if each.rows == "observations":
            place = (each.file, each.line, each.place)
            found[place] = (*found.get(place, ()), seq)
    return found


def repeated_positions(pack: Pack, read: Iterable[tuple[Holding, Remembered]]) -> dict[str, Resting]:
    """Statements of the pack's own tables that repeat a position which a correction of the same work has mended."""
    found: dict[str, Resting] = {}
    for holding, remembered in read:
        if holding.past:
            continue
        cells = list(_positions(remembered.report.mended))
        for key, statement in pack.attestations.items() if cells else ():
            if statement.property != "position" or statement.work != holding.dataset.work:
                continue
            same = [seq for seq, each in cells if _repeats(statement, each)]
            if same:
                found[key] = Resting(holding.dataset.id, holding.digest, tuple(same))
    return found


def _positions(mended: Sequence[Mended]) -> Iterator[tuple[int, Mended]]:
    for seq, each in enumerate(mended):
        if each.rows == "mentions" and each.name in _OF_POSITION:
            yield seq, each


def _repeats(statement: Attestation, mended: Mended) -> bool:
    """Whether a statement is of the same record, and says what was published of it."""
    if mended.about not in statement.locator.split():
        return False
    stated = statement.value.split(" ")
    place = _OF_POSITION[mended.name]
    return len(stated) > place and bool(mended.published) and float(stated[place]) == float(mended.published)


@kept_per_version
def _by_snapshot(evidence: Evidence) -> dict[tuple[str, str], list[MendedView]]:
    found: dict[tuple[str, str], list[MendedView]] = {}
    for row in sorted(evidence.rows("mended_cell"), key=lambda row: (row["dataset"], row["digest"], row["seq"])):
        found.setdefault((row["dataset"], row["digest"]), []).append(_view(row))
    return found


def mended_of(evidence: Evidence, row: Row) -> tuple[MendedView, ...]:
    """The mended cells that a row of figures or statements rests on (``dataset``, ``digest``, ``mended_json``)."""
    seqs = msgspec.json.decode(row["mended_json"])
    cells = _by_snapshot(evidence)[row["dataset"], row["digest"]] if seqs else []
    return tuple(cells[seq] for seq in seqs)


def mended_in(evidence: Evidence, dataset: str, digest: str) -> tuple[MendedView, ...]:
    """All that was mended in a snapshot."""
    return tuple(_by_snapshot(evidence).get((dataset, digest), ()))


def mended_told(view: MendedView) -> dict[str, object]:
    """A mended cell as plain data, its reason per language."""
    return {
        "action": view.action,
        "column": view.name,
        "published": view.published,
        "became": view.became,
        "reason": view.reason,
        "reported": view.reported,
        "file": view.file,
        "line": view.line,
        "dataset": view.dataset,
        "snapshot": view.digest,
    }


def _view(row: Row) -> MendedView:
    return MendedView(
        action=row["action"],
        file=row["file"],
        line=row["line"],
        dataset=row["dataset"],
        digest=row["digest"],
        about=row["about"],
        name=row["name"],
        published=row["published"],
        became=row["became"],
        reason=msgspec.json.decode(row["reason_json"]),
        reported=row["reported"],
    )
