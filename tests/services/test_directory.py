"""The directory finds by words what reading every row would find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from filiera.evidence import Evidence
from filiera.services.directory import Search, look_up
from filiera.services.organisations import OrganisationView, all_organisations
from filiera.vocabulary.folding import fold

WORDS = ("ospedale", "milano", "san", "irccs", "di", "a", "030925", "ca' granda", "policlinico", "bergamo", "e")


def told(view: OrganisationView) -> str:
    return fold(" ".join((view.name, view.municipality, *(code.code for code in view.codes))))


@settings(deadline=None, max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS), max_size=4), kind=st.sampled_from(["", "hospital", "irccs"]))
def test_rows_and_counts_are_those_of_every_row_read(lombardia: Evidence, words: list[str], kind: str) -> None:
    spoken = [
        view
        for view in all_organisations(lombardia).values()
        if all(word in told(view) for word in fold(" ".join(words)).split())
    ]
    found = look_up(lombardia, Search(text=" ".join(words), kind=kind))
    if not spoken:
        assert found.close or not found.rows
        return
    assert {view.address for view in found.rows} == {v.address for v in spoken if kind in ("", v.kind)}
    assert len(found.rows) == len({view.address for view in found.rows})
    assert found.kinds == {k: sum(v.kind == k for v in spoken) for k in {v.kind for v in spoken}}
    of_kind = [view.territory for view in spoken if kind in ("", view.kind) and view.territory]
    assert found.territories == {place: of_kind.count(place) for place in set(of_kind)}
