"""Translations: every string of a page is there, in every language kept, and compiled."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_catalogues", ROOT / "scripts" / "compile_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_strings_of_pages_are_found_at_all(compiler: ModuleType, django_ready: None) -> None:
    strings = compiler.strings_of_portal()
    assert len(strings) > 100
    assert strings["Skip to the content"] == "templates/filiera/base.html"
    assert ("%(number)s figure", "%(number)s figures") in strings


def test_no_string_is_untranslated_superfluous_or_uncompiled(compiler: ModuleType, django_ready: None) -> None:
    assert [fault for fault in compiler.faults() if fault.startswith("portal/")] == []


def test_a_missing_translation_is_noticed(compiler: ModuleType, django_ready: None, tmp_path: Path) -> None:
    path = compiler.PORTAL / "locale" / "it" / "LC_MESSAGES" / "django.po"
    assert compiler.missing(path, {"A sentence that nobody wrote": "x.html"}) == ["A sentence that nobody wrote"]


@pytest.mark.parametrize("language", ["it", "ca"])
def test_a_translation_keeps_the_fields_and_tags_of_its_string(
    compiler: ModuleType, django_ready: None, language: str
) -> None:
    pattern = re.compile(r"%\(\w+\)s|</?\w+>")
    for entry in compiler.read(compiler.PORTAL / "locale" / language / "LC_MESSAGES" / "django.po"):
        if not entry.id:
            continue
        ids = entry.id if isinstance(entry.id, (list, tuple)) else [entry.id]
        strings = entry.string if isinstance(entry.string, (list, tuple)) else [entry.string]
        for one, other in zip(ids, strings, strict=True):
            assert sorted(pattern.findall(one)) == sorted(pattern.findall(other)), one


def test_italian_uses_typographic_marks(compiler: ModuleType, django_ready: None) -> None:
    for entry in compiler.read(compiler.PORTAL / "locale" / "it" / "LC_MESSAGES" / "django.po"):
        if entry.id:
            strings = entry.string if isinstance(entry.string, (list, tuple)) else [entry.string]
            for string in (re.sub(r"<[^>]+>", "", marked) for marked in strings):
                assert "'" not in string, string
                assert '"' not in string, string
                assert "!" not in string, string
