"""The real region's registry: whole pictures of three organisations, the traps of the files, and the build's time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from filiera.evidence import Evidence
from filiera.services.codes_found import codes_found
from filiera.services.involvement import Block, involvement
from filiera.services.linked import links_of, links_to
from filiera.services.organisations import all_organisations

CA_GRANDA = "organisation/irccs-ca-granda"
SAN_RAFFAELE = "organisation/irccs-ospedale-san-raffaele"
PAVIA = "organisation/universita-pavia"
GENERIC_ROR = "ror:04tfzc498"
"""The record of ROR that is the category of such institutes, not one of them."""


@pytest.fixture(scope="module")
def region(real_home: Path) -> Iterator[Evidence]:
    with Evidence.open(real_home) as opened:
        yield opened


def blocks(evidence: Evidence, address: str) -> dict[str, Block]:
    return {block.topic: block for block in involvement(evidence, address).blocks}


def pics(evidence: Evidence, address: str) -> set[str]:
    """Participant codes of the European Commission."""
    view = all_organisations(evidence)[address]
    return {each.code.code for each in codes_found(evidence, view) if each.code.register == "pic"}


def horizon_2020(evidence: Evidence, address: str) -> dict[str, float]:
    participations = blocks(evidence, address)["participations"].shown
    (own,) = [each for each in participations if each.dataset.id == "cordis-h2020-participants"]
    totals: dict[str, float] = {}
    for record in own.records:
        for count in record.record.counts if record.record else ():
            assert count.period == "2017-07"
            totals[count.measure] = totals.get(count.measure, 0) + count.value
    return totals


def test_ca_granda_is_one_and_whole(region: Evidence) -> None:
    """Codes of the ministry, of ROR and of CORDIS; trial export of 12 October 2020; H2020 totals of July 2017."""
    found = blocks(region, CA_GRANDA)
    assert pics(region, CA_GRANDA) == {"999485964"}
    assert horizon_2020(region, CA_GRANDA) == {"projects": 3, "euro": pytest.approx(1_682_200)}
    own = {each.dataset.id for each in found["registers"].shown}
    assert own >= {"ministry-structures", "ministry-discharges-by-outcome", "gisco-hospitals", "research-bodies-5x1000"}
    trials = {r.record.id for each in found["hosted"].shown for r in each.records if r.record}
    assert {"NCT04292730", "NCT04292899", "NCT04323878", "NCT04352556"} <= trials


def test_san_raffaele_is_not_that_of_rome(region: Evidence) -> None:
    """CORDIS FP7: 953176030 is in via Olgettina, Milan; 994880016 and 998197901 in Rome."""
    own = pics(region, SAN_RAFFAELE)
    assert "953176030" in own
    assert not own & {"994880016", "998197901", "999854467"}, "neither Rome's nor the university's"
    found = blocks(region, SAN_RAFFAELE)
    assert found["hosted"].count >= 5 and found["sponsored"].count >= 3
    assert horizon_2020(region, SAN_RAFFAELE)["projects"] > 0


def test_the_university_of_pavia_is_none_of_its_neighbours(region: Evidence) -> None:
    assert pics(region, PAVIA) == {"999893752"}
    assert horizon_2020(region, PAVIA) == {"projects": 24, "euro": pytest.approx(11_061_700)}
    cities = {link.city.casefold() for link in links_to(region, PAVIA) if link.sure}
    assert cities <= {"", "pavia"}


@pytest.mark.parametrize("address", [CA_GRANDA, SAN_RAFFAELE, PAVIA])
def test_under_each_block_stands_what_the_files_do_not_cover(region: Evidence, address: str) -> None:
    found = blocks(region, address)
    assert list(found)[:4] == ["hosted", "sponsored", "participations", "notices"]
    for topic in ("hosted", "sponsored", "participations", "notices"):
        assert found[topic].looked_through
        assert all(each.dataset.lacks for each in found[topic].looked_through)
    silent = [each.dataset.id for each in found["participations"].looked_through if not each.mentions]
    assert any(name.startswith("cordis-he") for name in silent), "Horizon Europe is held without organisations"


def test_the_generic_record_attracts_nobody(region: Evidence) -> None:
    assert [link for link in links_of(region) if GENERIC_ROR in link.codes.split(";")] == []


def test_a_code_that_took_anothers_place_leads_to_one_organisation(region: Evidence) -> None:
    links = links_to(region, "organisation/irccs-san-gerardo")
    reasons = {link.reason for link in links if link.sure}
    assert "code minsalute:030926" in reasons
    assert "code minsalute:030909, which it bore in 2018/2022" in reasons


def test_the_european_files_missing_zero_is_put_back(region: Evidence) -> None:
    (link,) = [
        link
        for link in links_to(region, "organisation/irccs-humanitas")
        if link.dataset == "gisco-hospitals" and link.sure
    ]
    assert (link.codes, link.reason) == ("minsalute:030943", "code minsalute:030943")


def test_a_trust_is_not_counted_with_the_hospitals_that_it_runs(region: Evidence) -> None:
    kinds = {view.address: view.kind for view in all_organisations(region).values()}
    trusts = [
        link
        for link in links_of(region)
        if link.sure and kinds.get(link.organisation) == "asst" and link.dataset == "ministry-structures"
    ]
    assert len(trusts) == len({link.organisation for link in trusts}) == 26
    assert all(link.reason.startswith("code minsalute:0307") for link in trusts)


def test_no_two_organisations_share_a_record_of_one_code(region: Evidence) -> None:
    """A register's own record means one organisation."""
    owners: dict[tuple[str, str], set[str]] = {}
    for link in links_of(region):
        if link.sure and link.reason.startswith("code ") and link.record is not None:
            owners.setdefault((link.dataset, link.record.id), set()).add(link.organisation)
    assert {key: own for key, own in owners.items() if len(own) > 1} == {}


def test_each_link_says_why_and_by_which_method(region: Evidence) -> None:
    links = links_of(region)
    (method,) = {link.method for link in links}
    assert msgspec.json.encode(method)
    assert all(link.reason and 0 < link.score <= 1 for link in links)
    assert len(links) > 2_000
