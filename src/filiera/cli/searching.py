"""``filiera search``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from filiera.cli.building import ensure_evidence
from filiera.cli.screen import console, language, print_json, say

if TYPE_CHECKING:
    from rich.text import Text

    from filiera.services.search import Hit, Part, Results


def search_command(text: str, kinds: list[str], limit: int, offset: int, *, as_json: bool) -> None:
    """Print what answers, best first."""
    from filiera.services.search import search
    from filiera.services.store import open_evidence

    ensure_evidence()
    with open_evidence() as evidence:
        found = search(evidence, text, language=language(), kinds=tuple(kinds), limit=limit, offset=offset)
    if as_json:
        print_json(_plain(found))
        return
    out = console()
    out.print(_first_line(found), markup=False, soft_wrap=True)
    if found.partial:
        out.print(say("Nothing has all the words; these have some of them."))
    if found.shortened:
        out.print(say("The question is long: only its first words were used."))
    for hit in found.hits:
        out.print(_title(hit), soft_wrap=True)
        out.print(f"    {hit.address}" + (f" · {hit.place}" if hit.place else ""), markup=False, soft_wrap=True)
        if hit.excerpt:
            out.print(_marked("    ", hit.excerpt), soft_wrap=True)
    if found.total > offset + len(found.hits) and found.hits:
        out.print(say("More: add --offset {n}.", n=offset + len(found.hits)))
    if not found.total and found.suggestions:
        out.print(say("Did you mean {words}?", words=", ".join(f"«{word}»" for word in found.suggestions)))


def kind_names() -> dict[str, str]:
    """What the kinds of things are called."""
    return {
        "page": say("pages"),
        "indicator": say("indicators"),
        "organisation": say("organisations"),
        "claim": say("published figures"),
        "source": say("sources"),
    }


def _first_line(found: Results) -> str:
    asked = found.read_as or found.text.strip()
    asked = asked if len(asked) <= 80 else f"{asked[:80]}…"
    if not found.total:
        return say("Nothing found for «{text}».", text=asked)
    names = kind_names()
    counts = ", ".join(f"{names.get(kind, kind)} {n}" for kind, n in found.counts.items() if n)
    return say("Found for «{text}»: {n} (of all kinds: {counts})", n=found.total, text=asked, counts=counts)


def _title(hit: Hit) -> Text:
    return _marked("", hit.title_parts)


def _marked(before: str, parts: Iterable[Part]) -> Text:
    from rich.text import Text

    return Text.assemble(before, *((part.text, "bold" if part.found else "") for part in parts))


def _plain(found: Results) -> dict[str, object]:
    return {
        "text": found.text,
        "read_as": found.read_as,
        "partial": found.partial,
        "shortened": found.shortened,
        "total": found.total,
        "counts": found.counts,
        "suggestions": list(found.suggestions),
        "hits": [
            {
                "address": hit.address,
                "kind": hit.kind,
                "language": hit.language,
                "title": hit.title,
                "place": hit.place,
                "excerpt": "".join(part.text for part in hit.excerpt),
                "score": hit.score,
            }
            for hit in found.hits
        ],
    }
