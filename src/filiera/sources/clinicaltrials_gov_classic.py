"""Studies of ClinicalTrials.gov as they were published until 2024: XML, or JSON made of it by others.

Each is told in the words of the API v2 and read as such; body as there.
"""

from __future__ import annotations

from typing import Any

import msgspec

from filiera.errors import SourceError
from filiera.sources.clinicaltrials_gov import Study, add_study
from filiera.sources.dates import iso_or_printed
from filiera.sources.formats import NoOptions
from filiera.sources.hardened_xml import Element, local, root_of, text_in
from filiera.sources.json_documents import at, branches, text_at, texts_at
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.register_documents import of_register
from filiera.sources.rows import Rows
from filiera.sources.trial_phases import phases_of
from filiera.sources.unpacking import gunzipped

VERSION = 2
DEEPEST = 40
"""Levels of a record; what lies deeper is passed over."""
Options = NoOptions


def parse(data: bytes, options: Options) -> Parsed:
    """Each study as a record, its sponsors and sites as mentions.

    Raises:
        SourceError: it is no JSON and no XML, or not one document is a study.
    """
    text = gunzipped(data)
    rows, read = Rows(), 0
    xml = text[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    for line, study in [(1, _as_document(root_of(text)))] if xml else of_register(text, "CTGOV"):
        read += 1
        try:
            add_study(rows, msgspec.convert(_told(study), Study, strict=False), line)
        except msgspec.ValidationError as error:
            rows.refused.append(Refusal("is no study: {problem}", line, {"problem": str(error)[:120]}))
    if read and not rows.found:
        raise SourceError("holds no study of the register", remedy="see that it is a classic record of a study")
    return rows.parsed(read)


def _as_document(element: Element, depth: int = 0) -> Any:
    """An element as JSON: text, or names with what they hold, once or as a list."""
    if not len(element):
        text = text_in(element)
        return {"value": text, "type": element.get("type")} if element.get("type") else text
    found: dict[str, list[Any]] = {}
    for each in element if depth < DEEPEST else ():
        found.setdefault(local(each), []).append(_as_document(each, depth + 1))
    return {name: told if len(told) > 1 else told[0] for name, told in found.items()}


def _told(study: Any) -> dict[str, Any]:
    """The study in the words of the API v2."""
    return {
        "identificationModule": {
            "nctId": text_at(study, "id_info", "nct_id") or None,
            "briefTitle": text_at(study, "brief_title"),
            "officialTitle": text_at(study, "official_title"),
            "acronym": text_at(study, "acronym"),
            "secondaryIdInfos": [{"id": each} for each in texts_at(study, "id_info", "secondary_id")],
        },
        "statusModule": {
            "overallStatus": text_at(study, "overall_status").upper().replace(", ", "_").replace(" ", "_"),
            "startDateStruct": _date(study, "start_date"),
            "primaryCompletionDateStruct": _date(study, "primary_completion_date"),
            "completionDateStruct": _date(study, "completion_date"),
            "studyFirstPostDateStruct": _date(study, "study_first_posted"),
            "lastUpdatePostDateStruct": _date(study, "last_update_posted"),
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": _sponsor(at(study, "sponsors", "lead_sponsor")),
            "collaborators": [_sponsor(each) for each in branches(study, "sponsors", "collaborator")],
            "responsibleParty": {"investigatorFullName": text_at(study, "responsible_party", "investigator_full_name")},
        },
        "conditionsModule": {"conditions": texts_at(study, "condition")},
        "designModule": {
            "studyType": text_at(study, "study_type"),
            "phases": phases_of(text_at(study, "phase")),
            "enrollmentInfo": {
                "count": _plain(study, "enrollment") or None,
                "type": text_at(study, "enrollment", "type").upper(),
            },
        },
        "armsInterventionsModule": {
            "interventions": [
                {"type": text_at(each, "intervention_type"), "name": text_at(each, "intervention_name")}
                for each in branches(study, "intervention")
            ]
        },
        "contactsLocationsModule": {
            "centralContacts": [_person(e) for name in _CENTRAL for e in branches(study, name)],
            "overallOfficials": [_person(each) for each in branches(study, "overall_official")],
            "locations": [_site(each) for each in branches(study, "location")],
        },
    }


_CENTRAL = ("overall_contact", "overall_contact_backup")
_OF_A_SITE = ("contact", "contact_backup", "investigator")


def _site(site: Any) -> dict[str, Any]:
    where = at(site, "facility", "address")
    return {name: text_at(where, name) for name in ("city", "state", "zip", "country")} | {
        "facility": text_at(site, "facility", "name"),
        "contacts": [_person(each) for name in _OF_A_SITE for each in branches(site, name)],
    }


def _sponsor(each: Any) -> dict[str, str]:
    return {"name": text_at(each, "agency"), "class": text_at(each, "agency_class").upper()}


def _person(each: Any) -> dict[str, str]:
    names = (text_at(each, name) for name in ("first_name", "middle_name", "last_name"))
    return {"name": " ".join(filter(None, names)), "phone": text_at(each, "phone"), "email": text_at(each, "email")}


def _plain(study: Any, name: str) -> str:
    """Text that may have a type beside it."""
    return text_at(study, name) or text_at(study, name, "value")


def _date(study: Any, name: str) -> dict[str, str]:
    return {"date": iso_or_printed(_plain(study, name), "words"), "type": text_at(study, name, "type").upper()}
