"""Check a document against a ledger: each number gets the verdict of the figure it states, or says it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from filiera.claims.finding import ALARMS, VERDICTS, Amount, Message, verdict_of
from filiera.claims.linking import Link, Linker
from filiera.claims.passage import PLACE, WIDE, blocks_of
from filiera.claims.reading import Document
from filiera.claims.surroundings import Surroundings
from filiera.claims.target import Target
from filiera.vocabulary.folding import fold
from filiera.vocabulary.language import Language
from filiera.vocabulary.lexicon import Lexicon

DIFFERS = Message("The document states {stated}; the ledger holds {held}.")
UNKNOWN = Message("The ledger holds no figure that this number states.")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the ledger says of one of its figures."""

    verdict: str
    findings: tuple[tuple[str, str, dict[str, str]], ...]
    """Rule, outcome, arithmetic per language."""
    value: Decimal
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Region:
    """What linking needs to know of the hub's region: phrases, places, and what lies in what."""

    phrases: tuple[tuple[str, str, str], ...]
    """Language, concept id (or place), phrase."""
    broader: dict[str, str]
    home: str
    nation: str
    top: str
    common: frozenset[str] = frozenset()
    """Words that the ledger writes in small letters: no names, even where a text writes them large."""
    world: frozenset[str] = frozenset()
    """Places that hold everything, so that naming them sets no other scope."""
    groups: tuple[frozenset[str], ...] = ()
    """For each dimension the concepts of its codes: naming one of them speaks of a part."""


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """One number of the document, judged."""

    text: str
    value: Decimal
    unit: str
    line: int
    where: str
    offset: int
    claim: str | None
    verdict: str
    findings: tuple[tuple[str, str, Message | dict[str, str]], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Check:
    """All numbers of a document with their verdicts."""

    document: str
    language: str
    figures: list[CheckedFigure]
    summary: dict[str, int] = field(default_factory=dict)

    @property
    def alarms(self) -> int:
        """How many figures must not pass."""
        return sum(self.summary.get(verdict, 0) for verdict in ALARMS)


def check_document(
    document: Document,
    language: Language,
    targets: Sequence[Target],
    judged: dict[str, Judged],
    region: Region,
) -> Check:
    """Find, link and judge every number of ``document``.

    The verdict does not depend on where a passage stands: only on what it speaks of.
    """
    lexicon = region_lexicon(region, language)
    surroundings = Surroundings(
        broader=region.broader,
        home=region.home,
        nation=region.nation,
        top=region.top,
        world=region.world,
        groups=region.groups,
        stopwords=frozenset(language.stopwords),
        common=region.common | frozenset(map(fold, language.months)),
        partitives=frozenset(fold(word) for phrase in language.fractions.of for word in phrase.split()),
    )
    linker = Linker(targets, surroundings)
    links = linker.link(blocks_of(document, language, lexicon))
    figures = [_judge(document, link, judged) for link in links]
    counts = Counter(figure.verdict for figure in figures)
    summary = {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}
    return Check(document.name, language.code, figures, summary)


def region_lexicon(region: Region, language: Language) -> Lexicon:
    """Concepts, places and the language's own words for region, country and continent."""
    phrases = [(concept, phrase) for code, concept, phrase in region.phrases if code == language.code]
    kinds = {"region": region.home, "country": region.nation, "continent": region.top}
    for kind, place in kinds.items():
        phrases += [(PLACE + WIDE + place, word) for word in language.territory_words.get(kind, ()) if place]
    return Lexicon([*phrases, *_countries({phrase for _, phrase in phrases}, language)])


def _countries(known: set[str], language: Language) -> Iterator[tuple[str, str]]:
    """The world's countries by the names that CLDR gives them, where the pack does not name them itself."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale(language.code).territories
    except UnknownLocaleError:
        return
    for code, name in names.items():
        if len(code) == 2 and code.isalpha() and name not in known:
            yield PLACE + code, name


def _judge(document: Document, link: Link, judged: dict[str, Judged]) -> CheckedFigure:
    mention, target = link.mention, link.target
    findings: list[tuple[str, str, Message | dict[str, str]]] = []
    unit = mention.unit
    if target is None:
        findings.append(("link", "unsourced", UNKNOWN))
    else:
        known = judged[target.address]
        unit = unit or known.unit
        findings += known.findings
        if not link.agrees:
            message = Message(
                DIFFERS.template,
                {
                    "stated": mention.text.strip(" *_"),
                    "held": Amount(known.value, known.unit, known.qualifier),
                },
            )
            findings.insert(0, ("document against ledger", "differs", message))
    outcomes = [outcome for _, outcome, _ in findings]
    return CheckedFigure(
        text=mention.text,
        value=mention.value,
        unit=unit,
        line=document.line_of(mention.number_start),
        where=document.where_of(mention.number_start),
        offset=mention.start,
        claim=target.address if target is not None else None,
        verdict=verdict_of(outcomes),
        findings=tuple(findings),
        score=round(link.score, 3),
    )
