"""Every message of the engine is translated, with the same fields, and the compiled catalogues are up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from scripts.extract_messages import missing

LOCALE = Path(__file__).resolve().parents[2] / "src" / "filiera" / "locale"
FIELD = re.compile(r"\{(\w+)\}")


def test_every_message_is_translated_into_italian() -> None:
    assert missing("it") == []


@pytest.mark.parametrize("path", sorted(LOCALE.glob("*/LC_MESSAGES/filiera.po")), ids=lambda p: p.parts[-3])
def test_translations_keep_the_fields_and_are_compiled(path: Path) -> None:
    with path.open("rb") as file:
        source = {str(m.id): str(m.string) for m in read_po(file) if m.id}
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {str(m.id): str(m.string) for m in read_mo(file) if m.id}
    assert source == compiled
    for message, translation in source.items():
        assert set(FIELD.findall(message)) >= set(FIELD.findall(translation)), message
