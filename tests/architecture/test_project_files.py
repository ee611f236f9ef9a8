"""What lies under version control belongs to the project, and to no one machine."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, place, project_files, pyproject

MOST_LINES = 400
PYTHON_FOLDERS = ("src", "tests", "scripts", "benchmarks")

# Written with classes of one letter, so that this file does not hold what it looks for.
PLACE_ON_A_MACHINE = re.compile(
    r"(?<![\w./~*:>-])/(?:[h]ome|[r]oot|[U]sers|[t]mp|[o]pt|[m]nt|[v]ar/folders)/[\w.]|[f]ile:///\w"
)
INDEX_ADDRESS = re.compile(
    r"[p]ypi\.org|[p]ythonhosted\.org|/[s]imple(?:/|\b)|--[i]ndex-url|--[e]xtra-index-url|--[f]ind-links|--[d]efault-index"
)


def places_of_this_machine() -> re.Pattern[str]:
    """Where this checkout, its neighbours, its Python and its user's home lie."""
    own = {ROOT, Path.home(), Path(sys.base_prefix), *ROOT.parent.iterdir()}
    # A short path, as "/usr", stands in many a text for other reasons.
    long = sorted(str(path) for path in own if len(path.parts) > 2)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, long))})(?![\w-])")


def texts() -> list[tuple[Path, str]]:
    """Every text file of the project."""
    found = []
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            found.append((path, content.decode("utf-8", errors="replace")))
    return found


@pytest.mark.parametrize("what", ["a place on a machine", "a place on this machine", "an index address"])
def test_no_file_names(what: str) -> None:
    pattern = {
        "a place on a machine": PLACE_ON_A_MACHINE,
        "a place on this machine": places_of_this_machine(),
        "an index address": INDEX_ADDRESS,
    }[what]
    faults = [
        f"{place(path, text, found.start())}: {found.group()!r}"
        for path, text in texts()
        for found in pattern.finditer(text)
    ]
    assert not faults, f"{what}:\n" + "\n".join(faults)


def test_machine_places_and_index_addresses_are_recognised() -> None:
    for folder in ("home", "root", "Users", "tmp", "opt"):
        assert PLACE_ON_A_MACHINE.search(f'open("/{folder}/ana/figures.csv")')
    assert not PLACE_ON_A_MACHINE.search('href="/figures/home/page" and https://example.org/home/page')
    assert INDEX_ADDRESS.search("https://" + "pypi" + ".org")
    assert places_of_this_machine().search(f"see {ROOT}/docs")


def test_modules_are_small() -> None:
    faults = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for folder in PYTHON_FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts and (lines := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    ]
    assert not faults, f"more than {MOST_LINES} lines, so it has become two things:\n" + "\n".join(faults)


LOCKS = {"requirements.lock": 40, "requirements-spark.lock": 20}
OF_SPARK = "spark"


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_pins_every_dependency_with_hashes(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > LOCKS[name]
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, f"no hash: {entry.splitlines()[0]}"


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    data = pyproject()
    asked = [
        *data["project"]["dependencies"],
        *(
            line
            for name, lines in data["project"]["optional-dependencies"].items()
            if name != OF_SPARK
            for line in lines
        ),
        *data["dependency-groups"]["build"],
    ]
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    missing = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in asked} - pinned
    assert not missing, f"run make lock: {sorted(missing)}"


def test_spark_has_a_lock_of_its_own_that_agrees_with_the_other() -> None:
    """What needs no cluster never downloads it; what both environments hold is the same version."""
    locks = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}
    pinned = {name: dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE)) for name, text in locks.items()}
    usual, spark = pinned["requirements.lock"], pinned["requirements-spark.lock"]
    assert "pyspark" in spark
    assert "pyspark" not in usual
    assert {"rapidfuzz", "pyarrow", "numpy", "pytest"} <= spark.keys()
    for name in usual.keys() & spark.keys() - {"numpy"}:
        assert usual[name] == spark[name], name


def test_scripts_that_are_run_may_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
