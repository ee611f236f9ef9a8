"""Every type that a server's threads read is learned before there are threads: otherwise two first readers end it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "filiera"
ALONE = {"pack", "sources"}
"""Rooms that commands alone read with, in one thread."""


def trees() -> dict[str, ast.Module]:
    paths = [path for path in SRC.rglob("*.py") if path.relative_to(SRC).parts[0] not in ALONE]
    return {path.relative_to(SRC).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def read_types(tree: ast.Module) -> Iterator[str]:
    """Names of the types that msgspec is asked to make of what is read."""
    for call in ast.walk(tree):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in ("convert", "decode")
        ):
            asked = [*call.args[1:], *(word.value for word in call.keywords if word.arg == "type")]
            for name in (node for each in asked for node in ast.walk(each) if isinstance(node, ast.Name)):
                yield name.id


def structs(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Names of the classes, and whether they are learned."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name, any(isinstance(d, ast.Name) and d.id == "learned" for d in node.decorator_list)


def test_what_is_read_is_learned() -> None:
    late = []
    for module, tree in trees().items():
        learned = dict(structs(tree))
        late += [f"{module}: {name}" for name in read_types(tree) if not learned.get(name, True)]
    assert not late, "put @learned before the class"


def test_the_types_that_are_known_to_be_read_are_seen() -> None:
    read = {name for tree in trees().values() for name in read_types(tree)}
    assert {"Language", "Unit", "Licence", "Pointer"} <= read
