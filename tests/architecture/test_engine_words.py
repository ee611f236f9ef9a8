"""The engine names no region, no country's institution and no language: those are data."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.project import SOURCE, place

SUFFIXES = {
    ".py",
    ".html",
    ".txt",
    ".xml",
    ".sql",
    ".css",
    ".js",
    ".yml",
    ".yaml",
    ".json",
    ".csv",
    ".toml",
    ".po",
}
REGIONAL = re.compile(
    # Institutions are looked for as they are written: ATS is one, "beats" is not.
    r"(?i:lombard|\bmilan|\bassolombarda)"
    r"|\b(?:IRCCS|ASST|ATS|RSA|RSD|ADI|AGENAS|PNE|PNRR|CReG|FRRB|FITT|ASL|ATECO|CCNL)\b"
    r"|(?i:\bcase di comunità|\bcasa di comunità|\bospedal[ei] di comunità)"
)
NATIONAL_WORDS = re.compile(r"\b(?:Regione|Regioni|Provincia|Comune|Assessorato|Ministero)\b")
ALLOWED_LANGUAGE = "en"  # the language to which untranslated words fall back


def is_language_data(path: Path) -> bool:
    """Whether a file is the data of one language: its words may be those of a country."""
    return bool({"languages", "language_data", "locale"} & set(path.relative_to(SOURCE).parts[:-1]))


def engine_files() -> list[Path]:
    """Every readable file of the engine; modules for one publisher's protocol may name the publisher."""
    return sorted(
        path for path in SOURCE.rglob("*") if path.suffix in SUFFIXES and path.relative_to(SOURCE).parts[0] != "sources"
    )


def regional_words(text: str, *, language_data: bool = False) -> list[re.Match[str]]:
    """Words by which the engine would belong to one region or country."""
    found = list(REGIONAL.finditer(text))
    return found if language_data else found + list(NATIONAL_WORDS.finditer(text))


def language_codes(source: str, codes: set[str]) -> list[ast.Constant]:
    """String constants of a module that are the code of a language."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in codes
    ]


def known_languages() -> set[str]:
    """Codes of the languages that the packs and the engine's data speak, and of some neighbours'."""
    packed = {path.stem for folder in ("languages", "language_data") for path in SOURCE.rglob(f"{folder}/*")}
    return ({code for code in packed if re.fullmatch(r"[a-z]{2,3}", code)} | {"it", "ca", "es", "fr", "de"}) - {
        ALLOWED_LANGUAGE
    }


def test_the_engine_names_no_region_and_no_institution() -> None:
    faults = [
        f"{place(path, text, word.start())}: {word.group()!r}"
        for path in engine_files()
        for text in [path.read_text(encoding="utf-8")]
        for word in regional_words(text, language_data=is_language_data(path))
    ]
    assert not faults, "these words belong into a pack:\n" + "\n".join(faults)


def test_no_module_knows_a_language_by_its_code() -> None:
    codes = known_languages()
    faults = [
        f"{path.relative_to(SOURCE)}:{constant.lineno}: {constant.value!r}"
        for path in engine_files()
        if path.suffix == ".py"
        for constant in language_codes(path.read_text(encoding="utf-8"), codes)
    ]
    assert not faults, "languages are data files, not branches in code:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    [
        "# beds of Lombardy",
        "kinds = ('IRCCS', 'hospital')",
        "<p>ATS</p>",
        "Milano",
        "la Regione",
        "RSA_beds RSA",
    ],
)
def test_regional_words_are_recognised(line: str) -> None:
    assert regional_words(line)


@pytest.mark.parametrize("line", ["it beats all", "font-style: italic", "a versatile adit", "la regione", "universal"])
def test_other_words_are_not(line: str) -> None:
    assert not regional_words(line)


def test_a_branch_on_a_language_is_recognised() -> None:
    assert language_codes("if language == 'it': pass", {"it"})
    assert not language_codes("title = 'what it is'", {"it"})
