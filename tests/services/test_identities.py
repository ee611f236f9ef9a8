"""Who is who as services tell it: what waits, what was decided, what it comes to, and what is proposed."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filiera.errors import AddressError, DecisionError, UsageError
from filiera.evidence import Evidence
from filiera.pack import read_pack
from filiera.pack.validate import check_pack
from filiera.registry.addresses import Named
from filiera.registry.clusters import Link
from filiera.registry.decision_lines import Judge
from filiera.registry.decisions import append, file_of, read_decisions
from filiera.registry.judgements import Verdict, mention_key
from filiera.services.build import build
from filiera.services.decided import decided, judged_now
from filiera.services.explain_organisation import explained
from filiera.services.identities import identify
from filiera.services.identity_history import identity_history, moved
from filiera.services.introducing import Introduced
from filiera.services.judging import decide, doubts, relate
from filiera.services.linking_decided import decided_answers
from filiera.services.proposals import JUDGEMENTS, MINTED, REDIRECTS, RELATIONS, as_csv, proposed, write_proposal
from filiera.services.registry_status import moves, status
from tests.built_homes import BuiltHomes
from tests.linked_home import EXEMPLE, LINKS, linked_home

DALT, BAIX, RIU, PLA = (f"organisation/hospital-{name}" for name in ("dalt", "baix", "riu", "pla"))
NOW = datetime(2026, 11, 26, tzinfo=UTC)
HOSP_DALT = "hosp dalt|dalt|"


@pytest.fixture
def home(built_homes: BuiltHomes, tmp_path: Path) -> Path:
    return built_homes.linked(tmp_path)


def test_what_waits_is_shown_with_all_that_it_may_mean(home: Path) -> None:
    with Evidence.open(home) as evidence:
        found = doubts(evidence, home)
        assert [(d.link.mention, d.link.organisation) for d in found] == [
            (HOSP_DALT, DALT),
            (HOSP_DALT, BAIX),
            ("hospital riu bold x|riu|", RIU),
        ]
        assert [o.organisation for o in found[0].others] == [BAIX]
        assert found[0].candidate is not None
        assert found[0].candidate.name == "Hospital de Dalt"
        assert [e.record.title for e in found[0].link.examples if e.record] == ["Trial 1\x1b[2J"]


def test_what_a_person_says_is_no_doubt_any_more(home: Path) -> None:
    with Evidence.open(home) as evidence:
        decide(evidence, home, HOSP_DALT, DALT, Verdict.POSITIVE, by="Anna", reason="same  street\n12", score=0.72)
        decide(evidence, home, HOSP_DALT, BAIX, Verdict.UNSURE, by="Anna")
        found = doubts(evidence, home)
        assert [d.link.organisation for d in found] == [RIU, BAIX]
        assert found[1].unsure is not None
        assert found[1].unsure.by == "Anna"
        (line, _) = read_decisions(home).lines
        assert isinstance(line, Judge)
        assert (line.reason, line.score, line.by) == ("same street 12", 0.72, "Anna")


@pytest.mark.parametrize("by", ["", " ", "method:linker", "x" * 101, "a\tb"])
def test_a_decision_needs_a_person(home: Path, by: str) -> None:
    with Evidence.open(home) as evidence, pytest.raises(UsageError, match="signed by the person"):
        decide(evidence, home, HOSP_DALT, DALT, Verdict.POSITIVE, by=by)
    assert not file_of(home).exists()


def test_a_slip_in_an_address_is_told_with_the_nearest(home: Path) -> None:
    with Evidence.open(home) as evidence:
        with pytest.raises(AddressError, match="hospital-dalt"):
            decide(evidence, home, HOSP_DALT, "organisation/hospital-dal", Verdict.POSITIVE, by="Anna")
        with pytest.raises(UsageError, match="neither an organisation nor a mention"):
            decide(evidence, home, "Hosp. Dalt", DALT, Verdict.POSITIVE, by="Anna")
        with pytest.raises(UsageError, match="one and the same"):
            decide(evidence, home, "Hosp Dalt|DALT|", "hosp. dalt|dalt|", Verdict.POSITIVE, by="Anna")
        with pytest.raises(UsageError, match="no relation 'owns'"):
            relate(evidence, home, DALT, "owns", RIU, by="Anna")
        with pytest.raises(UsageError, match="'yesterday' is no date"):
            relate(evidence, home, DALT, "part_of", RIU, by="Anna", since="yesterday")


def test_people_win_over_the_linker_in_the_next_build(home: Path) -> None:
    append(
        home,
        [
            Judge(left=HOSP_DALT, right=DALT, verdict="positive", reason="same street"),
            Judge(left=HOSP_DALT, right=BAIX, verdict="negative"),
            Judge(left=mention_key("Hospital de Dalt", "Dalt"), right=DALT, verdict="negative"),
            Judge(left="nova|dalt|", right=BAIX, verdict="positive"),
            Judge(left="nova bis|dalt|", right="nova|dalt|", verdict="positive"),
            Judge(left="hospital riu bold x|riu|", right=RIU, verdict="negative"),
        ],
        by="Anna",
        now=NOW,
    )
    answers: dict[tuple[str, str, str, str], list[dict[str, object]]] = {}
    for organisation, name, city, score, tier in LINKS:
        row = {"organisation_id": f"organisation/{organisation}", "score": score, "tier": tier, "reason": "name"}
        answers.setdefault((name, city, "", ""), []).append(row)
    spellings = [*answers, ("Nova", "Dalt", "", ""), ("NOVA bis", "Dalt", "", "")]
    pack = read_pack(EXEMPLE)
    addresses = {f"organisation/{key}" for key in pack.organisations}
    settled, _ = decided_answers(answers, spellings, addresses, home, decided(pack, home), Introduced())
    told = {each[0]: [(row["organisation_id"], row["tier"]) for row in rows] for each, rows in settled.items()}
    assert told == {
        "Hosp. Dalt": [(DALT, "link")],
        "Hospital de Dalt": [("organisation/hospital-de-dalt", "link")],
        "Hospital Riu [bold]x[/]": [("organisation/hospital-riu-bold-x", "link")],
        "Pla i Riu": [(PLA, "link"), (RIU, "link")],
        "Nova": [(BAIX, "link")],
        "NOVA bis": [(BAIX, "link")],
    }
    reason = settled["Hosp. Dalt", "Dalt", "", ""][0]["reason"]
    assert reason == "judged positive by Anna, 2026-11-26: same street; name"


def test_a_name_that_is_none_of_its_candidates_gets_an_address_once(tmp_path: Path) -> None:
    pack, mention = read_pack(EXEMPLE), "clinica nova|dalt|"
    named = {mention: Named("Clínica Nova", "Dalt")}
    links = [Link(mention, DALT, 0.6, "ask")]
    addresses = {f"organisation/{key}" for key in pack.organisations}
    waiting = identify(tmp_path, decided(pack, tmp_path), addresses, named, links)
    assert mention not in waiting.addresses
    assert not waiting.lines
    append(tmp_path, [Judge(left=mention, right=DALT, verdict="negative")], by="Anna", now=NOW)
    for _ in range(2):
        found = identify(tmp_path, decided(pack, tmp_path), addresses, named, links)
        assert found.addresses[mention] == ("organisation/clinica-nova",)
    assert len(read_decisions(tmp_path).lines) == 2


def test_a_judgement_about_a_minted_address_holds(tmp_path: Path) -> None:
    pack = read_pack(EXEMPLE)
    addresses = {f"organisation/{key}" for key in pack.organisations}
    first, other = "clinica nova|dalt|", "nova clinica|dalt|"
    named = {first: Named("Clínica Nova", "Dalt"), other: Named("Nova Clínica", "Dalt")}
    before = identify(tmp_path, decided(pack, tmp_path), addresses, named, [])
    assert before.addresses[first] != before.addresses[other]
    append(tmp_path, [Judge(left=other, right="organisation/clinica-nova", verdict="positive")], by="Anna", now=NOW)
    known = decided(pack, tmp_path)
    after = identify(tmp_path, known, addresses, named, [])
    assert after.addresses[first] == after.addresses[other] == ("organisation/clinica-nova",)
    assert known.history.current("organisation/nova-clinica") == "organisation/clinica-nova"
    append(tmp_path, [Judge(left="organisation/clinica-nova", right=DALT, verdict="positive")], by="Anna", now=NOW)
    assert identify(tmp_path, decided(pack, tmp_path), addresses, named, []).addresses[first] == (DALT,)


def test_organisations_that_a_person_joins_become_one_at_the_next_build(tmp_path: Path) -> None:
    build(EXEMPLE, tmp_path)
    with Evidence.open(tmp_path) as evidence:
        decide(evidence, tmp_path, RIU, PLA, Verdict.POSITIVE, by="Anna", reason="One hospital, two reports")
        relate(evidence, tmp_path, DALT, "successor_of", BAIX, by="Anna", since="2020-01-01")
    build(EXEMPLE, tmp_path)
    with Evidence.open(tmp_path) as evidence:
        led = moved(evidence, RIU)
        assert led is not None
        assert (led.target, led.reason) == (PLA, "One hospital, two reports (Anna)")
        history = identity_history(evidence, PLA)
        assert [each.address for each in history.earlier] == [RIU]
        (relation,) = (r for r in identity_history(evidence, DALT).relations)
        assert (relation.relation, relation.address, relation.since) == ("successor_of", BAIX, "2020-01-01")
        assert not judged_now(evidence, tmp_path).contradictions
        hash_ = evidence.version.hash
    assert build(EXEMPLE, tmp_path).version.hash == hash_


def test_a_build_stops_at_damaged_decisions_and_leaves_the_evidence(home: Path) -> None:
    with Evidence.open(home) as evidence:
        decide(evidence, home, HOSP_DALT, DALT, Verdict.POSITIVE, by="Anna")
        before = evidence.version.hash
    path = file_of(home)
    path.write_text(path.read_text().replace("positive", "negative"))
    with pytest.raises(DecisionError, match="line 1"):
        build(EXEMPLE, home)
    with Evidence.open(home) as evidence:
        assert evidence.version.hash == before


def test_people_who_do_not_agree_are_told(home: Path) -> None:
    with Evidence.open(home) as evidence:
        decide(evidence, home, HOSP_DALT, DALT, Verdict.POSITIVE, by="Anna", now=NOW)
        decide(evidence, home, HOSP_DALT, DALT, Verdict.NEGATIVE, by="Bruno", now=datetime(2026, 12, 1, tzinfo=UTC))
        found = status(evidence, home)
    (contradiction,) = found.contradictions
    assert [j.by for j in contradiction.judgements] == ["Bruno", "Anna"]
    assert found.several == 1
    assert found.people == {"Bruno": 1, "Editors of the invented region": 2}


def test_every_name_whose_tier_moved_is_told(home: Path) -> None:
    changed = [*LINKS[:1], ("hospital-dalt", "Hosp. Dalt", "Dalt", 0.96, "link"), *LINKS[3:]]
    old = Evidence.open(home).version.hash
    linked_home(home, tuple(changed))
    assert _moves(home, old) == [
        (HOSP_DALT, BAIX, "ask", "none"),
        (HOSP_DALT, DALT, "ask", "link"),
    ]


def _moves(home: Path, old: str) -> list[tuple[str, str, str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILIERA_HOME", str(home))
        return [(m.mention, m.organisation, m.before, m.after) for m in moves(old, "").moves]


def test_what_was_decided_becomes_rows_that_the_pack_takes(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Evidence.open(home) as evidence:
        decide(evidence, home, HOSP_DALT, DALT, Verdict.POSITIVE, by="Anna", reason="=1+1, «same»", score=0.72)
        relate(evidence, home, DALT, "part_of", RIU, by="Anna", since="2020")
        proposal = proposed(evidence, home)
    assert {name: len(rows) for name, rows in proposal.items()} == {
        JUDGEMENTS: 1,
        RELATIONS: 1,
        REDIRECTS: 0,
        MINTED: 0,
    }
    folder = tmp_path_factory.mktemp("proposal")
    assert len(write_proposal(proposal, folder)) == 2
    with pytest.raises(UsageError, match="there already"):
        write_proposal(proposal, folder)
    packs = tmp_path_factory.mktemp("packs")
    for name in ("inventada", "exemple"):
        shutil.copytree(EXEMPLE.parent / name, packs / name)
    for name in (JUDGEMENTS, RELATIONS):
        rows = (folder / name).read_text("utf-8").splitlines(keepends=True)[1:]
        target = packs / "exemple" / name
        heading = next(csv.reader(io.StringIO(target.read_text("utf-8"))))
        read = csv.DictReader(io.StringIO((folder / name).read_text("utf-8")))
        with target.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, heading, extrasaction="ignore", lineterminator="\n").writerows(read)
        assert rows
    pack = read_pack(packs / "exemple")
    check_pack(pack)
    build(packs / "exemple", home)
    with Evidence.open(home) as evidence:
        again = proposed(evidence, home)
        assert not any(again.values())


def test_a_csv_has_its_heading_and_leaves_empty_what_nobody_said() -> None:
    assert as_csv(MINTED, [{"id": "x", "name": "X, and Y"}]) == (
        'id,name,kind,work,municipality,territory,codes,vintage,locator\nx,"X, and Y",,,,,,,\n'
    )


def test_why_tells_how_an_organisation_came_to_its_address(home: Path) -> None:
    with Evidence.open(home) as evidence:
        told = explained(evidence, home, "organisation/hospital-comarcal-dalt", "en")
    assert told["address"] == DALT
    assert [(m["name"], m["tier"], m["reason"]) for m in told["mentions"]] == [
        ("Hosp. Dalt", "ask", "name alike"),
        ("Hospital de Dalt", "link", "name alike"),
    ]
    assert told["moved"]["reason"] == "The same hospital under its older name"
    assert {j["other"]: j["verdict"] for j in told["judgements"]} == {
        "clinica de dalt|dalt|": "negative",
        "hospital de dalt i universitari|dalt|": "positive",
    }
