"""``filiera contributions``: list, answer, back up, restore, erase, as an editor types it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.built_homes import BuiltHomes
from tests.command_line import run
from tests.contributions_store import asked, everything

pytest.importorskip("django", reason="the portal's extra is not installed")
ROOT = Path(__file__).resolve().parents[2]
SEND = """
import sys
from pathlib import Path
from filiera.services.reports import Words, new_form, send_report, subject
from filiera.services.store import open_evidence
home = Path(sys.argv[1])
with open_evidence(home) as evidence:
    about = subject(evidence, sys.argv[2])
    for number in range(int(sys.argv[3])):
        words = Words("value", f"Report {number} of {sys.argv[4]}", "", f"{sys.argv[4]}@example.org", new_form())
        machine = f"{sys.argv[4]} {number}"
        assert send_report(home, evidence, about, words, language="en", machine=machine, key="k").receipt
"""


@pytest.fixture
def home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    """A home with the invented region's evidence."""
    return built_homes.copy("exemple", tmp_path)


def some_claim(home: Path) -> str:
    from filiera.services.figures import all_figures
    from filiera.services.store import open_evidence

    with open_evidence(home) as evidence:
        return all_figures(evidence)[0].address


def send(home: Path, address: str, count: int, who: str) -> None:
    """Send reports from another process, as a server does."""
    environment = {**os.environ, "FILIERA_HOME": str(home)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", SEND, str(home), address, str(count), who]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr


def listed(home: Path, *more: str) -> list[dict[str, Any]]:
    found = json.loads(run(home, "contributions", "list", "--json", *more).stdout)["reports"]
    assert isinstance(found, list)
    return found


def stored(home: Path) -> list[dict[str, object]]:
    """All that is kept of reports; what has become of them depends on the evidence of a home as well."""
    return [
        {name: value for name, value in report.items() if name != "since"} for report in listed(home, "--with-emails")
    ]


def test_nothing_reported_yet_is_said_and_makes_nothing(home: Path) -> None:
    done = run(home, "contributions", "list")
    assert (done.returncode, done.stdout) == (0, "0 reports\n")
    assert not (home / "contributions").exists()


def test_list_answer_and_list_again(home: Path) -> None:
    claim = some_claim(home)
    send(home, claim, 2, "ada")
    first = listed(home)
    assert [(r["id"], r["address"], r["status"], r["has_email"]) for r in first] == [
        (1, claim, "new", True),
        (2, claim, "new", True),
    ]
    assert "email" not in first[0] and "ada@example.org" not in run(home, "contributions", "list").stdout
    assert listed(home, "--with-emails")[0]["email"] == "ada@example.org"
    done = run(home, "contributions", "answer", "1", "--accept", "--says", "Checked.", "--says", "ca=Es revisa.")
    assert done.returncode == 0 and claim in done.stdout
    assert listed(home, "--status", "accepted")[0]["says"] == {"en": "Checked.", "ca": "Es revisa."}
    assert len(listed(home, "--status", "new")) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("answer", "1", "--accept"), "an accepted report needs a sentence for its page"),
        (("answer", "1", "--accept", "--reject", "--says", "x"), "say what becomes of the report"),
        (("answer", "99", "--close"), "there is no report 99"),
        (("list", "--status", "odd"), "there is no status 'odd'"),
        (("erase",), "say what is to be erased"),
        (("erase", "99"), "there is no report 99"),
        (("restore", "no-such-file"), "there is no such file"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_remedy(home: Path, arguments: tuple[str, ...], says: str) -> None:
    send(home, some_claim(home), 1, "ada")
    done = run(home, "contributions", *arguments)
    assert done.returncode == 2 and says in done.stderr and "What to do:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_restored_into_an_empty_home_holds_everything(home: Path, tmp_path: Path) -> None:
    send(home, some_claim(home), 3, "ada")
    run(home, "contributions", "answer", "2", "--reject")
    backup, other = tmp_path / "backup.sqlite3", tmp_path / "other"
    done = run(home, "contributions", "backup", str(backup))
    assert done.returncode == 0 and "3 reports copied" in done.stdout
    assert backup.stat().st_mode & 0o077 == 0, "others may not read it"
    assert run(home, "contributions", "backup", str(backup)).returncode == 2, "never over another file"
    done = run(other, "contributions", "restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert stored(other) == stored(home)
    assert run(home, "contributions", "restore", str(backup)).returncode == 2, "not over others without --replace"
    send(home, some_claim(home), 1, "bob")
    assert run(home, "contributions", "restore", str(backup), "--replace").returncode == 0
    assert len(listed(home)) == 3


def test_a_damaged_or_foreign_backup_is_refused_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    send(home, some_claim(home), 1, "ada")
    backup = tmp_path / "backup.sqlite3"
    run(home, "contributions", "backup", str(backup))
    damaged, foreign, newer = tmp_path / "damaged", tmp_path / "foreign", tmp_path / "newer"
    data = bytearray(backup.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    damaged.write_bytes(data)
    with sqlite3.connect(foreign) as store:
        store.execute("CREATE TABLE other (x)")
    newer.write_bytes(backup.read_bytes())
    with sqlite3.connect(newer) as store:
        store.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('contributions', '9999_later', '')")
    for path, says in ((damaged, "no whole backup"), (foreign, "no whole backup"), (newer, "newer version")):
        done = run(home, "contributions", "restore", str(path), "--replace")
        assert done.returncode == 2 and says in done.stderr, done.stderr
    assert len(listed(home)) == 1


def test_erasing_leaves_no_word_and_no_address_behind(home: Path) -> None:
    send(home, some_claim(home), 2, "ada")
    send(home, some_claim(home), 1, "bob")
    done = run(home, "contributions", "erase", "--email", "ADA@example.org", "--json")
    assert json.loads(done.stdout) == {"erased": 2}
    assert [r["text"] for r in listed(home)] == ["", "", "Report 0 of bob"]
    assert json.loads(run(home, "contributions", "erase", "--expired", "--json").stdout) == {"erased": 0}
    assert json.loads(run(home, "contributions", "erase", "--older-than", "0", "--json").stdout) == {"erased": 1}
    stored = everything(home)
    assert b"ada@example.org" not in stored and b"Report 0 of" not in stored


def test_the_first_reports_of_several_processes_at_once_all_arrive(home: Path) -> None:
    claim = some_claim(home)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda who: send(home, claim, 5, who), ("ada", "bob", "eva", "ugo")))
    found = listed(home)
    assert len(found) == 20
    assert len({r["text"] for r in found}) == 20


def test_the_list_says_what_became_of_an_accepted_report(tmp_path: Path) -> None:
    for name in ("inventada", "exemple"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / "packs" / name)
    pack, home = tmp_path / "packs" / "exemple", tmp_path / "home"
    run(home, "build", str(pack))
    send(home, "claim/beds", 1, "ada")
    send(home, "claim/beds-public", 1, "ada")
    for number in ("1", "2"):
        run(home, "contributions", "answer", number, "--accept", "--says", "Under check.", "--by", "Eva")
    assert "Shown on its page as under review" in run(home, "contributions", "list").stdout
    assert [(r["shown"], r["since"]) for r in listed(home)] == [(True, "same"), (True, "same")]

    claims = pack / "claims" / "care.yml"
    before = claims.read_text("utf-8")
    after = before.replace("Vallclara has {value} beds.", "There are {value} beds in Vallclara.")
    assert after != before
    claims.write_text(after, "utf-8")
    done = run(home, "build", str(pack))
    assert done.returncode == 0, done.stderr
    told = run(home, "contributions", "list").stdout
    assert "what it is about has changed" in told and "what it is about has not changed" in told
    found = listed(home)
    assert [(r["status"], r["shown"], r["since"]) for r in found] == [
        ("accepted", False, "changed"),
        ("accepted", False, "same"),
    ]
    assert [(step["action"], step["by"]) for step in found[0]["history"]] == [("sent", "sender"), ("accepted", "Eva")]


def test_no_line_of_a_sender_passes_for_an_entry_of_the_list(home: Path) -> None:
    send(home, some_claim(home), 1, "ada\n2  accepted · the value · claim/forged")
    lines = run(home, "contributions", "list").stdout.splitlines()
    assert [line for line in lines if "forged" in line] == ["   2  accepted · the value · claim/forged"]


def test_the_log_knows_who_copied_restored_and_erased(home: Path, tmp_path: Path) -> None:
    send(home, some_claim(home), 1, "ada")
    backup = str(tmp_path / "copy")
    run(home, "contributions", "backup", backup, "--by", "Eva")
    run(home, "contributions", "restore", backup, "--replace", "--by", "Ugo")
    run(home, "contributions", "erase", "1", "--by", "Ada")
    done = asked(home, "SELECT by, action FROM contributions_auditentry ORDER BY id")
    assert done == [("sender", "sent"), ("Eva", "backed up"), ("Ugo", "restored"), ("Ada", "erased")]


def test_italian(home: Path) -> None:
    send(home, some_claim(home), 1, "ada")
    assert run(home, "contributions", "list", language="it").stdout.startswith("1 segnalazione, 1 nuova")
