"""No parser says anything but the project's own errors, whatever happens to the bytes on their way."""

from __future__ import annotations

import functools
import gzip
import io
import os
import random
import tarfile
import zipfile
from typing import Any

import msgspec
import pytest

from filiera.errors import SourceError
from filiera.pack import read_pack
from filiera.sources import json_fields, spreadsheet
from filiera.sources.formats import MODULES, format_of
from filiera.sources.parsed import SCHEMAS, Parsed
from filiera.sources.unpacking import gunzipped
from tests.sources.conftest import SNAPSHOTS
from tests.sources.workbooks import number, row, text, workbook

MUTATIONS = 10_000 if os.environ.get("FILIERA_LONG_TESTS") else 200
LARGEST = 6_000
"""Bytes of a file that are mutated: its beginning, cut at a line where it has lines."""
REGISTERS = {
    "clinicaltrials-gov": b'"ctrname": "CTGOV2"',
    "ctis": b'"ctrname": "CTIS"',
    "eu-ctr": b'"ctrname": "EUCTR"',
    "isrctn": b'"ctrname": "ISRCTN"',
    "funding-calls": b'"topicId"',
}
"""Formats whose records stand on one long line: the shortest of their own is taken."""
WITHOUT_DATA_SET = {
    "clinicaltrials-gov-classic": "clinical_trials/aact_records/NCT03182660.xml",
    "clinicaltrials-gov-first-api": "clinical_trials/ctgov_v1_api_covid19_100studies.json",
}
"""Files of formats whichever pack names them."""
BEDS = {
    "observations": [
        {"about": "comarca", "scheme": "comarques", "period": {"always": "2023"}, "measures": {"llits": "llits"}}
    ]
}
HEAD = row(1, text("A1", "comarca"), text("B1", "llits"))
OWN_SHAPE = {
    "assaigs": [
        {
            "codi": f"A{n}",
            "titol": {"ca": "Un assaig"},
            "inici": "2023-01",
            "centres": [{"nom": "Hospital U", "llits": n}],
        }
        for n in range(9)
    ]
}
FIELDS = {
    "rows": "assaigs",
    "record": {"kind": "trial", "register": "own", "id": "codi", "title": "titol.ca", "starts": "inici"},
    "mentions": [{"each": "centres", "role": "site", "name": "nom"}],
    "observations": [
        {"each": "centres", "about": "codi", "scheme": "own", "period": "inici", "measures": {"beds": "llits"}}
    ],
}
NASTY = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"\t",
    b",",
    b"\n\n",
    b"99999999999999999999",
    b"<",
    b"&x;",
    b"{",
    b"]",
    b"NaN",
    b"-",
    b"'",
)


def sample(name: str) -> tuple[bytes, Any]:
    """Real bytes of a format, with the options that the pack has for them; of workbooks, and of JSON of a shape of its
    own, of which no real one is held, one typed here."""
    if name == "spreadsheet":
        return workbook(HEAD, row(2, text("A2", "alta"), number("B2", "120"))), msgspec.convert(
            BEDS, spreadsheet.Options
        )
    if name == "json":
        return msgspec.json.encode(OWN_SHAPE), msgspec.convert(FIELDS, json_fields.Options)
    if not SNAPSHOTS.is_dir():
        pytest.skip("the shared snapshots do not lie beside the project")
    if name in WITHOUT_DATA_SET:
        data = (SNAPSHOTS / WITHOUT_DATA_SET[name]).read_bytes()
        return _first_studies(data) if data.startswith(b"{") else data, format_of(name).Options()
    datasets = [d for d in read_pack("lombardia").datasets.values() if d.format == name]
    if not datasets:
        pytest.skip("no data set has this format")
    lines = [d for d in datasets if ".jsonl" in d.files]
    dataset = min(lines or datasets, key=lambda d: len(d.files))
    path = min(SNAPSHOTS.glob(dataset.files), key=lambda p: p.stat().st_size)
    data = gunzipped(path.read_bytes())
    if name in REGISTERS:
        lines = [line for line in data.split(b"\n") if REGISTERS[name] in line]
        data = min(lines, key=len)
    elif name == "fhir-code-systems":
        data = _smallest_code_systems(data)
    elif name not in ("ted", "json-stat"):
        data = data[:LARGEST].rpartition(b"\n")[0] or data[:LARGEST]
    return data, msgspec.convert(dataset.options, format_of(name).Options)


def _first_studies(data: bytes) -> bytes:
    """An answer of the API v1 with two of its studies."""
    answer = msgspec.json.decode(data)
    answer["FullStudiesResponse"]["FullStudies"] = answer["FullStudiesResponse"]["FullStudies"][:2]
    return msgspec.json.encode(answer)


def _smallest_code_systems(package: bytes) -> bytes:
    """A package of the two smallest code systems of one, not yet packed."""
    small = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(package)) as whole, tarfile.open(fileobj=small, mode="w") as part:
        named = [member for member in whole if "CodeSystem-" in member.name]
        for member in sorted(named, key=lambda member: member.size)[:2]:
            part.addfile(member, whole.extractfile(member))
    return small.getvalue()


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        kind, place = chance.randrange(5), chance.randrange(max(1, len(changed)))
        if kind == 0 and changed:
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[place:]
        elif kind == 2:
            changed[place:place] = chance.choice(NASTY)
        elif kind == 3:
            del changed[place : place + chance.randint(1, 40)]
        else:
            other = chance.randrange(max(1, len(changed)))
            changed[place:place] = changed[other : other + chance.randint(1, 80)]
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_mutated_bytes_are_read_or_refused(name: str) -> None:
    form, (data, options) = format_of(name), sample(name)
    chance = random.Random(f"{name} 1")
    read = 0
    # A package is damaged inside: damage to what packs it hardly ever reaches the parser.
    pack = functools.partial(gzip.compress, compresslevel=1) if name == "fhir-code-systems" else bytes
    for _ in range(MUTATIONS):
        try:
            parsed = form.parse(pack(mutated(data, chance)), options)
        except SourceError as error:
            assert error.what and error.remedy
            continue
        read += 1
        check(parsed)
    assert read or name in ("ted", "json-stat", "clinicaltrials-gov-classic", "spreadsheet", "json"), (
        "some damage must leave something to read"
    )


def test_mutated_sheets_are_read_or_refused() -> None:
    """The sheet itself is damaged, and packed again: its archive is whole."""
    data, options = sample("spreadsheet")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random("sheets 1")
    read = 0
    for _ in range(MUTATIONS):
        name = chance.choice(list(parts))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for each, part in parts.items():
                packed.writestr(each, mutated(part, chance) if each == name else part)
        try:
            parsed = spreadsheet.parse(out.getvalue(), options)
        except SourceError as error:
            assert error.what and error.remedy
            continue
        read += 1
        check(parsed)
    assert read, "some damage must leave something to read"


@pytest.mark.parametrize("name", sorted(MODULES))
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe\x00", b"{}", b"[]", b"<a/>", b"null", b"\x1f\x8b", b"\n\n\n", b"[" * 5000]
)
def test_what_is_no_such_file_is_refused_or_empty(name: str, data: bytes) -> None:
    form = format_of(name)
    try:
        options = sample(name)[1]
    except pytest.skip.Exception:
        pytest.skip("no options at hand")
    try:
        check(form.parse(data, options))
    except SourceError as error:
        assert error.what and error.remedy


def check(parsed: Parsed) -> None:
    for table, schema in SCHEMAS.items():
        assert getattr(parsed, table).schema == schema
    assert parsed.rows >= 0
    for refusal in parsed.refused:
        assert refusal.reason.format_map(refusal.words)
