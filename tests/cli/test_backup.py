"""``filiera backup`` and ``restore``: all that no build makes again, into an empty folder; ``filiera accounts``."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from filiera.registry.decisions import FILE, FOLDER
from tests.built_homes import BuiltHomes
from tests.cli.test_contributions import send, some_claim
from tests.command_line import run

pytest.importorskip("allauth", reason="the portal's extra is not installed")


@pytest.fixture(scope="module")
def home(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a report, a decision, and a backup beside it."""
    place = built_homes.copy("exemple", tmp_path_factory.mktemp("hub") / "home")
    send(place, some_claim(place), 1, "ada")
    judged = run(place, "registry", "judge", "Hosp. DALT|Dalt|", "organisation/hospital-dalt", "--same", "--by", "Anna")
    assert judged.returncode == 0, judged.stderr
    done = run(place, "backup", str(place.parent / "hub.zip"), "--by", "Anna", "--json")
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["reports"], json.loads(done.stdout)["decisions"]) == (1, 1)
    return place


def test_a_backup_comes_back_in_an_empty_folder(home: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "restore", str(home.parent / "hub.zip"), "--json")
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["reports"], json.loads(done.stdout)["decisions"]) == (1, 1)
    assert run(tmp_path, "build", "tests/packs/exemple").returncode == 0
    there, here = (
        json.loads(run(each, "contributions", "list", "--json", "--with-emails").stdout)["reports"][0]
        for each in (home, tmp_path)
    )
    assert (there["id"], there["email"], there["address"]) == (here["id"], here["email"], here["address"])
    there, here = ((each / FOLDER / FILE).read_bytes() for each in (home, tmp_path))
    assert there == here


def test_only_its_owner_reads_it(home: Path) -> None:
    assert stat.S_IMODE((home.parent / "hub.zip").stat().st_mode) == 0o600


def test_nothing_is_written_over(home: Path) -> None:
    again = run(home, "backup", str(home.parent / "hub.zip"))
    assert again.returncode == 2
    assert "there already" in again.stderr
    back = run(home, "restore", str(home.parent / "hub.zip"))
    assert back.returncode == 2
    assert "--replace" in back.stderr


@pytest.mark.parametrize("fault", ["cut", "changed", "a name that is not ours", "no archive"])
def test_what_is_no_whole_backup_changes_nothing(home: Path, tmp_path: Path, fault: str) -> None:
    sound, bad = home.parent / "hub.zip", tmp_path / "bad.zip"
    if fault == "cut":
        bad.write_bytes(sound.read_bytes()[:-200])
    elif fault == "no archive":
        bad.write_bytes(b"not an archive")
    else:
        with zipfile.ZipFile(sound) as old, zipfile.ZipFile(bad, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name) + (b" " if fault == "changed" and name != "manifest.json" else b""))
            if fault == "a name that is not ours":
                new.writestr("../outside", b"x")
    empty = tmp_path / "empty"
    done = run(empty, "restore", str(bad))
    assert done.returncode == 2
    assert "is no whole backup" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (empty / "contributions").exists()
    assert not (tmp_path / "outside").exists()


def test_accounts_are_listed_and_an_unknown_one_is_told(home: Path) -> None:
    assert json.loads(run(home, "accounts", "list", "--json").stdout) == {"accounts": []}
    done = run(home, "accounts", "role", "nobody@example.org", "editor")
    assert done.returncode == 2
    assert "nobody@example.org" in done.stderr
    assert "Traceback" not in done.stderr
