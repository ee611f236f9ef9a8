"""TED forms R2.0.9, and R2.0.8 for defence: one notice in its original language; translations are passed over."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

from filiera.errors import SourceError
from filiera.sources.countries import country_code
from filiera.sources.dates import iso_or_printed
from filiera.sources.hardened_xml import Element, child, local, plain, text_in, wherever
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
    # Forms for defence: within these the address stands one level deeper.
    "NAME_ADDRESSES_CONTACT_CONTRACT": "buyer",
    "NAME_ADDRESSES_CONTACT_CONTRACT_AWARD": "buyer",
    "NAME_ADDRESSES_CONTACT_PRIOR_INFORMATION": "buyer",
    "CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY": "buyer",
    "ECONOMIC_OPERATOR_NAME_ADDRESS": "winner",
}
PERSONAL = {"CONTACT_POINT": "contact point", "E_MAIL": "email", "PHONE": "phone", "FAX": "fax"}
_CODES = {
    "TD_DOCUMENT_TYPE": "document_type",
    "NC_CONTRACT_NATURE": "contract_nature",
    "PR_PROC": "procedure",
    "AA_AUTHORITY_TYPE": "authority_type",
    "AC_AWARD_CRIT": "award_criteria",
}
_CODED = wherever(
    "NO_DOC_OJS",
    "DATE_PUB",
    "ORIGINAL_CPV",
    "PERFORMANCE_NUTS",
    "DS_DATE_DISPATCH",
    "DT_DATE_FOR_SUBMISSION",
    "DIRECTIVE",
    *_CODES,
)
_AWARDS = {"AWARD_CONTRACT", "AWARD_OF_CONTRACT_DEFENCE", "RESULTS"}
_AFTER_AWARDS = {"COMPLEMENTARY_INFO", "MODIFICATIONS_CONTRACT", "COMPLEMENTARY_INFORMATION_CONTRACT_AWARD"}
_OF_AN_AWARD = {"LOT_NO": "lot", "DATE_CONCLUSION_CONTRACT": "concluded"}
_CRITERIA = {"AC_QUALITY": "quality", "AC_COST": "cost", "AC_PRICE": "price"}
_VALUES = {"VAL_TOTAL", "VAL_ESTIMATED_TOTAL"}
_OBJECTS = {"OBJECT_CONTRACT", "VALUE", "DESCRIPTION_PROCUREMENT"}
"""Where the value of a whole notice stands; elsewhere it is that of one award."""
_PLACES = {"OBJECT_DESCR", "LOCATION_NUTS"}
_TITLED = {
    "OBJECT_CONTRACT",
    "DESCRIPTION_AWARD_NOTICE_INFORMATION_DEFENCE",
    "DESCRIPTION_CONTRACT_INFORMATION_DEFENCE",
}
_ENVELOPES = {"CA_CE_CONCESSIONAIRE_PROFILE", "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME", "ORGANISATION", "E_MAILS"}
_KEPT = {"OFFICIALNAME", "NATIONALID", "ADDRESS", "POSTAL_CODE", "TOWN"}
_CONTENTS = wherever(
    "LEGAL_BASIS",
    "TITLE",
    "TITLE_CONTRACT",
    "CPV_CODE",
    "NUTS",
    "OBJECT_DESCR",
    *_OF_AN_AWARD,
    *_CRITERIA,
    "AC_CRITERION",
    *_VALUES,
    *_AWARDS,
    *_AFTER_AWARDS,
    *ROLES,
    *PERSONAL,
)
_OF_A_PERSON = re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", re.IGNORECASE)
"""A tax code that is made from name and day of birth: who is known by it is no organisation."""


def ted_notice(rows: Rows, root: Element, line: int, *, invented: bool) -> None:
    """Add one notice.

    Raises:
        SourceError: it has no number.
    """
    coded = _coded(root)
    number = coded["number"]
    if not number:
        raise SourceError("has no number of the Official Journal", remedy="see that it is a whole notice of TED")
    form = _original(root)
    notice = _Notice(rows, number, line)
    language = ""
    if form is not None:
        language = (form.get("LG") or "").lower()
        notice.read(form)
    body = filled(
        form=(form.get("FORM") or local(form).partition("_")[0]) if form is not None else "",
        **coded["codes"],
        legal_basis=notice.legal_basis or coded["directive"],
        **notice.value,
        lots=notice.lots or None,
        cpv=list(dict.fromkeys([*coded["cpv"], *notice.cpv])),
        nuts=list(dict.fromkeys([*coded["nuts"], *notice.nuts])),
        criteria=notice.criteria,
        awards=[award for award in notice.awards if award],
        dispatched=rows.date(coded["dispatched"], "dispatched", line),
        invented=invented or None,
    )
    rows.record(
        "notice",
        REGISTER,
        number,
        title=notice.title or _translated_title(root, language),
        body=body,
        line=line,
        language=language,
        status="invented" if invented else "",
        published=coded["published"],
        ends=coded["ends"],
    )


def _coded(root: Element) -> dict[str, Any]:
    """What the Publications Office has coded of a notice."""
    found: dict[str, Any] = dict.fromkeys(("number", "published", "dispatched", "ends", "directive"), "")
    found |= {"cpv": [], "nuts": [], "codes": {}}
    section = child(root, "CODED_DATA_SECTION")
    for each in section.iter(*_CODED) if section is not None else ():
        name = plain(each.tag)
        if name == "NO_DOC_OJS":
            # Numbers of notices that are referred to come after its own.
            found["number"] = found["number"] or text_in(each)
        elif name == "ORIGINAL_CPV":
            found["cpv"].append(each.get("CODE") or "")
        elif name == "PERFORMANCE_NUTS":
            found["nuts"].append(each.get("CODE") or "")
        elif name == "DIRECTIVE":
            found["directive"] = each.get("VALUE") or ""
        elif name == "DATE_PUB":
            found["published"] = _day(text_in(each))
        elif name == "DS_DATE_DISPATCH":
            found["dispatched"] = _day(text_in(each))
        elif name == "DT_DATE_FOR_SUBMISSION":
            found["ends"] = _day(text_in(each).partition(" ")[0])
        elif told := text_in(each):
            found["codes"][_CODES[name]] = told
    return found


def _original(root: Element) -> Element | None:
    """The form in the language in which it was written."""
    section = child(root, "FORM_SECTION")
    forms = [each for each in section if local(each)] if section is not None else []
    return next((each for each in forms if each.get("CATEGORY") == "ORIGINAL"), forms[0] if forms else None)


class _Notice:
    """What a form says, gathered in one walk through it."""

    __slots__ = (
        "award",
        "awards",
        "cpv",
        "criteria",
        "legal_basis",
        "line",
        "lots",
        "number",
        "nuts",
        "rows",
        "title",
        "value",
    )

    def __init__(self, rows: Rows, number: str, line: int) -> None:
        self.rows, self.number, self.line = rows, number, line
        self.title = self.legal_basis = ""
        self.cpv: list[str] = []
        self.nuts: list[str] = []
        self.criteria: list[dict[str, Any]] = []
        self.awards: list[dict[str, Any]] = []
        self.value: dict[str, Any] = {}
        self.lots = 0
        self.award: dict[str, Any] | None = None

    def read(self, form: Element) -> None:
        """Walk through the form, section after section."""
        for each in form.iter(*_CONTENTS):
            name = plain(each.tag)
            if name in ROLES:
                self._party(each, ROLES[name])
            elif name in PERSONAL:
                if each.text:
                    self.rows.drop(PERSONAL[name])
            elif name == "CPV_CODE":
                self.cpv.append(each.get("CODE") or "")
            elif name == "NUTS":
                if _parent(each) in _PLACES:
                    self.nuts.append(each.get("CODE") or "")
            elif name in _CRITERIA:
                self.criteria.append(self._criterion(each, _CRITERIA[name]))
            elif name in _VALUES:
                self._value(each, name)
            elif name == "AC_CRITERION":
                # Concessions list criteria in order of importance, without weights.
                if _parent(each) not in _CRITERIA:
                    self.criteria.append({"name": self.rows.text(text_in(each))})
            elif name in _OF_AN_AWARD:
                if self.award is not None:
                    self.award[_OF_AN_AWARD[name]] = text_in(each)
            elif name in _AWARDS:
                self.award = {}
                self.awards.append(self.award)
            elif name == "OBJECT_DESCR":
                self.lots += 1
            elif name in _AFTER_AWARDS:
                self.award = None
            elif name == "LEGAL_BASIS":
                self.legal_basis = each.get("VALUE") or ""
            elif not self.title and _parent(each) in _TITLED:
                self.title = text_in(each)

    def _value(self, element: Element, name: str) -> None:
        kind = "value" if name == "VAL_TOTAL" else "estimated_value"
        if _parent(element) in _OBJECTS:
            self.value = _money(element, kind) | self.value
        elif self.award is not None:
            self.award |= _money(element, kind)

    def _criterion(self, element: Element, kind: str) -> dict[str, Any]:
        told = {plain(each.tag): text_in(each) for each in element}
        name = self.rows.text(told.get("AC_CRITERION", ""))
        return filled(kind=kind, name=name, weight=told.get("AC_WEIGHTING", ""))

    def _party(self, element: Element, role: str) -> None:
        told: dict[str, str] = {}
        country = region = ""
        parts = list(element)
        for each in parts:
            name = plain(each.tag)
            if name in _KEPT:
                told[name] = text_in(each)
            elif name == "COUNTRY":
                country = each.get("VALUE") or ""
            elif name == "NUTS":
                region = each.get("CODE") or ""
            elif name in _ENVELOPES:
                parts += each
        name, id = told.get("OFFICIALNAME", ""), told.get("NATIONALID", "")
        if id and _OF_A_PERSON.search(id):
            self.rows.drop("natural person")
            return
        rows = self.rows
        address = told.get("ADDRESS", "")
        name = rows.text(name)
        if role == "winner" and self.award is not None and name:
            self.award.setdefault("winners", []).append(name)
        rows.mention(
            REGISTER,
            self.number,
            role,
            name,
            self.line,
            address=rows.text(address) if address else "",
            postcode=told.get("POSTAL_CODE", ""),
            city=told.get("TOWN", ""),
            region=region,
            country=country_code(country),
            codes=national_id(rows, id) if id else "",
        )


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else plain(parent.tag)


def _money(element: Element, name: str) -> dict[str, Any]:
    try:
        value = float(text_in(element).replace(" ", ""))
    except ValueError:
        return {}
    return filled(**{name: value, "currency": element.get("CURRENCY") or ""}) if isfinite(value) else {}


def _translated_title(root: Element, language: str) -> str:
    titles = child(root, "TRANSLATION_SECTION", "ML_TITLES")
    for each in titles if titles is not None else ():
        if (each.get("LG") or "").lower() == language:
            return text_in(child(each, "TI_TEXT"))
    return ""


def _day(text: str) -> str:
    return iso_or_printed(text, "ymd")
