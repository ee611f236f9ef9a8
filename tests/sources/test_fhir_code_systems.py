"""Code lists of HL7 FHIR: nested codes, packages, and packages that want to be elsewhere."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from filiera.errors import SourceError
from filiera.sources.fhir_code_systems import Options, parse

LIST = {
    "resourceType": "CodeSystem",
    "url": "https://exemple.example/tipus",
    "language": "ca",
    "concept": [
        {
            "code": "H",
            "display": "Hospital",
            "definition": "Demaneu-ho a anna@vall.example",
            "designation": [{"language": "en", "value": "Hospital"}],
            "property": [{"code": "llits", "valueInteger": 3}, {"code": "de", "valueCoding": {"code": "S"}}],
            "concept": [{"code": "H1", "display": "Universitari"}],
        },
        {"display": "sense codi"},
        "no és un codi",
        {"code": "C", "display": "Centre"},
    ],
}


def packed(**members: object) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, document in members.items():
            data = document if isinstance(document, bytes) else json.dumps(document).encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def read(document: object) -> Any:
    return parse(json.dumps(document).encode(), Options())


def test_codes_stand_below_their_parents_and_what_has_no_code_is_refused() -> None:
    parsed = read(LIST)
    assert parsed.records.column("id").to_pylist() == ["H", "H1", "C"]
    assert set(parsed.records.column("register").to_pylist()) == {"https://exemple.example/tipus"}
    first, second, _ = map(msgspec.json.decode, parsed.records.column("body").to_pylist())
    assert first["properties"] == {"llits": "3", "de": "S"}
    assert first["other_names"] == {"en": "Hospital"}
    assert second == {"parent": "H"}
    assert (parsed.rows, len(parsed.refused)) == (5, 2)


def test_an_address_in_a_definition_is_blanked() -> None:
    parsed = read(LIST)
    assert "anna" not in str(parsed.records.to_pylist())
    assert parsed.dropped == {"e-mail in text": 1}


def test_no_depth_is_cut_off_in_silence() -> None:
    concept: dict[str, Any] = {"code": "last"}
    for n in range(90):
        concept = {"code": str(n), "concept": [concept]}
    assert read({**LIST, "concept": [concept]}).records.num_rows == 91


def test_a_package_is_read_and_a_name_that_leads_elsewhere_leads_nowhere(tmp_path: Path) -> None:
    before = sorted(tmp_path.parent.iterdir())
    parsed = parse(
        packed(**{"../../evil.json": LIST, "/etc/evil.json": LIST, "package.json": {"name": "x"}}), Options()
    )
    assert parsed.records.num_rows == 6
    assert sorted(tmp_path.parent.iterdir()) == before
    assert not Path("/etc/evil.json").exists()


def test_a_link_in_a_package_is_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo("list.json")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(entry)
    assert parse(out.getvalue(), Options()).rows == 0


def test_a_part_that_is_no_json_is_refused_and_the_others_are_read() -> None:
    parsed = parse(packed(**{"a.json": b"{", "b.json": LIST}), Options())
    assert parsed.records.num_rows == 3
    assert parsed.refused[0].words["file"] == "a.json"


def test_a_package_with_too_much_is_refused() -> None:
    with pytest.raises(SourceError, match="holds more than a package of code lists does"):
        parse(packed(**{"a.json": b" " * (65 * 2**20)}), Options())


def test_only_the_lists_that_are_wanted_are_read() -> None:
    other = {**LIST, "url": "https://exemple.example/altre"}
    parsed = parse(packed(**{"a.json": LIST, "b.json": other}), Options(only=("https://exemple.example/altre",)))
    assert set(parsed.records.column("register").to_pylist()) == {"https://exemple.example/altre"}
