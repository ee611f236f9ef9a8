"""What people decided, laid over what the linker says: they win, whatever the score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from filiera.registry.addresses import Named
from filiera.registry.asking import Spelling
from filiera.registry.clusters import Link
from filiera.registry.judgements import Judged, Judgement, Verdict, is_organisation, mention_key
from filiera.registry.tables import Tier
from filiera.services.decided import Decided
from filiera.services.identities import Identities, identify
from filiera.services.introducing import Introduced

Row = dict[str, Any]
Answers = Mapping[Spelling, list[Row]]
_MINTED = "the name that the address was minted for, or one judged to be the same"
_OWN = "a register's own record introduces it"


def decided_answers(
    answers: Answers,
    spellings: Iterable[Spelling],
    organisations: Collection[str],
    home: Path,
    known: Decided,
    new: Introduced,
) -> tuple[dict[Spelling, list[Row]], dict[str, tuple[str, ...]]]:
    """The linker's answers (rows of ``LINKS``) as they are after all that was judged, and the addresses of ``new``.

    What somebody affirmed is linked, what somebody denied is gone, what nobody could tell is asked. A name that was
    judged to mean what another name means, means its organisation too. Where a name's own link would bring together
    what is held apart, a person is asked.

    Raises:
        DecisionError: what follows for addresses cannot be written.
    """
    keys = {each: mention_key(*each[:3]) for each in spellings if each[0].strip()}
    judged = judged_by_mention(known.judged, known.history.current)
    concerned = {key for each, key in keys.items() if each in answers} | (judged.keys() & set(keys.values()))
    links = [
        Link(keys[each], row["organisation_id"], row["score"], row["tier"], row["reason"])
        for each, rows in answers.items()
        if each in keys
        for row in rows
    ]
    mentions = new.named | _named(keys, concerned)
    found = identify(home, known, organisations, mentions, [*links, *new.links])
    settled = {}
    for each, key in keys.items():
        if rows := list(_settled(each, key, answers, judged, found, organisations)):
            settled[each] = rows
    for each in settled.keys() & new.spellings.keys():
        settled[each] = [row | {"reason": _OWN} if row["reason"] == _MINTED else row for row in settled[each]]
    return settled, {key: found.addresses.get(key, ()) for key in new.named}


def judged_by_mention(judged: Judged, current: Callable[[str], str]) -> dict[str, list[tuple[str, Judgement]]]:
    """Mention → the nodes that it was judged with, organisations under the addresses of now."""
    found: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for pair, judgement in judged.holding.items():
        for mention, other in (pair, pair[::-1]):
            if not is_organisation(mention):
                found[mention].append((current(other), judgement))
    return found


def _named(keys: Mapping[Spelling, str], concerned: Collection[str]) -> dict[str, Named]:
    """How each of these mentions is written: the spelling that is most usual, of equals the first."""
    spelt: dict[str, Counter[Spelling]] = defaultdict(Counter)
    for each, key in keys.items():
        if key in concerned:
            spelt[key][each] += 1
    best = {key: min(found, key=lambda each: (-found[each], each)) for key, found in spelt.items()}
    return {key: Named(name, city, country) for key, (name, city, country, _) in best.items()}


def _settled(
    each: Spelling,
    key: str,
    answers: Answers,
    judged: Mapping[str, list[tuple[str, Judgement]]],
    found: Identities,
    organisations: Collection[str],
) -> Iterator[Row]:
    """The rows of one spelling, the best first as the linker gives them."""
    said = {other: judgement for other, judgement in judged.get(key, ()) if other in organisations}
    told = set()
    for row in answers.get(each, ()):
        organisation = row["organisation_id"]
        judgement = said.get(organisation)
        told.add(organisation)
        if judgement is not None:
            if judgement.verdict is not Verdict.NEGATIVE:
                yield judged_row(row, judgement)
        elif row["tier"] == Tier.LINK and organisation not in found.addresses.get(key, (organisation,)):
            yield row | {"tier": str(Tier.ASK), "reason": f"{row['reason']}; held apart from it by a judgement"}
        else:
            yield row
    for organisation, judgement in sorted(said.items()):
        if organisation not in told and judgement.verdict is Verdict.POSITIVE:
            told.add(organisation)
            yield judged_row(affirmed(organisation), judgement)
    for organisation in found.addresses.get(key, ()):
        if organisation not in organisations:
            yield _row(organisation, _MINTED)
    # Only what was judged leads on: two organisations that are written alike may bear codes that tell them apart.
    led = any(j.verdict is Verdict.POSITIVE and not is_organisation(other) for other, j in judged.get(key, ()))
    for organisation in found.addresses.get(key, ()) if led else ():
        if organisation in organisations and organisation not in told:
            yield _row(organisation, "judged to be the same as another name that means it")


def _row(organisation: str, reason: str) -> Row:
    return {"organisation_id": organisation, "score": 1.0, "tier": str(Tier.LINK), "reason": reason}


def affirmed(organisation: str) -> Row:
    """A row for what the linker did not find and a person did."""
    return {"organisation_id": organisation, "score": 1.0, "reason": ""}


def judged_row(row: Row, judgement: Judgement) -> Row:
    """A row of the linker as it is after a judgement that denies nothing."""
    tier = Tier.LINK if judgement.verdict is Verdict.POSITIVE else Tier.ASK
    told = f"judged {judgement.verdict} by {judgement.by}, {judgement.at[:10]}"
    reason = "; ".join(filter(None, (f"{told}: {judgement.reason}" if judgement.reason else told, row["reason"])))
    return row | {"tier": str(tier), "reason": reason}
