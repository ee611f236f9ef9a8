"""eForms: notices in UBL, organisations listed once and referred to by an id within the notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.hardened_xml import Element, child, local, text_in
from filiera.sources.rows import Rows, filled, national_id

REGISTER = "ted"
LANGUAGES = {
    "BUL": "bg", "CES": "cs", "DAN": "da", "DEU": "de", "ELL": "el", "ENG": "en", "EST": "et", "FIN": "fi", "FRA": "fr",
    "GLE": "ga", "HRV": "hr", "HUN": "hu", "ITA": "it", "LAV": "lv", "LIT": "lt", "MLT": "mt", "NLD": "nl", "POL": "pl",
    "POR": "pt", "RON": "ro", "SLK": "sk", "SLV": "sl", "SPA": "es", "SWE": "sv",
}  # fmt: skip
PERSONAL = {"ElectronicMail": "email", "Telephone": "phone", "Telefax": "fax"}
REVIEW = {
    "AppealReceiverParty": "review",
    "AppealInformationParty": "review information",
    "MediationParty": "mediation",
}


def eforms_notice(rows: Rows, root: Element, *, invented: bool) -> None:
    """Add one notice.

    Raises:
        SourceError: it has no id.
    """
    publication = _first(root, "NoticePublicationID")
    number = text_in(publication) or text_in(child(root, "ID"))
    if not number:
        raise SourceError("has no id", remedy="see that it is a whole notice")
    original = text_in(child(root, "NoticeLanguageCode"))
    project = child(root, "ProcurementProject")
    organisations = {
        text_in(child(each, "Company", "PartyIdentification", "ID")): each for each in _all(root, "Organization")
    }
    natural = _natural_persons(organisations)
    lots = list(_all(root, "ProcurementProjectLot"))
    body = filled(
        form=text_in(_first(root, "SubTypeCode")),
        document_type=text_in(child(root, "NoticeTypeCode")),
        procedure=text_in(child(root, "TenderingProcess", "ProcedureCode")),
        contract_nature=text_in(child(project, "ProcurementTypeCode")),
        cpv=list(dict.fromkeys(text_in(each) for each in _all(root, "ItemClassificationCode"))),
        nuts=list(dict.fromkeys(text_in(each) for lot in lots for each in _all(lot, "CountrySubentityCode"))),
        **_money(child(project, "RequestedTenderTotal", "EstimatedOverallContractAmount")),
        criteria=[_criterion(rows, each, original) for each in _all(root, "SubordinateAwardingCriterion")],
        lots=len(lots) or None,
        dispatched=text_in(child(root, "IssueDate"))[:10],
        invented=invented or None,
    )
    deadline = (
        _first(root, "EndDate")
        if (period := _first(root, "TenderSubmissionDeadlinePeriod")) is None
        else child(period, "EndDate")
    )
    rows.record(
        "notice",
        REGISTER,
        number,
        title=_in_language(project, "Name", original),
        body=body,
        line=1,
        language=LANGUAGES.get(original, ""),
        status="invented" if invented else "",
        published=text_in(_first(root, "PublicationDate"))[:10],
        ends=text_in(deadline)[:10] if period is not None else "",
    )
    for role, id in _roles(root):
        organisation = organisations.get(id)
        if organisation is None:
            continue
        if id in natural:
            rows.drop("natural person")
        else:
            _mention(rows, organisation, number, role, original)
    for element in root.iter():
        if (name := local(element)) in PERSONAL and text_in(element):
            rows.drop(PERSONAL[name])
        elif name == "Contact" and text_in(child(element, "Name")):
            rows.drop("contact point")
    rows.drop("natural person", len(list(_all(root, "UltimateBeneficialOwner"))))


def _roles(root: Element) -> Iterator[tuple[str, str]]:
    """Role and id within the notice of each organisation that has one, each once."""
    told: dict[tuple[str, str], None] = {}
    for each in root:
        if local(each) == "ContractingParty":
            told["buyer", text_in(child(each, "Party", "PartyIdentification", "ID"))] = None
    for party in _all(root, "TenderingParty"):
        for tenderer in _all(party, "Tenderer"):
            told[
                "winner" if _won(root, text_in(child(party, "ID"))) else "tenderer", text_in(child(tenderer, "ID"))
            ] = None
    for element in root.iter():
        if role := REVIEW.get(local(element)):
            told[role, text_in(child(element, "PartyIdentification", "ID"))] = None
    return iter(told)


def _won(root: Element, party: str) -> bool:
    """Whether a tender of this party led to a contract."""
    contracted = {
        text_in(child(each, "ID")) for contract in _all(root, "SettledContract") for each in _all(contract, "LotTender")
    }
    return any(
        text_in(child(tender, "TenderingParty", "ID")) == party and text_in(child(tender, "ID")) in contracted
        for tender in _all(root, "LotTender")
    )


def _natural_persons(organisations: dict[str, Element]) -> set[str]:
    return {
        id
        for id, each in organisations.items()
        if any(local(e) == "NaturalPersonIndicator" and text_in(e) == "true" for e in each.iter())
    }


def _mention(rows: Rows, organisation: Element, number: str, role: str, original: str) -> None:
    company = child(organisation, "Company")
    names = [child(each, "Name") for each in _all(organisation, "PartyName")]
    name = next((n for n in names if n is not None and n.get("languageID") == original), names[0] if names else None)
    address = child(company, "PostalAddress")
    rows.mention(
        REGISTER,
        number,
        role,
        rows.text(text_in(name)),
        1,
        address=rows.text(text_in(child(address, "StreetName"))),
        postcode=text_in(child(address, "PostalZone")),
        city=text_in(child(address, "CityName")),
        region=text_in(child(address, "CountrySubentityCode")),
        country=country_code(text_in(child(address, "Country", "IdentificationCode"))),
        codes=national_id(rows, text_in(child(company, "PartyLegalEntity", "CompanyID"))),
    )


def _criterion(rows: Rows, element: Element, original: str) -> dict[str, Any]:
    numbers = [text_in(each) for each in _all(element, "ParameterNumeric")]
    return filled(
        kind=text_in(child(element, "AwardingCriterionTypeCode")),
        name=rows.text(_in_language(element, "Name", original)),
        weight=numbers[0] if numbers else "",
    )


def _money(element: Element | None) -> dict[str, Any]:
    try:
        return (
            {"value": float(text_in(element)), "currency": element.get("currencyID") or ""}
            if element is not None
            else {}
        )
    except ValueError:
        return {}


def _in_language(element: Element | None, name: str, language: str) -> str:
    found = [each for each in element if local(each) == name] if element is not None else []
    return text_in(next((each for each in found if each.get("languageID") == language), found[0] if found else None))


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if local(each) == name)


def _first(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)
