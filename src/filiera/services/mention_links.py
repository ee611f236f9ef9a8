"""Names and the organisations that they mean or may mean: what the links of all records come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from filiera.evidence import Evidence
from filiera.registry.judgements import mention_key
from filiera.registry.tables import Tier
from filiera.services.kept_answers import kept_per_version
from filiera.services.linked import LinkView, links_of

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class MentionLink:
    """A name with its place, and an organisation that it means, or may mean."""

    mention: str
    """Its key."""
    name: str
    """As most records write it."""
    city: str
    country: str
    codes: tuple[str, ...]
    """What records state with it."""
    records: int
    """In how many it stands."""
    organisation: str
    score: float
    tier: str
    reason: str
    examples: tuple[LinkView, ...]
    """The first few of its records."""


@kept_per_version
def mention_links(evidence: Evidence) -> tuple[MentionLink, ...]:
    """Each name with each organisation, in the order of the keys."""
    pairs: dict[tuple[str, str], list[LinkView]] = defaultdict(list)
    for link in links_of(evidence):
        pairs[mention_key(link.name, link.city, link.country), link.organisation].append(link)
    return tuple(
        _together(mention, organisation, pairs[mention, organisation]) for mention, organisation in sorted(pairs)
    )


def _together(mention: str, organisation: str, links: list[LinkView]) -> MentionLink:
    # Spellings of one key may differ in their codes, and so in what the linker says: the surest stands for all.
    best = max(links, key=lambda link: (link.tier == Tier.LINK, link.score, link.reason))
    written = Counter((link.name, link.city, link.country) for link in links)
    name, city, country = min(written, key=lambda each: (-written[each], each))
    once = {(link.dataset, link.record.register, link.record.id): link for link in reversed(links) if link.record}
    examples = tuple(once[key] for key in sorted(once))[:EXAMPLES]
    return MentionLink(
        mention=mention,
        name=name,
        city=city,
        country=country,
        codes=tuple(sorted({code for link in links for code in link.codes.split(";") if code})),
        records=len(
            {(link.dataset, link.record.register, link.record.id) if link.record else (link.dataset,) for link in links}
        ),
        organisation=organisation,
        score=best.score,
        tier=str(best.tier),
        reason=best.reason,
        examples=examples,
    )
