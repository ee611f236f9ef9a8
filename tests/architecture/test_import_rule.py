"""Rooms import in one direction only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_ERROR, EXIT_STATUS_SUCCESS

from tests.architecture.project import ROOT, SOURCE, pyproject

TOY_RULE = """
[tool.importlinter]
root_package = "toy"
contract_types = ["rooms: tests.architecture.rooms.RoomsContract"]

[[tool.importlinter.contracts]]
name = "toy"
type = "rooms"
rooms = ["errors:", "evidence: errors", "claims: evidence errors", "not_built_yet: claims", "cli: claims"]
"""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on a folder with a pyproject.toml, in a process of its own."""
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A package of four rooms that keeps the rule."""
    (tmp_path / "pyproject.toml").write_text(TOY_RULE)
    files = {
        "__init__": "",
        "errors": "",
        "evidence/__init__": "from toy import errors",
        "evidence/store": "import toy.errors",
        "claims/__init__": "from toy.evidence import store",
        "cli/__init__": "import toy.claims",
    }
    for name, text in files.items():
        path = tmp_path / "toy" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n")
    return tmp_path


def test_the_project_keeps_the_import_rule() -> None:
    done = lint(ROOT)
    assert done.returncode == EXIT_STATUS_SUCCESS, done.stdout + done.stderr


def test_a_package_that_keeps_the_rule_passes(toy: Path) -> None:
    done = lint(toy)
    assert done.returncode == EXIT_STATUS_SUCCESS, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        (
            "evidence/store.py",
            "\nfrom toy.claims import linker",
            "toy.evidence.store, line 2: 'evidence' must not",
        ),
        ("errors.py", "import toy.evidence", "toy.errors, line 1: 'errors' must not import toy.evidence"),
        ("cli/__init__.py", "from toy.evidence import store", "'cli' must not import toy.evidence.store"),
        ("annexe.py", "", "the room 'annexe' is not in the import rule"),
    ],
)
def test_a_package_that_breaks_the_rule_is_refused(toy: Path, file: str, text: str, fault: str) -> None:
    (toy / "toy" / "claims" / "linker.py").touch()
    (toy / "toy" / file).write_text(text + "\n")
    done = lint(toy)
    assert done.returncode == EXIT_STATUS_ERROR
    assert fault in " ".join(done.stdout.split())


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    faults = sorted(str(path.relative_to(SOURCE)) for path in folders if not (path / "__init__.py").exists())
    assert not faults, f"without __init__.py the import rule does not see what is in: {faults}"


def test_every_room_of_the_source_is_in_the_table() -> None:
    (contract,) = pyproject()["tool"]["importlinter"]["contracts"]
    named = {line.partition(":")[0] for line in contract["rooms"]}
    rooms = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__"} <= named
