"""Studies of ClinicalTrials.gov, as its API v2 gives them: one, ``{"studies": […]}``, a list, or one a line.

Body: ``official_title``, ``phases``, ``conditions``, ``interventions`` (type, name), ``study_type``, ``enrolment``
(count, type: 'actual' or 'estimated'), ``sponsor_class``, ``primary_completion`` and the types of the dates,
``countries``, ``unnamed_sites`` (how many have only a place), ``other_ids``. Persons (contacts, officials,
investigators; a sponsor or site that is one) are counted and dropped.
"""

from __future__ import annotations

import msgspec

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.formats import NoOptions
from filiera.sources.json_documents import documents
from filiera.sources.natural_persons import named_elsewhere, titled_person
from filiera.sources.parsed import Parsed, Refusal
from filiera.sources.rows import Rows, filled
from filiera.vocabulary.folding import fold

VERSION = 3
REGISTER = "ctgov"
Options = NoOptions


class _Struct(msgspec.Struct, rename="camel", gc=False, frozen=True):
    """Only what is kept is decoded; the rest of a study is skipped."""


class _Id(_Struct, gc=False, frozen=True):
    id: str = ""


class _Identification(_Struct, gc=False, frozen=True):
    nct_id: str
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""
    secondary_id_infos: list[_Id] = []


class _Date(_Struct, gc=False, frozen=True):
    date: str = ""
    type: str = ""


class _Status(_Struct, gc=False, frozen=True):
    overall_status: str = ""
    start_date_struct: _Date = _Date()
    primary_completion_date_struct: _Date = _Date()
    completion_date_struct: _Date = _Date()
    study_first_post_date_struct: _Date = _Date()
    last_update_post_date_struct: _Date = _Date()


class _Sponsor(_Struct, gc=False, frozen=True):
    name: str = ""
    class_: str = msgspec.field(default="", name="class")


class _Party(_Struct, gc=False, frozen=True):
    investigator_full_name: str = ""


class _Sponsors(_Struct, gc=False, frozen=True):
    lead_sponsor: _Sponsor = _Sponsor()
    collaborators: list[_Sponsor] = []
    responsible_party: _Party = _Party()


class _Conditions(_Struct, gc=False, frozen=True):
    conditions: list[str] = []


class _Enrolment(_Struct, gc=False, frozen=True):
    count: int | None = None
    type: str = ""


class _Design(_Struct, gc=False, frozen=True):
    study_type: str = ""
    phases: list[str] = []
    enrollment_info: _Enrolment = _Enrolment()


class _Intervention(_Struct, gc=False, frozen=True):
    type: str = ""
    name: str = ""


class _Arms(_Struct, gc=False, frozen=True):
    interventions: list[_Intervention] = []


class _Contact(_Struct, gc=False, frozen=True):
    name: str = ""
    phone: str = ""
    email: str = ""


class _Point(_Struct, gc=False, frozen=True):
    lat: float | None = None
    lon: float | None = None


class _Location(_Struct, gc=False, frozen=True):
    facility: str = ""
    status: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    contacts: list[_Contact] = []
    geo_point: _Point = _Point()


class _Locations(_Struct, gc=False, frozen=True):
    central_contacts: list[_Contact] = []
    overall_officials: list[_Contact] = []
    locations: list[_Location] = []


class Study(_Struct, gc=False, frozen=True):
    """The protocol of a study, as far as it is kept."""

    identification_module: _Identification
    status_module: _Status = _Status()
    sponsor_collaborators_module: _Sponsors = msgspec.field(default_factory=_Sponsors)
    conditions_module: _Conditions = msgspec.field(default_factory=_Conditions)
    design_module: _Design = msgspec.field(default_factory=_Design)
    arms_interventions_module: _Arms = msgspec.field(default_factory=_Arms)
    contacts_locations_module: _Locations = msgspec.field(default_factory=_Locations)


class _Document(_Struct, gc=False, frozen=True):
    protocol_section: Study


_decoder = msgspec.json.Decoder(_Document)
_TYPES = {"ACTUAL": "actual", "ESTIMATED": "estimated", "ESTIMATE": "estimated", "ANTICIPATED": "estimated"}


