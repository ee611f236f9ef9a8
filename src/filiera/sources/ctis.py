"""Trials of the EU's Clinical Trials Information System, in the two shapes that its portal has given.

Body as for other trials; ``enrolment`` is the number foreseen ('estimated'). Contacts, investigators and legal
representatives are counted and dropped.
"""

from __future__ import annotations

from typing import Any

from filiera.sources.countries import country_code
from filiera.sources.dates import iso_or_printed
from filiera.sources.formats import NoOptions
from filiera.sources.json_documents import at, branches, count_of, text_at
from filiera.sources.natural_persons import titled_person
from filiera.sources.parsed import Parsed
from filiera.sources.register_documents import read_register
from filiera.sources.rows import Rows, filled
from filiera.sources.trial_phases import phases_of

VERSION = 3
REGISTER = "ctis"
_PERSONAL = {
    "email": "email",
    "functionalEmailAddress": "email",
    "telephone": "phone",
    "phone": "phone",
    "phoneNumber": "phone",
    "lastName": "name",
    "functionalName": "name",
}
Options = NoOptions


def parse(data: bytes, options: Options) -> Parsed:
    """Each trial as a record, its sponsors and sites as mentions.

    Raises:
        SourceError: it is no JSON.
    """
    return read_register(data, "CTIS", lambda trial: text_at(trial, "ctNumber"), _add)


def _add(rows: Rows, trial: dict[str, Any], id: str, line: int) -> None:
    application = at(trial, "authorizedApplication") or trial
    part = at(application, "authorizedPartI") or {}
    details, parts = at(part, "trialDetails") or {}, branches(application, "authorizedPartsII")
    identifiers = at(details, "clinicalTrialIdentifiers") or {}
    information = at(details, "trialInformation") or {}
    enrolled = count_of(text_at(trial, "totalNumberEnrolled"))
    body = filled(
        official_title=rows.text(text_at(identifiers, "fullTitle")),
        phases=list(phases_of(text_at(trial, "trialPhase"))),
        conditions=[
            rows.text(text_at(each, "medicalCondition"))
            for each in branches(information, "medicalCondition", "partIMedicalConditions")
        ],
        study_type="interventional",
        enrolment=filled(count=enrolled, type="estimated" if enrolled is not None else ""),
        sponsor_class=text_at(trial, "sponsorType").lower(),
        countries=[country_code(name) for each in parts if (name := text_at(each, "mscInfo", "mscName"))],
        other_ids=[
            number for number in [text_at(identifiers, "secondaryIdentifyingNumbers", "nctNumber", "number")] if number
        ],
        updated=rows.date(_day(text_at(trial, "lastUpdated")), "updated", line),
    )
    rows.record(
        "trial",
        REGISTER,
        id,
        title=text_at(identifiers, "publicTitle") or text_at(trial, "title") or text_at(identifiers, "fullTitle"),
        body=body,
        line=line,
        language="en",
        status=text_at(trial, "ctStatus").lower(),
        published=_day(text_at(trial, "publishDate")),
        starts=_day(text_at(trial, "startDateEU") or text_at(trial, "authorizationDate")),
        ends=_day(text_at(information, "trialDuration", "estimatedEndDate")),
    )
    for sponsor in branches(part, "sponsors") or branches(trial, "primarySponsor"):
        place = next(iter(branches(sponsor, "addresses")), {})
        role = "sponsor" if at(sponsor, "primary") else "collaborator"
        if titled_person(text_at(sponsor, "organisation", "name")):
            rows.drop("natural person")
            continue
        rows.mention(
            REGISTER, id, role, text_at(sponsor, "organisation", "name"), line, **_place(place), codes=_code(place)
        )
    for each in parts:
        for site in branches(each, "trialSites"):
            where = at(site, "organisationAddressInfo") or {}
            name = text_at(where, "organisation", "name")
            department = rows.text(text_at(site, "departmentName"))
            told = f"{name}, {department}" if department else name
            rows.mention(REGISTER, id, "site", told, line, **_place(where), codes=_code(where))
    _count_persons(rows, trial)


def _place(where: Any) -> dict[str, Any]:
    return {
        "address": text_at(where, "address", "addressLine1"),
        "postcode": text_at(where, "address", "postcode"),
        "city": text_at(where, "address", "city"),
        "country": country_code(text_at(where, "address", "countryName")),
    }


def _code(where: Any) -> str:
    key = text_at(where, "businessKey")
    return f"ema-organisation:{key}" if key else ""


def _day(text: str) -> str:
    return iso_or_printed(text, "dmy") if "/" in text else text


def _count_persons(rows: Rows, document: Any) -> None:
    """Count what of persons stands anywhere in the document, without going round in a deep one."""
    waiting = [document]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            for name, value in each.items():
                if name in _PERSONAL and isinstance(value, str) and value.strip():
                    rows.drop(_PERSONAL[name])
                elif isinstance(value, dict | list):
                    waiting.append(value)
        elif isinstance(each, list):
            waiting += [value for value in each if isinstance(value, dict | list)]
