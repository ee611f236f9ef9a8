"""Writes the tables of docs/registry.md: which sources know which organisation of a region, from a real build.

``python scripts/describe_registry.py [HOME]`` reads the evidence in use (of ``FILIERA_HOME``, or of HOME), which must
have been built with snapshots, and writes what stands between the two marks of the page anew.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from filiera.errors import EvidenceError
from filiera.evidence import Evidence, filiera_home
from filiera.services.involvement import topic_of
from filiera.services.linked import links_of
from filiera.services.organisations import OrganisationView, all_organisations

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "registry.md"
BEGIN, END = "<!-- coverage: written by scripts/describe_registry.py -->", "<!-- end of coverage -->"
KINDS = ("irccs", "asst", "university")
SOURCES = {
    "Ministry register": ("ministry-structures", "ministry-sites"),
    "Discharges 2022": ("ministry-discharges-by-outcome",),
    "European hospitals 2020": ("gisco-hospitals",),
    "IPA 2021": ("ipa-bodies",),
    "MUR students": ("mur-students",),
    "Five per mille 2022": ("research-bodies-5x1000",),
    "ROR": ("ror-italy", "ror-world"),
    "FP7": ("cordis-fp7-participants",),
    "H2020 to 2017": ("cordis-h2020-participants",),
    "COVID-19 trials: site": ("trials-covid",),
    "COVID-19 trials: sponsor": ("trials-covid", "trials-covid-ictrp"),
    "Notices (a sample)": ("ted-italy", "ted-health"),
}
ROLE = {"COVID-19 trials: site": "hosted", "COVID-19 trials: sponsor": "sponsored"}
Known = dict[str, dict[str, int]]
"""Organisation → source → different records that name it."""


def coverage(evidence: Evidence) -> str:
    """The tables as Markdown."""
    known = _known(evidence)
    kinds = {view.kind for view in all_organisations(evidence).values()}
    parts = [_method(evidence), _by_source(evidence)]
    for kind in KINDS:
        if kind in kinds:
            parts.append(_of_kind(evidence, kind, known))
    return "\n\n".join(parts)


def _known(evidence: Evidence) -> Known:
    found: dict[str, dict[str, set[str]]] = {}
    for link in links_of(evidence):
        if not link.sure:
            continue
        for source, datasets in SOURCES.items():
            if link.dataset in datasets and ROLE.get(source, topic_of(link)) == topic_of(link):
                named = link.record.id if link.record else f"{link.name} {link.city} {link.codes}"
                found.setdefault(link.organisation, {}).setdefault(source, set()).add(named)
    return {each: {source: len(ids) for source, ids in own.items()} for each, own in found.items()}


def _method(evidence: Evidence) -> str:
    meta = {row["key"]: row["value"] for row in evidence.rows("meta")}
    if not meta.get("linker"):
        raise EvidenceError(
            "this evidence links nothing", where=str(evidence.version.path), remedy="build it with --snapshots"
        )
    return f"Evidence `{evidence.version.hash}`, {meta['linker']}."


def _by_source(evidence: Evidence) -> str:
    rows = [
        (f"`{row['dataset']}`", row["kind"] or "–", row["mentions"], row["compared"], row["linked"], row["unsure"])
        for row in evidence.rows("linking")
        if row["mentions"]
    ]
    totals = Counter[str]()
    for row in evidence.rows("linking"):
        totals.update({name: row[name] for name in ("mentions", "compared", "linked", "unsure")})
    every = ("**all**", "", totals["mentions"], totals["compared"], totals["linked"], totals["unsure"])
    head = ("Data set", "Records", "Mentions", "Of the country or unknown", "Linked", "For a person")
    return "### Links by data set\n\n" + _table(head, [*rows, every])


def _of_kind(evidence: Evidence, kind: str, known: Known) -> str:
    views = [view for view in all_organisations(evidence).values() if view.kind == kind]
    views.sort(key=lambda view: view.name)
    own = {view.address: known.get(view.address, {}) for view in views}
    told = [source for source in SOURCES if any(source in each for each in own.values())]
    counts = [f"{sum(source in each for each in own.values())} of {len(views)}" for source in told]
    rows: list[tuple[object, ...]] = [("**known to**", *counts)]
    rows += [(_name(view), *(own[view.address].get(source, "") for source in told)) for view in views]
    title = views[0].kind_plural.get("en", kind)
    silent = [source for source in SOURCES if source not in told]
    note = f"\n\nNone of them is found in: {', '.join(silent)}." if silent else ""
    return f"### {title[:1].upper()}{title[1:]}\n\n" + _table((title, *told), rows) + note


def _name(view: OrganisationView) -> str:
    return view.name.replace("|", "/")


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    def line(cells: Iterable[object]) -> str:
        shown = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells)
        return f"| {' | '.join(shown)} |"

    titles = list(head)
    marks = ["---", *("---:" if n else "---" for n in range(1, len(titles)))]
    return "\n".join([line(titles), line(marks), *map(line, rows)])


def main() -> int:
    home = Path(sys.argv[1]) if sys.argv[1:] else filiera_home()
    with Evidence.open(home) as evidence:
        told = coverage(evidence)
    before, _, rest = TARGET.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    TARGET.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}", encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(told.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
