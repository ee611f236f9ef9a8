"""The plan as services answer it: in order, with organisations, figures and sources, from both sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filiera.errors import AddressError
from filiera.evidence import Evidence
from filiera.pack.skeleton import write_skeleton
from filiera.services.build import build
from filiera.services.figures import figure
from filiera.services.plan import line_of_action, lines_of_figure, lines_of_organisation, programmes
from tests.built_homes import BuiltHomes


@pytest.fixture(scope="module")
def evidence(built_homes: BuiltHomes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """The evidence of the invented region."""
    with Evidence.open(built_homes.copy("exemple", tmp_path_factory.mktemp("home"))) as found:
        yield found


def test_a_programme_with_all_that_it_states(evidence: Evidence) -> None:
    (programme,) = programmes(evidence)
    assert programme.id == "vall-salut"
    assert programme.publication.id == "fullet"
    assert programme.producer == "agencia-vallclara"
    assert [line.id for line in programme.lines_of_action] == ["care-close-to-home", "research-business"]
    parts = [programme.purpose, programme.mission, programme.vision, programme.directions, programme.drivers]
    assert [[statement.lines for statement in part] for part in parts] == [[(n,)] for n in (52, 53, 54, 55, 56)]
    assert programme.drivers[0].title["ca"] == "Proximitat"
    (who,) = programme.takes_part
    assert (who.organisation.id, who.role["en"], who.lines) == ("hospital-dalt", "drives the plan", (52,))


def test_a_line_of_action_names_who_takes_part_in_what(evidence: Evidence) -> None:
    programme, line = line_of_action(evidence, "care-close-to-home")
    assert programme.id == "vall-salut"
    (group,) = line.working_groups
    assert group.organisation is not None
    assert group.organisation.name == "CAP de la Font"
    assert group.lines == (60, 61)
    assert [who.organisation.id for who in group.participants] == ["cap-pont", "hospital-riu"]
    assert [who.organisation.id for who in line.takes_part] == ["hospital-riu"]
    assert [who.organisation.id for who in line.involved] == ["hospital-riu", "cap-pont"]
    assert line.involved[0].role["en"] == "leads the line"
    assert [member.id for member in line.members] == ["cap-pont", "hospital-riu"]
    assert line.instruments[0].others["en"] == "patients; carers"
    assert line.today[0].link == "claim/remote-visits/"
    assert [activity.part for activity in line.activities] == ["instruments", "working_groups"]


def test_figures_bear_in_the_order_of_the_pack_and_an_indicator_gives_the_one_that_stands_for_it(
    evidence: Evidence,
) -> None:
    _, line = line_of_action(evidence, "care-close-to-home")
    assert [f.address for f in line.figures] == ["claim/remote-visits", "claim/beds", "observation/remote-visits-2021"]


def test_from_a_figure_to_the_lines_on_which_it_bears(evidence: Evidence) -> None:
    assert [line.id for line in lines_of_figure(evidence, figure(evidence, "claim/start-ups"))] == ["research-business"]
    # Another figure of the same indicator leads there too.
    assert [line.id for line in lines_of_figure(evidence, figure(evidence, "claim/beds-public"))] == [
        "care-close-to-home"
    ]
    assert lines_of_figure(evidence, figure(evidence, "claim/nurses")) == ()


def test_from_an_organisation_to_the_lines_that_name_it(evidence: Evidence) -> None:
    ((line, parts),) = lines_of_organisation(evidence, "organisation/hospital-riu")
    assert line.id == "care-close-to-home"
    assert [part.part if part else "" for part in parts] == ["", "working_groups"]
    ((_, itself),) = lines_of_organisation(evidence, "organisation/cap-font")
    assert [part.lines for part in itself if part] == [(60, 61)]
    assert lines_of_organisation(evidence, "organisation/hospital-pla") == ()


def test_an_unknown_line_says_where_to_look(evidence: Evidence) -> None:
    with pytest.raises(AddressError, match="plan/no-such-line: no such line of action; the page of the plan"):
        line_of_action(evidence, "no-such-line")


def test_a_pack_without_a_plan_has_none(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "mine", "XX1", ["en"])
    build(tmp_path / "mine", tmp_path / "home")
    with Evidence.open(tmp_path / "home") as evidence:
        assert programmes(evidence) == ()
