"""How a digest reads: per thing followed what came, what moved from which value to which, and where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filiera.vocabulary.translation import translate, translate_count

MOST_TOLD = 25
"""So many changes of one thing stand in an e-mail; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """What changed of one thing that is followed."""

    name: str
    changes: Sequence[Mapping[str, str]]


def subject_of(told: Sequence[Told], language: str) -> str:
    """The line by which the e-mail is seen: a number, and nothing of what."""
    n = sum(len(each.changes) for each in told)
    return translate_count("{n} change in what you follow", "{n} changes in what you follow", n, language).format(n=n)


def text_of(told: Sequence[Told], language: str, site: str, token: str) -> str:
    """The e-mail in plain text."""
    here = f"{site.rstrip('/')}/{language}"
    parts = []
    for each in told:
        lines = [each.name]
        shown = each.changes[:MOST_TOLD]
        for change, after in zip(shown, [*shown[1:], None], strict=True):
            lines.append(f"- {line_of(change, language)}")
            if after is None or after["path"] != change["path"]:
                lines.append(f"  {here}/{change['path']}")
        if len(each.changes) > MOST_TOLD:
            n = len(each.changes) - MOST_TOLD
            lines.append(translate_count("- and {n} more", "- and {n} more", n, language).format(n=n))
        parts.append("\n".join(lines))
    parts += [
        f"{translate('To choose what you follow:', language)}\n{here}/account/alerts/",
        f"{translate('To get no more of these e-mails:', language)}\n{here}/account/unsubscribe/{token}/",
    ]
    return "\n\n".join(parts) + "\n"


def line_of(change: Mapping[str, str], language: str) -> str:
    """One change in words."""
    label, before, after = change["label"], change["before"], change["after"]
    if change["kind"] == "new":
        said = translate("new: {label}", language).format(label=label)
        return f"{said}: {after}" if after else said
    if change["kind"] == "gone":
        return translate("no longer there: {label} ({before})", language).format(label=label, before=before)
    if change["kind"] == "verdict":
        before, after = (translate(verdict, language) if verdict else "–" for verdict in (before, after))
        return translate("{label}: verdict, before: {before}; now: {after}", language).format(
            label=label, before=before, after=after
        )
    return f"{label}: {before or '–'} → {after or '–'}"
