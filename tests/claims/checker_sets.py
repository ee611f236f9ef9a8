"""The checker's three measured sets: altered texts with a seed, and sentences written by hand.

An alteration replaces one digit, so that the value moves beyond its printed rounding.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from filiera.claims.checking import Check
from filiera.claims.finding import ALARMS
from filiera.evidence import Evidence
from filiera.services.check import check
from filiera.services.figures import all_figures

ROOT = Path(__file__).resolve().parents[2]
BROCHURE = ROOT.parent / "shared" / "brochure" / "lombardia-life-science-hub.it.txt"
MARKUP = re.compile(r"<sup>.*?</sup>|[*_]")


@dataclass
class Score:
    """What the checker made of a set."""

    wrong: int = 0
    named: int = 0
    calm: int = 0
    accused: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.wrong + other.wrong,
            self.named + other.named,
            self.calm + other.calm,
            self.accused + other.accused,
            self.missed + other.missed,
            self.alarms + other.alarms,
        )

    def __str__(self) -> str:
        rate = self.accused / self.calm if self.calm else 0.0
        return f"{self.named} of {self.wrong} named, {self.accused} of {self.calm} accused ({rate:.1%})"


def check_text(text: str, evidence: Evidence, folder: Path, *, language: str = "") -> Check:
    """Check a text as a user would: from a file."""
    path = folder / "draft.txt"
    path.write_text(text, encoding="utf-8")
    return check(path, evidence, language=language)


def another_digit(printed: str, draw: random.Random) -> str:
    """``printed`` with one digit replaced; never a leading zero, never the same value."""
    places = [i for i, char in enumerate(printed) if char.isdigit()]
    while True:
        place = draw.choice(places)
        digit = draw.choice([d for d in "0123456789" if d != printed[place]])
        changed = printed[:place] + digit + printed[place + 1 :]
        digits = re.sub(r"\D", "", changed)
        if digits[0] != "0" and not re.fullmatch(r"(19|20)\d\d", digits):
            return changed


def altered_document(
    text: str, places: list[tuple[int, str, str]], draw: random.Random, n: int
) -> tuple[str, list[tuple[int, str, str]]]:
    """``text`` with ``n`` of ``places`` (line, printed number, address) altered, and which."""
    lines = text.split("\n")
    taken: dict[int, list[tuple[int, int]]] = {}
    done: list[tuple[int, str, str]] = []
    for line, printed, address in draw.sample(places, len(places)):
        if len(done) == n:
            break
        number = re.search(r"\d[\d.,]*\d|\d", printed)
        if number is None:
            continue
        spot = re.search(rf"(?<![\d.,]){re.escape(number.group())}(?![\d]|[.,]\d)", lines[line - 1])
        if spot is None or any(a < spot.end() and spot.start() < b for a, b in taken.get(line, ())):
            continue
        changed = another_digit(number.group(), draw)
        lines[line - 1] = lines[line - 1][: spot.start()] + changed + lines[line - 1][spot.end() :]
        taken.setdefault(line, []).append((spot.start(), spot.end()))
        done.append((line, changed, address))
    return "\n".join(lines), done


def printed_places(evidence: Evidence) -> list[tuple[int, str, str]]:
    """Line, printed number and address of every claim that is printed in digits."""
    return [
        (view.line, view.printed, view.address)
        for view in all_figures(evidence)
        if view.origin == "claim" and view.line is not None and any(char.isdigit() for char in view.printed)
    ]


ARITHMETIC = ("parts and total", "part of a whole", "mean between", "ratio recomputed", "implied value")


def related(evidence: Evidence, addresses: set[str]) -> set[str]:
    """Figures that share a sum or a ratio with one of ``addresses``."""
    found = set(addresses)
    for view in all_figures(evidence):
        for finding in view.findings:
            rows = {view.address, *finding.operands}
            if rows & addresses and finding.rule.startswith(ARITHMETIC):
                found |= rows
    return found


def differing(check: Check) -> list[str]:
    """The figures that a check says differ from the ledger."""
    return [
        f"line {figure.line}: {figure.text!r} taken for {figure.claim}"
        for figure in check.figures
        if any(outcome == "differs" for _, outcome, _ in figure.findings)
    ]


def score_altered(evidence: Evidence, text: str, seed: int, n: int, folder: Path, *, language: str = "") -> Score:
    """Alter ``n`` figures of the brochure; count the named ones and the alarms elsewhere."""
    draw = random.Random(seed)
    changed, done = altered_document(text, printed_places(evidence), draw, n)
    before = check_text(text, evidence, folder, language=language)
    after = check_text(changed, evidence, folder, language=language)
    verdicts = {view.address: view.verdict for view in all_figures(evidence)}
    flagged = {(f.line, _digits(f.text)) for f in before.figures if verdicts.get(f.claim or "") in ALARMS}
    kin = related(evidence, {address for _, _, address in done})
    where = {(line, _digits(number)) for line, number, _ in done}
    score = Score(wrong=len(done))
    hits = {(f.line, _digits(f.text)) for f in after.figures if f.verdict in ALARMS}
    for line, number, address in done:
        if (line, _digits(number)) in hits:
            score.named += 1
        else:
            score.missed.append(f"line {line}: {number} ({address})")
    for figure in after.figures:
        spot = (figure.line, _digits(figure.text))
        if spot in where or spot in flagged or figure.claim in kin:
            continue
        score.calm += 1
        if figure.verdict in ALARMS:
            score.accused += 1
            score.alarms.append(f"line {figure.line}: {figure.text!r} taken for {figure.claim}")
    return score


def wordings_document(evidence: Evidence, language: str, draw: random.Random) -> tuple[str, list[tuple[int, str, str]]]:
    """The ledger in its own words, shuffled, one sentence a paragraph, with the place of each number."""
    views = [v for v in all_figures(evidence) if v.origin == "claim" and v.wording.get(language)]
    draw.shuffle(views)
    lines: list[str] = []
    places: list[tuple[int, str, str]] = []
    for view in views:
        lines += [view.sentence(language), ""]
        places.append((len(lines) - 1, view.shown(language), view.address))
    return "\n".join(lines), places


def score_wordings(evidence: Evidence, language: str, seed: int, n: int, folder: Path) -> Score:
    """Set B: a document of the ledger's own wordings, ``n`` of them altered."""
    draw = random.Random(seed)
    text, places = wordings_document(evidence, language, draw)
    changed, done = altered_document(text, places, draw, n)
    verdicts = {view.address: view.verdict for view in all_figures(evidence)}
    after = check_text(changed, evidence, folder, language=language)
    kin = related(evidence, {address for _, _, address in done})
    address_of = {line: address for line, _, address in places}
    where = {line: number for line, number, _ in done}
    score = Score(wrong=len(done))
    for line, number, address in done:
        if any(f.line == line and _digits(f.text) == _digits(number) and f.verdict in ALARMS for f in after.figures):
            score.named += 1
        else:
            score.missed.append(f"{address}: {number}")
    for figure in after.figures:
        address = address_of.get(figure.line, "")
        if figure.line in where or address in kin or verdicts.get(address) in ALARMS:
            continue
        score.calm += 1
        if figure.verdict in ALARMS:
            score.accused += 1
            score.alarms.append(f"{address}: {figure.text!r} taken for {figure.claim}")
    return score


