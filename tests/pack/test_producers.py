"""A producer that a pack and the pack below both name: in the same words it is one, with the works of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiera.errors import PackError
from filiera.pack.read import read_pack

PRODUCER = """id: office
name: Office
kind: {en: office}
url: https://example.org
works:
  - {id: WORK, title: {en: A work}}
"""


def packs(folder: Path, above: str) -> Path:
    for name, builds_on, text in (("below", "[]", PRODUCER), ("above", "[below]", above)):
        (folder / name / "sources").mkdir(parents=True)
        manifest = f"id: {name}\nnames: {{en: {name}}}\nlanguages: [en]\nterritory: XX\nbuilds_on: {builds_on}\n"
        (folder / name / "pack.yml").write_text(manifest, encoding="utf-8")
        (folder / name / "sources" / "office.yml").write_text(text.replace("WORK", f"of-{name}"), encoding="utf-8")
    return folder / "above"


def test_works_of_both_are_kept(tmp_path: Path) -> None:
    pack = read_pack(packs(tmp_path, PRODUCER))
    assert [work.id for work in pack.producers["office"].works] == ["of-below", "of-above"]
    assert pack.producer_of == {"of-below": "office", "of-above": "office"}


def test_other_words_are_another_producer(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="producer 'office' stands twice"):
        read_pack(packs(tmp_path, PRODUCER.replace("name: Office", "name: Bureau")))


def test_a_work_of_both_is_refused(tmp_path: Path) -> None:
    folder = packs(tmp_path, PRODUCER)
    (folder / "sources" / "office.yml").write_text(PRODUCER.replace("WORK", "of-below"), encoding="utf-8")
    with pytest.raises(PackError, match="work 'of-below' stands twice"):
        read_pack(folder)
