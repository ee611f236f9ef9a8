"""JSON of any shape, described by its fields: where records are, what an entry of a list gives, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from filiera.errors import SourceError
from filiera.sources.json_fields import Options, parse
from filiera.sources.parsed import Parsed

ANSWER: dict[str, Any] = {
    "meta": {"total": 2},
    "data": {
        "assaigs": [
            {
                "codi": "A1",
                "titol": {"ca": "Un assaig", "en": "A trial"},
                "inici": "15/01/2023",
                "fases": ["F1", "F2"],
                "contacte": {"nom": "Anna Puig", "correu": "anna@x.example"},
                "centres": [{"nom": "Hospital U", "comarca": "Dalt"}, {"nom": "Hospital Dos", "comarca": "Riu"}],
                "inclosos": [{"any": 2023, "persones": 12}, {"any": 2024, "persones": 8.5}],
            },
            {"codi": "A2", "titol": {"ca": "Dos"}, "inici": "aviat", "centres": []},
            "A3",
        ]
    },
}
FIELDS: dict[str, Any] = {
    "rows": "data.assaigs",
    "personal": ["contacte"],
    "record": {
        "kind": "trial",
        "register": "own",
        "id": "codi",
        "title": "titol.ca",
        "starts": {"column": "inici", "date": "dmy"},
        "body": {"phases": "fases", "first": "fases.0"},
    },
    "mentions": [{"each": "centres", "role": "site", "name": "nom", "region": "comarca", "codes": {"own": "codi"}}],
    "observations": [
        {"each": "inclosos", "about": "codi", "scheme": "own", "period": "any", "measures": {"people": "persones"}}
    ],
}


def read(data: Any, **changes: Any) -> Parsed:
    return parse(json.dumps(data).encode(), msgspec.convert(FIELDS | changes, Options))


def test_records_mentions_and_observations_by_their_paths() -> None:
    parsed = read(ANSWER)
    (record,) = parsed.records.to_pylist()
    assert (record["id"], record["title"], record["starts"]) == ("A1", "Un assaig", "2023-01-15")
    assert json.loads(record["body"]) == {"phases": "F1; F2", "first": "F1"}
    assert [(m["record"], m["seq"], m["name"], m["region"], m["codes"]) for m in parsed.mentions.to_pylist()] == [
        ("A1", 0, "Hospital U", "Dalt", "own:A1"),
        ("A1", 1, "Hospital Dos", "Riu", "own:A1"),
    ]
    assert [(o["about"], o["period"], o["value"], o["line"], o["column"]) for o in parsed.observations.to_pylist()] == [
        ("A1", "2023", 12, 1, 1),
        ("A1", "2024", 8.5, 1, 2),
    ]


def test_what_does_not_fit_is_refused_with_its_place_and_persons_are_dropped() -> None:
    parsed = read(ANSWER)
    assert parsed.rows == 3
    assert [(r.line, r.reason.format_map(r.words)) for r in parsed.refused] == [
        (2, "column 'inici' holds 'aviat', which is no date"),
        (3, "is no record: it has no fields"),
    ]
    assert parsed.dropped == {"contacte": 1}
    assert "Puig" not in str(parsed.records.to_pylist()) and "@" not in str(parsed.records.to_pylist())


def test_a_list_at_the_top_and_one_record_a_line() -> None:
    listed = ANSWER["data"]["assaigs"][:1]
    assert read(listed, rows="").records.num_rows == 1
    lines = "\n".join(json.dumps({"codi": f"A{n}", "titol": {"ca": "x"}}) for n in range(3))
    plain = {"record": {"kind": "trial", "register": "own", "id": "codi", "title": "titol.ca"}}
    parsed = parse(lines.encode(), msgspec.convert(plain, Options))
    assert parsed.records["line"].to_pylist() == [1, 2, 3]


def test_a_decimal_mark_of_texts_leaves_numbers_as_they_are() -> None:
    observe = [{"about": "codi", "scheme": "own", "period": "any", "measures": {"a": "text", "b": "number"}}]
    row = {"codi": "A1", "any": 2023, "text": "5,1", "number": 5.1}
    options = msgspec.convert({"decimal": ",", "observations": observe}, Options)
    assert parse(json.dumps([row]).encode(), options).observations["value"].to_pylist() == [5.1, 5.1]


@pytest.mark.parametrize(
    ("changes", "what", "remedy"),
    [
        ({"rows": "data.trials"}, "there is no list at 'data.trials'", "use one of: data.assaigs"),
        ({"record": FIELDS["record"] | {"title": "titol.it"}}, "no column 'titol.it'", "titol.en"),
        ({"record": FIELDS["record"] | {"title": "contacte.nom"}}, "lies within 'contacte'", "leave it out"),
    ],
)
def test_a_description_that_does_not_fit_is_told(changes: dict[str, Any], what: str, remedy: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(ANSWER, **changes)
    assert what in caught.value.what and remedy in caught.value.remedy


def test_what_is_no_json_is_told() -> None:
    with pytest.raises(SourceError, match="is no JSON that can be read"):
        parse(b"<html>", msgspec.convert(FIELDS, Options))


def test_the_example_of_the_page_is_read_as_it_stands() -> None:
    """docs/add-a-source.md: the JSON that it shows, with the options that it shows."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    shown, _, after = page.partition("This reads\n`")[2].partition("`:\n\n```yaml\n")
    options = yaml.safe_load(after.partition("```")[0])["options"]
    parsed = parse(shown.encode(), msgspec.convert(options, Options))
    (record,) = parsed.records.to_pylist()
    assert (record["id"], record["title"], record["starts"], parsed.refused) == ("A1", "Un", "2023-01-15", ())
    assert [(m["name"], m["codes"]) for m in parsed.mentions.to_pylist()] == [("Hospital U", "agencia:A1")]