def score_sentences(evidence: Evidence, path: Path, folder: Path) -> tuple[Score, Score]:
    """Set C: (sentences that state figures of the pack, sentences that the ledger does not know).

    A right sentence is accused where the checker says that it differs, or links it to a figure that is flagged
    although the one it states is not. An unknown one is accused by any alarm.
    """
    verdicts = {view.address: view.verdict for view in all_figures(evidence)}
    known, unknown = Score(), Score()
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        result = check_text(entry["text"], evidence, folder, language=entry["language"])
        low = entry["text"].index(entry["number"])
        high = low + len(entry["number"])
        figures = [f for f in result.figures if f.offset < high and low < f.offset + len(f.text)]
        alarmed = [f for f in figures if f.verdict in ALARMS]
        differs = [f for f in figures if any(outcome == "differs" for _, outcome, _ in f.findings)]
        told = f"{entry['id']} {entry['text']} → {[(f.text, f.claim, f.verdict, f.score) for f in figures]}"
        if entry["state"] == "wrong":
            known.wrong += 1
            known.named += bool(alarmed)
            if not alarmed:
                known.missed.append(told)
        elif entry["state"] == "right":
            known.calm += 1
            flagged = verdicts.get(entry["figure"]) in ALARMS
            if differs or (alarmed and not flagged):
                known.accused += 1
                known.alarms.append(told)
        else:
            unknown.calm += 1
            if any(f.verdict != "unsourced" for f in figures):
                unknown.missed.append(told)
            if alarmed:
                unknown.accused += 1
                unknown.alarms.append(told)
    return known, unknown


def _digits(text: str) -> str:
    return re.sub(r"\D", "", MARKUP.sub("", text))
