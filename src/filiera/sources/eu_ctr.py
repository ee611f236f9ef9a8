"""Trials of the EU Clinical Trials Register: one document for each country in which a trial is held.

Body as for other trials; ``enrolment`` is the number foreseen in the whole trial ('estimated'), ``in_member_state``
that of the country. The register names no sites.
"""

from __future__ import annotations

from typing import Any

from filiera.sources.countries import country_code
from filiera.sources.formats import NoOptions
from filiera.sources.json_documents import branches, count_of, text_at
from filiera.sources.natural_persons import titled_person
from filiera.sources.parsed import Parsed
from filiera.sources.register_documents import read_register
from filiera.sources.rows import Rows, filled, joined

VERSION = 3
REGISTER = "euctr"
PHASES = {
    "e71_human_pharmacology_phase_i": "PHASE1",
    "e72_therapeutic_exploratory_phase_ii": "PHASE2",
    "e73_therapeutic_confirmatory_phase_iii": "PHASE3",
    "e74_therapeutic_use_phase_iv": "PHASE4",
}
TITLE = "a31_title_of_the_trial_for_lay_people_in_easily_understood_ie_nontechnical_language"
PERSONAL = {"b54_telephone_number": "phone", "b55_fax_number": "phone", "b56_email": "email"}
Options = NoOptions


def parse(data: bytes, options: Options) -> Parsed:
    """Each document as a record, its sponsors and supporters as mentions.

    Raises:
        SourceError: it is no JSON.
    """
    return read_register(data, "EUCTR", _id, _add)


def _id(trial: dict[str, Any]) -> str:
    return text_at(trial, "_id") or text_at(trial, "a2_eudract_number")


def _add(rows: Rows, trial: dict[str, Any], id: str, line: int) -> None:
    state = text_at(trial, "a1_member_state_concerned").partition(" - ")[0]
    products = branches(trial, "dimp")
    body = filled(
        official_title=rows.text(text_at(trial, "a3_full_title_of_the_trial")),
        phases=[phase for name, phase in PHASES.items() if text_at(trial, name) == "Yes"],
        conditions=[rows.text(each)] if (each := text_at(trial, "e11_medical_conditions_being_investigated")) else [],
        interventions=[
            filled(type="drug", name=rows.text(text_at(product, "d31_product_name"))) for product in products
        ],
        study_type="interventional",
        enrolment=filled(
            count=count_of(text_at(trial, "f422_in_the_whole_clinical_trial")),
            type="estimated" if text_at(trial, "f422_in_the_whole_clinical_trial") else "",
        ),
        in_member_state=count_of(text_at(trial, "f41_in_the_member_state")),
        countries=[country_code(state)],
        other_ids=[text_at(trial, "a2_eudract_number")],
    )
    rows.record(
        "trial",
        REGISTER,
        id,
        title=text_at(trial, TITLE) or text_at(trial, "a3_full_title_of_the_trial"),
        body=body,
        line=line,
        language="en",
        status=text_at(trial, "x5_trial_status").lower(),
        published=text_at(trial, "x6_date_on_which_this_record_was_first_entered_in_the_eudract_database"),
        starts=text_at(trial, "n_date_of_competent_authority_decision"),
        ends=text_at(trial, "p_date_of_the_global_end_of_the_trial"),
    )
    for sponsor in branches(trial, "b1_sponsor"):
        name = text_at(sponsor, "b11_name_of_sponsor")
        rows.drop("natural person", titled_person(name))
        rows.mention(
            REGISTER,
            id,
            "sponsor",
            "" if titled_person(name) else name,
            line,
            address=joined([text_at(sponsor, "b531_street_address")]),
            postcode=text_at(sponsor, "b533_post_code"),
            city=text_at(sponsor, "b532_town_city"),
            country=country_code(text_at(sponsor, "b134_country")),
        )
        for supporter in branches(sponsor, "b4_sources_of_monetary_or_material_support"):
            rows.mention(
                REGISTER,
                id,
                "supporter",
                text_at(supporter, "b41_name_of_organisation_providing_support"),
                line,
                country=country_code(text_at(supporter, "b42_country")),
            )
        for name, field in PERSONAL.items():
            rows.drop(field, bool(text_at(sponsor, name)))
        rows.drop("name", bool(text_at(sponsor, "b52_functional_name_of_contact_point")))
