"""Codes that registers give to an organisation and that were found by linking: more than its row bears."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from filiera.evidence import Evidence
from filiera.services.involvement import topic_of
from filiera.services.linked import LinkView, links_to
from filiera.services.organisations import CodeView, OrganisationView


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A code, and the mention of the organisation in the register that gives it."""

    code: CodeView
    link: LinkView


def codes_found(evidence: Evidence, view: OrganisationView) -> list[CodeFound]:
    """The codes of ``view`` in records about itself, by register; those of its row are left out, each stands once."""
    names = {row["id"]: row for row in evidence.rows("register")}
    known = {(code.register, code.code) for code in view.codes}
    found: dict[tuple[str, str], CodeFound] = {}
    for link in sorted(links_to(evidence, view.address), key=lambda link: -link.score):
        if not link.sure or topic_of(link) not in ("registers", "participations"):
            continue
        for register, code in _codes(link):
            if register in names and (register, code) not in known:
                told = CodeView(
                    register=register,
                    names=msgspec.json.decode(names[register]["names_json"]),
                    code=code,
                    years="",
                    url=names[register]["url"].replace("{code}", code),
                )
                found.setdefault((register, code), CodeFound(told, link))
    return [found[key] for key in sorted(found)]


def _codes(link: LinkView) -> set[tuple[str, str]]:
    pairs = {tuple(pair.strip().split(":", 1)) for pair in link.codes.split(";") if ":" in pair}
    codes = {(register, code) for register, code in pairs}
    if link.record is not None:
        codes.add((link.record.register, link.record.id))
    return codes
