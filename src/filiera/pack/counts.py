"""What can be wrong with the way in which a data set's records are counted."""

from __future__ import annotations

from collections.abc import Iterator

from filiera.pack.problems import Problem, text_in_all_languages
from filiera.pack.read import Pack
from filiera.pack.source_schema import Count

FIELD, OF_A_MENTION = "body.", "mention."
COLUMNS = ("kind", "register", "id", "title", "language", "status", "published", "starts", "ends")
MENTION_COLUMNS = ("role", "name", "address", "postcode", "city", "region", "country", "codes")


def problems_of_count(pack: Pack, where: str, count: Count) -> Iterator[Problem]:
    """Every problem of one count."""
    yield from text_in_all_languages(pack, where, "counts: of", count.of)
    if count.by:
        yield from _column(where, "by", count.by)
        yield from text_in_all_languages(pack, where, "counts: as_told", count.as_told)
    for code, names in count.codes.items():
        yield from text_in_all_languages(pack, where, f"counts: codes: {code}", names)
    yield from text_in_all_languages(pack, where, "counts: region_told", count.region_told)
    if count.first < 0:
        yield Problem(where, "counts: first", f"{count.first} is no number of letters", "write 0 for all of them")
    for name in count.among:
        yield from _column(where, "among", name)
    for entry in count.region:
        if not entry or not all(entry.values()):
            yield Problem(where, "counts: region", "an entry asks for nothing", "name a column and its patterns")
        for name in entry:
            yield from _column(where, "region", name, mentions=True)


def _column(where: str, field: str, name: str, *, mentions: bool = False) -> Iterator[Problem]:
    if name.startswith(FIELD):
        return
    known = [*COLUMNS, *(f"{OF_A_MENTION}{column}" for column in MENTION_COLUMNS if mentions)]
    if name not in known:
        remedy = f"use one of: {', '.join(known)}; or {FIELD} and a field of the record's body"
        yield Problem(where, f"counts: {field}", f"records have no column '{name}'", remedy)
