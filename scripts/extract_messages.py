"""The engine's messages for people: findings, errors and what to do about them, the command line and its help.

Prints the messages that a language's catalogue lacks: ``python scripts/extract_messages.py it``.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.pofile import read_po

SRC = Path(__file__).resolve().parents[1] / "src" / "filiera"
SAYING = ("claims", "cli", "services", "sources")
"""The rooms that say sentences; errors may come from any."""
CALLS = {"BadCellError", "Message", "Refusal", "say", "translate"}
COUNTS = {"say_count", "translate_count"}
PHRASE = "Phrase"
ROOT = "FilieraError"

Texts = dict[str, set[str]]
"""Names of constants, and the texts that modules give them."""


def messages() -> list[str]:
    """All translatable messages of the engine, sorted; of one that counts, its form for one."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SRC.rglob("*.py"))}
    errors, texts = error_names(trees.values()), _constants(trees.values())
    found: set[str] = set()
    for path, tree in trees.items():
        for said in said_by_errors(tree, errors):
            found.update(_strings(said, texts))
        if path.relative_to(SRC).parts[0] in SAYING:
            found.update(_in_tree(tree))
    found.update(_of_programs())
    return sorted(message for message in found if message.strip())


def error_names(trees: Iterable[ast.Module]) -> set[str]:
    """Names of the classes of errors that reach users."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    bases = {node.name: {getattr(base, "id", "") for base in node.bases} for node in classes}
    names = {ROOT}
    while more := {name for name in bases if bases[name] & names} - names:
        names |= more
    return names


def said_by_errors(tree: ast.AST, errors: set[str]) -> Iterator[ast.expr]:
    """The expressions that give the templates of errors: what happened, and what to do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {*errors, PHRASE}:
            yield from node.args[:1]
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "remedy")


def _constants(trees: Iterable[ast.Module]) -> Texts:
    found: Texts = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found.setdefault(node.targets[0].id, set()).update(_strings(node.value))
    return found


def _of_programs() -> Iterator[str]:
    """What is known only to the running program: verdicts, and the help of every command."""
    os.environ["FILIERA_LANG"] = "en"
    from typer.main import get_command

    from filiera.claims.finding import NOTED, VERDICTS
    from filiera.cli.app import app
    from filiera.cli.help import WORDS, texts

    yield from (*VERDICTS, NOTED, *WORDS)
    for text in texts(get_command(app)):
        yield from text.split("\n\n")


def _in_tree(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS | COUNTS and node.args:
            yield from _strings(node.args[0])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                names = [getattr(part, "id", "") for part in getattr(target, "elts", [target])]
                if "template" in names:
                    value = node.value
                    parts = value.elts if isinstance(value, ast.Tuple) and len(names) > 1 else [value]
                    yield from _strings(parts[names.index("template")])


def _strings(node: ast.expr, texts: Texts | None = None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, texts)
        yield from _strings(node.orelse, texts)
    elif isinstance(node, ast.Name):
        yield from (texts or {}).get(node.id, ())


def missing(language: str) -> list[str]:
    """Messages that the catalogue of ``language`` does not translate."""
    path = SRC / "locale" / language / "LC_MESSAGES" / "filiera.po"
    known: set[str] = set()
    if path.is_file():
        with path.open("rb") as file:
            known = {_first(m.id) for m in read_po(file) if m.id and _done(m.string) and not m.fuzzy}
    return [message for message in messages() if message not in known]


def _first(told: object) -> str:
    return str(told[0] if isinstance(told, (tuple, list)) else told)


def _done(told: object) -> bool:
    return all(told) if isinstance(told, (tuple, list)) else bool(told)


if __name__ == "__main__":
    for text in missing(sys.argv[1] if len(sys.argv) > 1 else "it"):
        print(text)
