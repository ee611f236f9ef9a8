"""What can be wrong with themes and their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from filiera.pack.page_texts import CHART, REFERENCE, references, targets, typed_digits
from filiera.pack.problems import Problem, known_in, text_in_all_languages
from filiera.pack.read import Pack
from filiera.pack.schema import PageText

PAGES = ("ledger/", "sources/", "method/", "figures/", "plan/", "organisations/", "map/", "benchmark/")
"""Pages without an address of their own to which a text may link."""


def problems_of_themes(pack: Pack) -> Iterator[Problem]:
    """Every problem of themes and texts."""
    subjects = {indicator.theme for indicator in pack.indicators.values()}
    for theme in pack.themes.values():
        where = pack.where("theme", theme.id)
        yield from text_in_all_languages(pack, where, "names", theme.names)
        if theme.question:
            yield from text_in_all_languages(pack, where, "question", theme.question)
        for covered in theme.covers:
            yield from known_in(pack, where, "covers", covered, subjects, "theme", "an indicator's theme")
        for dataset in theme.datasets:
            yield from known_in(pack, where, "datasets", dataset, pack.datasets, "data set", "datasets of a source")
            if theme.datasets.count(dataset) > 1:
                yield Problem(where, "datasets", f"'{dataset}' stands there twice", "name it once")
        for language in pack.manifest.languages:
            if f"{theme.id}.{language}" not in pack.texts:
                remedy = f"write texts/{theme.id}.{language}.md"
                yield Problem(where, "texts", f"theme '{theme.id}' has no text in '{language}'", remedy)
    for key, text in pack.texts.items():
        yield from _text(pack, pack.where("text", key), text)


def _text(pack: Pack, where: str, text: PageText) -> Iterator[Problem]:
    yield from known_in(pack, where, "theme", text.theme, pack.themes, "theme", "themes.yml")
    whole = f"{text.title}\n{text.body}"
    for typed in typed_digits(whole):
        remedy = "name the figure instead: {{claim/…}}"
        yield Problem(where, "text", f"'{typed}' holds a digit typed by hand", remedy)
    for kind, key in references(whole):
        yield from _known(pack, where, kind, key)
    for line in whole.splitlines():
        charts = [found for found in REFERENCE.finditer(line) if found["kind"] == CHART]
        if charts and line.strip() != charts[0].group():
            yield Problem(where, "text", "a chart stands within a sentence", "give it a paragraph of its own")
    for target in targets(whole):
        kind, _, key = target.rstrip("/").partition("/")
        if not target.startswith(PAGES):
            yield from _known(pack, where, kind, key)


def _known(pack: Pack, where: str, kind: str, key: str) -> Iterator[Problem]:
    tables: dict[str, tuple[Collection[str], str]] = {
        "claim": (pack.claims, "claims/"),
        "observation": (pack.observations, "observations/"),
        "figure": (pack.indicators, "indicators/"),
        "theme": (pack.themes, "themes.yml"),
        "organisation": (pack.organisations, "organisations/"),
    }
    if kind not in tables:
        remedy = f"refer to one of: {', '.join(tables)}"
        yield Problem(where, "text", f"'{kind}/{key}' is no address of this hub", remedy)
        return
    table, home = tables[kind]
    yield from known_in(pack, where, "text", key, table, kind, home)
