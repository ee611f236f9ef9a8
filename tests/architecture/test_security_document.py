"""``docs/security.md``: every test that it names is there, and every line says how, why not, or that not."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.project import ROOT

DOCUMENT = ROOT / "docs" / "security.md"
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_LINE = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def named() -> list[tuple[str, str]]:
    return sorted(set(_NAMED.findall(DOCUMENT.read_text(encoding="utf-8"))))


def lines() -> list[tuple[str, str, str]]:
    found = _LINE.findall(DOCUMENT.read_text(encoding="utf-8"))
    return [line for line in found if line[0] != "#" and not set(line[0]) <= {"-"}]


@pytest.mark.parametrize(("path", "test"), named())
def test_a_test_that_is_named_is_there(path: str, test: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, path


def test_every_chapter_has_lines_and_no_number_stands_twice() -> None:
    numbers = [line[0] for line in lines()]
    assert len(numbers) == len(set(numbers)) > 60
    chapters = {number.split(".")[0] for number in numbers if number[0].isdigit()}
    assert chapters == {"2", "3", "4", "5", "7", "8", "9", "12", "13", "14"}


def test_enough_lines_rest_on_a_test() -> None:
    """A table of promises would be none."""
    shown = [line for line in lines() if _NAMED.search(line[2])]
    assert len(shown) > len(lines()) / 2
