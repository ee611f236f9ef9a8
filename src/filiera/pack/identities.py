"""What can be wrong with what a pack says of who is who: judgements, relations, addresses that were given up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from filiera.pack.problems import Problem, known_in
from filiera.pack.read import Pack
from filiera.pack.schema import JudgementRow, RedirectRow, RelationRow
from filiera.vocabulary.durations import day

ADDRESS = re.compile(r"organisation/[A-Za-z0-9][A-Za-z0-9._-]*$")
_ORGANISATION = "organisation/"


def problems_of_identities(pack: Pack) -> Iterator[Problem]:
    """Every problem of judgements, relations and redirects, in reading order."""
    known = {*(f"{_ORGANISATION}{key}" for key in pack.organisations), *pack.redirects}
    for key, judged in pack.judgements.items():
        yield from _judgement(pack, known, pack.where("judgement", key), judged)
    for key, related in pack.relations.items():
        yield from _relation(pack, known, pack.where("relation", key), related)
    for key, redirect in pack.redirects.items():
        yield from _redirect(pack, known, pack.where("redirect", key), redirect)


def _judgement(pack: Pack, known: Collection[str], where: str, row: JudgementRow) -> Iterator[Problem]:
    for field, node in (("left", row.left), ("right", row.right)):
        if node.startswith(_ORGANISATION):
            yield from _address(pack, known, where, field, node)
        elif node.count("|") != 2 or not node.split("|")[0].strip():
            remedy = "write organisation/…, or a mention as name|city|country (city and country may be empty)"
            yield Problem(where, field, f"'{node}' is neither an organisation nor a mention", remedy)
    if row.left == row.right:
        yield Problem(where, "right", "is the same as left", "judge two different names")
    yield from _signed(where, row.by, row.at)
    if row.score and not _is_share(row.score):
        yield Problem(
            where, "score", f"'{row.score}' is no probability", "write a number from 0 to 1, or leave it empty"
        )


def _relation(pack: Pack, known: Collection[str], where: str, row: RelationRow) -> Iterator[Problem]:
    for field, node in (("left", row.left), ("right", row.right)):
        yield from _address(pack, known, where, field, node)
    for field, date in (("since", row.since), ("until", row.until)):
        if date and day(date) is None:
            yield Problem(where, field, f"'{date}' is no date", "write 2016, 2016-01 or 2016-01-01")
    if row.work:
        yield from known_in(pack, where, "work", row.work, pack.works, "work", "sources/")
    elif row.by:
        yield from _signed(where, row.by, row.at)
    else:
        yield Problem(where, "work", "nobody says so", "name the work that says it, or who does (by, at)")


def _redirect(pack: Pack, known: Collection[str], where: str, row: RedirectRow) -> Iterator[Problem]:
    if not ADDRESS.match(row.address):
        yield Problem(where, "address", f"'{row.address}' is no address", "write organisation/… of plain letters")
    yield from _address(pack, known, where, "into", row.into)
    yield from _moment(where, row.at)
    seen, address = {row.address}, row.into
    while address in pack.redirects and address not in seen:
        seen.add(address)
        address = pack.redirects[address].into
    if address in seen:
        yield Problem(where, "into", "leads back to itself", "lead every address to one that stands")


def _address(pack: Pack, known: Collection[str], where: str, field: str, address: str) -> Iterator[Problem]:
    yield from known_in(pack, where, field, address, known, "organisation", "organisations/")


def _signed(where: str, by: str, at: str) -> Iterator[Problem]:
    if not by.strip() or by.strip() == "method:":
        yield Problem(where, "by", "nobody signs", "write the name of who judged, or method: and the method's name")
    yield from _moment(where, at)


def _moment(where: str, at: str) -> Iterator[Problem]:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        yield Problem(where, "at", f"'{at}' is no date", "write 2026-11-26, or 2026-11-26T16:40:00Z")


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False
