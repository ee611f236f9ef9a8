"""The skeleton of a new pack: the fewest files that build, with words where the author writes."""

from __future__ import annotations

from pathlib import Path

from filiera.errors import UsageError

FILES = {
    "pack.yml": """# What the region is. See docs/pack.md for every file and field.
id: {id}
names: {{{names}}}
languages: [{languages}]
territory: {territory}
invented: true   # take this line away once the data are real
featured: [claim/first-figure]
""",
    "territories.yml": """- {{code: XX, kind: country, names: {{{country}}}}}
- {{code: {territory}, kind: region, parent: XX, names: {{{names}}}}}
""",
    "lexicon/first.yml": """# The words by which texts speak of a thing, per language; * ends a stem.
- id: hospital
  phrases: {{{hospital}}}
""",
    "sources/first-producer.yml": """id: first-producer
name: First producer
kind: {{{kind}}}
works:
  - {{id: first-report, title: {{{title}}}, published: 2024, licence: unknown}}
""",
    "publications/report.yml": """id: report
title: {{{title}}}
language: {first}
producer: first-producer
published: 2024
sections: [{{id: "1", title: {{{title}}}, lines: [1, 10], territory: {territory}}}]
footnotes: [{{mark: 1, line: 9, work: first-report, printed: "First producer, First report, 2024", published: 2024}}]
""",
    "indicators/hospitals.yml": """id: hospitals
label: {{{label}}}
definition: {{{definition}}}
unit: count
theme: care
concepts: [hospital]
counts: hospital
""",
    "claims/report.yml": """publication: report
claims:
  - id: first-figure
    indicator: hospitals
    value: "12"
    unit: count
    territory: {territory}
    period: "2023"
    section: "1"
    line: 3
    text: "12"
    footnotes: [1]
    wording: {{{wording}}}
""",
}

WORDS = {
    "country": "Country",
    "hospital": "[hospital, hospitals]",
    "kind": "public body",
    "title": "First report",
    "label": "Hospitals",
    "definition": "Hospitals in operation at the end of the year.",
    "wording": "'In the region there are {value} hospitals.'",
}


def write_skeleton(folder: Path, territory: str, languages: list[str]) -> list[Path]:
    """Write the files of a pack named as ``folder`` is; the first language is the publication's.

    Raises:
        UsageError: English is not among the languages.
    """
    if "en" not in languages:
        raise UsageError("English is missing", where="--languages", remedy="English is always among a pack's languages")
    name = folder.resolve().name
    words = {key: ", ".join(f"{code}: {text}" for code in languages) for key, text in WORDS.items()}
    words |= {
        "id": name,
        "territory": territory,
        "languages": ", ".join(languages),
        "first": languages[0],
        "names": ", ".join(f"{code}: {name}" for code in languages),
    }
    written = []
    for file, template in FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.format(**words), encoding="utf-8")
        written.append(path)
    return written
