"""The ledger's questions: filters, order, search, download, and what is not understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.portal.packs import copy_of_exemple


def rows_of(response: Any) -> list[Any]:
    assert response.status_code == 200
    return list(html.fromstring(response.content.decode()).xpath("//table[@class='ledger']/tbody/tr"))


def cells(response: Any, kind: str) -> list[str]:
    return [
        " ".join(row.xpath(f"./*[contains(@class, 'ledger__{kind}')]")[0].text_content().split())
        for row in rows_of(response)
    ]


def csv_of(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_filter_leaves_what_it_counts(lombardia: Any) -> None:
    page = html.fromstring(lombardia.get("/en/ledger/").content.decode())
    for name in ("verdict", "section", "source"):
        for option in page.xpath(f"//select[@id='{name}']/option[@value!='']"):
            count = int(option.text.rpartition("(")[2].rstrip(")"))
            found = rows_of(lombardia.get("/en/ledger/", {name: option.get("value")}))
            assert len(found) == count, option.text


def test_filters_combine_and_stay_chosen(lombardia: Any) -> None:
    question = {"verdict": "does not reconcile", "section": "research-hospitals"}
    response = lombardia.get("/it/ledger/", question)
    assert set(cells(response, "verdict")) == {"non quadra"}
    page = html.fromstring(response.content.decode())
    chosen = page.xpath("//select/option[@selected]/@value")
    assert chosen == ["does not reconcile", "research-hospitals"]


def test_order_turns_round(exemple: Any) -> None:
    values = cells(exemple.get("/en/ledger/?sort=period"), "period")
    turned = cells(exemple.get("/en/ledger/?sort=period&order=descending"), "period")
    assert values == turned[::-1] or sorted(values) == sorted(turned)
    assert values[-1] == "2022"
    assert turned[0] == "2022"
    page = html.fromstring(exemple.get("/en/ledger/?sort=period&order=descending").content.decode())
    assert page.xpath("//th[@aria-sort='descending']/a/text()") == ["Year"]


def test_search_ignores_case_and_accents(exemple: Any) -> None:
    assert cells(exemple.get("/ca/ledger/", {"text": "ESPERANCA"}), "label") == ["Esperança de vida"] * 3


def test_a_row_opens_to_its_arithmetic(exemple: Any) -> None:
    row = rows_of(exemple.get("/en/ledger/", {"text": "claim/beds-public"}))[0]
    opened = " ".join(row.xpath(".//details")[0].text_content().split())
    assert "The parts sum to 1,210 (810 + 400); the total stated is 1,240." in opened


def test_no_answer_says_what_to_do_next(exemple: Any) -> None:
    response = exemple.get("/en/ledger/", {"text": "nothing of the kind"})
    assert response.status_code == 200
    assert "No figure answers this question" in response.content.decode()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"verdict": "wrong"}, "has no value “wrong”"),
        ({"section": "../etc"}, "has no value “../etc”"),
        ({"source": "nobody"}, "has no value “nobody”"),
        ({"sort": "colour"}, "It knows these values"),
        ({"order": "sideways"}, "It knows these values"),
        ({"observations": "maybe"}, "has no value “maybe”"),
        ({"text": "x" * 201}, "Use at most 200 characters."),
        ({"text": "a\0b"}, "Use at most 200 characters."),
    ],
)
@pytest.mark.parametrize("path", ["/en/ledger/", "/en/ledger.csv"])
def test_a_bad_filter_is_refused_with_help(exemple: Any, path: str, question: dict[str, str], told: str) -> None:
    response = exemple.get(path, question)
    assert response.status_code == 400
    assert told in response.content.decode()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "%s%n"]
)
def test_what_is_typed_comes_back_as_text(exemple: Any, text: str) -> None:
    response = exemple.get("/en/ledger/", {"text": text})
    page = html.fromstring(response.content.decode())
    assert page.xpath("//input[@id='text']/@value") == [text]
    assert page.xpath("//script[not(@src)] | //img") == []
    refused = exemple.get("/en/ledger/", {"verdict": text})
    assert refused.status_code == 400
    assert html.fromstring(refused.content.decode()).xpath("//script[not(@src)] | //img") == []


def test_csv_has_the_rows_of_the_page(lombardia: Any) -> None:
    question = {"verdict": "source disagrees", "observations": "yes", "sort": "value"}
    page, table = lombardia.get("/it/ledger/", question), csv_of(lombardia.get("/it/ledger.csv", question))
    assert [row["label"] for row in table] == cells(page, "label")
    assert {row["verdict"] for row in table} == {"source disagrees"}


def test_csv_is_one_machine_format_in_every_language(lombardia: Any) -> None:
    italian, english = (lombardia.get(f"/{language}/ledger.csv") for language in ("it", "en"))
    assert italian.content.startswith(b"\xef\xbb\xbfaddress,label,wording,value,")
    assert italian["Content-Type"] == "text/csv; charset=utf-8"
    assert italian["Content-Disposition"].startswith('attachment; filename="lombardia-ledger-')
    for one, other in zip(csv_of(italian), csv_of(english), strict=True):
        for column in ("address", "value", "unit", "verdict", "line", "version"):
            assert one[column] == other[column]


def test_csv_link_keeps_the_filters(exemple: Any) -> None:
    page = html.fromstring(exemple.get("/en/ledger/?verdict=unsourced&sort=value").content.decode())
    assert page.xpath("//a[contains(@href, '.csv')]/@href") == ["/en/ledger.csv?verdict=unsourced&sort=value"]


def test_csv_holds_no_formula(open_portal: Callable[[Path], Any], tmp_path: Path) -> None:
    """A label that a spreadsheet would compute is a label all the same."""
    from filiera.services.build import build

    pack = copy_of_exemple(tmp_path)
    beds = pack / "indicators" / "hospital-beds.yml"
    label = """label: {ca: "=2+5", en: "=HYPERLINK(\\"http://elsewhere.example\\")"}\n"""
    lines = beds.read_text(encoding="utf-8").splitlines(keepends=True)
    beds.write_text("".join(label if line.startswith("label:") else line for line in lines), encoding="utf-8")
    build(pack, tmp_path / "home")
    for row in csv_of(open_portal(tmp_path / "home").get("/en/ledger.csv?observations=yes")):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    assert "'=HYPERLINK" in open_portal(tmp_path / "home").get("/en/ledger.csv").content.decode()
