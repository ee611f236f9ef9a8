"""Studies of the ISRCTN registry, as JSON of its API.

Body as for other trials: ``scientific_title``, ``phases``, ``conditions``, ``interventions``, ``study_type``,
``enrolment`` (count and type; the target is 'estimated', the final one 'actual'), ``countries``, ``other_ids``.
"""

from __future__ import annotations

from typing import Any

from filiera.sources.countries import country_code
from filiera.sources.formats import NoOptions
from filiera.sources.json_documents import branches, count_of, text_at, texts_at
from filiera.sources.parsed import Parsed
from filiera.sources.register_documents import read_register
from filiera.sources.rows import Rows, filled, joined
from filiera.sources.trial_phases import phases_of

VERSION = 3
REGISTER = "isrctn"
Options = NoOptions


def parse(data: bytes, options: Options) -> Parsed:
    """Each study as a record, its centres as mentions. The sponsor stands in the registry under an id of its own.

    Raises:
        SourceError: it is no JSON.
    """
    return read_register(data, "ISRCTN", _id, _add)


def _id(study: dict[str, Any]) -> str:
    number = text_at(study, "isrctn")
    return f"ISRCTN{number.removeprefix('ISRCTN')}" if number else ""


def _add(rows: Rows, study: dict[str, Any], id: str, line: int) -> None:
    final, target = (text_at(study, "participants", name) for name in ("totalFinalEnrolment", "targetEnrolment"))
    countries = texts_at(study, "participants", "recruitmentCountries", "country")
    interventions = branches(study, "interventions", "intervention")
    body = filled(
        scientific_title=rows.text(text_at(study, "trialDescription", "scientificTitle")),
        acronym=text_at(study, "trialDescription", "acronym"),
        phases=list(phases_of("|".join(text_at(each, "phase") for each in interventions))),
        conditions=[rows.text(text_at(each, "description")) for each in branches(study, "conditions", "condition")],
        interventions=[
            filled(type=text_at(each, "interventionType").lower(), name=rows.text(text_at(each, "drugNames")))
            for each in interventions
        ],
        study_type=text_at(study, "trialDesign", "primaryStudyDesign").lower(),
        enrolment=filled(
            count=count_of(final) if count_of(final) is not None else count_of(target),
            type="actual" if count_of(final) is not None else "estimated" if count_of(target) is not None else "",
        ),
        countries=list(dict.fromkeys(map(country_code, countries))),
        other_ids=[
            found
            for name in ("eudraCTNumber", "clinicalTrialsGovNumber", "irasNumber")
            if (found := text_at(study, "externalRefs", name)) and found != "Nil known"
        ],
    )
    rows.record(
        "trial",
        REGISTER,
        id,
        title=text_at(study, "trialDescription", "title"),
        body=body,
        line=line,
        language="en",
        starts=text_at(study, "participants", "recruitmentStart"),
        ends=text_at(study, "trialDesign", "overallEndDate"),
    )
    for centre in branches(study, "participants", "trialCentres", "trialCentre"):
        rows.mention(
            REGISTER,
            id,
            "site",
            rows.text(text_at(centre, "name")),
            line,
            address=joined([rows.text(text_at(centre, "address"))]),
            postcode=text_at(centre, "zip"),
            city=text_at(centre, "city"),
            region=text_at(centre, "state"),
            country=country_code(text_at(centre, "country")),
        )
    rows.drop("name", len(texts_at(study, "parties", "contactId")))