def parse(data: bytes, options: Options) -> Parsed:
    """Each study as a record, its sponsors and sites as mentions. Documents of other registers are left to theirs.

    Raises:
        SourceError: it is no JSON, or not one document is a study.
    """
    rows, read = Rows(), 0
    for number, document in documents(data, "studies"):
        if b'"protocolSection"' not in document and _of_another_register(document):
            continue
        read += 1
        try:
            study = _decoder.decode(document).protocol_section
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            rows.refused.append(Refusal("is no study: {problem}", number, {"problem": str(error)[:120]}))
            continue
        add_study(rows, study, number)
    if read and not rows.found:
        raise SourceError("holds no study of the register", remedy="see that it is an answer of its API, version 2")
    return rows.parsed(read)


_NO_PERSONS = {"INDUSTRY", "NIH", "FED", "OTHER_GOV", "U.S. FED"}


def _is_person(sponsor: _Sponsor, known: set[str]) -> bool:
    """Whether the register says so of a sponsor, or names it elsewhere in the study as a person."""
    if sponsor.class_ in _NO_PERSONS:
        return False
    return sponsor.class_ == "INDIV" or titled_person(sponsor.name) or named_elsewhere(sponsor.name, known)


def _of_another_register(document: bytes) -> bool:
    """Whether a collection of several registers says so of a document, or tells here of itself."""
    return b'"ctrname"' in document or b'"_id":"meta-info"' in document.replace(b" ", b"")


def add_study(rows: Rows, study: Study, line: int) -> None:
    """Add a study, whatever the shape was in which it came."""
    identification, status, design = study.identification_module, study.status_module, study.design_module
    sponsors, places = study.sponsor_collaborators_module, study.contacts_locations_module
    id = identification.nct_id
    enrolment = design.enrollment_info
    named_sites = [place for place in places.locations if place.facility.strip()]
    countries = dict.fromkeys(country_code(place.country) for place in places.locations if place.country)
    body = filled(
        official_title=rows.text(identification.official_title),
        acronym=identification.acronym,
        phases=[phase for phase in design.phases if phase != "NA"],
        conditions=study.conditions_module.conditions,
        interventions=[filled(type=i.type.lower(), name=i.name) for i in study.arms_interventions_module.interventions],
        study_type=design.study_type.lower(),
        enrolment=filled(count=enrolment.count, type=_TYPES.get(enrolment.type, "")),
        sponsor_class=sponsors.lead_sponsor.class_.lower(),
        starts_type=_TYPES.get(status.start_date_struct.type, ""),
        ends_type=_TYPES.get(status.completion_date_struct.type, ""),
        primary_completion=rows.date(status.primary_completion_date_struct.date, "primary_completion", line),
        updated=rows.date(status.last_update_post_date_struct.date, "updated", line),
        countries=list(countries),
        unnamed_sites=len(places.locations) - len(named_sites) or None,
        other_ids=[each.id for each in identification.secondary_id_infos],
    )
    rows.record(
        "trial",
        REGISTER,
        id,
        title=identification.brief_title,
        body=body,
        line=line,
        language="en",
        status=status.overall_status.lower(),
        published=status.study_first_post_date_struct.date,
        starts=status.start_date_struct.date,
        ends=status.completion_date_struct.date,
    )
    persons = [*places.central_contacts, *places.overall_officials, *(c for p in places.locations for c in p.contacts)]
    named = [sponsors.responsible_party.investigator_full_name, *(person.name for person in persons)]
    known = {fold(name) for name in named if name}
    for role, each in (("sponsor", sponsors.lead_sponsor), *(("collaborator", c) for c in sponsors.collaborators)):
        if _is_person(each, known):
            rows.drop("natural person")
        else:
            rows.mention(REGISTER, id, role, each.name, line)
    for place in named_sites:
        if titled_person(place.facility):
            rows.drop("natural person")
            continue
        rows.mention(
            REGISTER,
            id,
            "site",
            rows.text(place.facility),
            line,
            city=place.city,
            region=place.state,
            postcode=place.zip,
            country=country_code(place.country),
            latitude=place.geo_point.lat,
            longitude=place.geo_point.lon,
        )
    rows.drop("name", sum(map(bool, named)))
    rows.drop("email", sum(bool(person.email) for person in persons))
    rows.drop("phone", sum(bool(person.phone) for person in persons))
