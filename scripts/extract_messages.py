"""The engine's messages for people: every template of a finding and every sentence of the command line.

Prints the messages that a language's catalogue lacks: ``python scripts/extract_messages.py it``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

SRC = Path(__file__).resolve().parents[1] / "src" / "filiera"
CALLS = {"Message", "say", "translate"}


def messages() -> list[str]:
    """All translatable messages of the engine, sorted."""
    found: set[str] = set()
    for folder in ("claims", "cli", "services"):
        for path in sorted((SRC / folder).rglob("*.py")):
            found.update(_in_tree(ast.parse(path.read_text(encoding="utf-8"))))
    sys.path.insert(0, str(SRC.parent))
    from filiera.claims.finding import NOTED, VERDICTS

    found.update((*VERDICTS, NOTED))
    return sorted(message for message in found if message.strip())


def _in_tree(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS and node.args:
            yield from _strings(node.args[0])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                names = [getattr(part, "id", "") for part in getattr(target, "elts", [target])]
                if "template" in names:
                    value = node.value
                    parts = value.elts if isinstance(value, ast.Tuple) and len(names) > 1 else [value]
                    yield from _strings(parts[names.index("template")])


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def missing(language: str) -> list[str]:
    """Messages that the catalogue of ``language`` does not translate."""
    path = SRC / "locale" / language / "LC_MESSAGES" / "filiera.po"
    known: set[str] = set()
    if path.is_file():
        with path.open("rb") as file:
            known = {str(m.id) for m in read_po(file) if m.id and m.string and not m.fuzzy}
    return [message for message in messages() if message not in known]


if __name__ == "__main__":
    for text in missing(sys.argv[1] if len(sys.argv) > 1 else "it"):
        print(text)
