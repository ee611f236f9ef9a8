"""Every message of the engine is translated, with the same fields, and the compiled catalogues are up to date."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from scripts.extract_messages import SRC, error_names, missing, said_by_errors

LOCALE = Path(__file__).resolve().parents[2] / "src" / "filiera" / "locale"
FIELD = re.compile(r"\{(\w+)(?::[^}]*)?\}")


def test_every_message_is_translated_into_italian() -> None:
    assert missing("it") == []


@pytest.mark.parametrize("path", sorted(LOCALE.glob("*/LC_MESSAGES/filiera.po")), ids=lambda p: p.parts[-3])
def test_translations_keep_the_fields_and_are_compiled(path: Path) -> None:
    with path.open("rb") as file:
        source = {_forms(m.id): _forms(m.string) for m in read_po(file) if m.id}
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {_forms(m.id): _forms(m.string) for m in read_mo(file) if m.id}
    assert source == compiled
    for message, translation in source.items():
        assert set(FIELD.findall(message)) >= set(FIELD.findall(translation)), message


def _forms(told: str | Iterable[str]) -> str:
    """A message with all its forms, for one and for several."""
    return told if isinstance(told, str) else "\n".join(told)


def test_no_error_is_put_together_where_it_is_raised() -> None:
    """A sentence that is already filled in cannot be translated: errors are templates with words."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SRC.rglob("*.py"))}
    errors = error_names(trees.values())
    faults = [
        f"{path.relative_to(SRC)}:{said.lineno}"
        for path, tree in trees.items()
        for said in said_by_errors(tree, errors)
        if any(isinstance(part, ast.JoinedStr) for part in ast.walk(said))
    ]
    assert faults == []
