"""The core imports without the extras, and the command line without its heavy parts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.project import SOURCE, pyproject

# Imported by the command that needs them, not by `filiera --help`.
HEAVY = {"babel", "django", "docx", "duckdb", "lxml", "pypdfium2", "vl_convert"}

BLOCKED_IMPORT = """
import importlib, json, sys
blocked = set(json.loads(sys.argv[2]))
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"{name} belongs to an extra", name=name)
sys.meta_path.insert(0, Block())
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def import_names(requirements: list[str]) -> set[str]:
    """Top-level modules that the distributions of ``requirements`` bring."""
    wanted = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in requirements}
    return {
        module
        for module, distributions in packages_distributions().items()
        if {name.lower().replace("_", "-") for name in distributions} & wanted
    }


def modules_of_extras() -> set[str]:
    """Top-level modules that are there only with an extra."""
    project = pyproject()["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return import_names(extras) - import_names(project["dependencies"])


def import_with_blocked(module: str, blocked: set[str]) -> subprocess.CompletedProcess[str]:
    """Imports ``module`` in a fresh interpreter where ``blocked`` modules are not to be had."""
    command = [sys.executable, "-c", BLOCKED_IMPORT, module, json.dumps(sorted(blocked))]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def need(room: str) -> str:
    """The room as a module name; skips where it has not been built."""
    if not ((SOURCE / f"{room}.py").exists() or (SOURCE / room / "__init__.py").exists()):
        pytest.skip(f"there is no room '{room}' yet")
    return f"filiera.{room}"


def test_the_extras_are_known() -> None:
    assert {"django", "granian", "vl_convert", "whitenoise", "pytest"} <= modules_of_extras()
    assert not {"duckdb", "typer", "docx"} & modules_of_extras()


@pytest.mark.parametrize("room", ["errors", "vocabulary", "pack", "evidence", "claims", "services", "publish", "cli"])
def test_the_core_imports_without_any_extra(room: str) -> None:
    done = import_with_blocked(need(room), modules_of_extras())
    assert done.returncode == 0, done.stderr


def test_the_core_imports_nothing_of_the_linker() -> None:
    done = import_with_blocked("filiera.registry.tables", {"numpy", "scipy", "rapidfuzz", "sparse_dot_topn", "stdnum"})
    assert done.returncode == 0, done.stderr


def test_the_block_holds() -> None:
    assert "belongs to an extra" in import_with_blocked("django", {"django"}).stderr


def test_the_command_line_imports_nothing_heavy() -> None:
    done = import_with_blocked(need("cli"), set())
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & HEAVY, f"import these inside the command that needs them: {sorted(loaded & HEAVY)}"
