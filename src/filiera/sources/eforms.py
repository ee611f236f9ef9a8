"""eForms: notices in UBL, organisations listed once and referred to by an id within the notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from typing import Any

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.hardened_xml import Element, child, local, text_in, wherever
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
_PERSONS = wherever(*PERSONAL, "Contact", "UltimateBeneficialOwner")
_REVIEW = wherever(*REVIEW)


def eforms_notice(rows: Rows, root: Element, line: int, *, invented: bool) -> None:
    """Add one notice. One without a number of publication was never published: it is an example of the kit.

    Raises:
        SourceError: it has no id.
    """
    publication = text_in(_first(root, "NoticePublicationID"))
    number = publication or text_in(child(root, "ID"))
    if not number:
        raise SourceError("has no id", remedy="see that it is a whole notice")
    invented = invented or not publication
    original = text_in(child(root, "NoticeLanguageCode"))
    project = child(root, "ProcurementProject")
    organisations = {
        text_in(child(each, "Company", "PartyIdentification", "ID")): each for each in _all(root, "Organization")
    }
    natural = _natural_persons(organisations)
    results = _Results(root)
    lots = list(_all(root, "ProcurementProjectLot"))
    body = filled(
        form=text_in(_first(root, "SubTypeCode")),
        document_type=text_in(child(root, "NoticeTypeCode")),
        procedure=text_in(child(root, "TenderingProcess", "ProcedureCode")),
        contract_nature=text_in(child(project, "ProcurementTypeCode")),
        legal_basis=text_in(child(root, "RegulatoryDomain")),
        cpv=list(dict.fromkeys(text_in(each) for each in _all(root, "ItemClassificationCode"))),
        nuts=list(dict.fromkeys(text_in(each) for lot in lots for each in _all(lot, "CountrySubentityCode"))),
        **_total(root, project),
        criteria=[_criterion(rows, each, original) for each in _all(root, "SubordinateAwardingCriterion")],
        lots=len(lots) or None,
        awards=results.awards(lambda id: "" if id in natural else _name(rows, organisations.get(id), original)),
        dispatched=rows.date(text_in(child(root, "IssueDate"))[:10], "dispatched", line),
        invented=invented or None,
    )
    rows.record(
        "notice",
        REGISTER,
        number,
        title=_in_language(project, "Name", original),
        body=body,
        line=line,
        language=LANGUAGES.get(original, ""),
        status="invented" if invented else "",
        published=text_in(_first(root, "PublicationDate"))[:10],
        ends=text_in(child(_first(root, "TenderSubmissionDeadlinePeriod"), "EndDate"))[:10],
    )
    for role, id in _roles(root, results):
        organisation = organisations.get(id)
        if organisation is None:
            continue
        if id in natural:
            rows.drop("natural person")
        else:
            _mention(rows, organisation, number, role, original, line)
    for element in root.iter(*_PERSONS):
        name = local(element)
        if name in PERSONAL and text_in(element):
            rows.drop(PERSONAL[name])
        elif name == "UltimateBeneficialOwner":
            rows.drop("natural person")
        elif name == "Contact" and text_in(child(element, "Name")):
            rows.drop("contact point")


class _Results:
    """Who tendered for which lot, and which tenders led to a contract."""

    def __init__(self, root: Element) -> None:
        self.parties = {
            text_in(child(party, "ID")): [text_in(child(each, "ID")) for each in _all(party, "Tenderer")]
            for party in _all(root, "TenderingParty")
            if child(party, "Tenderer") is not None
        }
        contracts = {
            text_in(child(tender, "ID")): each
            for each in _all(root, "SettledContract")
            if child(each, "IssueDate") is not None or child(each, "LotTender") is not None
            for tender in _all(each, "LotTender")
        }
        tenders = [each for each in _all(root, "LotTender") if child(each, "TenderingParty") is not None]
        self.won = [
            (each, contract) for each in tenders if (contract := contracts.get(text_in(child(each, "ID")))) is not None
        ]
        self.winners = {text_in(child(each, "TenderingParty", "ID")) for each, _ in self.won}

    def awards(self, name_of: Callable[[str], str]) -> list[dict[str, Any]]:
        """Each tender that led to a contract."""
        return [
            filled(
                lot=text_in(child(tender, "TenderLot", "ID")),
                winners=list(
                    filter(None, map(name_of, self.parties.get(text_in(child(tender, "TenderingParty", "ID")), [])))
                ),
                **_money(child(tender, "LegalMonetaryTotal", "PayableAmount")),
                concluded=text_in(child(contract, "IssueDate"))[:10],
            )
            for tender, contract in self.won
        ]


def _roles(root: Element, results: _Results) -> Iterable[tuple[str, str]]:
    """Role and id within the notice of each organisation that has one, each once."""
    told: dict[tuple[str, str], None] = {}
    for each in root:
        if local(each) == "ContractingParty":
            told["buyer", text_in(child(each, "Party", "PartyIdentification", "ID"))] = None
    for party, tenderers in results.parties.items():
        for id in tenderers:
            told["winner" if party in results.winners else "tenderer", id] = None
    for element in root.iter(*_REVIEW):
        told[REVIEW[local(element)], text_in(child(element, "PartyIdentification", "ID"))] = None
    return told


def _natural_persons(organisations: dict[str, Element]) -> set[str]:
    return {
        id
        for id, each in organisations.items()
        if any(text_in(told).lower() in ("true", "1") for told in _all(each, "NaturalPersonIndicator"))
    }


def _name(rows: Rows, organisation: Element | None, original: str) -> str:
    names = [child(each, "Name") for each in _all(organisation, "PartyName")] if organisation is not None else []
    told = next((n for n in names if n is not None and n.get("languageID") == original), names[0] if names else None)
    return rows.text(text_in(told))


def _mention(rows: Rows, organisation: Element, number: str, role: str, original: str, line: int) -> None:
    company = child(organisation, "Company")
    address = child(company, "PostalAddress")
    rows.mention(
        REGISTER,
        number,
        role,
        _name(rows, organisation, original),
        line,
        address=rows.text(text_in(child(address, "StreetName"))),
        postcode=text_in(child(address, "PostalZone")),
        city=text_in(child(address, "CityName")),
        region=text_in(child(address, "CountrySubentityCode")),
        country=country_code(text_in(child(address, "Country", "IdentificationCode"))),
        codes=national_id(rows, text_in(child(company, "PartyLegalEntity", "CompanyID"))),
    )


def _criterion(rows: Rows, element: Element, original: str) -> dict[str, Any]:
    return filled(
        kind=text_in(child(element, "AwardingCriterionTypeCode")),
        name=rows.text(_in_language(element, "Name", original)),
        weight=text_in(_first(element, "ParameterNumeric")),
    )


def _total(root: Element, project: Element | None) -> dict[str, Any]:
    """What was awarded in all, or what was foreseen."""
    result = _first(root, "NoticeResult")
    awarded = _money(child(result, "TotalAmount"))
    return awarded or _money(child(project, "RequestedTenderTotal", "EstimatedOverallContractAmount"))


def _money(element: Element | None) -> dict[str, Any]:
    try:
        value = float(text_in(element))
    except ValueError:
        return {}
    return (
        {"value": value, "currency": element.get("currencyID") or ""} if element is not None and isfinite(value) else {}
    )


def _in_language(element: Element | None, name: str, language: str) -> str:
    found = [each for each in element if local(each) == name] if element is not None else []
    return text_in(next((each for each in found if each.get("languageID") == language), found[0] if found else None))


def _all(element: Element, name: str) -> Iterator[Element]:
    return element.iter(f"{{*}}{name}")


def _first(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)
