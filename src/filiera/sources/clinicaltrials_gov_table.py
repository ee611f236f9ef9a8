"""The table that ClinicalTrials.gov lets its visitors download: a study a line, all else within its cells.

``Locations`` holds sites divided by ``|``, each 'facility, city[, region][, postcode], country' without marks that tell
the parts apart: the country is the last part, a part with a digit before it the postcode, and what is left in front is
read from behind. Body as of the API; enrolment has no type here. The table does not say which sponsors and sites are
natural persons: who is called like one is counted and dropped.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Set

import msgspec

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.dates import iso_or_printed
from filiera.sources.natural_persons import likely_person, titled_person
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows, filled
from filiera.sources.trial_phases import phases_of
from filiera.sources.unpacking import gunzipped

VERSION = 3
REGISTER = "ctgov"
COLUMNS = (
    "NCT Number",
    "Title",
    "Status",
    "Conditions",
    "Interventions",
    "Sponsor/Collaborators",
    "Phases",
    "Enrollment",
    "Locations",
)
_TWO_PARTS = (
    "Korea, Republic of",
    "Iran, Islamic Republic of",
    "Moldova, Republic of",
    "Congo, The Democratic Republic of the",
)


STUDIES_OF_A_PERSON = 3
"""A sponsor of more studies in one table is an organisation, even where its name has the form of a person's."""


class Options(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a pack says of such a file."""

    delimiter: str = "\t"
    vintage: str = ""
    """The day of the download."""


def parse(data: bytes, options: Options) -> Parsed:
    """Each study as a record, its sponsors and sites as mentions.

    Raises:
        SourceError: it is no such table.
    """
    try:
        text = gunzipped(data).decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise SourceError(
            "is not written in {encoding} (byte {position})",
            remedy="fetch it again",
            words={"encoding": "utf-8", "position": error.start},
        ) from error
    csv.field_size_limit(2**24)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=options.delimiter)
    rows, read = Rows(), 0
    studies: list[tuple[int, dict[str, str]]] = []
    try:
        header = next(lines, [])
        if lost := [name for name in COLUMNS if name not in header]:
            raise SourceError(
                "lacks the column '{name}'",
                where="line 1",
                remedy="see that it is the table of studies, with all columns",
                words={"name": lost[0]},
            )
        for cells in lines:
            read += 1
            if len(cells) != len(header):
                words = {"found": str(len(cells)), "expected": str(len(header))}
                rows.refused.append(
                    Refusal("has {found} cells where the first line has {expected}", lines.line_num, words)
                )
                continue
            studies.append((lines.line_num, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        raise SourceError(
            "cannot be read as a table: {problem}",
            where=f"line {lines.line_num}",
            remedy="see how its cells are divided and quoted",
            words={"problem": str(error)},
        ) from error
    named = Counter(name for _, row in studies for name in row["Sponsor/Collaborators"].split("|"))
    recurring = {name for name, times in named.items() if times > STUDIES_OF_A_PERSON}
    for line, row in studies:
        _add(rows, row, line, recurring)
    return rows.parsed(read, options.vintage)


def _add(rows: Rows, row: dict[str, str], line: int, recurring: Set[str]) -> None:
    id = row["NCT Number"].strip()
    if not id.startswith("NCT"):
        rows.refused.append(Refusal("has no number of the register", line))
        return
    sites = [parts_of_site(site) for site in row["Locations"].split("|") if site.strip()]
    body = filled(
        acronym=row.get("Acronym", ""),
        phases=list(phases_of(row["Phases"])),
        conditions=[each for each in row["Conditions"].split("|") if each],
        interventions=[_intervention(each) for each in row["Interventions"].split("|") if each],
        study_type=row.get("Study Type", "").lower(),
        enrolment=filled(count=int(row["Enrollment"]) if row["Enrollment"].isdecimal() else None),
        primary_completion=rows.date(_date(row.get("Primary Completion Date", "")), "primary_completion", line),
        updated=rows.date(_date(row.get("Last Update Posted", "")), "updated", line),
        countries=list(dict.fromkeys(site["country"] for site in sites)),
        other_ids=[each for each in row.get("Other IDs", "").split("|") if each],
    )
    rows.record(
        "trial",
        REGISTER,
        id,
        title=row["Title"],
        body=body,
        line=line,
        language="en",
        status=row["Status"].lower().replace(" ", "_"),
        published=_date(row.get("First Posted", "")),
        starts=_date(row.get("Start Date", "")),
        ends=_date(row.get("Completion Date", "")),
    )
    for seq, name in enumerate(row["Sponsor/Collaborators"].split("|")):
        if titled_person(name) or (
            name not in recurring and row.get("Funded Bys") != "Industry" and likely_person(name)
        ):
            rows.drop("natural person")
        else:
            rows.mention(REGISTER, id, "sponsor" if seq == 0 else "collaborator", name, line)
    for site in sites:
        if titled_person(site["name"]):
            rows.drop("natural person")
            continue
        rows.mention(
            REGISTER,
            id,
            "site",
            rows.text(site["name"]),
            line,
            city=site["city"],
            region=site["region"],
            postcode=site["postcode"],
            country=site["country"],
        )


def parts_of_site(printed: str) -> dict[str, str]:
    """Name, city, region, postcode and country of one site.

    >>> parts_of_site("ASST Santi Paolo e Carlo, Milano, MI, 20142, Italy")["city"]
    'Milano'
    """
    text = " ".join(printed.split())
    country = next((name for name in _TWO_PARTS if text.endswith(f", {name}")), "")
    if country:
        parts = text.removesuffix(f", {country}").split(", ")
    else:
        *parts, country = text.split(", ") if ", " in text else ["", text]
    postcode = parts.pop() if len(parts) > 1 and any(sign.isdigit() for sign in parts[-1]) else ""
    # Without a postcode nothing tells a region from a city: two parts are name and city.
    region = parts.pop() if len(parts) > 2 and (postcode or parts[-1].isupper() or country == "United States") else ""
    city = parts.pop() if len(parts) > 1 else ""
    return {
        "name": ", ".join(part for part in parts if part) or city or text,
        "city": city,
        "region": region,
        "postcode": postcode,
        "country": country_code(country),
    }


def _intervention(printed: str) -> dict[str, str]:
    kind, mark, name = printed.partition(": ")
    return filled(type=kind.lower() if mark else "", name=name if mark else printed)


def _date(text: str) -> str:
    return iso_or_printed(text, "words")
