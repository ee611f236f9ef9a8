"""Registers and notices, record by record: what was read by hand in the publishers' files, line and element cited."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from filiera.errors import SourceError
from filiera.sources import clinicaltrials_gov_table, ted
from filiera.sources.formats import format_of
from filiera.sources.natural_persons import likely_person, named_elsewhere, titled_person
from filiera.sources.parsed import Parsed
from filiera.sources.privacy import EMAIL
from filiera.sources.trial_phases import phases_of

SAMPLES = "clinical_trials/ctrdata_demo_26.jsonl"


def read(path: Path, name: str, **options: Any) -> Parsed:
    form = format_of(name)
    return form.parse(path.read_bytes(), msgspec.convert(options, form.Options))


def one(parsed: Parsed, id: str) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """A record, its body, its mentions."""
    (record,) = [row for row in parsed.records.to_pylist() if row["id"] == id]
    return record, json.loads(record["body"]), [m for m in parsed.mentions.to_pylist() if m["record"] == id]


def notice(snapshots: Path, name: str) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]], Parsed]:
    parsed = read(next((snapshots / "ted").glob(f"*/{name}")), "ted")
    (record,) = parsed.records.to_pylist()
    return record, json.loads(record["body"]), parsed.mentions.to_pylist(), parsed


def test_a_study_of_the_api(snapshots: Path) -> None:
    """Line 22 of the recorded sample: NCT01305200."""
    record, body, mentions = one(read(snapshots / SAMPLES, "clinicaltrials-gov"), "NCT01305200")
    assert (record["status"], record["starts"], record["ends"]) == ("completed", "2011-03", "2015-06-30")
    assert (body["phases"], body["enrolment"]) == (["PHASE3"], {"count": 226, "type": "actual"})
    assert [m["name"] for m in mentions if m["role"] == "sponsor"] == ["Children's Oncology Group"]
    site = next(m for m in mentions if m["name"] == "City of Hope")
    assert (site["city"], site["postcode"], site["country"], site["latitude"]) == ("Duarte", "91010", "US", 34.13945)


@pytest.mark.parametrize(
    ("name", "count"),
    [("clinicaltrials-gov", 5), ("clinicaltrials-gov-classic", 3), ("ctis", 4), ("eu-ctr", 4), ("isrctn", 9)],
)
def test_each_register_takes_its_own_of_a_collection(snapshots: Path, name: str, count: int) -> None:
    parsed = read(snapshots / SAMPLES, name)
    assert (parsed.rows, parsed.records.num_rows, parsed.refused) == (count, count, ())


def test_all_samples_of_older_and_newer_shapes_are_read(snapshots: Path) -> None:
    """175 studies, as the index states: 62 classic records, 13 of the API v2, 100 of the API v1."""
    folder = snapshots / "clinical_trials"
    classic = [read(path, "clinicaltrials-gov-classic") for path in sorted(folder.glob("aact_records/*.xml"))]
    newer = [read(path, "clinicaltrials-gov") for path in sorted(folder.glob("aact_records/*.json"))]
    first = read(folder / "ctgov_v1_api_covid19_100studies.json", "clinicaltrials-gov-first-api")
    all_of_them = [*classic, *newer, first]
    assert sum(parsed.rows for parsed in all_of_them) == 175
    assert not any(parsed.refused for parsed in all_of_them)
    # The index of Italian sites counts 66; three of them (NCT01076361.xml lines 980-1003) have a city and no name.
    sites = [m for p in all_of_them for m in p.mentions.to_pylist() if (m["role"], m["country"]) == ("site", "IT")]
    assert len(sites) == 63


def test_a_classic_record(snapshots: Path) -> None:
    record, body, mentions = one(
        read(snapshots / "clinical_trials/aact_records/NCT01076361.xml", "clinicaltrials-gov-classic"), "NCT01076361"
    )
    assert (record["published"], record["starts"]) == ("2010-02-26", "1999-09")
    assert (body["enrolment"], body["unnamed_sites"]) == ({"count": 370, "type": "actual"}, 105)
    assert [m["name"] for m in mentions] == ["Medtronic", "Alaska Heart Institute"]


def test_a_sponsor_that_is_a_person_is_dropped(snapshots: Path) -> None:
    """NCT00763412.json line 66: the class of the sponsor is INDIV."""
    path = snapshots / "clinical_trials/aact_records/NCT00763412.json"
    parsed = read(path, "clinicaltrials-gov")
    assert "Arbelaez" not in str(parsed.mentions.to_pylist()) + str(parsed.records.to_pylist())
    assert parsed.dropped["natural person"] == 1


def test_a_person_among_the_sponsors_of_the_table(snapshots: Path) -> None:
    """ctgov_covid19_20201012_all.tsv line 13: the investigator stands first, the hospital second."""
    parsed = read(snapshots / "clinical_trials/ctgov_covid19_20201012_all.tsv", "clinicaltrials-gov-table")
    _, body, mentions = one(parsed, "NCT04336904")
    assert [(m["role"], m["name"], m["city"]) for m in mentions] == [
        ("collaborator", "ASST Fatebenefratelli Sacco", ""),
        ("site", "Asst Fatebenefratelli Sacco", "Milano"),
    ]
    assert (body["phases"], body["enrolment"]) == (["PHASE3"], {"count": 100})
    assert (parsed.rows, parsed.records.num_rows, parsed.dropped["natural person"]) == (3584, 3584, 314)


@pytest.mark.parametrize(
    ("printed", "name", "city", "region", "postcode", "country"),
    [
        (
            "ASST Santi Paolo e Carlo, Milano, MI, 20142, Italy",
            "ASST Santi Paolo e Carlo",
            "Milano",
            "MI",
            "20142",
            "IT",
        ),
        ("Asst Fatebenefratelli Sacco, Milano, Italy", "Asst Fatebenefratelli Sacco", "Milano", "", "", "IT"),
        ("A, B, Seoul, Korea, Republic of", "A, B", "Seoul", "", "", "KR"),
        ("Clinic, Boise, Idaho, United States", "Clinic", "Boise", "Idaho", "", "US"),
        ("Italy", "Italy", "", "", "", "IT"),
    ],
)
def test_a_site_is_parted_as_far_as_the_table_allows(
    printed: str, name: str, city: str, region: str, postcode: str, country: str
) -> None:
    told = {"name": name, "city": city, "region": region, "postcode": postcode, "country": country}
    assert clinicaltrials_gov_table.parts_of_site(printed) == told


def test_trials_of_the_european_registers(snapshots: Path) -> None:
    """Lines 24, 26 and 10 of the recorded sample."""
    _, body, mentions = one(read(snapshots / SAMPLES, "ctis"), "2024-510663-34-00")
    assert (body["countries"], body["phases"], body["other_ids"]) == (["ES", "IT"], ["PHASE2"], ["NCT04494412"])
    assert mentions[0]["codes"] == "ema-organisation:ORG-100005535"
    record, _, mentions = one(read(snapshots / SAMPLES, "eu-ctr"), "2013-000615-24-BE")
    assert record["status"] == "prematurely ended"
    assert [(m["role"], m["name"]) for m in mentions] == [
        ("sponsor", "Cliniques universitaires Saint-Luc"),
        ("supporter", "Cliniques universitaires SAINT-LUC"),
    ]
    _, body, mentions = one(read(snapshots / SAMPLES, "isrctn"), "ISRCTN96912679")
    assert (body["enrolment"], body["countries"]) == ({"count": 211, "type": "estimated"}, ["GB"])
    assert (mentions[0]["name"], mentions[0]["postcode"]) == ("University Hospital Southampton", "SO16 6YD")


def test_an_organisation_of_ror(snapshots: Path) -> None:
    """ror_italy_latest.jsonl line 1 (schema v1): the region is that of the gazetteer."""
    parsed = read(snapshots / "ror/ror_italy_latest.jsonl", "ror")
    record, body, (mention,) = one(parsed, "00j0emq76")
    assert (record["title"], body["established"]) == ("Pontifical Biblical Institute", 1909)
    assert (mention["city"], mention["region"], mention["country"]) == ("Rome", "Lazio", "IT")
    assert mention["codes"] == "ror:00j0emq76;isni:000000012183685X;wikidata:Q951184"
    assert (parsed.rows, parsed.mentions.num_rows) == (889, 889)


def test_topics_of_the_portal(snapshots: Path) -> None:
    """Line 1 of the packed file: ERC-2026-POC."""
    packed = snapshots / "funding_tenders/ft_open_topics_2026-08-10_all629.jsonl.gz"
    parsed = read(packed, "funding-calls")
    record, body, _ = one(parsed, "ERC-2026-POC")
    assert (record["ends"], body["deadlines"], body["expected_grants"]) == ("2026-03-17", ["2026-03-17"], 400)
    assert (body["budget_min"], body["budget_max"]) == (150000, 150000)
    assert (parsed.rows, parsed.records.num_rows) == (len(gzip.decompress(packed.read_bytes()).splitlines()), 629)


def test_a_concession_with_five_lots(snapshots: Path) -> None:
    """ted_096721-2017.xml: lines 273-274 values, 293-297 criteria, 407-430 the first award."""
    record, body, mentions, _ = notice(snapshots, "ted_096721-2017.xml")
    assert (record["id"], record["published"], record["language"]) == ("2017/S 052-096721", "2017-03-15", "it")
    assert (body["value"], body["estimated_value"], body["currency"]) == (675224441.0, 1405377950.0, "EUR")
    assert (body["awards"][0]["lot"], body["awards"][0]["value"]) == ("Lotto 1", 70573121.0)
    assert {"name": "Miglioramento piano di copertura."} in body["criteria"]
    winner = next(m for m in mentions if m["role"] == "winner")
    assert (winner["codes"], winner["postcode"], winner["region"]) == ("national-id:09320630966", "20155", "ITC45")


def test_criteria_and_dropped_contacts(snapshots: Path) -> None:
    """ted_018036-2018.xml lines 246-248 contact, 277-281 criteria."""
    _, body, _, parsed = notice(snapshots, "ted_018036-2018.xml")
    quality, price = body["criteria"]
    assert quality == {"kind": "quality", "name": "offerta tecnica max punti", "weight": "70"}
    assert (price["kind"], price["weight"]) == ("price", "30")
    assert parsed.dropped == {"contact point": 1, "phone": 1, "email": 1}


def test_a_form_for_defence_names_its_parties(snapshots: Path) -> None:
    _, body, mentions, _ = notice(snapshots, "ted_344089-2021.xml")
    assert [(m["role"], m["name"]) for m in mentions] == [
        ("buyer", "Ministero della Difesa"),
        ("winner", "Politecnico di Milano — dipartimento di Meccanica"),
    ]
    assert (body["form"], body["cpv"], body["nuts"]) == ("18", ["50241000"], ["IT"])


def test_what_was_never_published_is_marked(snapshots: Path) -> None:
    """Five examples of the eForms kit lie among the real notices; only one eForms notice has a publication number."""
    status = {}
    for path in sorted((snapshots / "ted").glob("ted_*_xml/*.xml")):
        (record,) = read(path, "ted").records.to_pylist()
        status[path.name] = record["status"]
    assert [name for name, told in status.items() if told == "invented"] == [
        "eforms_can-modif_24_duration.xml",
        "eforms_cn_23.xml",
        "eforms_can_25_ITA.xml",
        "eforms_cn_24_open_accel.xml",
        "ted_cn_24_open_accel.xml",
    ]
    assert status["eforms_2023-OJS167-00524889.xml"] == ""


def test_parties_agree_with_a_list_made_by_others(snapshots: Path) -> None:
    """ted_parties.csv was derived from the same notices, of all languages; each name of an original form is in it."""
    theirs: dict[str, set[str]] = {}
    with (snapshots / "ted/ted_parties.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            theirs.setdefault(row["notice"], set()).add(" ".join(row["official_name"].split()))
    assert sum(1 for _ in (snapshots / "ted/ted_parties.csv").open(encoding="utf-8")) - 1 >= 1861
    unknown = Counter()
    for path in sorted((snapshots / "ted").glob("ted_*_xml/*.xml")):
        for name in read(path, "ted").mentions["name"].to_pylist():
            # Theirs has no eForms, no bodies on whose behalf a form for defence buys, and no removed numbers.
            if path.name in theirs and name not in theirs[path.name] and "[…]" not in name:
                unknown[path.name] += 1
    assert unknown == {"ted_580937-2021.xml": 12}


def test_many_notices_at_once_are_as_each_alone(snapshots: Path) -> None:
    files = [path.read_bytes() for path in sorted((snapshots / "ted/ted_italy_xml").glob("*.xml"))][:40]
    together = ted.parse_many([*files, b"<a/>"], ted.Options())
    alone = [ted.parse(data, ted.Options()) for data in files]
    assert together.records["line"].to_pylist() == list(range(1, 41))
    for name in ("records", "mentions"):
        apart = pa.concat_tables([getattr(parsed, name).drop_columns("line") for parsed in alone])
        assert getattr(together, name).drop_columns("line").to_pylist() == apart.to_pylist()
    assert (together.rows, [refusal.line for refusal in together.refused]) == (41, [41])


def test_a_natural_person_that_won_is_dropped() -> None:
    tax_code = "RSSMRA80A01H501U"  # Made up, as the ministry's own example is.
    form = f"""<TED_EXPORT><CODED_DATA_SECTION><NO_DOC_OJS>1</NO_DOC_OJS></CODED_DATA_SECTION>
    <FORM_SECTION><F03 CATEGORY="ORIGINAL" LG="IT"><AWARD_CONTRACT><ADDRESS_CONTRACTOR>
    <OFFICIALNAME>Mario Rossi</OFFICIALNAME><NATIONALID>{tax_code}</NATIONALID></ADDRESS_CONTRACTOR></AWARD_CONTRACT>
    </F03></FORM_SECTION></TED_EXPORT>"""
    parsed = ted.parse(form.encode(), ted.Options())
    assert "Rossi" not in str(parsed.records.to_pylist()) + str(parsed.mentions.to_pylist())
    assert parsed.dropped == {"natural person": 1}


def test_paragraphs_are_divided() -> None:
    form = b"""<TED_EXPORT><CODED_DATA_SECTION><NO_DOC_OJS>1</NO_DOC_OJS></CODED_DATA_SECTION><FORM_SECTION>
    <F03 CATEGORY="ORIGINAL"><OBJECT_CONTRACT><TITLE><P>One</P><P>4<FT TYPE="SUP">th</FT></P></TITLE></OBJECT_CONTRACT>
    </F03></FORM_SECTION></TED_EXPORT>"""
    assert ted.parse(form, ted.Options()).records["title"].to_pylist() == ["One 4th"]


def test_who_is_called_like_a_person() -> None:
    persons = ["Dr. Jane Roe", "Jane Roe, MD PhD", "Jane Roe", "Jane M. Roe", "Pr. JANE ROE, Lyon"]
    others = ["Hospital General Dr. Jane Roe", "M.D. Anderson Cancer Center", "ETH Zurich", "Roe Pharma Ltd", "Roe"]
    assert [likely_person(name) for name in persons] == [True] * 5
    assert [likely_person(name) or titled_person(name) for name in others] == [False] * 5
    assert named_elsewhere("Jane de la Roe", {"jane de la roe"})
    assert not named_elsewhere("Medtronic", {"medtronic"})


def test_phases_in_many_spellings() -> None:
    assert phases_of("Phase II and Phase III (Integrated)") == ("PHASE2", "PHASE3")
    assert phases_of("Early Phase 1") == ("EARLY_PHASE1",)
    assert phases_of("Therapeutic use (Phase IV)") == ("PHASE4",)


@pytest.mark.parametrize("name", ["clinicaltrials-gov-classic", "clinicaltrials-gov-first-api", "clinicaltrials-gov"])
def test_what_holds_no_study_is_refused(name: str) -> None:
    form = format_of(name)
    with pytest.raises(SourceError):
        form.parse(b'{"studies": [{"title": "none"}], "FullStudiesResponse": {}}', form.Options())


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ("clinical_trials/aact_records/*.xml", "clinicaltrials-gov-classic"),
        ("clinical_trials/ctgov_v1_api_covid19_100studies.json", "clinicaltrials-gov-first-api"),
        ("clinical_trials/aact_records/*.json", "clinicaltrials-gov"),
        ("ted/*/*.xml", "ted"),
    ],
)
def test_no_contact_of_a_person_is_left(snapshots: Path, files: str, name: str) -> None:
    for path in sorted(snapshots.glob(files)):
        parsed = read(path, name)
        for table in (parsed.records, parsed.mentions):
            assert not EMAIL.search(str(table.to_pylist())), path.name
