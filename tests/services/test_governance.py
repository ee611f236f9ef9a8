"""Changes of content: proposed, approved by another, taken back, exported as a patch that ``git apply`` takes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("django", reason="the portal's extra is not installed")

from filiera.errors import AddressError, PackError, UsageError
from filiera.services.build import build
from filiera.services.content import editable, pack_in_use
from filiera.services.packs import pack_problems
from filiera.services.store import Evidence, open_evidence
from tests.command_line import run
from tests.contributions_store import asked, refused
from tests.portal.packs import copy_of_exemple

# Imported where they are needed: with them Django is set up, for the command line if nobody has done it before.
if TYPE_CHECKING:
    from filiera.services.governance import Place

ROOT = Path(__file__).resolve().parents[2]
ANNA, BRUNA = "account/1", "account/2"


def wording() -> Place:
    """The English words of a claim."""
    from filiera.services.governance import Place

    return Place("claim", "beds", "wording.en")


@pytest.fixture(scope="module", autouse=True)
def _django(django_set_up: None) -> None:
    """Django as the portal has it."""


@dataclass
class Desk:
    """A pack in a repository, its hub, and two editors."""

    folder: Path
    home: Path
    evidence: Evidence
    sent: int = 0

    @property
    def pack(self) -> object:
        return pack_in_use(self.folder)

    def value(self, place: Place) -> str | None:
        return editable(pack_in_use(self.folder), place.kind, place.key).field(place.field).value

    def propose(self, place: Place, new: str | None, *, old: str | None = None, by: str = ANNA, form: str = "") -> int:
        from filiera.services.governance import propose

        self.sent += 1
        made = propose(
            self.evidence,
            self.home,
            pack_in_use(self.folder),
            place,
            new,
            old=self.value(place) if old is None else old,
            reason="It is clearer so.",
            source="Invented yearbook, 2024, p. 3",
            by=by,
            form=form or f"form-{self.sent}",
        )
        return made.number

    def approve(self, number: int, by: str = BRUNA) -> str:
        from filiera.services.governance import approve

        return approve(self.evidence, self.home, pack_in_use(self.folder), number, by=by).state

    def changed(self, place: Place, new: str | None, *, old: str | None = None) -> int:
        number = self.propose(place, new, old=old)
        self.approve(number)
        return number

    def export(self, out: Path) -> Path:
        from filiera.services.change_patches import PATCH, export

        export(self.evidence, self.home, pack_in_use(self.folder), out, by="tester")
        return out / PATCH


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = copy_of_exemple(tmp_path / "repository" / "packs")
    git(tmp_path / "repository", "init", "-q")
    git(tmp_path / "repository", "add", "-A")
    git(tmp_path / "repository", "commit", "-qm", "the pack")
    home = tmp_path / "home"
    build(folder, home)
    with open_evidence(home) as evidence:
        yield Desk(folder, home, evidence)


def test_another_editor_approves(desk: Desk) -> None:
    from filiera.services.governance import one_change

    number = desk.propose(wording(), "All of Vallclara has {value} beds.")
    assert one_change(desk.home, number, 1).state == "proposed"
    with pytest.raises(UsageError, match="nobody approves a change of their own"):
        desk.approve(number, by=ANNA)
    assert desk.approve(number) == "approved"
    assert desk.approve(number) == "approved", "said twice it is one word"
    assert [step.by for step in one_change(desk.home, number, 1).steps] == [BRUNA]
    assert desk.value(wording()) == "Vallclara has {value} beds.", "nothing is written to the pack"


@pytest.mark.parametrize(
    ("place", "new", "says"),
    [
        (("claim", "beds", "wording.en"), "A sentence without its number.", "does not hold"),
        (("claim", "beds", "wording.en"), "The whole has {value}.", "does not speak of"),
        (("claim", "beds", "wording.en"), "The beds number {value} and {other}.", "unknown field"),
        (("organisation", "hospital-dalt", "kind"), "palace", "is not known"),
        (("organisation", "hospital-dalt", "name"), "=HYPERLINK(1)", "formula"),
        (("observation", "beds-2018", "value"), "many", "is no number"),
        (("text", "care.en", "page"), "# Title\n\nThere are 12 beds.", "digit"),
        (("text", "care.en", "page"), "No heading", "heading"),
        (("where-to-turn", "care-sites/scan", "lines_of_action"), "nowhere", "is not known"),
    ],
)
def test_what_would_break_the_pack_is_refused_before_it_is_stored(
    desk: Desk, place: tuple[str, str, str], new: str, says: str
) -> None:
    from filiera.services.governance import Place, list_changes

    with pytest.raises((PackError, UsageError), match=says):
        desk.propose(Place(*place), new)
    assert list_changes(desk.home, 1) == []


@pytest.mark.parametrize(
    "place",
    [("claim", "nobody", "note.en"), ("claim", "beds", "value"), ("palace", "beds", "name")],
)
def test_what_may_not_be_changed_is_not_there(desk: Desk, place: tuple[str, str, str]) -> None:
    from filiera.services.governance import Place

    with pytest.raises(AddressError):
        desk.propose(Place(*place), "x", old="y")


def test_reason_source_and_change_are_asked_for(desk: Desk) -> None:
    from filiera.services.governance import Place, propose

    ask: Callable[..., object] = lambda **more: propose(  # noqa: E731
        **{
            "evidence": desk.evidence,
            "home": desk.home,
            "pack": pack_in_use(desk.folder),
            "place": Place("observation", "beds-2018", "value"),
            "new": "1181",
            "old": "1180",
            "reason": "A slip.",
            "source": "Yearbook",
            "by": ANNA,
            "form": "f",
            **more,
        }
    )
    with pytest.raises(UsageError, match="needs a reason"):
        ask(reason=" ")
    with pytest.raises(UsageError, match="rests on a source"):
        ask(source="")
    with pytest.raises(UsageError, match="changes nothing"):
        ask(new="1180")
    with pytest.raises(UsageError, match="says something else by now"):
        ask(old="1100")


def test_two_changes_of_one_field(desk: Desk) -> None:
    from filiera.services.change_patches import make_patch

    first = desk.propose(wording(), "Vallclara counts {value} beds.")
    with pytest.raises(UsageError, match=f"change {first} of this field waits"):
        desk.propose(wording(), "Vallclara keeps {value} beds.", by=BRUNA)
    desk.approve(first)
    second = desk.propose(wording(), "Vallclara keeps {value} beds.", old="Vallclara counts {value} beds.")
    desk.approve(second)
    patch = make_patch(desk.evidence, desk.home, pack_in_use(desk.folder))
    assert [change.number for change in patch.changes] == [first, second]
    assert "keeps {value}" in patch.text and "+" in patch.text
    assert patch.text.count("counts {value}") == 0, "one edit a field: what it says in the end"


def test_the_same_form_is_one_change(desk: Desk) -> None:
    numbers = {desk.propose(wording(), "Vallclara counts {value} beds.", form="the same") for _ in range(2)}
    assert len(numbers) == 1


def test_a_change_is_withdrawn_or_refused_and_makes_way(desk: Desk) -> None:
    from filiera.services.change_patches import make_patch
    from filiera.services.governance import refuse

    for by, state in ((ANNA, "withdrawn"), (BRUNA, "refused")):
        number = desk.propose(wording(), "Vallclara counts {value} beds.")
        assert refuse(desk.evidence, desk.home, pack_in_use(desk.folder), number, by=by).state == state
        with pytest.raises(UsageError, match="was settled"):
            desk.approve(number)
    assert not make_patch(desk.evidence, desk.home, pack_in_use(desk.folder)).text


def test_a_patch_is_applied_checked_and_built(desk: Desk, tmp_path: Path) -> None:
    from filiera.services.change_patches import make_patch
    from filiera.services.governance import Place, list_changes

    page = desk.value(Place("text", "care.en", "page"))
    assert page
    desk.changed(wording(), 'Vallclara: "has" {value} beds – #1.')
    desk.changed(Place("claim", "beds", "note.ca"), "Una nota,\namb dues ratlles")
    desk.changed(Place("organisation", "hospital-dalt", "about.en"), 'Invented, "old" hospital\nof the county')
    desk.changed(Place("observation", "beds-2018", "value"), "1181")
    desk.changed(Place("text", "care.en", "page"), page.replace("An older report", "An earlier report"))
    desk.changed(Place("where-to-turn", "care-sites/scan", "kinds"), "county-hospital")
    desk.changed(Place("indicator", "hospital-beds", "label.en"), "Hospital beds (all)")
    patch = desk.export(tmp_path / "out")
    repository = desk.folder.parents[1]
    git(repository, "apply", "--check", str(patch))
    git(repository, "apply", str(patch))
    stat = git(repository, "diff", "--numstat").split("\n")
    assert len([line for line in stat if line]) == 6
    added = {line.split("\t")[2].rpartition("/")[2]: line.split("\t")[:2] for line in stat if line}
    assert added["care.en.md"] == ["1", "1"]
    assert added["register.csv"] == ["2", "1"], "a cell of two lines"
    assert added["where_to_turn.yml"] == ["1", "0"]
    assert pack_problems(str(desk.folder)) == []
    build(desk.folder, desk.home)
    with open_evidence(desk.home) as evidence:
        after = make_patch(evidence, desk.home, pack_in_use(desk.folder))
    assert not after.text and not after.conflicts, "the pack has it all"
    assert {change.state for change in list_changes(desk.home, 1)} == {"exported"}


def test_a_change_that_was_taken_back_leaves_no_trace_in_the_patch(desk: Desk) -> None:
    from filiera.services.change_patches import make_patch
    from filiera.services.governance import list_changes, revert

    number = desk.changed(wording(), "Vallclara counts {value} beds.")
    back = revert(
        desk.evidence, desk.home, pack_in_use(desk.folder), number, reason="It was fine.", by=ANNA, form="back"
    )
    assert back.state == "proposed" and back.reverts == number and back.new == "Vallclara has {value} beds."
    assert make_patch(desk.evidence, desk.home, pack_in_use(desk.folder)).text, "until it is approved it holds"
    desk.approve(back.number)
    assert not make_patch(desk.evidence, desk.home, pack_in_use(desk.folder)).text
    assert len(list_changes(desk.home, 1)) == 2, "rows are only ever added"


def test_a_note_that_came_by_a_patch_goes_by_one(desk: Desk, tmp_path: Path) -> None:
    from filiera.services.governance import Place, revert

    repository, claims = desk.folder.parents[1], desk.folder / "claims"
    before = {path.name: path.read_bytes() for path in claims.iterdir()}
    number = desk.changed(Place("claim", "beds", "note.en"), "A note.")
    git(repository, "apply", str(desk.export(tmp_path / "one")))
    back = revert(desk.evidence, desk.home, pack_in_use(desk.folder), number, reason="Wrong.", by=ANNA, form="back")
    desk.approve(back.number)
    git(repository, "apply", str(desk.export(tmp_path / "two")))
    assert {path.name: path.read_bytes() for path in claims.iterdir()} == before


def test_a_conflict_is_named_left_out_and_settled(desk: Desk, tmp_path: Path) -> None:
    from filiera.services.change_patches import PATCH, make_patch
    from filiera.services.governance import Place, refuse

    number = desk.changed(wording(), "Vallclara counts {value} beds.")
    other = desk.changed(Place("claim", "caps", "note.en"), "A note.")
    file = next(path for path in (desk.folder / "claims").iterdir() if "{id: beds," in path.read_text("utf-8"))
    file.write_text(
        file.read_text("utf-8").replace("Vallclara has {value} beds.", "In Vallclara, {value} beds."), "utf-8"
    )
    patch = make_patch(desk.evidence, desk.home, pack_in_use(desk.folder))
    assert [change.number for change in patch.conflicts] == [number]
    assert [change.number for change in patch.changes] == [other]
    done = run(desk.home, "governance", "export", "--out", str(tmp_path / "out"), "--pack", str(desk.folder))
    assert done.returncode == 1
    assert f"Left out: change {number}" in done.stdout
    assert (tmp_path / "out" / PATCH).is_file()
    assert refuse(desk.evidence, desk.home, pack_in_use(desk.folder), number, by=BRUNA).state == "refused"
    assert not make_patch(desk.evidence, desk.home, pack_in_use(desk.folder)).conflicts


def test_a_waiting_change_whose_field_moved_is_not_approved(desk: Desk) -> None:
    number = desk.propose(wording(), "Vallclara counts {value} beds.")
    file = next(path for path in (desk.folder / "claims").iterdir() if "{id: beds," in path.read_text("utf-8"))
    file.write_text(
        file.read_text("utf-8").replace("Vallclara has {value} beds.", "In Vallclara, {value} beds."), "utf-8"
    )
    with pytest.raises(UsageError, match="but the field says"):
        desk.approve(number)


def test_the_database_keeps_changes_as_they_are(desk: Desk) -> None:
    desk.changed(wording(), "Vallclara counts {value} beds.")
    for statement in (
        "UPDATE contributions_contentchange SET new = 'x'",
        "DELETE FROM contributions_contentchange",
        "UPDATE contributions_changestep SET by = 'x'",
        "DELETE FROM contributions_changestep",
    ):
        with refused():
            asked(desk.home, statement)


def test_changes_are_in_a_backup(desk: Desk, tmp_path: Path) -> None:
    from filiera.services.governance import one_change
    from filiera.services.moderation import back_up, restore

    number = desk.changed(wording(), "Vallclara counts {value} beds.")
    back_up(desk.home, tmp_path / "copy.sqlite3", by="tester")
    restore(tmp_path / "other", tmp_path / "copy.sqlite3", replace=False, by="tester")
    assert one_change(tmp_path / "other", number, 1).state == "approved"


def test_as_many_approve_as_the_pack_asks_for(desk: Desk) -> None:
    from filiera.services.governance import one_change

    (desk.folder / "parameters" / "approvals.yml").write_text(
        '- {id: approvals-of-a-change, value: "0", unit: count, label: {ca: Aprovacions, en: Approvals},'
        ' reference: "Assumption, for tests", date: "2026-11-27"}\n',
        "utf-8",
    )
    build(desk.folder, desk.home)
    with open_evidence(desk.home) as evidence:
        alone = Desk(desk.folder, desk.home, evidence)
        number = alone.propose(wording(), "Vallclara counts {value} beds.")
        assert one_change(desk.home, number, 0).state == "proposed"
        assert alone.approve(number, by=ANNA) == "approved"


def test_commands_list_show_and_take_back(desk: Desk) -> None:
    number = desk.changed(wording(), "Vallclara counts {value} beds.")
    listed = json.loads(run(desk.home, "governance", "list", "--state", "approved", "--json").stdout)
    assert [change["number"] for change in listed["changes"]] == [number]
    shown = run(desk.home, "governance", "show", str(number)).stdout
    assert "-Vallclara has {value} beds." in shown and "+Vallclara counts {value} beds." in shown
    assert run(desk.home, "governance", "list", "--state", "open").returncode == 2
    assert run(desk.home, "governance", "show", "99").returncode == 2
    place = ("--pack", str(desk.folder))
    back = run(desk.home, "governance", "revert", str(number), "--reason", "A slip.", "--by", "Anna", *place, "--json")
    assert json.loads(back.stdout)["reverts"] == number
    told = run(desk.home, "governance", "list", language="it").stdout
    assert "in attesa di approvazione" in told


def test_decisions_go_out_beside_the_patch(desk: Desk, tmp_path: Path) -> None:
    from filiera.services.change_patches import export
    from filiera.services.judging import Verdict, decide

    decide(desk.evidence, desk.home, "Osp. Dalt|Dalt|", "organisation/hospital-dalt", Verdict.POSITIVE, by="Anna")
    _, written = export(desk.evidence, desk.home, pack_in_use(desk.folder), tmp_path / "out", by="tester")
    assert [path.name for path in written] == ["judgements.csv"]


@pytest.mark.parametrize("line_ends", ["\r\n"])
def test_the_real_region_round_trip(tmp_path: Path, line_ends: str) -> None:
    """A patch of the region's own pack applies, changes the intended lines only, and leaves the pack sound."""
    from filiera.services.governance import Place

    packs = tmp_path / "repository" / "packs"
    for name in ("italia", "lombardia"):
        shutil.copytree(ROOT / "packs" / name, packs / name)
    table = packs / "lombardia" / "organisations" / "irccs.csv"
    table.write_bytes(table.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", line_ends.encode()))
    git(packs.parent, "init", "-q")
    git(packs.parent, "add", "-A")
    git(packs.parent, "commit", "-qm", "the packs")
    build(ROOT / "tests" / "packs" / "exemple", tmp_path / "home")
    with open_evidence(tmp_path / "home") as evidence:
        desk = Desk(packs / "lombardia", tmp_path / "home", evidence)
        desk.changed(Place("claim", "chain-gdp-share", "note.it"), "Una nota: «sì», con due punti.")
        desk.changed(Place("organisation", "irccs-ca-granda", "municipality"), "Milano, centro")
        desk.changed(Place("observation", "evidence-gdp-it-2022", "note"), 'First release, "March" 2023')
        patch = desk.export(tmp_path / "out")
    git(packs.parent, "apply", str(patch))
    stat = [line.split("\t")[:2] for line in git(packs.parent, "diff", "--numstat").split("\n") if line]
    assert stat == [["1", "1"]] * 3
    assert pack_problems(str(packs / "lombardia")) == []
