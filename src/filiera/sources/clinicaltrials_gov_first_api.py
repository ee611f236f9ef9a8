"""Studies of ClinicalTrials.gov as its API v1 gave them until 2024 ('full studies').

Each is told in the words of the API v2 and read as such; body as there.
"""

from __future__ import annotations

from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.clinicaltrials_gov import Study, add_study
from filiera.sources.dates import iso_or_printed
from filiera.sources.formats import NoOptions
from filiera.sources.json_documents import at, branches, documents, text_at, texts_at
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows
from filiera.sources.trial_phases import phases_of

VERSION = 2
Options = NoOptions


def parse(data: bytes, options: Options) -> Parsed:
    """Each study as a record, its sponsors and sites as mentions; ``line`` is its place in the answer.

    Raises:
        SourceError: it is no JSON, or not one document is a study.
    """
    rows, read = Rows(), 0
    for _, document in documents(data, "FullStudiesResponse"):
        try:
            answer = msgspec.json.decode(document)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            read += 1
            rows.refused.append(Refusal("is no study: {problem}", read, {"problem": str(error)[:120]}))
            continue
        for study in branches(answer, "FullStudies"):
            read += 1
            try:
                add_study(
                    rows, msgspec.convert(_told(at(study, "Study", "ProtocolSection")), Study, strict=False), read
                )
            except msgspec.ValidationError as error:
                rows.refused.append(Refusal("is no study: {problem}", read, {"problem": str(error)[:120]}))
    if not rows.found:
        raise SourceError("holds no study of the register", remedy="see that it is an answer of its API, version 1")
    return rows.parsed(read)


def _told(study: Any) -> dict[str, Any]:
    """The study in the words of the API v2."""
    identification, sponsors = at(study, "IdentificationModule"), at(study, "SponsorCollaboratorsModule")
    design, places = at(study, "DesignModule"), at(study, "ContactsLocationsModule")
    status = at(study, "StatusModule")
    return {
        "identificationModule": {
            "nctId": text_at(identification, "NCTId") or None,
            "briefTitle": text_at(identification, "BriefTitle"),
            "officialTitle": text_at(identification, "OfficialTitle"),
            "acronym": text_at(identification, "Acronym"),
            "secondaryIdInfos": [{"id": text_at(e, "SecondaryId")} for e in _list(identification, "SecondaryIdInfo")],
        },
        "statusModule": {
            "overallStatus": text_at(status, "OverallStatus").upper().replace(", ", "_").replace(" ", "_"),
            "startDateStruct": _date(status, "StartDate"),
            "primaryCompletionDateStruct": _date(status, "PrimaryCompletionDate"),
            "completionDateStruct": _date(status, "CompletionDate"),
            "studyFirstPostDateStruct": _date(status, "StudyFirstPostDate"),
            "lastUpdatePostDateStruct": _date(status, "LastUpdatePostDate"),
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": _named(at(sponsors, "LeadSponsor"), "LeadSponsor", name="Name", **{"class": "Class"}),
            "collaborators": [
                _named(each, "Collaborator", name="Name", **{"class": "Class"})
                for each in _list(sponsors, "Collaborator")
            ],
            "responsibleParty": {
                "investigatorFullName": text_at(sponsors, "ResponsibleParty", "ResponsiblePartyInvestigatorFullName")
            },
        },
        "conditionsModule": {"conditions": texts_at(study, "ConditionsModule", "ConditionList", "Condition")},
        "designModule": {
            "studyType": text_at(design, "StudyType"),
            "phases": phases_of("|".join(texts_at(design, "PhaseList", "Phase"))),
            "enrollmentInfo": {
                "count": text_at(design, "EnrollmentInfo", "EnrollmentCount") or None,
                "type": text_at(design, "EnrollmentInfo", "EnrollmentType").upper(),
            },
        },
        "armsInterventionsModule": {
            "interventions": [
                _named(each, "Intervention", type="Type", name="Name")
                for each in _list(at(study, "ArmsInterventionsModule"), "Intervention")
            ]
        },
        "contactsLocationsModule": {
            "centralContacts": [_person(each, "CentralContact") for each in _list(places, "CentralContact")],
            "overallOfficials": [_person(each, "OverallOfficial") for each in _list(places, "OverallOfficial")],
            "locations": [
                _named(each, "Location", facility="Facility", city="City", state="State", zip="Zip", country="Country")
                | {"contacts": [_person(c, "LocationContact") for c in _list(each, "LocationContact")]}
                for each in _list(places, "Location")
            ],
        },
    }


def _list(module: Any, name: str) -> list[dict[str, Any]]:
    return branches(module, f"{name}List", name)


def _named(each: Any, prefix: str, **names: str) -> dict[str, Any]:
    """What is called 'LocationCity' in a location and 'city' in v2."""
    return {name: text_at(each, f"{prefix}{old}") for name, old in names.items()}


def _person(each: Any, prefix: str) -> dict[str, Any]:
    return _named(each, prefix, name="Name", phone="Phone", email="EMail")


def _date(status: Any, name: str) -> dict[str, str]:
    stated, kind = text_at(status, f"{name}Struct", name), text_at(status, f"{name}Struct", f"{name}Type")
    return {"date": iso_or_printed(stated, "words"), "type": kind.upper()}
