"""TED's forms R2.0.9: one notice in its original language; translations are passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.dates import read_date
from filiera.sources.hardened_xml import Element, child, local, text_in
from filiera.sources.rows import Rows, filled, national_id

REGISTER = "ted"
ROLES = {
    "ADDRESS_CONTRACTING_BODY": "buyer",
    "ADDRESS_CONTRACTING_BODY_ADDITIONAL": "buyer",
    "ADDRESS_CONTRACTOR": "winner",
    "ADDRESS_WINNER": "winner",
    "ADDRESS_PARTY": "party",
    "ADDRESS_REVIEW_BODY": "review",
    "ADDRESS_MEDIATION_BODY": "mediation",
    "ADDRESS_REVIEW_INFO": "review information",
    "ADDRESS_FURTHER_INFO": "further information",
    "ADDRESS_PARTICIPATION": "tenders received by",
}
PERSONAL = {"CONTACT_POINT": "contact point", "E_MAIL": "email", "PHONE": "phone", "FAX": "fax"}
_CODES = {
    "TD_DOCUMENT_TYPE": "document_type",
    "NC_CONTRACT_NATURE": "contract_nature",
    "PR_PROC": "procedure",
    "AA_AUTHORITY_TYPE": "authority_type",
    "AC_AWARD_CRIT": "award_criteria",
}


def ted_notice(rows: Rows, root: Element, *, invented: bool) -> None:
    """Add one notice.

    Raises:
        SourceError: it has no number.
    """
    coded = child(root, "CODED_DATA_SECTION")
    notice = child(coded, "NOTICE_DATA")
    number = text_in(child(notice, "NO_DOC_OJS"))
    if not number:
        raise SourceError("has no number of the Official Journal", remedy="see that it is a whole notice of TED")
    form = _original(root)
    language = (form.get("LG") or "").lower() if form is not None else ""
    codified = child(coded, "CODIF_DATA")
    body: dict[str, Any] = filled(form=(form.get("FORM") or local(form).partition("_")[0]) if form is not None else "")
    for name, told in _CODES.items():
        if found := text_in(child(codified, name)):
            body[told] = found
    body |= _contents(rows, form)
    body |= filled(
        cpv=list(dict.fromkeys([*_attributes(notice, "ORIGINAL_CPV", "CODE"), *body.pop("cpv", [])])),
        nuts=list(dict.fromkeys([*_attributes(notice, "PERFORMANCE_NUTS", "CODE"), *body.pop("nuts", [])])),
        dispatched=_day(text_in(child(codified, "DS_DATE_DISPATCH"))),
        invented=invented or None,
    )
    rows.record(
        "notice",
        REGISTER,
        number,
        title=_title(root, form, language),
        body=body,
        line=1,
        language=language,
        status="invented" if invented else "",
        published=_day(text_in(child(coded, "REF_OJS", "DATE_PUB"))),
        ends=_day(text_in(child(codified, "DT_DATE_FOR_SUBMISSION")).partition(" ")[0]),
    )
    if form is not None:
        _parties(rows, form, number)


def _original(root: Element) -> Element | None:
    """The form in the language in which it was written."""
    section = child(root, "FORM_SECTION")
    forms = [each for each in section if local(each)] if section is not None else []
    return next((each for each in forms if each.get("CATEGORY") == "ORIGINAL"), forms[0] if forms else None)


def _contents(rows: Rows, form: Element | None) -> dict[str, Any]:
    """What the object of a notice is, how tenders are judged, and what was awarded."""
    found: dict[str, list[Any]] = {"cpv": [], "nuts": [], "criteria": [], "awards": []}
    value: dict[str, Any] = {}
    lots = 0
    for each in form.iter() if form is not None else ():
        name = local(each)
        if name == "CPV_CODE" and each.get("CODE"):
            found["cpv"].append(each.get("CODE"))
        elif name == "NUTS" and each.get("CODE") and _within(each, "OBJECT_DESCR"):
            found["nuts"].append(each.get("CODE"))
        elif name in ("AC_QUALITY", "AC_COST", "AC_PRICE"):
            found["criteria"].append(_criterion(rows, each, name))
        elif name == "OBJECT_DESCR":
            lots += 1
        elif name in ("VAL_TOTAL", "VAL_ESTIMATED_TOTAL") and not value and not _within(each, "AWARD_CONTRACT"):
            value = _money(each)
        elif name == "AWARDED_CONTRACT":
            found["awards"].append(_award(each))
    return filled(**value, lots=lots or None, **found)


def _criterion(rows: Rows, element: Element, name: str) -> dict[str, Any]:
    return filled(
        kind=name.removeprefix("AC_").lower(),
        name=rows.text(text_in(child(element, "AC_CRITERION"))),
        weight=text_in(child(element, "AC_WEIGHTING")),
    )


def _award(element: Element) -> dict[str, Any]:
    total = next((each for each in element.iter() if local(each) == "VAL_TOTAL"), None)
    names = [text_in(child(each, "OFFICIALNAME")) for each in element.iter() if local(each) == "ADDRESS_CONTRACTOR"]
    return filled(winners=names, **(_money(total) if total is not None else {}))


def _money(element: Element) -> dict[str, Any]:
    try:
        return {"value": float(text_in(element).replace(" ", "")), "currency": element.get("CURRENCY") or ""}
    except ValueError:
        return {}


def _parties(rows: Rows, form: Element, number: str) -> None:
    for each in form.iter():
        name = local(each)
        if name in PERSONAL and text_in(each):
            rows.drop(PERSONAL[name])
        role = ROLES.get(name)
        if role is None:
            continue
        nuts = child(each, "NUTS")
        country = child(each, "COUNTRY")
        rows.mention(
            REGISTER,
            number,
            role,
            rows.text(text_in(child(each, "OFFICIALNAME"))),
            1,
            address=rows.text(text_in(child(each, "ADDRESS"))),
            postcode=text_in(child(each, "POSTAL_CODE")),
            city=text_in(child(each, "TOWN")),
            region=(nuts.get("CODE") or "") if nuts is not None else "",
            country=country_code(country.get("VALUE") or "") if country is not None else "",
            codes=national_id(rows, text_in(child(each, "NATIONALID"))),
        )


def _title(root: Element, form: Element | None, language: str) -> str:
    if form is not None and (told := text_in(child(form, "OBJECT_CONTRACT", "TITLE"))):
        return told
    titles = child(root, "TRANSLATION_SECTION", "ML_TITLES")
    for each in titles if titles is not None else ():
        if (each.get("LG") or "").lower() == language:
            return text_in(child(each, "TI_TEXT"))
    return ""


def _attributes(element: Element | None, name: str, attribute: str) -> Iterator[str]:
    for each in element if element is not None else ():
        if local(each) == name and each.get(attribute):
            yield str(each.get(attribute))


def _within(element: Element, name: str) -> bool:
    return any(local(each) == name for each in element.iterancestors())


def _day(text: str) -> str:
    return read_date(text, "ymd") or ""
