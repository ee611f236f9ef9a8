"""What an investment would set off, as an accessible PDF and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from functools import partial
from pathlib import Path

from filiera.errors import Phrase
from filiera.publish.brochure.edition import Block
from filiera.publish.brochure.printing import typeset
from filiera.publish.drawing import draw
from filiera.publish.tables import without_formula
from filiera.publish.what_if_sheet import METHOD, in_language, what_if_sheet
from filiera.services.investment import Answer
from filiera.services.what_if import PARTS
from filiera.vocabulary.translation import translate

TEMPLATES = Path(__file__).with_name("what_if_print")
WORDS = {
    "effects": Phrase("What it sets off in the region"),
    "leaks": Phrase("What leaves the region, all rounds counted"),
    "million": Phrase("million euro"),
    "sectors": Phrase("By sector: value added in million euro, then jobs; the central result"),
    "jobs": Phrase("jobs"),
    "mind": Phrase("How not to read it"),
    "rests_on": Phrase("It rests on"),
    "assumed": Phrase("assumption"),
    "address": Phrase("This result has an address:"),
}
INVENTED = Phrase("Invented data: this region and its figures do not exist.")
COLUMNS = ("phase", "measure", "part", "sector", "sector_name", "unit", "value", "low", "high")


def what_if_pdf(
    answer: Answer, language: str, *, author: str, address: str = "", version: str = "", invented: bool = False
) -> bytes:
    """The answer as PDF/UA-1.

    Args:
        answer: what was found.
        language: of the document.
        author: who gives it out.
        address: where the same answer is found on the web.
        version: of the evidence.
        invented: whether the region is.

    Raises:
        UsageError: the extra for print is not installed.
        PublishError: it could not be set.
    """
    say = partial(translate, language=language)
    sheet = what_if_sheet(answer, language)
    content: Block = asdict(sheet)
    for told, phase in zip(content["phases"], sheet.phases, strict=True):
        told["drawing"] = draw(phase.chart, None)
        del told["chart"]
    content |= {
        "language": language,
        "author": author,
        "address": address,
        "foot": " · ".join(filter(None, (author, version))),
        "invented": INVENTED.said(say) if invented else "",
        "words": {name: phrase.said(say) for name, phrase in WORDS.items()} | ({} if address else {"address": ""}),
    }
    return typeset(content, TEMPLATES)[0]


def what_if_csv(answer: Answer, language: str) -> str:
    """All of the answer for programs: comma, point as decimal mark, a byte order mark; names in ``language``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for phase in answer.what_if.phases:
        for measure, parts in phase.effects.items():
            unit = "persons" if measure == "employment" else answer.what_if.unit
            for part, each in parts.items():
                writer.writerow([phase.name, measure, part, "", "", unit, each.value, each.low, each.high])
        for name, leak in (("abroad", phase.abroad), ("rest_of_nation", phase.rest_of_nation)):
            writer.writerow([phase.name, name, "", "", "", answer.what_if.unit, leak.value, leak.low, leak.high])
        for sector, names in answer.sectors.items():
            cell = without_formula(in_language(names, language))
            for part in PARTS:
                measured = ((phase.sectors, "gva", answer.what_if.unit), (phase.jobs, "employment", "persons"))
                for by_sector, measure, unit in measured:
                    row = [phase.name, measure, part, sector, cell, unit, by_sector[sector][part], "", ""]
                    writer.writerow(row)
    for parameter in answer.what_if.parameters:
        label = without_formula(in_language(parameter.label, language))
        told = [parameter.unit, parameter.value, parameter.low, parameter.high]
        writer.writerow(["assumption", parameter.id, "", "", label, *told])
    writer.writerow(["method", without_formula(METHOD.said(partial(translate, language=language))), *[""] * 7])
    return "\ufeff" + out.getvalue()
