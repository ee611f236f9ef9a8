"""Dates of records are ISO 8601 as far as they are stated; what is none is refused with its place, the record kept."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from filiera.sources.formats import format_of
from filiera.sources.parsed import Parsed

STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT1", "briefTitle": "A"},
        "statusModule": {"startDateStruct": {"date": "15/01/2023"}, "completionDateStruct": {"date": "2024-02"}},
    }
}
CTIS = {"ctrname": "CTIS", "ctNumber": "2022-1", "publishDate": "40/01/2023", "authorizationDate": "15/01/2023"}
EU_CTR = {"ctrname": "EUCTR", "_id": "2004-1", "n_date_of_competent_authority_decision": "15/01/2023"}
ISRCTN = {"ctrname": "ISRCTN", "isrctn": "1", "trialDesign": {"overallEndDate": "15 January 2023"}}
CALL = {"topicId": "HORIZON-1", "title": "A", "deadline": "15/01/2023"}
NOTICE = """<TED_EXPORT DOC_ID="1-2023"><CODED_DATA_SECTION><REF_OJS><NO_DOC_OJS>2023/S 1-1</NO_DOC_OJS>
<DATE_PUB>2023-15-01</DATE_PUB></REF_OJS>
</CODED_DATA_SECTION></TED_EXPORT>"""
TABLE = "id,titol,inici\nP1,Un,15/01/2023\nP2,Dos,2023-01-15\n"
RECORD = {"record": {"kind": "project", "register": "r", "id": "id", "title": "titol", "starts": "inici"}}


def read(name: str, data: Any, **options: Any) -> Parsed:
    form = format_of(name)
    text = data if isinstance(data, str) else json.dumps(data)
    return form.parse(text.encode(), msgspec.convert(options, form.Options))


@pytest.mark.parametrize(
    ("name", "data", "field", "text"),
    [
        ("clinicaltrials-gov", STUDY, "starts", "15/01/2023"),
        ("ctis", CTIS, "published", "40/01/2023"),
        ("eu-ctr", EU_CTR, "starts", "15/01/2023"),
        ("isrctn", ISRCTN, "ends", "15 January 2023"),
        ("funding-calls", CALL, "deadline", "15/01/2023"),
        ("ted", NOTICE, "published", "2023-15-01"),
    ],
)
def test_what_is_no_date_is_refused_and_the_record_kept(name: str, data: Any, field: str, text: str) -> None:
    parsed = read(name, data)
    assert parsed.records.num_rows == 1
    (refusal,) = parsed.refused
    assert (refusal.words, refusal.line) == ({"name": field, "text": text}, 1)
    assert refusal.reason == "'{text}' under '{name}' is no date: the field is left empty"
    row = parsed.records.to_pylist()[0]
    assert row["ends" if field == "deadline" else field] == ""


def test_dates_in_another_order_that_the_register_uses_are_read() -> None:
    assert read("ctis", CTIS).records["starts"].to_pylist() == ["2023-01-15"]
    assert read("clinicaltrials-gov", STUDY).records["ends"].to_pylist() == ["2024-02"]


def test_a_row_of_a_table_with_what_is_no_date_is_refused() -> None:
    parsed = read("delimited", TABLE, **RECORD)
    assert parsed.records["id"].to_pylist() == ["P2"]
    (refusal,) = parsed.refused
    assert refusal.line == 2 and "say its order with 'date'" in refusal.reason
