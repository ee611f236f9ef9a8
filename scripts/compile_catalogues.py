"""Compiles the catalogues of translations (.po) into what programs read (.mo), with babel alone.

With --check nothing is written: exit status 1 and one line per fault, where a .mo is not what its .po
says, or a .po lacks a string of the portal's pages. With --missing the strings are printed that a
language's catalogue lacks, ready to be pasted into it.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SRC = Path(__file__).resolve().parents[1] / "src" / "filiera"
PORTAL = SRC / "portal"
LOCALES = (SRC / "locale", PORTAL / "locale")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "gettext_noop": None,
}
Id = str | tuple[str, ...]
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def catalogues() -> list[Path]:
    """Every .po file."""
    return sorted(path for locale in LOCALES for path in locale.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """A .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=path.stem)


def compiled(path: Path) -> bytes:
    """What the .mo of a .po must hold. Fuzzy entries are left out, as gettext does."""
    catalogue = read(path)
    # Where a .po gives no date babel takes today's: the same words must give the same bytes.
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def strings_of_portal() -> dict[Id, str]:
    """Every string that pages show, with the file it stands in: from templates and from Python."""
    found: dict[Id, str] = {}
    for path in sorted([*PORTAL.rglob("*.html"), *PORTAL.rglob("*.py")]):
        text = path.read_text(encoding="utf-8")
        source = _as_python(text) if path.suffix == ".html" else text
        for message in _strings(source):
            found.setdefault(message, path.relative_to(PORTAL).as_posix())
    return found


def _as_python(template: str) -> str:
    """A template as the calls that Django makes of its translation tags, one level deep."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiera.portal.settings")
    from django.utils.translation.template import templatize

    # The rest is blanked out with X; at the head of a line it would read as indentation.
    return "\n".join(line.strip() for line in templatize(template).splitlines())


def _strings(source: str) -> Iterator[Id]:
    for _, message, _, _ in extract("python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"}):
        yield message if isinstance(message, str) else tuple(message)


def missing(path: Path, strings: Iterable[Id]) -> list[Id]:
    """Strings that a catalogue does not translate."""
    known = {entry.id[0] if isinstance(entry.id, (tuple, list)) else entry.id for entry in read(path) if _done(entry)}
    return [each for each in strings if (each if isinstance(each, str) else each[0]) not in known]


def _done(entry: object) -> bool:
    words = getattr(entry, "string", "")
    return all(words) if isinstance(words, (tuple, list)) else bool(words)


def superfluous(path: Path, strings: Iterable[Id]) -> list[str]:
    """Entries of a catalogue that no page uses any more."""
    used = {each if isinstance(each, str) else each[0] for each in strings}
    ids = [entry.id[0] if isinstance(entry.id, (tuple, list)) else entry.id for entry in read(path) if entry.id]
    return [str(each) for each in ids if each not in used]


def faults() -> list[str]:
    """What is wrong with the catalogues, one line each."""
    strings = strings_of_portal()
    found = []
    for path in catalogues():
        name = path.relative_to(SRC).as_posix()
        binary = path.with_suffix(".mo")
        if not binary.is_file() or binary.read_bytes() != compiled(path):
            found.append(f"{name}: its .mo is not up to date; run scripts/compile_catalogues.py")
        if path.is_relative_to(PORTAL):
            found += [f"{name}: untranslated: {each!r}" for each in missing(path, strings)]
            found += [f"{name}: no page says {each!r}" for each in superfluous(path, strings)]
    return found


def _as_po(message: Id) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    if isinstance(message, str):
        return f'msgid {quoted(message)}\nmsgstr ""\n'
    return f'msgid {quoted(message[0])}\nmsgid_plural {quoted(message[1])}\nmsgstr[0] ""\nmsgstr[1] ""\n'


def main() -> int:
    """Compile, check, or print what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; report faults")
    parser.add_argument("--missing", metavar="LANGUAGE", help="print the portal's strings that this language lacks")
    options = parser.parse_args()
    if options.missing:
        path = PORTAL / "locale" / options.missing / "LC_MESSAGES" / "django.po"
        strings = strings_of_portal()
        print("\n".join(_as_po(each) for each in (missing(path, strings) if path.is_file() else strings)))
        return 0
    if options.check:
        found = faults()
        print("\n".join(found) or "All catalogues are complete and compiled.")
        return 1 if found else 0
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
        print(path.with_suffix(".mo").relative_to(SRC.parent.parent).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
